"""Holds a log to its chain: finds what was changed, is missing, was put in, or stands elsewhere."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, islice
from operator import attrgetter

from bot.log.chain import START, Link, link_of
from bot.log.parts import passage_mark
from bot.log.tables import Row, Tables
from bot.log.tombstones import Erased, erased
from bot.log.whole import FORM, KINDS, Digests, digests, of_both

_BATCH = 500
_SALTS_OF_NONE = """
select kind, id from salts where words <> '' and (kind in ({wordless}) or exists (
  select 1 from erasures
  where erasures.kind = salts.kind and record_id = salts.id and part = 'words'))
"""
_NOT_THERE = (
    "select distinct passage from shown where not exists "
    "(select 1 from passages where passages.hash = shown.passage) order by passage"
)


class Wrong(StrEnum):
    """What can be wrong with a record or its link."""

    CHANGED = "changed"
    """What stands for good is not what was linked."""
    WORDS_CHANGED = "its words were changed"
    MISSING = "missing"
    WORDS_MISSING = "its words are missing"
    LINK_CHANGED = "its link in the chain was changed"
    OUT_OF_ORDER = "its link does not follow the one before"
    LINKS_MISSING = "links before it are missing"
    UNLINKED = "it was put in beside the chain"
    UNREADABLE = "its link is of a newer version of this program"
    NOT_READ = "the log cannot be read any further from here"
    """Its tables have other columns, or hold what is no text."""
    HEAD_DIFFERS = "the chain holds another record here than when this head was written down"
    HEAD_MISSING = "the chain ends before this head that was written down"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. ``seq`` is 0 where no link says it."""

    seq: int
    kind: str
    id: str
    wrong: Wrong


@dataclass(slots=True)
class Walk:
    """How far a walk along the chain has come."""

    seq: int = 0
    hash: str = START
    at: str = ""
    tell: Callable[[int], None] = lambda _: None
    """Told the number of the last link of each batch."""


def faults(tables: Tables, walk: Walk) -> Iterator[Fault]:
    """Everything that is wrong, in the order of the chain; then what stands beside it.

    Memory does not grow with the log. ``walk`` is moved along, for whoever shows progress.
    """
    try:
        yield from _along(tables, walk)
        for kind in KINDS:
            yield from _unlinked(tables, kind)
        yield from _passages(tables)
        yield from _words_of_none(tables)
        yield from _salts_of_none(tables)
    except (KeyError, TypeError, ValueError):
        yield Fault(walk.seq, "log", "", Wrong.NOT_READ)


def _along(tables: Tables, walk: Walk) -> Iterator[Fault]:
    """What is wrong with the links, and with what each of them names."""
    links = map(link_of, tables.stream("select * from chain order by seq"))
    while batch := list(islice(links, _BATCH)):
        held, gone = _held(tables, batch), _gone(tables, batch)
        for link in batch:
            name = (link.kind, link.id)
            yield from _broken(link, walk)
            yield from _differing(link, held.get(name, Digests("", "")), gone.get(name))
            walk.seq, walk.hash, walk.at = link.seq, link.hash, link.at
        walk.tell(walk.seq)


_Name = tuple[str, str]
"""Of a record: its kind and its id."""


def _held(tables: Tables, batch: Sequence[Link]) -> dict[_Name, Digests]:
    """The digests of what the tables hold now."""
    alike = attrgetter("kind", "form")
    found: dict[_Name, Digests] = {}
    for (kind, form), links in groupby(sorted(batch, key=alike), key=alike):
        if kind in KINDS and form <= FORM:
            names = [link.id for link in links]
            of_kind = digests(tables, kind, names, form)
            found |= {(kind, name): held for name, held in of_kind.items()}
    return found


def _gone(tables: Tables, batch: Sequence[Link]) -> dict[_Name, Erased]:
    """What was erased of these records since they were linked."""
    by_kind = attrgetter("kind")
    found: dict[_Name, Erased] = {}
    for kind, links in groupby(sorted(batch, key=by_kind), key=by_kind):
        of_kind = erased(tables, kind, {link.id: link.seq for link in links})
        found |= {(kind, name): one for name, one in of_kind.items()}
    return found


def _broken(link: Link, before: Walk) -> Iterator[Fault]:
    """What is wrong with a link itself."""

    def fault(wrong: Wrong) -> Fault:
        return Fault(link.seq, link.kind, link.id, wrong)

    if link.proper_hash != link.hash:
        yield fault(Wrong.LINK_CHANGED)
    if link.seq != before.seq + 1:
        yield fault(Wrong.LINKS_MISSING)
    elif link.prev != before.hash:
        yield fault(Wrong.OUT_OF_ORDER)
    if link.form > FORM or link.kind not in KINDS:
        yield fault(Wrong.UNREADABLE)


def _differing(link: Link, held: Digests, gone: Erased | None) -> Iterator[Fault]:
    """Where a record is not what its link says, less what was erased on record since."""
    if link.form > FORM or link.kind not in KINDS:
        return
    if not _stands(link, held, gone):
        wrong = Wrong.CHANGED if held.record else Wrong.MISSING
        yield Fault(link.seq, link.kind, link.id, wrong)
    if held.words != (gone.words if gone else link.words):
        wrong = Wrong.WORDS_CHANGED if held.words else Wrong.WORDS_MISSING
        yield Fault(link.seq, link.kind, link.id, wrong)


def _stands(link: Link, held: Digests, gone: Erased | None) -> bool:
    """Whether what stands for good is what was linked, but for names that were erased."""
    if gone is None or not gone.has_no_names:
        return held.record == link.record
    if link.form > 1 and of_both(held.rest, gone.people) != link.record:
        return False
    return held.record == gone.record and (bool(held.record) or link.kind == "placement")


def _unlinked(tables: Tables, kind: str) -> Iterator[Fault]:
    """Records that no link names."""
    made = KINDS[kind]
    names = map(made.name_of, tables.stream(made.listing(tables.turn)))
    while batch := list(islice(names, _BATCH)):
        marks = {f"name_{number}": name for number, name in enumerate(batch)}
        places = ", ".join(f":{mark}" for mark in marks)
        sql = f"select id from chain where kind = :kind and id in ({places})"  # noqa: S608  # our own names
        linked = {row["id"] for row in tables.read(sql, kind=kind, **marks)}
        for name in batch:
            if name not in linked:
                yield Fault(0, kind, name, Wrong.UNLINKED)


def _passages(tables: Tables) -> Iterator[Fault]:
    """Passages that are not what their hash says, or that a review was shown and are gone."""
    for row in tables.stream("select hash, clause_id, passage from passages order by hash"):
        if passage_mark(row["passage"]) != row["hash"] or not _is_of(row):
            yield Fault(0, "passage", row["hash"], Wrong.CHANGED)
    for row in tables.stream(_NOT_THERE):
        yield Fault(0, "passage", row["passage"], Wrong.MISSING)


def _is_of(row: Row) -> bool:
    return bool(json.loads(row["passage"])["clause_id"] == row["clause_id"])


def _words_of_none(tables: Tables) -> Iterator[Fault]:
    """Words that belong to no record: their record's link says that its own are missing."""
    for table in ("drafts", "bodies"):
        sql = (
            f"select kind, id from {table} where not exists "  # noqa: S608  # our own names
            f"(select 1 from chain where chain.kind = {table}.kind and chain.id = {table}.id)"
        )
        for row in tables.stream(sql):
            yield Fault(0, row["kind"], row["id"], Wrong.UNLINKED)


def _salts_of_none(tables: Tables) -> Iterator[Fault]:
    """Salts of words that are gone, or never were: with one a guess could be held to them."""
    wordless = ", ".join(f"'{kind}'" for kind, made in KINDS.items() if not made.has_words)
    for row in tables.stream(_SALTS_OF_NONE.format(wordless=wordless)):
        yield Fault(0, row["kind"], row["id"], Wrong.UNLINKED)
