"""A folder of its own for a copy to look around in, which goes away with whoever looks."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from bot.log.address import ready, standing
from bot.log.move import move
from bot.log.sqlite.connection import SqliteStore
from bot.log.sqlite.copy_to_look import copy_to_look

NAME = "log.db"


@contextmanager
def copied(address: str, folder: Path, *, with_words: bool) -> Iterator[Path]:
    """Copy the log at ``address`` into ``folder`` for as long as somebody looks.

    A copy whose process was killed is removed first. A log on Postgres is moved to a file on the
    way, which is removed at once. Raises BadQuestion, LogError, LogNotCopied.
    """
    with _workshop(folder) as workshop:
        source, target = standing(address), workshop / NAME
        if isinstance(source, SqliteStore):
            copy_to_look(source.path, target, with_words=with_words)
        else:
            whole = workshop / "whole"
            move(source, ready(str(whole / NAME)))
            copy_to_look(whole / NAME, target, with_words=with_words)
            rmtree(whole)
        yield target


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A folder for this user alone, locked while its process lives; those of the dead go."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear(folder)
    workshop = Path(mkdtemp(prefix="look-", dir=folder))
    held = os.open(workshop, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield workshop
    finally:
        rmtree(workshop, ignore_errors=True)
        os.close(held)
        with suppress(OSError):  # somebody else looks too
            folder.rmdir()


def _clear(folder: Path) -> None:
    for left in folder.glob("look-*"):
        with suppress(OSError):
            held = os.open(left, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                rmtree(left)
            finally:
                os.close(held)
