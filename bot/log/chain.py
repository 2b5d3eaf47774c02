"""The chain: each record that is kept is linked to the one before, so that a change shows.

A link holds the digest of what stands for good and, apart from it, that of the words: words
that are erased one day leave the chain whole.
It stops nobody who can write to the file. It shows what they did to anybody who holds a later
head than theirs: heads are given away each day (heads.py).
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime

from bot.log.tables import Row, Tables
from bot.log.whole import FORM, KINDS, PEOPLE, Digests, digests
from bot.log.words import written

START = "0" * 64
"""What the first link is linked to."""
SALT = 16
"""Bytes at random."""
_HEAD = "select * from chain order by seq desc limit 1"


@dataclass(frozen=True, slots=True)
class Link:
    """One link. ``seq`` counts from 1; digests and hashes are SHA-256 in hexadecimal."""

    seq: int
    kind: str
    id: str
    at: str
    """When it was linked, UTC."""
    form: int
    record: str
    words: str
    prev: str
    hash: str

    @property
    def proper_hash(self) -> str:
        """What ``hash`` must be: over everything else in the link."""
        said = [
            self.seq, self.kind, self.id, self.at, self.form, self.record, self.words, self.prev,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode("ascii")).hexdigest()


class Linking:
    """Links records at the end of the chain; nobody else links until the transaction ends."""

    def __init__(self, tables: Tables, form: int = FORM) -> None:
        tables.alone()
        last = head(tables)
        self._form = form
        self._tables, self._seq = tables, last.seq if last else 0
        self._prev = last.hash if last else START

    def append(self, kind: str, names: Sequence[str]) -> None:
        """Link records that are written, in this order."""
        if self._form > 1:
            _salt(self._tables, kind, names)
        held = digests(self._tables, kind, names, self._form)
        at = written(datetime.now(UTC))
        self._tables.insert("chain", [self._next(kind, name, at, held[name]) for name in names])

    def _next(self, kind: str, name: str, at: str, held: Digests) -> Row:
        self._seq += 1
        link = Link(self._seq, kind, name, at, self._form, *held[:2], self._prev, "")
        self._prev = link.proper_hash
        return asdict(replace(link, hash=self._prev))


def _salt(tables: Tables, kind: str, names: Sequence[str]) -> None:
    """Keep what makes the digests of words and of people impossible to guess at."""
    made = KINDS[kind]
    has_people = made.main in PEOPLE
    if not (made.has_words or has_people):
        return
    rows = [
        {
            "kind": kind,
            "id": name,
            "words": secrets.token_hex(SALT) if made.has_words else "",
            "people": secrets.token_hex(SALT) if has_people else "",
        }
        for name in names
    ]
    tables.insert("salts", rows)


def append(tables: Tables, kind: str, name: str) -> None:
    """Link one record that was written in this transaction, as the last thing in it."""
    Linking(tables).append(kind, [name])


def head(tables: Tables) -> Link | None:
    """The newest link, or None in an empty log."""
    found = tables.read(_HEAD)
    return link_of(found[0]) if found else None


def link_of(row: Row) -> Link:
    """A link from its row."""
    return Link(**{field.name: row[field.name] for field in fields(Link)})
