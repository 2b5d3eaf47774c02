"""Waits as a guest does: between two pages of a host, and as long as a host asks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic, sleep

BETWEEN = 1.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""
LONGEST = 60.0
"""Seconds that are waited for one host at a time; who asks for more is left until next time."""
_FIRST = 2.0
"""Seconds before a second try, where a host does not say; doubled for each further one."""


@dataclass(slots=True)
class Clock:
    """What time it is, and how to let it pass. Tests give one that does not wait."""

    now: Callable[[], float] = monotonic
    wait: Callable[[float], None] = sleep
    today: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))


class Patience:
    """Remembers when each host was asked last, and until when it wants to be left alone."""

    def __init__(self, clock: Clock, between: float = BETWEEN) -> None:
        self._clock, self._between = clock, between
        self._last: dict[str, float] = {}
        self._rests: dict[str, float] = {}
        self.waited = 0.0
        """Seconds spent waiting so far."""

    def turn(self, host: str, between: float = 0.0) -> None:
        """Wait until the host may be asked again."""
        last = self._last.get(host)
        pause = min(max(self._between, between), LONGEST)
        if last is not None and (left := last + pause - self._clock.now()) > 0:
            self.wait(left)
        self._last[host] = self._clock.now()

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.waited += seconds
        self._clock.wait(seconds)

    def resting(self, host: str) -> float:
        """Seconds for which a host still wants to be left alone; 0 for none."""
        return max(0.0, self._rests.get(host, 0.0) - self._clock.now())

    def asked_to_wait(self, host: str, said: str, tried: int) -> float | None:
        """Seconds to wait before the next try; None where it is too long to wait for."""
        seconds = self._seconds(said)
        if seconds is None:
            return min(_FIRST * (1 << tried), LONGEST)
        if seconds > LONGEST:
            self._rests[host] = self._clock.now() + seconds
            return None
        return max(seconds, 0.0)

    def _seconds(self, said: str) -> float | None:
        """Read Retry-After: seconds, or a date."""
        said = said.strip()
        if said.isdecimal():
            return float(said[:9])
        try:
            moment = parsedate_to_datetime(said)
        except (TypeError, ValueError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        left: timedelta = moment - self._clock.today()
        return left.total_seconds()
