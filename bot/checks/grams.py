"""What the trained reader looks at in a text: words, pairs of words, and pieces of words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.checks.view import View
from bot.checks.watchfile import PartyFile

NAME = "partyname"
"""Stands for the name of any party and its people, so that none is weighed unlike another."""
PERSON = "politicianname"
"""Stands for the name of any leader or politician of a party, for the same reason."""
_WORD = re.compile(r"[#@]?[^\W_][\w'-]*|[!?£%]")
_SHORTEST, _LONGEST = 3, 5
"""Letters in a piece, the space before and after its word counted."""


@dataclass(frozen=True, slots=True)
class Names:
    """Finds the names that are read as one: of parties, and of the people who stand for them."""

    parties: re.Pattern[str]
    people: re.Pattern[str]


def party_names(parties: PartyFile) -> Names:
    """The names of every party and its people, as they are written or in capitals."""
    rows = (*parties.parties, *parties.campaigns)
    names = {
        name for row in rows for name in (*row.plain, *row.common, *row.beside(parties.company))
    }
    people = {name for row in rows for name in (*row.leaders, *row.politicians)}
    return Names(_any(names), _any(people))


def _any(names: set[str]) -> re.Pattern[str]:
    every = names | {name.upper() for name in names}
    longest_first = sorted(every, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\b")


def even_handed(view: View, start: int, end: int, names: Names) -> str:
    """A stretch of ``view.text`` in which every party, and every politician, has the same name."""
    found = {each.span(): NAME for each in names.parties.finditer(view.cased, start, end)}
    for each in names.people.finditer(view.cased, start, end):
        if not any(at < each.end() and each.start() < to for at, to in found):
            found[each.span()] = PERSON
    pieces, at = [], start
    for (first, after), name in sorted(found.items()):
        pieces += [view.text[at:first], name]
        at = after
    return "".join([*pieces, view.text[at:end]])


def grams(text: str) -> set[str]:
    """The grams of a folded text: "=word", "=word word", and pieces like " wo"."""
    found: set[str] = set()
    for line in text.split("\n"):
        words = _WORD.findall(line)
        found.update(f"={word}" for word in words)
        found.update(f"={first} {second}" for first, second in pairwise(words))
        for word in words:
            found.update(_pieces(word))
    return found


@lru_cache(maxsize=8_192)
def _pieces(word: str) -> frozenset[str]:
    """The pieces of a word; cached, because posts are made of the same few thousand words."""
    return frozenset(_cut(f" {word} "))


def _cut(word: str) -> Iterator[str]:
    for size in range(_SHORTEST, _LONGEST + 1):
        for at in range(max(1, len(word) - size + 1)):
            yield word[at : at + size]
