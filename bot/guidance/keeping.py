"""Writes what people here put in: one at a time, and whole or not at all."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import TypeVar

from bot.errors import OwnUnwritable

_READABLE = 0o644
"""The bot may run as somebody else than whoever puts something in."""
Given = TypeVar("Given")


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One at a time reads and writes; whoever comes second waits. Raises OwnUnwritable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.with_name(f"{path.name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise OwnUnwritable(f"{path} cannot be written: {error.strerror}") from error


def write(path: Path, text: str, check: Callable[[Path], Given]) -> Given:
    """Write beside the file, read that back, and only then put it in the file's place.

    ``check`` reads the file that it is given, and may refuse it; what it gives is given back.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_READABLE)
        given = check(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return given


def fresh(name: str, taken: set[str]) -> str:
    """The name, with a number after it where it was taken."""
    others = (f"{name}-{number}" for number in count(2))
    return next(each for each in chain([name], others) if each not in taken)
