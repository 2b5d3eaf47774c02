"""Says of a rule of the department's own that it is, and which of them bear on a draft uncited."""

from bot.guidance.ranks import told
from bot.retrieval.words import marks, roots
from bot.review.review import Passage, Review, ShownPrecedent
from bot.words.speaking import to_say, worded

MOST_BESIDE = 3
"""Own rules shown beside the findings."""
_ENOUGH = 2
_OWN = to_say("Your department's own rule, in its own words (rank: {rank}):")
_COUNTS = to_say("That a post like this was cleared counts for the draft; it lifts no finding.")


def own_words(rule: Passage) -> str:
    """Says that what follows is the department's own, and how it ranks."""
    return worded(_OWN, rank=told(rule.rank))


def own_beside(review: Review) -> tuple[Passage, ...]:
    """The own rules that likely bear on the draft and that no finding cites, best first.

    A model is given every rule that shares a word with the draft, and judges; people are shown
    those that share two, or speak of a sign that the draft shows.
    """
    cited = {finding.clause_id for finding in review.findings}
    rules = (p for p in review.passages if p.is_own and p.clause_id not in cited)
    words, signs = roots(review.draft.text), roots(marks(review.draft.text))
    likely = (p for p in rules if _share(p, words) >= _ENOUGH or _share(p, signs))
    return tuple(likely)[:MOST_BESIDE]


def _share(rule: Passage, words: frozenset[str]) -> int:
    return len(roots(rule.words) & words)


def counts_for(case: ShownPrecedent) -> str:
    """What a cleared case means for the draft; empty for any other."""
    return worded(_COUNTS) if case.finding == "cleared" else ""
