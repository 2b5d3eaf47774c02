"""Cuts a marked-up text into passages while it is walked through: nothing lost, nothing twice."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.guidance.official import Kind, OfficialPassage, evened
from bot.sources.publishers.lists import Lists
from bot.sources.publishers.naming import lead_name, named_apart
from bot.sources.publishers.numbers import number_at
from bot.sources.publishers.places import Places

Attributes = Mapping[str, str | None]

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "body", "header", "footer", "blockquote", "li", "dl",
    "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "figure", "aside",
    "figcaption", "details", "summary", "pre", "address", "fieldset", "legend", "hr", "center",
    "nav", "form", *_HEADINGS, *_LISTS,
})  # fmt: skip
_NUMBER = re.compile(r"-?\d{1,6}")
_NOTE = re.compile(r"(?:fn|footnote|note)[:_-]?(\w+)")


class _Element(NamedTuple):
    tag: str
    id: str
    at: int
    """How many passages stood before it."""


class Cutter:
    """The passages so far. ``enter`` and ``leave`` each element, and give the ``text`` in it."""

    def __init__(self, address: str, title: str = "") -> None:
        self._address = address
        self._places = Places(title)
        self._lists = Lists(self._places)
        self._done: list[OfficialPassage] = []
        self._line: list[str] = []
        self._open: list[_Element] = []
        self._rows: list[list[list[str]]] = []
        self._tables: list[list[int]] = []
        self._mark = ""
        self._term = ""
        self._heading_at = 0
        self._notes = 0

    def text(self, text: str) -> None:
        """Add characters to the block under way."""
        self._line.append(text)

    def enter(self, tag: str, attributes: Attributes) -> None:
        """Begin an element."""
        own = (attributes.get("id") or "").strip()
        if tag in _BLOCKS:
            self._flush()
            self._open.append(_Element(tag, own, len(self._done)))
            self._enter_block(tag, attributes)
        elif tag in {"a", "span"} and not self._mark and not "".join(self._line).strip():
            self._mark = own or (attributes.get("name") or "").strip()
        elif tag in {"br", "q"}:
            self._line.append(" " if tag == "br" else "“")

    def leave(self, tag: str) -> None:
        """End an element that was begun."""
        if tag == "q":
            self._line.append("”")
        if tag not in _BLOCKS:
            return
        self._flush()
        if tag in _LISTS:
            self._lists.end()
        elif tag == "li":
            self._lists.end_item()
        elif tag == "tr" and self._rows:
            self._end_row()
            self._rows.pop()
        elif tag == "table" and self._tables:
            self._tables.pop()
        if self._open and self._open[-1].tag == tag:
            self._open.pop()

    def passages(self) -> tuple[OfficialPassage, ...]:
        """All of them, each with a name of its own."""
        self._flush()
        return named_apart(self._done)

    def _enter_block(self, tag: str, attributes: Attributes) -> None:
        if tag in _LISTS and not self._rows:
            self._lists.begin(
                ordered=tag == "ol",
                style=attributes.get("type") or "",
                start=_whole(attributes.get("start"), 1),
            )
        elif tag in _LISTS:
            self._lists.begin(ordered=False, style="", start=1)
        elif tag == "li":
            value = attributes.get("value")
            self._lists.begin_item(_whole(value, 1) if value else None)
        elif tag == "table":
            self._end_row()
            self._lists.passed()
            self._tables.append([self._places.count("table"), 0])
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].append([])
        elif tag in _HEADINGS:
            self._end_row()

    def _flush(self) -> None:
        text = evened("".join(self._line))
        self._line.clear()
        mark, self._mark = self._mark, ""
        if not any(character.isalnum() for character in text):
            return
        element = self._open[-1] if self._open else _Element("", "", 0)
        level = next((_HEADINGS[e.tag] for e in reversed(self._open) if e.tag in _HEADINGS), 0)
        if level:
            self._head(level, text, element.id or mark)
        elif self._rows and self._rows[-1]:
            self._rows[-1][-1].append(text)
        else:
            self._say(text, mark)

    def _head(self, level: int, text: str, own: str) -> None:
        anchor = own or self._near(self._heading_at)
        headings = self._places.enter(level, text, anchor)
        self._lists.passed()
        self._term = ""
        number = number_at(text)
        self._keep(Kind.HEADING, text, text, anchor=anchor, number=number, headings=headings)
        self._heading_at = len(self._done)

    def _say(self, text: str, mark: str) -> None:
        anchor = self._near(self._heading_at) or mark or self._places.anchor
        if note := self._note():
            self._keep(Kind.NOTE, text, f"footnote {note}", anchor=anchor, number=note)
        elif self._lists.item:
            lead = self._lists.lead
            number, name = self._lists.name(text)
            self._keep(Kind.ITEM, text, name, anchor=anchor, number=number, lead=lead)
        elif self._term and self._is_in("dd"):
            name = f"{self._places.name}: {lead_name(self._term)}"
            self._keep(Kind.ITEM, text, name, anchor=anchor, lead=self._term)
        else:
            number, name = self._places.paragraph(text)
            kind = Kind.QUOTATION if self._is_in("blockquote") else Kind.PARAGRAPH
            self._keep(kind, text, name, anchor=anchor, number=number)
            self._lists.passed(text, number, name)
            self._term = text if self._is_in("dt") else ""

    def _end_row(self) -> None:
        """Give what the row holds so far: a table or a heading inside it comes after."""
        if not self._rows or not self._tables:
            return
        cells = [" ".join(cell) for cell in self._rows[-1] if cell]
        self._rows[-1][:] = [[]] if self._rows[-1] else []
        if cells:
            table = self._tables[-1]
            table[1] += 1
            name = f"{self._places.name}, table {table[0]}, row {table[1]}"
            anchor = self._near(self._heading_at) or self._places.anchor
            self._keep(Kind.ROW, "\n".join(cells), name, anchor=anchor, number=str(table[1]))

    def _keep(  # noqa: PLR0913  # the parts of a passage
        self, kind: Kind, text: str, name: str, *, anchor: str, number: str = "", lead: str = "",
        headings: tuple[str, ...] | None = None,
    ) -> None:  # fmt: skip
        self._done.append(
            OfficialPassage(
                position=len(self._done),
                kind=kind,
                headings=self._places.headings if headings is None else headings,
                locator=name,
                text=text,
                address=self._address,
                anchor=anchor,
                number=number,
                lead=lead,
            )
        )

    def _near(self, since: int) -> str:
        """The id of the nearest open element that was begun after the last heading."""
        return next((e.id for e in reversed(self._open) if e.id and e.at >= since), "")

    def _note(self) -> str:
        """The number of the footnote that is open; empty for none."""
        for element in reversed(self._open):
            if element.tag == "li" and (found := _NOTE.fullmatch(element.id)):
                return found[1]
        return ""

    def _is_in(self, tag: str) -> bool:
        return any(element.tag == tag for element in self._open)


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and _NUMBER.fullmatch(value.strip()) else otherwise
