"""The facts of a text: what a rewording must keep and may not add.

A fact has a key: two ways of writing one value have one key (£1.7 billion and £1.7bn), and two
values never do. Names and quotations have no key but their words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.quoting import Span
from bot.review import figures, named
from bot.review.language import is_welsh


class Kind(StrEnum):
    """What sort of fact: a rewording may drop some sorts where they are themselves the fault."""

    LINK = "link"
    HANDLE = "handle"
    HASHTAG = "hashtag"
    PHONE = "phone"
    POSTCODE = "postcode"
    MONEY = "money"
    PERCENTAGE = "percentage"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    NAME = "name"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact, as it stands in a text."""

    kind: Kind
    text: str
    span: Span
    key: str


class Compared(NamedTuple):
    """Two texts' facts held against each other."""

    kept: tuple[Fact, ...]
    lost: tuple[Fact, ...]
    added: tuple[Fact, ...]


def facts_of(text: str) -> tuple[Fact, ...]:
    """Find the facts of a text, in its own order."""
    measured = tuple(figures.seen(text, welsh=is_welsh(text)))
    facts = [
        Fact(kind=Kind(kind), text=text[span.start : span.end], span=span, key=key)
        for kind, span, key in (*measured, *named.seen(text, measured))
    ]
    return tuple(sorted(facts, key=lambda fact: (fact.span.start, -fact.span.end)))


def compare(old: str, new: str, excused: Iterable[Fact] = ()) -> Compared:
    """Say which facts of ``old`` stand in ``new``, which do not, and which are only in ``new``.

    ``excused``: facts of ``old`` that may go; one that goes is neither kept nor lost.
    """
    before, after = _Held(old), _Held(new)
    may_go = frozenset(excused)
    kept = tuple(fact for fact in before.facts if after.holds(fact))
    gone = (fact for fact in before.facts if not after.holds(fact) and fact not in may_go)
    added = (fact for fact in after.facts if not before.holds(fact))
    return Compared(_once(kept), _once(gone), _once(added))


class _Held:
    """A text with its facts, ready to be asked whether it holds another's."""

    def __init__(self, text: str) -> None:
        self.facts = facts_of(text)
        self._keys = {(fact.kind, fact.key) for fact in self.facts}
        self._words = named.plain(text)

    def holds(self, fact: Fact) -> bool:
        if fact.kind in {Kind.NAME, Kind.QUOTATION}:
            return f" {fact.key} " in self._words
        return (fact.kind, fact.key) in self._keys


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    first: dict[tuple[Kind, str], Fact] = {}
    for fact in facts:
        first.setdefault((fact.kind, fact.key), fact)
    return tuple(first.values())


def words_of(facts: Iterable[Fact]) -> str:
    """Facts as a sentence lists them."""
    return ", ".join(dict.fromkeys(f"“{' '.join(fact.text.split())}”" for fact in facts))
