"""Whoever waits for the same disk is written down together: one commit for all who came meanwhile.

A commit waits for the disk, and everybody in the line waited for one of each before them; a plain
lock keeps no line even, so that some waited many times as long as others.
Nobody is told that it is written before the commit that holds it, and nobody's failure is
another's: what could not be written together is tried one by one.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition, Thread
from time import monotonic
from typing import Generic, TypeVar

from bot.errors import WorkUncertain

T = TypeVar("T")


class NotBegun(Exception):  # whoever catches it says it in words of their own
    """The turn did not come in time: nothing was written, and nothing will be."""


@dataclass(frozen=True, slots=True)
class _Brought(Generic[T]):
    """What somebody brought, and until when its writing may begin."""

    what: T
    until: float
    written: "Future[None]" = field(default_factory=Future)


class Together(Generic[T]):
    """One writer for all. Safe for threads. Its thread begins with the first that is brought.

    ``write`` writes all that it is given, or raises and has written none; only after
    WorkUncertain nobody can know.
    """

    def __init__(
        self,
        write: Callable[[Sequence[T]], None],
        patience: float,
        *,
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        """Give up after ``patience`` seconds on what is not being written by then."""
        self._write, self._patience, self._ticks = write, patience, ticks
        self._line: list[_Brought[T]] = []
        self._change = Condition()
        self._writer: Thread | None = None
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many stand in line behind those that are being written."""
        return len(self._line)

    def put(self, what: T) -> None:
        """Return when it is written. Raises NotBegun, or what ``write`` raised for it."""
        brought = _Brought(what, self._ticks() + self._patience)
        self._stand_in_line(brought)
        try:
            brought.written.result(self._patience)
        except TimeoutError:
            if brought.written.cancel():
                raise NotBegun from None
            brought.written.result()

    def close(self) -> None:
        """Write what was brought so far, and take no more."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        if self._writer:
            self._writer.join()

    def _stand_in_line(self, brought: _Brought[T]) -> None:
        with self._change:
            if self._closed:
                raise NotBegun
            if self._writer is None:
                self._writer = Thread(target=self._work, name="writer", daemon=True)
                self._writer.start()
            self._line.append(brought)
            self._change.notify_all()

    def _work(self) -> None:
        while batch := self._next():
            self._all([each for each in batch if each.written.set_running_or_notify_cancel()])

    def _next(self) -> list[_Brought[T]]:
        """All who came meanwhile; nobody, when it is over."""
        with self._change:
            self._change.wait_for(lambda: self._line or self._closed)
            batch, self._line = self._line, []
        return batch

    def _all(self, batch: list[_Brought[T]]) -> None:
        """Write them at once, or one by one as far as there is time."""
        error = self._error(batch)
        for each in batch:
            if error is None:
                each.written.set_result(None)
                continue
            again = len(batch) > 1 and not isinstance(error, WorkUncertain)
            own = self._error([each]) if again and self._ticks() < each.until else error
            if own is None:
                each.written.set_result(None)
            else:
                each.written.set_exception(own)

    def _error(self, batch: list[_Brought[T]]) -> Exception | None:
        """Why they could not be written."""
        try:
            if batch:
                self._write([each.what for each in batch])
        except Exception as error:  # noqa: BLE001  # whoever brought it must hear of any
            return error
        return None
