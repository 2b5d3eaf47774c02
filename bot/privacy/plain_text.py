"""A text as the patterns read it: look-alike digits, signs and spaces made plain, offsets kept."""

import unicodedata
from dataclasses import dataclass

from bot.quoting import Span

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
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
    forms = {ord(character): _plain(character) for character in set(text)}
    if all(forms.values()):
        return PlainText(text.translate(forms))
    kept = [offset for offset, character in enumerate(text) if forms[ord(character)]]
    return PlainText(text.translate(forms), tuple(kept))


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
