"""Keeps the heading that one stands under, and how far one has counted below it."""

import re
from collections import Counter
from typing import NamedTuple

from bot.sources.publishers.naming import OPENING, lead_name, short
from bot.sources.publishers.numbers import number_at

_DUTY = re.compile(
    r"(you|ministers|civil servants|special advisers|they) (must|should)\b", re.IGNORECASE
)
_LETTERS = re.compile(r"[a-z]{1,5}|[A-Z]")


class _Heading(NamedTuple):
    level: int
    text: str
    anchor: str


class Places:
    """The headings that are open, outermost first, and the counts under the last one."""

    def __init__(self, title: str = "") -> None:
        self._title = title
        self._open: list[_Heading] = []
        self._counts: Counter[str] = Counter()
        self._number = 0

    @property
    def headings(self) -> tuple[str, ...]:
        """The texts of the open headings."""
        return tuple(heading.text for heading in self._open)

    @property
    def anchor(self) -> str:
        """The anchor of the nearest heading that has one."""
        return next((h.anchor for h in reversed(self._open) if h.anchor), "")

    @property
    def name(self) -> str:
        """What to call the place: the last heading, and the one above it where it says little."""
        if not self._open:
            return OPENING
        last = self._open[-1].text
        if len(self._open) > 1 and _DUTY.match(last):
            return f"{short(self._open[-2].text)}: {lead_name(last)}"
        return short(last)

    def enter(self, level: int, text: str, anchor: str) -> tuple[str, ...]:
        """Begin a heading; give the headings above it with itself last.

        The title of the page is no heading within it.
        """
        self._counts.clear()
        if text == self._title:
            self._title = ""
            self._open.clear()
            return (text,)
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        self._open.append(_Heading(level, text, anchor))
        return self.headings

    def count(self, what: str) -> int:
        """Count one more of its kind under this heading."""
        self._counts[what] += 1
        return self._counts[what]

    def paragraph(self, text: str) -> tuple[str, str]:
        """The number and the name of a paragraph."""
        turn = self.count("paragraph")
        number = number_at(text, self._number) or (number_at(text) if turn == 1 else "")
        if number.isdigit():
            self._number = int(number)
        if "." in number:
            return number, number
        if number and not number.isdigit():
            return number, f"{self.name}, paragraph ({number})"
        return number, f"{self.name}, paragraph {number or turn}"


def item_name(base: str, number: str, *, plain: str = "item") -> str:
    """The name of an item of a list: "2.6(b)", "Integrity: you must, item 3"."""
    if "." in number:
        return number
    return f"{base}({number})" if _LETTERS.fullmatch(number) else f"{base}, {plain} {number}"
