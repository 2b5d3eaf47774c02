"""Two reviews of one draft in two versions: what became of the findings."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from bot.review.review import Finding, Review
from bot.words.speaking import worded

LIKE = 0.4
"""From here two drafts are versions of one: the commonest words alone make two texts a quarter
alike."""
ALIKE = 0.5
"""From here what somebody says about a draft is the draft itself, written anew."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_FEWEST = 5
"""Words; fewer are a remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The findings of two versions."""

    gone: tuple[Finding, ...]
    """Of the earlier version alone."""
    left: tuple[Finding, ...]
    """Of both, as the later one has them."""
    new: tuple[Finding, ...]
    """Of the later version alone."""


def compared(earlier: Review, later: Review) -> Compared:
    """Lay the findings of two versions beside each other, each paired once.

    The same words with the same kind of fault are the same finding; of the rest, those of one
    kind that breach one clause are one finding in other words.
    """
    gone, found = list(earlier.findings), list(later.findings)
    left: list[Finding] = []
    for sameness in (_words, _rule):
        pairs = _paired(gone, found, sameness)
        left += pairs
        found = [finding for finding in found if finding not in pairs]
    kept = tuple(finding for finding in later.findings if finding in left)
    return Compared(gone=tuple(gone), left=kept, new=tuple(found))


def likeness(one: str, other: str) -> float:
    """The share of words that two texts have in common, from 0 to 1, whatever their order."""
    first, second = (Counter(_WORD.findall(text.casefold())) for text in (one, other))
    every = first.total() + second.total()
    return 2 * (first & second).total() / every if every else 0.0


def is_version(said: str, draft: str) -> bool:
    """Whether what somebody said about a draft is a new version of it, and no question."""
    many = len(_WORD.findall(said))
    asks = said.rstrip().endswith("?") and not draft.rstrip().endswith("?")
    return many >= _FEWEST and not asks and likeness(said, draft) >= ALIKE


def replaces(review_id: str) -> str:
    """Open the model's review of a draft that the checks had answered."""
    return worded(
        "The model has now read this draft. Its review replaces review {id}.", id=review_id
    )


def _paired(
    gone: list[Finding], found: Iterable[Finding], sameness: Callable[[Finding], Hashable]
) -> list[Finding]:
    """Those found that are there in ``gone`` too, which loses them."""
    pairs: list[Finding] = []
    for finding in found:
        twin = next((old for old in gone if sameness(old) == sameness(finding)), None)
        if twin is not None:
            gone.remove(twin)
            pairs.append(finding)
    return pairs


def _words(finding: Finding) -> Hashable:
    return finding.concern, finding.excerpt.casefold()


def _rule(finding: Finding) -> Hashable:
    return finding.concern, finding.clause_id
