"""A process apart that reads page after page, and is begun anew when a page is too much for it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Timer
from types import TracebackType
from typing import IO, Self

from bot.errors import BadSource
from bot.guidance.official import Page
from bot.sources.apart import hold_back
from bot.sources.publishers.part import Part, from_plain, to_plain
from bot.sources.publishers.reading import read

SECONDS = 20.0
_STARTS_IN = 60.0
_LONGEST = 100_000_000
"""Bytes of an answer: ten times the largest Act, cut into passages."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from bot.sources.publishers.apart import answer; answer()"
)
_TOO_MUCH = "The page is damaged, or too large to be read."


class ReaderApart:
    """Reads pages that may be hostile, with an end to time and memory.

    Starting a process takes longer than cutting a page: one serves until it dies of a page.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start nothing: the first page does."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End the process."""
        self._end()

    def read(self, reader: str, page: Page) -> Part:
        """Cut a page into passages, whatever it does to its reader. Raises BadSource."""
        process = self._running()
        with _killed_after(self._seconds, process) as is_late:
            said = self._asked(process, reader, page)
        if said is None:
            self._end()
            if is_late():
                raise BadSource(f"The page cannot be read within {self._seconds:g} seconds.")
            raise BadSource(_TOO_MUCH)
        if "refused" in said:
            raise BadSource(str(said["refused"]))
        return from_plain(said)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = _started()
            with _killed_after(_STARTS_IN, self._process):
                is_ready = self._process.stdout and _received(self._process.stdout)
            if not is_ready:
                self._end()
                raise BadSource("The page cannot be read: no process can be started.")
        return self._process

    def _asked(
        self, process: "subprocess.Popen[bytes]", reader: str, page: Page
    ) -> "dict[str, object] | None":
        """What the process says of a page; None where it died of it."""
        if process.stdin is None or process.stdout is None:
            return None
        head = {"reader": reader, "address": page.address, "kind": page.kind}
        head |= {"charset": page.charset, "status": str(page.status)}
        try:
            _send(process.stdin, json.dumps(head).encode())
            _send(process.stdin, page.body)
            answer = _received(process.stdout, _LONGEST)
        except OSError:
            return None
        if answer is None:
            return None
        said: dict[str, object] = json.loads(answer)
        return said

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _started() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-I", "-c", _START, json.dumps(sys.path)]
    try:
        return subprocess.Popen(  # noqa: S603  # our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        raise BadSource("The page cannot be read: no process can be started.") from None


@contextmanager
def _killed_after(
    seconds: float, process: "subprocess.Popen[bytes]"
) -> Iterator[Callable[[], bool]]:
    """End a process that takes longer; gives the question whether it did."""
    late = Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.start()
    try:
        yield late.is_set
    finally:
        timer.cancel()


def answer() -> None:
    """Be the other process: read page after page from standard input, until there is none."""
    hold_back(processor_seconds=None)
    _send(sys.stdout.buffer, b"ready")
    while (head := _received(sys.stdin.buffer)) is not None:
        body = _received(sys.stdin.buffer)
        said = json.loads(head)
        page = Page(
            address=said["address"],
            kind=said["kind"],
            charset=said["charset"],
            status=int(said["status"]),
            body=body or b"",
        )
        _send(sys.stdout.buffer, json.dumps(_said(said["reader"], page)).encode())


def _said(reader: str, page: Page) -> dict[str, object]:
    try:
        return to_plain(read(reader, page))
    except BadSource as refused:
        return {"refused": str(refused)}


def _send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(8, "big"))
    pipe.write(content)
    pipe.flush()


def _received(pipe: IO[bytes], most: int = sys.maxsize) -> bytes | None:
    """One message; None at the end, and where it is longer than may be or cut short."""
    head = pipe.read(8)
    length = int.from_bytes(head, "big")
    if len(head) < 8 or length > most:  # noqa: PLR2004  # as _send writes it
        return None
    content = pipe.read(length)
    return content if len(content) == length else None
