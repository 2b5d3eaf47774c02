"""A month of the log as a page to read and print: the first screen says what matters."""

from bot.paper.paper import Paper
from bot.report.figures.gathered import Gathered
from bot.report.pages import decided, findings, opening, running, teaching, trusting, verdicts

_LEAD = "What was reviewed before it was posted, what was found, and what the team can learn."
_HANDLING = "Official: may hold sentences of drafts. For the team and its leads."


def month_page(found: Gathered) -> Paper:
    """The page."""
    blocks = [*opening.opening(found), *teaching.lessons(found)]
    if found.sums.month.counts.reviews:
        blocks += [*verdicts.by_week(found), *findings.concerns(found), *findings.clauses(found)]
    for section in (
        decided.decisions,
        trusting.accuracy,
        trusting.misses,
        verdicts.twelve_months,
        running.places,
        running.cost,
        running.guidance,
        running.record,
    ):
        blocks.extend(section(found))
    return Paper(
        title=f"Neutrality reviews: {found.month}",
        lead=_LEAD,
        handling=_HANDLING,
        made="From the log of the neutrality bot",
        blocks=tuple(blocks),
    )
