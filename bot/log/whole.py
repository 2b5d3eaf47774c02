"""What a record consists of: rows that stand for good, and words that may be erased one day.

A digest is taken over the rows as the tables give them back, when they are written and when
they are verified, so both are the same work.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bot.log import schema
from bot.log.tables import Row, Tables
from bot.log.words import packed

FORM = 1
"""Which columns go into a digest. A column that is added later belongs to a later form: what was
chained before it came is still verified without it."""


_ADDED_BEFORE = {"reviews": ("official_edition",)}
"""Columns that were added to a table before there was a chain."""


class Digests(NamedTuple):
    """SHA-256 in hexadecimal; empty where there is nothing."""

    record: str
    words: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    ``main`` is its table and ``beside`` the others, table to column; a table of words holds the
    words of several kinds.
    """

    main: str
    by: str = "id"
    """The column that finds the rows of some records at once."""
    beside: Mapping[str, str] | None = None
    has_draft: bool = False
    has_body: bool = False
    name_of: Callable[[Row], str] = lambda row: str(row["id"])
    """A record's name from its row in ``main``."""
    sought: Callable[[str], str] = str
    """What to look for in ``by``, from a record's name."""

    def listing(self, turn: str) -> str:
        """The question for the key of every record, in the order of writing where that is kept."""
        made = table_of(self.main)
        key = [f'"{name}"' for name in schema.KEYS[self.main]]
        order = key if "without rowid" in made else [turn]
        return f"select {', '.join(key)} from {self.main} order by {', '.join(order)}"  # noqa: S608  # our own names


def _named_by(table: str) -> Callable[[Row], str]:
    """A name made of all columns of a key."""
    return lambda row: packed([row[column] for column in schema.KEYS[table]])


def _part(number: int) -> Callable[[str], str]:
    return lambda name: str(json.loads(name)[number])


_OF_REVIEW = dict.fromkeys(("findings", "notes", "shown", "precedents"), "review_id")
KINDS: Mapping[str, Kind] = {
    "review": Kind("reviews", beside=_OF_REVIEW, has_draft=True, has_body=True),
    "miss": Kind("misses", has_draft=True, has_body=True),
    "remark": Kind("remarks", has_body=True),
    "decision": Kind("decisions", beside={"turns": "decision"}, has_body=True),
    "dispute": Kind("disputes", has_body=True),
    "switch": Kind("switches", has_body=True),
    "language": Kind("languages"),
    "edition": Kind("editions", by="edition", name_of=_named_by("editions"), sought=_part(1)),
    "placement": Kind(
        "placements", by="review_id", name_of=_named_by("placements"), sought=_part(0)
    ),
}
"""Every kind of record that is chained. A passage is named by its own hash and needs no link."""


def edition_name(kind: str, edition: str) -> str:
    """The name of an edition among the records."""
    return packed([kind, edition])


def digests(tables: Tables, kind: str, names: Sequence[str]) -> dict[str, Digests]:
    """The digests of some records of one kind, by their names. What is not there is empty."""
    made = KINDS[kind]
    sought = sorted({made.sought(name) for name in names})
    record = _gathered(tables, made.main, made.by, sought, made.name_of)
    for table, column in (made.beside or {}).items():
        for name, rows in _gathered(tables, table, column, sought, _in_column(column)).items():
            record.setdefault(name, []).extend(rows)
    words: dict[str, list[str]] = {}
    for table, has in (("drafts", made.has_draft), ("bodies", made.has_body)):
        if has:
            for name, rows in _words(tables, table, kind, sought).items():
                words.setdefault(name, []).extend(rows)
    return {
        name: Digests(_digest(record.get(name, ())), _digest(words.get(name, ()))) for name in names
    }


def _in_column(column: str) -> Callable[[Row], str]:
    return lambda row: str(row[column])


def _gathered(
    tables: Tables, table: str, column: str, sought: Sequence[str], name_of: Callable[[Row], str]
) -> dict[str, list[str]]:
    """Rows of a table, in their canonical form, under the names of their records."""
    found: dict[str, list[str]] = {}
    for row in _rows(tables, table, f'"{column}" in', sought):
        found.setdefault(name_of(row), []).append(_canonical(table, row))
    return found


def _words(tables: Tables, table: str, kind: str, sought: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _rows(tables, table, "kind = :kind and id in", sought, kind=kind):
        found.setdefault(str(row["id"]), []).append(_canonical(table, row))
    return found


def _rows(tables: Tables, table: str, where: str, sought: Sequence[str], **more: str) -> list[Row]:
    marks = {f"name_{number}": name for number, name in enumerate(sought)}
    places = ", ".join(f":{mark}" for mark in marks)
    names = ", ".join(f'"{name}"' for name in columns(table))
    sql = f"select {names} from {table} where {where} ({places})"  # noqa: S608  # our own names
    return tables.read(sql, **marks, **more)


def _canonical(table: str, row: Row) -> str:
    """A row as text: the same text for the same row on every back end and every machine."""
    return json.dumps([table, row], sort_keys=True, separators=(",", ":"))


def _digest(rows: Iterable[str]) -> str:
    """Over rows in any order: which comes first is no part of a record."""
    ordered = sorted(rows)
    return hashlib.sha256("\n".join(ordered).encode("ascii")).hexdigest() if ordered else ""


@cache
def columns(table: str) -> tuple[str, ...]:
    """The columns of form 1: those that a table had when the chain was begun."""
    named = re.findall(r'^ {4}"?(\w+)"? (?:text|integer|real)\b', table_of(table), re.MULTILINE)
    return (*named, *_ADDED_BEFORE.get(table, ()))


def table_of(table: str) -> str:
    """The statement that made a table."""
    return next(sql for sql in schema.TABLES if f"create table {table} (" in sql)
