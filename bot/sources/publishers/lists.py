"""Counts the items of lists in lists, by the words that lead in to them."""

import re
from dataclasses import dataclass, field

from bot.sources.publishers.naming import lead_name
from bot.sources.publishers.numbers import number_at
from bot.sources.publishers.places import Places, item_name

_ENDS = re.compile(r"[.!?;][\"”’')\]]*$")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(slots=True)
class _Item:
    number: str
    name: str = ""
    said: str = ""
    """Its last words, which lead in to a list inside it."""
    paragraphs: int = 0


@dataclass(slots=True)
class _List:
    base: str
    lead: str
    style: str
    """How it counts: "1", "a", "A", "i", "I"; empty where it shows no numbers."""
    plain: str
    """What its items are called: "item" or "paragraph"."""
    next: int = 1
    is_made_up: bool = False
    """Whether the page left the list out around its items."""
    items: list[_Item] = field(default_factory=list)


class Lists:
    """The lists that are open, outermost first."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._open: list[_List] = []
        self._before = ("", "", "")

    @property
    def item(self) -> bool:
        """Whether an item is open."""
        return bool(self._open and self._open[-1].items)

    @property
    def lead(self) -> str:
        """The words that lead in to the list which is open."""
        return self._open[-1].lead if self._open else ""

    def passed(self, text: str = "", number: str = "", name: str = "") -> None:
        """Remember the paragraph just gone by: it may lead in to a list. Nothing: it cannot."""
        if not self._open:
            self._before = (text, number, name) if not _ENDS.search(text) else ("", "", "")

    def begin(self, *, ordered: bool, style: str, start: int) -> None:
        """Open a list."""
        shown = (style or "1") if ordered else ""
        if self.item:
            outer = self._open[-1].items[-1]
            self._open.append(_List(outer.name, outer.said, shown, "item", start))
            return
        text, number, name = self._before
        self._before = ("", "", "")
        place = self._places.name
        if number:
            base, plain = name, "item"
        elif text:
            base, plain = f"{place}: {lead_name(text)}", "item"
        else:
            turn = self._places.count("list")
            base = place if turn == 1 or ordered else f"{place}, list {turn}"
            plain = "paragraph" if ordered else "item"
        self._open.append(_List(base, text, shown, plain, start))

    def end(self) -> None:
        """Close the list opened last."""
        if self._open:
            self._open.pop()

    def begin_item(self, value: int | None) -> None:
        """Open an item, in a list of its own where none is open."""
        if not self._open:
            self.begin(ordered=False, style="", start=1)
            self._open[-1].is_made_up = True
        now = self._open[-1]
        counted = now.next if value is None else value
        now.next = counted + 1
        now.items.append(_Item(_written(counted, now.style)))

    def end_item(self) -> None:
        """Close the item opened last."""
        if self.item:
            self._open[-1].items.pop()
            if self._open[-1].is_made_up:
                self.end()

    def name(self, text: str) -> tuple[str, str]:
        """The number and the name of a block of words in the open item."""
        now = self._open[-1]
        item = now.items[-1]
        item.paragraphs += 1
        item.said = text
        if item.paragraphs == 1:
            item.number = number_at(text) or item.number
            item.name = item_name(now.base, item.number, plain=now.plain)
            return item.number, item.name
        return item.number, f"{item.name}, paragraph {item.paragraphs}"


def _written(number: int, style: str) -> str:
    if style in {"a", "A"} and number > 0:
        letters = ""
        while number > 0:
            number, at = divmod(number - 1, len(_ALPHABET))
            letters = _ALPHABET[at] + letters
        return letters if style == "a" else letters.upper()
    if style in {"i", "I"} and 0 < number < 4000:  # noqa: PLR2004  # Roman numbers end there
        return _roman(number) if style == "i" else _roman(number).upper()
    return str(number)


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        while number >= value:
            said += letters
            number -= value
    return said
