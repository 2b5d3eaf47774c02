"""A folder of its own for a copy to look around in, which goes away with whoever looks."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from bot.log.address import ready, standing
from bot.log.move import move
from bot.log.sqlite.connection import SqliteStore
from bot.log.sqlite.copy_to_look import copy_to_look
from bot.whole_file import workshop

NAME = "log.db"


@contextmanager
def copied(address: str, folder: Path, *, with_words: bool) -> Iterator[Path]:
    """Copy the log at ``address`` into ``folder`` for as long as somebody looks.

    A copy whose process was killed is removed first. A log on Postgres is moved to a file on the
    way, which is removed at once. Raises BadQuestion, LogError, LogNotCopied.
    """
    with _folder_of_ours(folder), workshop(folder, "look-") as made:
        source, target = standing(address), made / NAME
        if isinstance(source, SqliteStore):
            copy_to_look(source.path, target, with_words=with_words)
        else:
            whole = made / "whole"
            move(source, ready(str(whole / NAME)))
            copy_to_look(whole / NAME, target, with_words=with_words)
            rmtree(whole)
        yield target


@contextmanager
def _folder_of_ours(folder: Path) -> Iterator[None]:
    """Leave no empty folder behind."""
    try:
        yield
    finally:
        with suppress(OSError):  # somebody else looks too
            folder.rmdir()
