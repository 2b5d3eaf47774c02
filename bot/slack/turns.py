"""Waits for a turn to speak: one message a second in a channel, and none before Slack allows it.

Slack takes one message a second in each channel, and names a time to wait where that or another
limit was passed.
Whoever speaks here is a thread of the durable work, never one that Slack waits for; so it may
wait for seconds, and for longer it gives the job back, which comes again by itself.
"""

from collections.abc import Callable
from threading import Lock
from time import monotonic, sleep

from bot.errors import VoiceUnreachable

LONGEST = 10.0
"""Seconds that a thread waits for its turn; there are few, and the bot must stop in time."""
_MANY = 1_000
"""Turns remembered before those that are over are forgotten."""


class Turns:
    """The turns of one client. Safe for threads. ``seconds`` lie between two of one name."""

    def __init__(
        self,
        seconds: float,
        clock: Callable[[], float] = monotonic,
        wait: Callable[[float], None] = sleep,
    ) -> None:
        self._seconds, self._clock, self._wait = seconds, clock, wait
        self._next: dict[str, float] = {}
        self._closed: dict[str, float] = {}
        self._lock = Lock()

    def take(self, channel: str) -> None:
        """Wait for the next turn in a channel. Raises VoiceUnreachable where that is too long."""
        with self._lock:
            now = self._clock()
            mine = max(now, self._next.get(channel, now))
            if mine - now > LONGEST:
                raise VoiceUnreachable("Too many messages wait for this channel")
            self._forget(now)
            self._next[channel] = mine + self._seconds
        if mine > now:
            self._wait(mine - now)

    def close(self, method: str, seconds: float) -> None:
        """Slack refused a method and named this wait."""
        with self._lock:
            until = self._clock() + seconds
            self._closed[method] = max(until, self._closed.get(method, until))

    def ask(self, method: str, more: float = 0.0) -> None:
        """Wait until a method may be called again, and ``more`` seconds where it may not yet.

        Raises VoiceUnreachable if that is too long.
        """
        with self._lock:
            left = self._closed.get(method, 0.0) - self._clock()
        if left > LONGEST:
            raise VoiceUnreachable(f"Slack asks to wait for {left:.0f} seconds")
        if left > 0:
            self._wait(left + more)

    def _forget(self, now: float) -> None:
        if len(self._next) >= _MANY:
            self._next = {name: at for name, at in self._next.items() if at > now}
