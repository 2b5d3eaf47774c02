"""What the trained reader looks at in a text: words, pairs of words, and pieces of words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from bot.checks.view import View
from bot.checks.watchfile import PartyFile

NAME = "partyname"
"""Stands for the name of any party and its people, so that none is weighed unlike another."""
_WORD = re.compile(r"[#@]?[^\W_][\w'-]*|[!?£%]")
_SHORTEST, _LONGEST = 3, 5
"""Letters in a piece, the space before and after its word counted."""


def party_names(parties: PartyFile) -> re.Pattern[str]:
    """Finds the names of every party and its people, as they are written or in capitals."""
    rows = (*parties.parties, *parties.campaigns)
    every = {name for row in rows for name in (*row.names, *row.common, *row.members)}
    every |= {name.upper() for name in every}
    longest_first = sorted(every, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def even_handed(view: View, start: int, end: int, names: re.Pattern[str]) -> str:
    """A stretch of ``view.text`` in which every party has the same name."""
    pieces, at = [], start
    for found in names.finditer(view.cased, start, end):
        pieces += [view.text[at : found.start()], NAME]
        at = found.end()
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
