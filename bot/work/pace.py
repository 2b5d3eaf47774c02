"""When things happen in durable work: the clock, and how long a model that was down is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.work.outage import Outage

FOLLOWING = (30.0, 60.0, 120.0, 300.0, *[600.0] * 24, *[900.0] * 79)
"""Seconds until each further try of a model that was down: a day in all. Between two tries a
review is a row in the database and holds no thread, so a thousand may wait."""


@dataclass(frozen=True, slots=True)
class Pace:
    """``clock`` gives the time in UTC; tests bring a quicker one."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    following: Sequence[float] = FOLLOWING
    outage: Outage = field(default_factory=Outage)


def rest(until: float, seconds: float, now: float) -> float:
    """Seconds left of a wait for ``seconds`` that ends at ``until``.

    A clock set back never lengthens a wait, and one set forward ends it.
    """
    return min(seconds, max(0.0, until - now))
