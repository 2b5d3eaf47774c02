"""Puts the pieces of a marked-up text together as plain paragraphs, while it is walked through."""

import re
from typing import NamedTuple

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "p", "div", "section", "article", "main", "body", "header", "footer", "blockquote", "ul", "ol",
    "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "figure",
    "figcaption", "details", "summary", "pre", "address", "fieldset", "legend", "hr", "center",
}  # fmt: skip
_OPENS = re.compile(r"[“\"‘«„]|'.*'")
_CLOSES = re.compile(r"[”\"»][.,;!?]?$")
_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0]+")


class _Block(NamedTuple):
    kind: str
    """Blocks of one kind that follow each other stand together: "item" and "row"."""
    text: str


class Blocks:
    """The paragraphs so far. ``enter`` and ``leave`` each element, and give the ``text`` in it."""

    def __init__(self) -> None:
        self._done: list[_Block] = []
        self._line: list[str] = []
        self._open: dict[str, int] = {}
        self._rows: list[list[list[_Block]]] = []
        self._bullet = False

    @property
    def in_pre(self) -> bool:
        """Whether line breaks mean something here."""
        return self._is_in("pre")

    @property
    def quoting(self) -> bool:
        """Whether somebody is quoted here in a block of its own."""
        return self._is_in("blockquote")

    def text(self, text: str, *, keep_lines: bool = False) -> None:
        """Add characters to the paragraph under way."""
        if keep_lines:
            self._line.append("\n".join(_SPACES.sub(" ", line) for line in text.split("\n")))
        else:
            self._line.append(_SPACES.sub(" ", text))

    def enter(self, tag: str) -> None:
        """Begin an element."""
        if tag in _BLOCKS:
            self._flush()
        self._open[tag] = self._open.get(tag, 0) + 1
        if tag == "br":
            self._line.append("\n")
        elif tag == "q":
            self._line.append("“")
        elif tag == "li":
            self._bullet = True
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._flush()
            if self._rows:
                self._rows[-1].append([])

    def leave(self, tag: str) -> None:
        """End an element that was begun."""
        if tag == "q":
            self._line.append("”")
        if tag in _BLOCKS or tag in {"td", "th"}:
            self._flush(heading=tag in _HEADINGS)
        if tag == "li":
            self._bullet = False
        elif tag == "tr" and self._rows:
            self._end_row(self._rows.pop())
        self._open[tag] = self._open.get(tag, 1) - 1

    def words(self) -> str:
        """All of it as plain text."""
        self._flush()
        said: list[str] = []
        before = ""
        for kind, text in self._done:
            together = kind == before and kind in {"item", "row"}
            said += ["\n" if together else "\n\n", text]
            before = kind
        return "".join(said).strip()

    def _is_in(self, *tags: str) -> bool:
        return any(self._open.get(tag, 0) > 0 for tag in tags)

    def _flush(self, *, heading: bool = False) -> None:
        lines = (" ".join(line.split()) for line in "".join(self._line).split("\n"))
        text = "\n".join(filter(None, lines)).replace("““", "“").replace("””", "”")
        self._line.clear()
        if not text:
            return
        if self.quoting and not heading and not self._is_in("cite", "footer", "figcaption"):
            text = _as_quotation(text)
        kind = "item" if self._is_in("li") else "paragraph"
        if self._bullet:
            text, self._bullet = f"- {text}", False
        self._keep(_Block(kind, text))

    def _keep(self, block: _Block) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(block)
        else:
            self._done.append(block)

    def _end_row(self, cells: list[list[_Block]]) -> None:
        """A row of figures is one line; one that only lays out a page gives its paragraphs."""
        blocks = [block for cell in cells for block in cell]
        if all(len(cell) <= 1 for cell in cells) and len(blocks) > 1:
            blocks = [_Block("row", " | ".join(text.replace("\n", " ") for _, text in blocks))]
        for block in blocks:
            self._keep(block)


def _as_quotation(text: str) -> str:
    """Put quotation marks around what has none at its ends."""
    return text if _OPENS.match(text) or _CLOSES.search(text) else f"“{text}”"
