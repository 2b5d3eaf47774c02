"""A page to be read or printed, without a word of how: html.py and pdf.py each know that.

What is said stands in runs of plain text. No text is ever read as HTML or as anything else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Look(StrEnum):
    """What a run of text is. Shown by more than colour alone."""

    PLAIN = "plain"
    BOLD = "bold"
    MARKED = "marked"
    """What a finding is about."""
    ADDED = "added"
    REMOVED = "removed"
    CODE = "code"
    """A digest, or what is typed into a terminal."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look. ``link`` is an https or http address, or empty."""

    text: str
    look: Look = Look.PLAIN
    link: str = ""

    def __post_init__(self) -> None:
        """Refuse a link that is none: it would be pressed."""
        if self.link and not self.link.startswith(("https://", "http://")):
            raise ValueError(f"{self.link!r} is no web address")


Runs = tuple[Run, ...]


def said(text: str) -> Runs:
    """Plain text, as runs."""
    return (Run(text),)


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` is 2 or 3; the title is the only one of level 1."""

    text: str
    level: int = 2
    new_page: bool = False
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    runs: Runs
    kind: str = field(default="words", init=False)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, a paragraph for each item."""

    items: tuple[Runs, ...]
    numbered: bool = False
    kind: str = field(default="bullets", init=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, one below the other."""

    rows: tuple[tuple[str, Runs], ...]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Somebody's own words, spaces and line breaks and all; ``source`` says whose."""

    runs: Runs
    source: Runs = ()
    kind: str = field(default="quoted", init=False)


class Tone(StrEnum):
    """How an inset is to be taken."""

    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Inset:
    """A paragraph that must not be overlooked; a warning says so in words."""

    runs: Runs
    tone: Tone = Tone.NOTE
    kind: str = field(default="inset", init=False)


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure to be seen at once: "212", "reviews", "18 more than in October"."""

    figure: str
    label: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures side by side."""

    tiles: tuple[Tile, ...]
    kind: str = field(default="tiles", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each row as long as ``headers``.

    ``numbers`` are the columns (from 0) that stand to the right. ``folded``: open by a press on
    a screen; on paper it stands there whole.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numbers: frozenset[int] = frozenset()
    folded: bool = False
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture in SVG, and in ``says`` what it shows, for who does not see it."""

    caption: str
    svg: str
    says: str
    kind: str = field(default="chart", init=False)


Block = Heading | Words | Bullets | Facts | Quoted | Inset | Tiles | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole page. ``handling`` and ``made`` stand in the foot of each sheet."""

    title: str
    lead: str = ""
    """One sentence below the title."""
    language: str = "en"
    handling: str = ""
    """How it is to be handled: "Official: holds drafts that were not published"."""
    made: str = ""
    """Out of what and when: "Made on 1 December 2026"."""
    about: Facts | None = None
    blocks: Sequence[Block] = ()
    words: Mapping[str, str] = field(default_factory=lambda: WORDS)
    """The few words of the form itself, by name: for another language."""


WORDS: Mapping[str, str] = {
    "page": "Page",
    "of": "of",
    "warning": "Warning",
    "added": "added",
    "removed": "removed",
    "figures": "Show the figures",
}
"""What the form itself says in English."""
