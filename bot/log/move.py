"""Copies a log from one back end to another, whole or not at all, and proves the copy."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.errors import LogNotCopied
from bot.log.schema import IN_TURN, KEYS
from bot.log.tables import Row, Store, Tables

_BATCH = 500
"""Rows written at once."""

Progress = Callable[[int, int], None]
"""Told how many of how many rows are done; each row is written, then read back."""


@dataclass(slots=True, eq=False)
class Digest:
    """What a log holds: the rows of each table, and a hash over every word in order."""

    rows: dict[str, int] = field(default_factory=dict)
    _hash: Any = field(default_factory=hashlib.sha256)

    def add(self, table: str, row: Row) -> None:
        """Take a row in, whatever the order of its columns."""
        self.rows[table] = self.rows.get(table, 0) + 1
        self._hash.update(json.dumps([table, row], sort_keys=True).encode("ascii"))

    @property
    def mark(self) -> str:
        """The hash, in hexadecimal."""
        return str(self._hash.hexdigest())


def move(source: Store, target: Store, progress: Progress = lambda *_: None) -> Digest:
    """Copy every row, read every row back, and only then keep them.

    The source is only read, as of one moment.
    Raises LogNotCopied where the target is not empty, where the copy differs, and where the
    source grew in the meantime; the target is then as it was.
    """
    with source.reading() as old, target.writing() as new:
        if any(_counts(new).values()):
            raise LogNotCopied(
                "The target is not empty: it holds a log already. Nothing was copied."
            )
        counts = _counts(old)
        steps = _Steps(2 * sum(counts.values()), progress)
        copied = _copy(old, new, steps)
        kept = _digest(new, steps)
        if kept.mark != copied.mark:
            raise LogNotCopied(
                "The copy differs from what was copied, and was not kept. Try again."
            )
        _refuse_growth(source, counts)
    return kept


class _Steps:
    """Counts rows, for whoever watches."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def take(self, rows: int) -> None:
        self._done += rows
        self._progress(self._done, self._total)


def _copy(old: Tables, new: Tables, steps: _Steps) -> Digest:
    digest = Digest()
    for table in KEYS:
        for batch in _batches(_rows(old, table)):
            new.insert(table, batch)
            for row in batch:
                digest.add(table, row)
            steps.take(len(batch))
    return digest


def _digest(tables: Tables, steps: _Steps) -> Digest:
    digest = Digest()
    for table in KEYS:
        for batch in _batches(_rows(tables, table)):
            for row in batch:
                digest.add(table, row)
            steps.take(len(batch))
    return digest


def _rows(tables: Tables, table: str) -> Iterator[Row]:
    """Every row: in the order of writing where that says which came first, else by its key."""
    order = (tables.turn,) if table in IN_TURN else KEYS[table]
    names = ", ".join(f'"{name}"' for name in order)
    for row in tables.stream(f"select * from {table} order by {names}"):  # noqa: S608  # our own names
        row.pop(tables.turn, None)
        yield row


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _counts(tables: Tables) -> dict[str, int]:
    questions = (f"select '{table}' as name, count(*) as rows from {table}" for table in KEYS)  # noqa: S608  # our own names
    found = tables.read(" union all ".join(questions))
    return {row["name"]: row["rows"] for row in found}


def _refuse_growth(source: Store, counts: dict[str, int]) -> None:
    """What is written while we copy would be left behind."""
    with source.reading() as now:
        if _counts(now) != counts:
            raise LogNotCopied(
                "The log grew while it was copied, so nothing was kept. Stop the bot, then "
                "move the log again."
            )
