"""The sandbox's clock: real time plus what a test adds, so that nothing has to sleep."""

import time


class Clock:
    """Seconds since 1970, moved forward by hand."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """The time in this Slack, in seconds since 1970."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move forward. Signatures keep real time: the app's own clock has not moved."""
        self._ahead += seconds
