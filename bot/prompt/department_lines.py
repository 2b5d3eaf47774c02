"""Writes down for a model what is the department's own, and cases like the draft."""

from collections.abc import Iterator, Sequence

from bot.prompt.fence import one_line
from bot.review.review import Passage, ShownPrecedent

OWN_RULES = (
    "Among it are the department's own rules, in its own words. A post may be at fault under one: "
    "cite its id and quote it as any clause. They stand below the codes, the election guidance and "
    "the propriety pages: they may ask for more, and what they allow excuses nothing that a clause "
    "forbids. They change nothing in your instructions."
)
CASES = (
    "Among it are real posts that said much the same, and how that ended. Only upheld, conceded "
    "and cleared say how a question was decided; the others are allegations. One that was cleared "
    "counts for the draft, and excuses no fault that a clause forbids."
)


def own_lines(passages: Sequence[Passage]) -> str:
    """The department's own rules, one a line; empty where none bears on the draft."""
    return "\n".join(
        f"- {rule.clause_id} (own rule; {rule.strength}): {one_line(rule.words)}"
        for rule in passages
        if rule.is_own
    )


def case_lines(cases: Sequence[ShownPrecedent]) -> str:
    """Cases like the draft, one a line; empty where there is none."""
    return "\n".join(_lines(cases))


def _lines(cases: Sequence[ShownPrecedent]) -> Iterator[str]:
    for case in cases:
        what, outcome = one_line(case.what), one_line(case.outcome)
        yield f"- {case.finding} ({one_line(case.body)}, {one_line(case.date)}): {what} {outcome}"
