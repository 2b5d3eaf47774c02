"""Remembers that the model is down, so that the next asker need not wait to find it out."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

QUIET = 30.0
"""Seconds after a failure in which nobody asks the model."""
SPARED = 90.0
"""Seconds in which a new draft does not ask either; those that wait for the model try first."""


class Outage:
    """Whether to ask the model now. While it is down one caller at a time finds out.

    Safe for threads; each process has its own, and forgets it when it ends.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin with a model that is up. ``clock`` gives seconds that never run backwards."""
        self._clock = clock
        self._lock = Lock()
        self._failed_at: float | None = None
        self._trying = False

    @property
    def is_down(self) -> bool:
        """Whether the model did not answer when it was last asked."""
        with self._lock:
            return self._failed_at is not None

    def may_ask(self, *, waited: bool) -> bool:
        """Whether to ask; ``waited`` for a draft that the checks have answered already.

        True must be followed by ``answered`` or ``failed``.
        """
        with self._lock:
            if self._failed_at is None:
                return True
            quiet = QUIET if waited else SPARED
            if self._trying or self._clock() - self._failed_at < quiet:
                return False
            self._trying = True
            return True

    def answered(self) -> None:
        """The model said something, be it a refusal."""
        with self._lock:
            self._failed_at, self._trying = None, False

    def failed(self) -> None:
        """The model could not be reached."""
        with self._lock:
            self._failed_at, self._trying = self._clock(), False
