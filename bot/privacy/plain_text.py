"""A text as the patterns read it: look-alike digits, signs and spaces made plain, offsets kept."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.quoting import Span

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_AT_HAND = 2_000
"""Characters whose plain form is remembered; the texts of a month have some hundreds."""
_INVISIBLE = "Cf"
"""The Unicode category of what takes no room: zero-width spaces, joiners, marks of direction."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """The plain letters, and for each of them the offset that it came from; None: the same."""

    letters: str
    origin: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """Say where ``letters[start:end]``, which is not empty, stands in the text as it was."""
        if self.origin is None:
            return Span(start, end)
        return Span(self.origin[start], self.origin[end - 1] + 1)


def plain_text(text: str) -> PlainText:
    """Make a text plain. What is ASCII already stays as it is."""
    if text.isascii():
        return PlainText(text)
    letters = _NOT_ASCII.sub(lambda found: _plain(found[0]), text)
    if len(letters) == len(text):
        return PlainText(letters)
    kept = (offset for offset, character in enumerate(text) if _plain(character))
    return PlainText(letters, tuple(kept))


@lru_cache(_AT_HAND)
def _plain(character: str) -> str:
    """Give one character for one, or nothing for what takes no room."""
    if character in _DASHES:
        return "-"
    if character == "\u2019":
        return "'"
    if unicodedata.category(character) == _INVISIBLE:
        return ""
    form = unicodedata.normalize("NFKC", character)
    return form if len(form) == 1 else character
