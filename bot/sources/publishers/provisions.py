"""Cuts legislation into its provisions: sections, subsections, lettered items, schedules."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from bot.errors import BadSource
from bot.guidance.official import Kind, OfficialPassage, evened
from bot.sources.publishers.frames import Frame, Frames
from bot.sources.publishers.naming import named_apart

_DEEPEST = 120
_EDITORS = frozenset({
    "CommentaryRef", "Commentaries", "FootnoteRef", "MarginNoteRef", "MarginNotes", "Versions",
    "Resources", "Contents", "Metadata",
})  # fmt: skip
"""What the editors of legislation.gov.uk add; it is no part of the law."""
_STRUCTURE = frozenset({
    "Group", "Part", "Chapter", "Pblock", "PsubBlock", "P1group", "P2group", "P3group", "Schedules",
    "Schedule", "Appendix", "Abstract", "Section", "SubSection", "ExplanatoryNotes",
    "EarlierOrders", "Attachment", "EUPart", "EUTitle", "EUChapter", "EUSection", "EUSubsection",
    "Division",
})  # fmt: skip
_TITLES = frozenset({"Number", "Title", "TitleBlock"})
_LEVEL = re.compile(r"P([1-7])")
_ITEM_LEVEL = 3


class Provisions:
    """The passages of an Act, in order. ``read`` each element below the root."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._frames = Frames(address)
        self._headings: list[str] = []
        self._line: list[str] = []
        self._cells: list[list[str]] | None = None
        self._done: list[OfficialPassage] = []
        self._in_text = self._quoted = self._deep = self._notes = 0
        self._prefix = ""

    def passages(self) -> tuple[OfficialPassage, ...]:
        """All of them, each with a name of its own."""
        self._flush()
        return named_apart(self._done)

    def read(self, element: Element) -> None:
        """Read an element and all that is in it. Raises BadSource where it is too deep."""
        name = local_name(element)
        if name in _EDITORS or not name:
            return
        self._deep += 1
        if self._deep > _DEEPEST:
            raise BadSource("The legislation is nested deeper than any law is.")
        if name == "Character":
            self._line.append(" ")
        elif name in _STRUCTURE:
            self._structure(element, name)
        elif found := _LEVEL.fullmatch(name):
            self._provision(element, int(found[1]))
        elif name in {"ListItem", "Footnote", "BlockAmendment"}:
            self._aside(element, name)
        elif name == "tr":
            self._row(element)
        else:
            self._inside(element, name)
        self._deep -= 1

    def _inside(self, element: Element, name: str = "", but: tuple[Element, ...] = ()) -> None:
        """Read its words and what is in it.

        Within a sentence an element of no known kind is a part of the sentence; elsewhere its
        words stand alone.
        """
        is_text = name == "Text"
        alone = is_text or not self._in_text
        if alone:
            self._flush()
        self._in_text += is_text
        self._line.append(element.text or "")
        for child in element:
            if child not in but:
                self.read(child)
            self._line.append(child.tail or "")
        self._in_text -= is_text
        if alone:
            self._flush()

    @contextmanager
    def _framed(self, frame: Frame) -> Iterator[None]:
        self._frames.begin(frame)
        yield
        self._flush()
        self._frames.end()

    def _structure(self, element: Element, name: str) -> None:
        self._flush()
        self._end_row()
        first = {local_name(child): child for child in reversed(element)}
        titles = tuple(child for key, child in first.items() if key in _TITLES)
        ordered = [child for child in element if child in titles]
        heading = evened(" ".join(words_of(child) for child in ordered))
        number = evened(words_of(first["Number"])) if "Number" in first else ""
        anchor = element.get("id") or next((c.get("id", "") for c in element if c.get("id")), "")
        with self._framed(self._frames.structure(name, number, heading, anchor)):
            if heading:
                self._headings.append(heading)
                self._keep(Kind.HEADING, heading, heading)
            self._inside(element, but=titles)
            if heading:
                self._headings.pop()

    def _provision(self, element: Element, level: int) -> None:
        self._flush()
        numbers = tuple(child for child in element if local_name(child) == "Pnumber")[:1]
        number = evened(" ".join(map(words_of, numbers))).strip("().")
        if self._quoted:  # what an Act puts into another Act is that one's section, not this one's
            shown = number if level == 1 else f"({number})" if number else ""
            self._prefix = f"{self._prefix} {shown}".strip()
            self._inside(element, but=numbers)
            return
        frame = self._frames.provision(level, number, element.get("id", ""))
        with self._framed(frame):
            self._inside(element, but=numbers)

    def _aside(self, element: Element, name: str) -> None:
        """An item of a list, a footnote, words for another Act."""
        self._flush()
        if name == "ListItem":
            term = next((e for e in element.iter() if local_name(e) == "Term"), None)
            number = evened(element.get("NumberOverride", "")).strip("().")
            frame = self._frames.item(number, words_of(term) if term is not None else "")
        elif name == "Footnote":
            self._notes += 1
            frame = Frame(f"footnote {self._notes}", element.get("id", ""), level=1)
        else:
            frame = Frame(f"{self._frames.now.name}, quoted words", "", level=1)
        self._quoted += name == "BlockAmendment"
        with self._framed(frame):
            self._inside(element)
        self._quoted -= name == "BlockAmendment"

    def _row(self, element: Element) -> None:
        self._flush()
        self._end_row()
        outer, self._cells = self._cells, []
        for cell in element:
            self._cells.append([])
            self.read(cell)
            self._flush()
        self._end_row()
        self._cells = outer

    def _end_row(self) -> None:
        """Give what the row holds so far: what stands inside it comes after."""
        cells = [" ".join(cell) for cell in self._cells or () if cell]
        if self._cells:
            self._cells[:] = [[]]
        if cells:
            frame = self._frames.now
            frame.lists += 1
            self._keep(Kind.ROW, "\n".join(cells), f"{frame.name}, row {frame.lists}")

    def _flush(self) -> None:
        text = evened("".join(self._line))
        self._line.clear()
        if not any(character.isalnum() for character in text):
            return
        if self._prefix:
            text, self._prefix = f"{self._prefix} {text}", ""
        if self._cells:
            self._cells[-1].append(text)
            return
        frame = self._frames.now
        kind = Kind.ITEM if frame.level >= _ITEM_LEVEL else Kind.PARAGRAPH
        if frame.name.startswith("footnote "):
            kind = Kind.NOTE
        self._keep(kind, text, frame.text_name(text))

    def _keep(self, kind: Kind, text: str, name: str) -> None:
        frame = self._frames.now
        self._done.append(
            OfficialPassage(
                position=len(self._done),
                kind=kind,
                headings=tuple(self._headings),
                locator=name,
                text=text,
                address=self._address,
                anchor=self._frames.anchor,
                number=frame.number if frame.level else "",
                lead=frame.lead,
            )
        )


def local_name(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words_of(element: Element) -> str:
    """The words in an element, less what editors added."""
    said = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name == "Character":
            said.append(" ")
        elif name and name not in _EDITORS:
            said.append(words_of(child))
        said.append(child.tail or "")
    return "".join(said)
