"""Gathers what the app's page tells: somebody's own reviews, and the rules of the day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from bot.concerns import Verdict
from bot.desk.deciding import PENDING, standing
from bot.desk.page import InForce, Own
from bot.desk.records import Editions, Outcome
from bot.desk.seams import Kept, Log
from bot.guidance.accepted import NONE, Official
from bot.guidance.catalogue import Library, Period

SHARED: Final = "shared"
"""The kind of place whose thread is about a review."""
OPEN_FOR = timedelta(days=30)
"""After this a review that nobody decided about is no longer held out to its asker."""
ANSWERED_FOR = timedelta(days=7)
"""For how long a sign-off is news."""
_MOST_OPEN = 20
_RECENT = 5
_FIRST: Final = (Outcome.DECLINED, Outcome.SIGNED_OFF, Verdict.STOP, Verdict.REVISE, Verdict.CHECK)
"""What the asker can act on, the most pressing first; before all that is with the leads."""


def own_reviews(log: Log, user: str, now: datetime) -> tuple[tuple[Own, ...], tuple[Own, ...]]:
    """Somebody's own reviews: what waits for something, and the last of the others.

    Raises LogError.
    """
    found = log.undecided(user, now - OPEN_FOR, _MOST_OPEN)
    waits = [one for one in _less_repeats(found) if _is_news(one, now)]
    held_out = {kept.review.id for kept in waits}
    recent = [k for k in log.asked_by(user, _RECENT + len(waits)) if k.review.id not in held_out]
    waits.sort(key=_urgency)
    return tuple(_with_thread(log, waits)), tuple(_with_thread(log, recent[:_RECENT]))


def in_force(library: Library, editions: Editions, day: date, official: Official = NONE) -> InForce:
    """What a draft is held to on a day, UK time."""
    now = library.periods_on(day)
    coming = [p for p in library.periods if p not in now and (p.poll is None or p.poll >= day)]
    return InForce(
        day=day,
        editions=editions,
        dated=library.dated,
        documents=len(library.sources),
        clauses=len(library.clauses),
        official=sum(map(official.is_shown, library.clauses)),
        now=now,
        coming=tuple(sorted(coming, key=_begins)),
        own=len(library.own_rules),
    )


def _less_repeats(newest_first: Iterable[Kept]) -> Iterable[Kept]:
    """Of words that were sent more than once, one decision is enough: that about the last."""
    seen: set[str] = set()
    for kept in newest_first:
        if kept.decisions or kept.review.draft.text not in seen:
            yield kept
        seen.add(kept.review.draft.text)


def _is_news(kept: Kept, now: datetime) -> bool:
    last = standing(kept)
    return last is None or last.outcome is not Outcome.SIGNED_OFF or now - last.at <= ANSWERED_FOR


def _urgency(kept: Kept) -> int:
    last = standing(kept)
    what = last.outcome if last else kept.review.verdict
    return _FIRST.index(what) if what in _FIRST else len(_FIRST) + (what in PENDING)


def _with_thread(log: Log, reviews: Iterable[Kept]) -> Iterable[Own]:
    for kept in reviews:
        places = log.places(kept.review.id) if kept.shared else ()
        shared = [one.place for one in places if one.kind == SHARED]
        yield Own(kept=kept, thread=shared[-1] if shared else None)


def _begins(period: Period) -> date:
    """When a period begins; where that is not fixed, when it ends at the latest."""
    return period.start.date() if period.start else period.poll or date.max
