"""The official words: what a publisher answered, and a document cut by its own structure.

Nothing here is ours but the locators: a text is exactly as published, its white space alone
made even.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import groupby
from unicodedata import normalize
from urllib.parse import quote

_FRAGMENT_WORDS = 8


class State(StrEnum):
    """What has become of a document, by its publisher's own word."""

    CURRENT = "current"
    WITHDRAWN = "withdrawn"
    """Still to be read, and marked by its publisher as no longer in force."""
    GONE = "gone"
    """Taken down; there are no words any more."""
    SUPERSEDED = "superseded"
    """Published under a former government and marked political."""
    MOVED = "moved"
    """Read, but at another address than the catalogue's."""
    LINK_ONLY = "link-only"
    """Its licence does not let us keep it."""


class Kind(StrEnum):
    """What part of a document a passage is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    """A row of a table; a line break between its cells."""
    QUOTATION = "quotation"
    NOTE = "note"
    """A footnote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a publisher answered at one address, as it came."""

    address: str
    """Where it was read in the end, without fragment."""
    kind: str
    """The media type in lower case, without parameters."""
    charset: str = ""
    body: bytes = b""
    status: int = 200
    etag: str = ""
    last_modified: str = ""

    @property
    def hash(self) -> str:
        """Names these very bytes."""
        return sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is remembered of a page, to ask whether it has changed."""

    address: str
    hash: str
    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialPassage:
    """The smallest part of a document that is cited: a paragraph, a list item, a row."""

    position: int
    """Counts from 0 in reading order, through all pages of the document."""
    kind: Kind
    headings: tuple[str, ...]
    """The headings above it, outermost first; for a heading, itself last."""
    locator: str
    """Names it within the document, and nothing else in it: "1.2", "section 125(2)(a)",
    "Integrity: you must, item 3"."""
    text: str
    """The publisher's words; a number at their head stays where the page writes it as words."""
    address: str
    """The page that it stands on."""
    anchor: str = ""
    """The fragment that lands on it or on the heading above it; empty where the page has none."""
    number: str = ""
    """Its own number: "1.2", "a", "3"; for a list item its place in the list."""
    lead: str = ""
    """The words that lead in to a list, which an item reads on from: "You must:"."""

    @property
    def hash(self) -> str:
        """Names the text, whatever its white space and invisible characters."""
        return hash_of(self.text)

    @property
    def link(self) -> str:
        """The address that lands on it: by the page's own anchor, or else by its first words."""
        if self.anchor:
            return f"{self.address}#{self.anchor}"
        words = self.text.split("\n")[0].split()[:_FRAGMENT_WORDS]
        # a comma and a dash mean something in such a fragment
        return f"{self.address}#:~:text={quote(' '.join(words), safe='').replace('-', '%2D')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, and a hash of the words that stand under it before the next heading."""

    headings: tuple[str, ...]
    address: str
    anchor: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """One version of an official document."""

    source: str
    """The id of the document in the catalogue."""
    title: str
    publisher: str
    asked: str
    """The address that the catalogue gives, or the one that was made of it for a machine."""
    address: str
    """The page for people that it was read at in the end."""
    published: date | None
    """The date that its publisher shows. For display alone: pages are stamped anew though no
    word has changed."""
    fetched_at: datetime
    licence: str
    attribution: str
    state: State
    note: str = ""
    """What else there is to say: why it was withdrawn, what could not be read."""
    successor: str = ""
    """The address that its publisher names in its place, or that it moved to."""
    passages: tuple[OfficialPassage, ...] = ()

    @cached_property
    def hash(self) -> str:
        """Names the version: its words, their places, its state and its licence, but no date."""
        places = [
            (p.kind, p.headings, p.locator, p.address, p.anchor, p.lead, p.hash)
            for p in self.passages
        ]
        said = (
            self.source, self.title, self.publisher, self.address, self.licence,
            self.attribution, self.state, self.note, self.successor, places,
        )  # fmt: skip
        return sha256(json.dumps(said).encode()).hexdigest()

    @property
    def sections(self) -> Iterator[Section]:
        """Each heading in order; what stands before the first has no heading."""
        for (headings, address), group in groupby(
            self.passages, key=lambda passage: (passage.headings, passage.address)
        ):
            passages = list(group)
            words = "\n".join(passage.hash for passage in passages)
            yield Section(
                headings=headings,
                address=address,
                anchor=passages[0].anchor,
                hash=sha256(words.encode()).hexdigest(),
            )


_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Characters that say how to break or to order a line, and show nothing."""


@lru_cache(maxsize=16_384)
def hash_of(text: str) -> str:
    """Hash a text by what a reader sees of it. White space and invisible characters do not count.

    Soft hyphens and zero-width characters come and go with the program that a page was written
    in.
    """
    seen = text if text.isascii() else _UNSEEN.sub("", normalize("NFC", text))
    return sha256(" ".join(seen.split()).encode("utf-8", "replace")).hexdigest()


def evened(text: str) -> str:
    """Make white space even: one space between words, none around."""
    return " ".join(text.split())


_KEPT = re.compile(r"\bOGL\b|open government|crown copyright|open parliament", re.IGNORECASE)
_NOT_KEPT = re.compile(r"link only", re.IGNORECASE)


def may_be_kept(licence: str) -> bool:
    """Whether a licence line of the catalogue lets us keep a copy; one we do not know does not."""
    return bool(_KEPT.search(licence)) and not _NOT_KEPT.search(licence)


def licence_name(licence: str) -> str:
    """The name of a licence that lets us keep a copy, as its publisher writes it."""
    if "parliament" in licence.lower():
        return "Open Parliament Licence v3.0"
    return "Open Government Licence v3.0"


def attribution(title: str, publisher: str, licence: str) -> str:
    """The line that a licence asks for beside its words."""
    name = licence_name(licence)
    what = "Parliamentary" if "Parliament" in name else "public sector"
    return f"{title}, {publisher}. Contains {what} information licensed under the {name}."


class Outcome(StrEnum):
    """How a try to fetch a document ended."""

    NEW = "new"
    """Its words, its place or its standing are others than before."""
    UNCHANGED = "unchanged"
    FAILED = "failed"
    LINKED = "linked"
    """Not fetched: its licence does not let us keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A try to fetch a document."""

    source: str
    at: datetime
    outcome: Outcome
    reason: str = ""
    """Why it failed, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A page of a document: how it was asked for, where it was read, and what it held."""

    reader: str
    ask: str
    title: str
    address: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What is remembered of a document's last version, to find out whether there is another."""

    version: str
    """The hash of the version."""
    edition: int
    """Of the program that cut it."""
    passages: int
    note: str
    """What was said of it: a page that could not be read, for one."""
    steps: tuple[Step, ...]
