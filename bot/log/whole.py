"""What a record consists of: rows that stand for good, and words that may be erased one day.

A digest is taken over the rows as the tables give them back, when they are written and when
they are verified, so both are the same work.
Since form 2 the columns that name a person have a digest of their own inside that of the record,
and it and that of the words are salted: when names are erased, what is left still proves that
nothing else was changed, and neither names nor words can be guessed and held to their digest.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

from bot.log import schema
from bot.log.tables import Row, Tables
from bot.log.words import packed

FORM = 2
"""How a digest is taken, and which columns go into it. A column that is added later belongs to a
later form: what was chained before it came is still verified without it."""
_SALTED = 2
"""The first form with salts, and with people apart."""

_ADDED: Mapping[int, Mapping[str, tuple[str, ...]]] = {
    1: {"reviews": ("official_edition",)},
    2: {"placements": ("mark",)},
}
"""Columns that were added to a table, by the first form that holds them."""
PEOPLE: Mapping[str, tuple[str, ...]] = {
    "reviews": ("asked_by",),
    "misses": ("asked_by",),
    "remarks": ("by",),
    "decisions": ("by",),
    "disputes": ("by",),
    "switches": ("by",),
    "languages": ("by",),
    "placements": ("channel", "user"),
    "accesses": ("person",),
}
"""The columns of each table that name somebody by Slack's ids. A channel may be between two."""


class Digests(NamedTuple):
    """SHA-256 in hexadecimal; empty where there is nothing."""

    record: str
    words: str
    rest: str = ""
    """Of the record without its people; empty in form 1."""
    people: str = ""


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
    since: int = 1
    """The first form in which it is linked."""
    name_of: Callable[[Row], str] = lambda row: str(row["id"])
    """A record's name from its row in ``main``."""
    sought: Callable[[str], str] = str
    """What to look for in ``by``, from a record's name."""

    @property
    def has_words(self) -> bool:
        """Whether it holds anything that may have to be erased."""
        return self.has_draft or self.has_body

    def listing(self, turn: str, form: int = FORM) -> str:
        """The question for the key of every record, in the order of writing where that is kept."""
        made = table_of(self.main)
        key = [f'"{name}"' for name in schema.KEYS[self.main]]
        order = key if "without rowid" in made else [turn]
        if self.main in _ADDED[_SALTED] and form >= _SALTED:
            key = [*key, *_ADDED[_SALTED][self.main]]
        return f"select {', '.join(key)} from {self.main} order by {', '.join(order)}"  # noqa: S608  # our own names


def _named_by(table: str) -> Callable[[Row], str]:
    """A name made of all columns of a key."""
    return lambda row: packed([row[column] for column in schema.KEYS[table]])


def _part(number: int) -> Callable[[str], str]:
    return lambda name: str(json.loads(name)[number])


def _placement(row: Row) -> str:
    """By its mark, which names nobody; a placement of form 1 has none."""
    if row.get("mark"):
        return packed([row["review_id"], row["mark"]])
    return _named_by("placements")(row)


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
    "placement": Kind("placements", by="review_id", name_of=_placement, sought=_part(0)),
    "erasure": Kind("erasures", since=2),
    "hold": Kind("holds", since=2),
    "release": Kind("releases", since=2),
    "access": Kind("accesses", since=2),
}
"""Every kind of record that is chained. A passage is named by its own hash and needs no link."""


def edition_name(kind: str, edition: str) -> str:
    """The name of an edition among the records."""
    return packed([kind, edition])


def digests(
    tables: Tables, kind: str, names: Sequence[str], form: int = FORM
) -> dict[str, Digests]:
    """The digests of some records of one kind, by their names. What is not there is empty."""
    made = KINDS[kind]
    sought = sorted({made.sought(name) for name in names})
    rest, people = _main_rows(tables, made, sought, form)
    for table, column in (made.beside or {}).items():
        for row in _rows(tables, table, form, f'"{column}" in', sought):
            rest.setdefault(str(row[column]), []).append(_canonical(table, row))
    words: dict[str, list[str]] = {}
    for table, has in (("drafts", made.has_draft), ("bodies", made.has_body)):
        for row in _rows(tables, table, form, _OF_KIND, sought, kind=kind) if has else ():
            words.setdefault(str(row["id"]), []).append(_canonical(table, row))
    if form < _SALTED:
        return {
            name: Digests(_digest(rest.get(name, ())), _digest(words.get(name, ())))
            for name in names
        }
    salts = _salts(tables, kind, names)
    return {
        name: _salted(rest.get(name, ()), people.get(name, ()), words.get(name, ()), salts[name])
        for name in names
    }


def people_digests(tables: Tables, kind: str, names: Sequence[str]) -> dict[str, str]:
    """The digests of the people of some records alone, as form 2 has them."""
    made = KINDS[kind]
    _, people = _main_rows(tables, made, sorted({made.sought(name) for name in names}), FORM)
    salts = _salts(tables, kind, names)
    return {name: _digest(people.get(name, ()), salts[name][1]) for name in names}


_OF_KIND = "kind = :kind and id in"
_Salt = tuple[str, str]
"""That of the words, and that of the people."""


def _main_rows(
    tables: Tables, made: Kind, sought: Sequence[str], form: int
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The rows of a kind's own table by their records' names; and their people apart."""
    rest: dict[str, list[str]] = {}
    people: dict[str, list[str]] = {}
    apart = PEOPLE.get(made.main, ()) if form >= _SALTED else ()
    for row in _rows(tables, made.main, form, f'"{made.by}" in', sought):
        name = made.name_of(row)
        named = {column: row.pop(column) for column in apart}
        rest.setdefault(name, []).append(_canonical(made.main, row))
        if named:
            people.setdefault(name, []).append(_canonical(made.main, named))
    return rest, people


def _salts(tables: Tables, kind: str, names: Sequence[str]) -> dict[str, _Salt]:
    found = dict.fromkeys(names, ("", ""))
    for row in _rows(tables, "salts", FORM, _OF_KIND, names, kind=kind):
        found[str(row["id"])] = (str(row["words"]), str(row["people"]))
    return found


def _salted(
    rest: Iterable[str], people: Iterable[str], words: Iterable[str], salt: _Salt
) -> Digests:
    of_words, of_people = salt
    all_but, named = _digest(rest), _digest(people, of_people)
    return Digests(of_both(all_but, named), _digest(words, of_words), all_but, named)


def of_both(rest: str, people: str) -> str:
    """The digest of a record, from that of its people and that of all the rest."""
    return _digest([f"{rest} {people}"]) if rest else ""


def _rows(
    tables: Tables, table: str, form: int, where: str, sought: Sequence[str], **more: str
) -> list[Row]:
    marks = {f"name_{number}": name for number, name in enumerate(sought)}
    places = ", ".join(f":{mark}" for mark in marks)
    names = ", ".join(f'"{name}"' for name in columns(table, form))
    sql = f"select {names} from {table} where {where} ({places})"  # noqa: S608  # our own names
    return tables.read(sql, **marks, **more)


def _canonical(table: str, row: Row) -> str:
    """A row as text: the same text for the same row on every back end and every machine."""
    return json.dumps([table, row], sort_keys=True, separators=(",", ":"))


def _digest(rows: Iterable[str], salt: str = "") -> str:
    """Over rows in any order: which comes first is no part of a record."""
    ordered = sorted(rows)
    if salt and ordered:
        ordered.insert(0, salt)
    return hashlib.sha256("\n".join(ordered).encode("ascii")).hexdigest() if ordered else ""


@cache
def columns(table: str, form: int) -> tuple[str, ...]:
    """The columns that a form holds of a table."""
    named = re.findall(r'^ {4}"?(\w+)"? (?:text|integer|real)\b', table_of(table), re.MULTILINE)
    added = (_ADDED[n].get(table, ()) for n in range(1, form + 1))
    return (*named, *chain.from_iterable(added))


def table_of(table: str) -> str:
    """The statement that made a table."""
    return next(sql for sql in schema.TABLES if f"create table {table} (" in sql)
