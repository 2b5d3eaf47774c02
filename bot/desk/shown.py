"""Shows guidance as a review keeps it: whole, so that it explains itself years later."""

from collections.abc import Collection
from datetime import time

from bot.guidance.accepted import NONE, Official
from bot.guidance.bearing import Bearing
from bot.guidance.catalogue import Clause, Period, Precedent
from bot.review.review import Passage, ShownPeriod, ShownPrecedent


def passage(clause: Clause, official: Official = NONE, in_season: Collection[str] = ()) -> Passage:
    """A clause as shown: our summary, and beside it what the publisher says.

    Of a rule of the department's own its own words. ``in_season``: the ids of the documents on
    which an election under way rests.
    """
    document = clause.source
    return Passage(
        clause_id=clause.id,
        title=clause.source.title,
        locator=clause.locator,
        url=clause.url,
        words=clause.gist,
        is_summary=not document.is_own,
        basis=clause.basis.value,
        strength=clause.strength.value,
        concern=clause.concern,
        official=official.quoted(clause),
        fetched_on=document.revision_seen if document.is_own else "",
        rank=document.rank.held(in_season=document.id in in_season).value,
        is_own=document.is_own,
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
        is_own=case.is_own,
    )


def period(found: Bearing) -> ShownPeriod:
    """A pre-election period as shown; its days in ISO 8601, with the hour where it has one."""
    covering = found.period
    return ShownPeriod(
        what=covering.what,
        start=_start(covering),
        poll=covering.poll.isoformat() if covering.poll else "",
        confirmed=covering.confirmed,
        reach=found.reach.value,
        by=found.by,
        means=found.rule.means,
    )


def _start(covering: Period) -> str:
    if covering.start is None:
        return ""
    is_whole_day = covering.start.time() == time.min
    return (covering.start.date() if is_whole_day else covering.start).isoformat()
