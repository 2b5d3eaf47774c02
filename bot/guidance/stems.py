"""Words as they are compared between our summary and an official passage: by their stems."""

import re
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ingly", "edly", "ing", "ed", "es", "s", "ly", "e")
_SHORTEST = 3
"""Letters that an ending must leave."""
_COMPARED = 6
"""Letters of a stem that count: "ministers" and "ministerial", "authorised" and "authority"."""


def stems(text: str) -> Iterator[str]:
    """The stem of every word, in order. Rough on purpose: both sides are cut alike."""
    return map(stem, _WORD.findall(text.casefold()))


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """The beginning of a word that its other forms share; ``word`` in lower case."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    word = word[:-1] + "i" if word.endswith("y") else word
    return word[:_COMPARED]
