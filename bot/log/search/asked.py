"""What somebody looks for: a post, by words that they quote from it."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from bot.errors import BadQuestion

_WORD = re.compile(r"[^\W_]+")
_LEFT_OUT = re.compile(r"[\[(]\s*(?:\.{3,}|…)\s*[\])]|\.{3,}|…")
"""What stands in a quotation for words that are left out, with or without brackets."""


class Word(NamedTuple):
    """A word as compared, and where it stands in its text."""

    said: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a quotation, each with its words as compared; none is empty."""

    parts: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words, in order."""
        return tuple(word for part in self.parts for word in part)


def asked(quotation: str) -> Asked:
    """Read a quotation as it was typed. Raises BadQuestion for one without a word."""
    parts = (tuple(word.said for word in words(part)) for part in _LEFT_OUT.split(quotation))
    found = Asked(tuple(filter(None, parts)))
    if not found.parts:
        raise BadQuestion("There is no word to look for. Quote some words of the post.")
    return found


def words(text: str) -> list[Word]:
    """The words of a text: case, accents, quotes, dashes, emoji, @ and # make no difference.

    A character that is not seen, such as a soft hyphen, does not divide a word.
    """
    plain, origin = _plain(text)
    return [
        Word(found[0], origin[found.start()], origin[found.end() - 1] + 1)
        for found in _WORD.finditer(plain)
    ]


def _plain(text: str) -> tuple[str, list[int]]:
    """A text in its plainest letters, and for each the offset it came from."""
    letters: list[str] = []
    origin: list[int] = []
    if text.isascii():
        return text.lower(), list(range(len(text)))
    for offset, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).lower():
            if unicodedata.category(letter) not in ("Mn", "Cf"):
                letters.append(letter)
                origin.append(offset)
    return "".join(letters), origin
