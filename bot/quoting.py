"""Where one text stands in another, letter for letter save what typing changes.

People and models retype quotations: straight for curly quotes, one kind of dash for
another, other case, other spaces.
Those differences are folded; every other difference means that the quotation is false.
"""

import re
import unicodedata
from typing import NamedTuple

_SAME = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "`": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
})  # fmt: skip


class Span(NamedTuple):
    """A half-open range of character offsets, ``text[start:end]``."""

    start: int
    end: int


class Folded(NamedTuple):
    """A text as compared, and for each of its characters the offset it came from."""

    text: str
    origin: tuple[int, ...]


def fold(text: str) -> Folded:
    """Fold case, compatibility forms, quotes, dashes and runs of space; keep offsets."""
    letters: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        for letter in unicodedata.normalize("NFKC", character).casefold().translate(_SAME):
            plain = " " if letter.isspace() else letter
            if plain == " " and letters and letters[-1] == " ":
                continue
            letters.append(plain)
            origin.append(offset)
    return Folded("".join(letters), tuple(origin))


def find(quotation: str, text: str) -> Span | None:
    """Say where a quotation stands in a text, or None. An empty quotation stands nowhere."""
    wanted = fold(quotation).text.strip()
    if not wanted:
        return None
    seen = fold(text)
    at = seen.text.find(wanted)
    if at < 0:
        return None
    return Span(seen.origin[at], seen.origin[at + len(wanted) - 1] + 1)


def excerpt(text: str, longest: int, start: int = 0) -> str:
    """Quote a text exactly from ``start``: whole where it fits, else cut at the border of a word.

    An ellipsis stands where something is left out. At the end of a sentence is the better cut,
    since "must not" cut short is another rule. Empty where not even the first word fits.
    """
    rest = text[start:].strip()
    if not rest:
        return ""
    before = "… " if text[:start].strip() else ""
    if len(before) + len(rest) <= longest:
        return before + rest
    room = rest[: max(0, longest - len(before) - len(" …") + 1)]
    at = max((end.end() for end in _SENTENCE_END.finditer(room)), default=0)
    if at < len(room) // 2:
        at = max((found.start() for found in _SPACE.finditer(room)), default=0)
    kept = room[:at].rstrip()
    return f"{before}{kept} …" if kept else ""


_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?;][\"”’)\]]*(?=\s)")
