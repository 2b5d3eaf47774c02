"""Heads: the newest link, written down elsewhere, so that a chain made anew does not fit it.

A line a head: ``2026-11-27T00:05:00.000000Z 812 3f0a...``: when it was written down (UTC), the
number of the link and its hash. Whoever keeps a line can hold the log to it ever after.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import BadQuestion
from bot.log.chain import head, link_of
from bot.log.tables import Tables
from bot.log.verify import Fault, Wrong
from bot.log.words import moment, written

_LINE = re.compile(r"\s*(\S+Z) (\d{1,18}) ([0-9a-f]{64})\s*")


@dataclass(frozen=True, slots=True)
class Head:
    """What the chain's end was at some time."""

    at: str
    seq: int
    hash: str

    @property
    def line(self) -> str:
        """As it is written down."""
        return f"{self.at} {self.seq} {self.hash}"


def newest(tables: Tables, at: datetime | None = None) -> Head | None:
    """The head now; None while nothing is kept."""
    last = head(tables)
    now = written(at or datetime.now(UTC))
    return Head(now, last.seq, last.hash) if last else None


def write_down(path: Path, line: str) -> None:
    """Add a head's line to the file, for good. A line that was cut off is closed first.

    Raises OSError.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a+b") as file:
        file.seek(0, os.SEEK_END)
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(f"{line}\n".encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def read_heads(path: Path) -> tuple[Head, ...]:
    """Every head of a file; text around them, as in a message that was copied, is passed over.

    Raises BadQuestion where there is none.
    """
    try:
        found = tuple(_heads(path))
    except OSError as error:
        raise BadQuestion(f"The file of heads {path} cannot be read: {error.strerror}.") from error
    if not found:
        raise BadQuestion(f"{path} holds no head. A head is a time, a number and 64 letters.")
    return found


def last_written(path: Path) -> datetime | None:
    """When a head was written down last; None for a file that is not there or holds none."""
    if not path.exists():
        return None
    return max((moment(one.at) for one in _heads(path)), default=None)


def _heads(path: Path) -> Iterator[Head]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if found := _LINE.search(line):
            yield Head(found[1], int(found[2]), found[3])


def unlike(tables: Tables, heads: Iterable[Head]) -> Iterator[Fault]:
    """The heads that the chain does not hold any more."""
    for one in heads:
        rows = tables.read("select * from chain where seq = :seq", seq=one.seq)
        if not rows:
            yield Fault(one.seq, "head", one.at, Wrong.HEAD_MISSING)
        elif link_of(rows[0]).hash != one.hash:
            yield Fault(one.seq, "head", one.at, Wrong.HEAD_DIFFERS)
