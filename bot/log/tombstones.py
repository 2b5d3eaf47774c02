"""Tombstones: what is on record of an erasure, and what a record must look like after it.

One counts only if it is linked, after the record that it is about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.log.tables import Row, Tables

_OF = """
select record_id, part, erasures.record, erasures.words, people, seq
from erasures join chain on chain.kind = 'erasure' and chain.id = erasures.id
where erasures.kind = :kind and record_id in ({names}) order by seq
"""
_RUNS = """
select at, rule, part, by, why, count(*) as many from erasures
group by at, rule, part, by, why order by at, rule, part
"""
_IS_GONE = """
select 1 from erasures where kind = :kind and record_id = :name and part = 'words' limit 1
"""


class Part(StrEnum):
    """What is erased of a record."""

    WORDS = "words"
    """Its draft and its body."""
    PEOPLE = "people"
    """The ids of people, in its rows and in its words."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased of a record, all erasures together."""

    record: str
    """The digest that its rows have had since."""
    words: str
    """The digest that its words have had since; empty where they are gone."""
    people: str
    """The digest of its people as they were linked; empty in form 1."""
    has_no_names: bool
    has_no_words: bool


def erased(tables: Tables, kind: str, links: Mapping[str, int]) -> dict[str, Erased]:
    """What was erased of some records of a kind, by name; ``links`` gives their links' numbers."""
    marks = {f"name_{number}": name for number, name in enumerate(links)}
    names = ", ".join(f":{mark}" for mark in marks)
    found: dict[str, Erased] = {}
    for row in tables.read(_OF.format(names=names), kind=kind, **marks):
        if row["seq"] <= links[row["record_id"]]:
            continue
        before = found.get(row["record_id"])
        no_words = row["part"] == Part.WORDS or bool(before and before.has_no_words)
        found[row["record_id"]] = Erased(
            record=row["record"],
            words="" if no_words else row["words"],
            people=row["people"],
            has_no_names=row["part"] == Part.PEOPLE or bool(before and before.has_no_names),
            has_no_words=no_words,
        )
    return found


def words_are_erased(tables: Tables, kind: str, name: str) -> bool:
    """Whether the words of a record were erased on record."""
    return bool(tables.read(_IS_GONE, kind=kind, name=name))


def stones(tables: Tables) -> Iterator[Row]:
    """Every erasure as it was written down, oldest first."""
    for row in tables.stream("select * from erasures order by at, id"):
        row.pop(tables.turn, None)
        yield row


def runs(tables: Tables) -> list[Row]:
    """What was erased together, oldest first: by whom, when, why, and how many records."""
    return tables.read(_RUNS)
