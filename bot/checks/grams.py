"""What the trained reader looks at in a text: words, pairs of words, and pieces of words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[#@]?[^\W_][\w'-]*|[!?£%]")
_SHORTEST, _LONGEST = 3, 5
"""Letters in a piece, the space before and after its word counted."""


def grams(text: str) -> set[str]:
    """The grams of a folded text (``View.text``): "=word", "=word word", and pieces like " wo"."""
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
