"""Takes out of a text what no reader sees, before a model reads it, and says what was there."""

import unicodedata
from typing import NamedTuple

_JOINERS = "\u200c\u200d"
_BIDIRECTIONAL = frozenset(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5")
"""Letters and marks by Unicode, drawn as nothing."""
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
"""Arabic and Syriac number signs: format characters that are drawn."""
_FLAG = "\U0001f3f4"
_FLAG_TAGS = tuple(
    "".join(chr(0xE0000 + ord(letter)) for letter in nation) + "\U000e007f"
    for nation in ("gbeng", "gbsct", "gbwls")
)
"""What follows a black flag to make the flags of England, Scotland and Wales."""
_EMOJI_STYLE = "\ufe0e\ufe0f"
_FIRST_JOINED = "\u0600"
"""Scripts and emoji that need joiners start here; Latin, Greek and Cyrillic do not."""


class Visible(NamedTuple):
    """A text as a reader sees it, and the kinds of hidden character that stood in it."""

    text: str
    hidden: tuple[str, ...]


def visible(text: str) -> Visible:
    """Remove hidden characters; keep those that emoji, flags and joined scripts are made of."""
    kept: list[str] = []
    kinds: dict[str, None] = {}
    at = 0
    while at < len(text):
        length = _drawn(text, at, kept)
        if length:
            kept.append(text[at : at + length])
        else:
            kinds[_kind(text[at])] = None
        at += length or 1
    return Visible("".join(kept), tuple(kinds))


def _drawn(text: str, at: int, kept: list[str]) -> int:
    """How many characters from here are drawn together; 0 for a hidden one."""
    character = text[at]
    if character in _JOINERS:
        return int(_joins(kept, text[at + 1 : at + 2]))
    if character in _EMOJI_STYLE:
        return int(_styles(kept))
    if _is_hidden(character):
        return 0
    if character == _FLAG:
        return 1 + next((len(tags) for tags in _FLAG_TAGS if text.startswith(tags, at + 1)), 0)
    return 1


def _joins(kept: list[str], following: str) -> bool:
    """A joiner does its work between two drawn characters of a script that is joined."""
    if not kept or not following or _is_hidden(following):
        return False
    return kept[-1][-1] >= _FIRST_JOINED and following >= _FIRST_JOINED


def _styles(kept: list[str]) -> bool:
    """An emoji style follows one drawn character that is not a letter."""
    return bool(kept) and not kept[-1][-1].isalpha() and not _is_hidden(kept[-1][-1])


def _is_hidden(character: str) -> bool:
    if character in "\n\t":
        return False
    if character in _VISIBLE_FORMATS:
        return False
    return (
        unicodedata.category(character) in ("Cf", "Co", "Cs", "Cc")
        or character in _BLANK_LETTERS
        or _is_selector(character)
    )


def _is_selector(character: str) -> bool:
    return (
        "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or "\u180b" <= character <= "\u180f"
    )


def _kind(character: str) -> str:
    """Name a hidden character for people."""
    category = unicodedata.category(character)
    if character in _BIDIRECTIONAL:
        return "text direction"
    if category in ("Co", "Cs"):
        return "private use"
    if category == "Cc":
        return "control"
    if _is_selector(character) or "\U000e0000" <= character <= "\U000e007f":
        return "tag"
    return "zero width"
