"""Holds the records of one review to the chain, and the chain from there to its end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace

from bot.desk.evidence import Linked, Proof
from bot.log.chain import START, Link, head, link_of
from bot.log.tables import Tables
from bot.log.tombstones import words_are_erased
from bot.log.verify import Wrong, records_wrong
from bot.log.whole import FORM, KINDS

Name = tuple[str, str]
"""The kind of a record, and its name in the chain."""
_SHOWN = 5
"""Broken links that are named; one is enough to doubt the rest."""
_LINK = "select * from chain where kind = :kind and id = :id"
_BEFORE = "select * from chain where seq = :seq"
_FROM = "select * from chain where seq >= :seq order by seq"


def proof(tables: Tables, names: Sequence[Name]) -> Proof:
    """Verify each record, now, and walk from the first of their links to the newest of all.

    Words that were erased on record are told apart from what is wrong: what stands for good is as
    it was. Words that are gone with nothing on record are missing.
    """
    records = tuple(_record(tables, kind, name) for kind, name in names)
    first = min((one.seq for one in records if one.seq), default=0)
    walked, broken = _walked(map(link_of, tables.stream(_FROM, seq=first)) if first else ())
    newest = head(tables)
    return Proof(
        records=tuple(sorted(records, key=lambda one: one.seq)),
        head=_linked(newest) if newest else None,
        walked=walked,
        broken=broken,
    )


def _record(tables: Tables, kind: str, name: str) -> Linked:
    found = tables.read(_LINK, kind=kind, id=name)
    if not found:
        return Linked(kind=kind, id=name, wrong=(Wrong.UNLINKED.value,))
    link = link_of(found[0])
    if link.form > FORM or link.kind not in KINDS:
        return _linked(link, wrong=(Wrong.UNREADABLE.value,))
    noted = (*_of_link(tables, link), *records_wrong(tables, link))
    return replace(
        _linked(link),
        wrong=tuple(fault.value for fault in noted),
        wordless=words_are_erased(tables, kind, name),
        is_missing_words=Wrong.WORDS_MISSING in noted,
    )


def _linked(link: Link, wrong: tuple[str, ...] = ()) -> Linked:
    return Linked(**asdict(link), wrong=wrong)


def _of_link(tables: Tables, link: Link) -> Iterator[Wrong]:
    if link.proper_hash != link.hash:
        yield Wrong.LINK_CHANGED
    before = tables.read(_BEFORE, seq=link.seq - 1)
    if link.seq > 1 and not before:
        yield Wrong.LINKS_MISSING
    elif link.prev != (before[0]["hash"] if before else START):
        yield Wrong.OUT_OF_ORDER


def _walked(links: Iterable[Link]) -> tuple[int, tuple[str, ...]]:
    """How many links were walked, and those that are not as they should be."""
    many, before, broken = 0, None, list[str]()
    for link in links:
        many += 1
        for wrong in _between(before, link):
            broken.append(f"Link {link.seq:,}: {wrong}")
        before = link
    return many, tuple(broken[:_SHOWN])


def _between(before: Link | None, link: Link) -> Iterator[str]:
    if link.proper_hash != link.hash:
        yield Wrong.LINK_CHANGED.value
    if before and link.seq != before.seq + 1:
        yield Wrong.LINKS_MISSING.value
    elif before and link.prev != before.hash:
        yield Wrong.OUT_OF_ORDER.value
