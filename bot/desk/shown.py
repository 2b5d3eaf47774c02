"""Shows guidance as a review keeps it: whole, so that it explains itself years later."""

from bot.guidance.catalogue import Certainty, Clause, Period, Precedent
from bot.review.review import Passage, ShownPeriod, ShownPrecedent


def passage(clause: Clause) -> Passage:
    """A clause as shown. Its words are our summary: no fetched text is in the catalogue yet."""
    return Passage(
        clause_id=clause.id,
        title=clause.source.title,
        locator=clause.locator,
        url=clause.url,
        words=clause.gist,
        is_summary=True,
        basis=clause.basis.value,
        strength=clause.strength.value,
        concern=clause.concern,
    )


def precedent(case: Precedent) -> ShownPrecedent:
    """A real case as shown, with the first of its sources."""
    return ShownPrecedent(
        id=case.id,
        date=case.date,
        body=case.body,
        what=case.what,
        outcome=case.outcome,
        finding=case.finding.value,
        url=next(iter(case.sources), ""),
    )


def period(covering: Period) -> ShownPeriod:
    """A pre-election period as shown; its days in ISO 8601."""
    return ShownPeriod(
        what=covering.what,
        start=covering.start.date().isoformat() if covering.start else "",
        poll=covering.poll.isoformat() if covering.poll else "",
        confirmed=covering.start_status is covering.poll_status is Certainty.VERIFIED,
    )
