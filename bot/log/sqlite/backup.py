"""Copies a log while the bot runs, by SQLite's online backup, and proves the copy.

The copy is made in a folder of its own beside its place, and moved there as the last thing: a
process that is killed leaves that folder, which the next backup to the same place removes.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.errors import LogNotCopied
from bot.log.schema import KEYS
from bot.log.sqlite.connection import make_file
from bot.log.sqlite.trouble import in_plain_words
from bot.whole_file import whole_file

Counts = dict[str, int]


def back_up(path: Path, target: Path, prove: Callable[[Path], None] = lambda _: None) -> Counts:
    """Copy the log at ``path`` to ``target``, whole or not at all; give the rows of each table.

    The copy is read back, page by page, before it takes its name; it replaces what has that
    name. For this user alone: drafts are not yet public. ``prove`` is given the copy, and raises
    where it may not be kept.
    Raises LogError, LogUnwritable.
    """
    with in_plain_words(target), whole_file(target) as unfinished:
        make_file(unfinished)
        _copy(path, unfinished)
        counts = _prove(unfinished, target)
        prove(unfinished)
    return counts


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
