"""Copies a log while the bot runs, by SQLite's online backup, and proves the copy.

The copy is made in a folder of its own beside its place, and moved there as the last thing: a
process that is killed leaves that folder, which the next backup to the same place removes.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time

from bot.errors import LogNotCopied
from bot.log.schema import KEYS
from bot.log.sqlite.connection import make_file
from bot.log.sqlite.trouble import in_plain_words

Counts = dict[str, int]


_PREFIX = ".neutral-"
_YOUNG = 600.0
"""Seconds for which an unfinished copy is let be, whoever is at it."""


def back_up(path: Path, target: Path, prove: Callable[[Path], None] = lambda _: None) -> Counts:
    """Copy the log at ``path`` to ``target``, whole or not at all; give the rows of each table.

    The copy is read back, page by page, before it takes its name; it replaces what has that
    name. For this user alone: drafts are not yet public. ``prove`` is given the copy, and raises
    where it may not be kept.
    Raises LogError, LogUnwritable.
    """
    with in_plain_words(target):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _workshop(target.parent) as workshop:
            unfinished = workshop / target.name
            make_file(unfinished)
            _copy(path, unfinished)
            counts = _prove(unfinished, target)
            prove(unfinished)
            _flush(unfinished)
            unfinished.replace(target)
            _flush(target.parent)
    return counts


@contextmanager
def _workshop(place: Path) -> Iterator[Path]:
    """A folder to make a copy in, locked while somebody is at it; what killed ones left goes."""
    for left in place.glob(f"{_PREFIX}*"):
        if left.is_dir() and time() - left.stat().st_mtime > _YOUNG:
            with _locked(left) as is_ours:
                if is_ours:
                    shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=_PREFIX, dir=place) as name, _locked(Path(name)):
        yield Path(name)


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Whether nobody else is at a folder; nobody is, until we are done."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)


def _copy(path: Path, target: Path) -> None:
    """Copy all pages in one step: nobody is kept waiting, and one moment is what is copied."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    with (
        in_plain_words(path),
        closing(sqlite3.connect(address, uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("pragma journal_mode = delete")  # so that the copy is one file


def _prove(unfinished: Path, target: Path) -> Counts:
    with closing(sqlite3.connect(unfinished)) as copy:
        (verdict,) = copy.execute("pragma integrity_check(1)").fetchone()
        if verdict != "ok":
            raise LogNotCopied(
                f"The backup {target} came out damaged and was thrown away: {verdict}."
            )
        there = {name for (name,) in copy.execute("select name from sqlite_master")}
        return {table: _count(copy, table) for table in KEYS if table in there}


def _count(copy: sqlite3.Connection, table: str) -> int:
    counted: int = copy.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608  # own
    return counted


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
