"""Says something while a step is slow: at most once, never late, and it keeps nobody waiting."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Event

LOGGER = logging.getLogger("neutral.work")
PAUSE = 0.3
"""Seconds after which a step counts as slow: what is over sooner needs no word."""
_AT_ONCE = 4
_REMEMBERED = 1_000
"""Keys for which something was said, lest a step that is run again says it again."""


class Meanwhile:
    """Speaks from threads of its own. Safe for threads.

    What cannot be said is dropped: it is of use only now, and the step goes on in any case.
    """

    def __init__(self, pause: float = PAUSE) -> None:
        """Make the threads' pool; a thread begins when it is first needed."""
        self._pause = pause
        self._hands = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="meanwhile")
        self._said: deque[str] = deque(maxlen=_REMEMBERED)

    @contextmanager
    def saying(self, key: str, speak: Callable[[], None] | None) -> Iterator[None]:
        """While the block runs, and if it is slow, ``speak``; None says nothing."""
        over = Event()
        if speak is not None and key not in self._said:
            self._said.append(key)
            with suppress(RuntimeError):  # the process is ending
                self._hands.submit(self._unless, over, speak).add_done_callback(_note)
        try:
            yield
        finally:
            over.set()

    def _unless(self, over: Event, speak: Callable[[], None]) -> None:
        if not over.wait(self._pause):
            speak()


def _note(spoken: "Future[None]") -> None:
    """Write down that it was not said, without its words."""
    if error := spoken.exception():
        LOGGER.warning("Not said while waiting: %s", type(error).__name__)
