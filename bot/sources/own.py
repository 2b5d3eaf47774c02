"""Gathers a document of the department's own, from a file or a page, cut into its passages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from unicodedata import category

from bot.errors import BadSource
from bot.guidance.official import Kind, OfficialPassage, Page
from bot.sources.decoding import decode_text
from bot.sources.files import content_of
from bot.sources.kinds import kind_of
from bot.sources.page import fetch
from bot.sources.publishers.apart import ReaderApart
from bot.sources.publishers.own import HTML, MARKDOWN, PDF, WORD
from bot.sources.publishers.part import OWN, Part
from bot.sources.reach import Reach

MOST_PASSAGES = 2_000
"""A house style of 100 pages has 1,500."""
LONGEST = 1_200
"""Characters of one passage: what a reader of a card takes in; a longer one is cut in two."""
_KINDS = {"text": MARKDOWN, "html": HTML, "pdf": PDF, "word": WORD}
_TYPES = {
    HTML: HTML, "application/xhtml+xml": HTML, PDF: PDF, MARKDOWN: MARKDOWN,
    "text/plain": MARKDOWN, "text/x-markdown": MARKDOWN,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": WORD,
}  # fmt: skip
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class OwnPassage:
    """A passage in the document's own words, and the name of its place."""

    locator: str
    words: str
    link: str
    """The address that lands on it; empty for a file."""


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """A document, cut."""

    title: str
    where: str
    """The address that it was read at in the end, or the name of its file."""
    passages: tuple[OwnPassage, ...]


def gather_own(place: str, *, reach: Reach | None = None, contact: str = "") -> OwnDocument:
    """Gather a file, or a page by its address (``https://...``). Raises BadSource.

    Pages are fetched under the rules of ``fetch_page``: public ones alone, nothing inside a
    network, no file and no more than 5 MB.
    """
    if "://" in place:
        page = _fetched(place, reach, contact)
        return _cut(page, page.address, PurePath(page.address).name)
    page = _opened(Path(place))
    return _cut(page, page.address, PurePath(place).stem)


def _opened(path: Path) -> Page:
    content = content_of(path)
    kind = kind_of(path.name, content)
    if kind == "text":
        content = decode_text(path.name, content).encode()
    return Page(address=path.name, kind=_KINDS[kind], body=content)


def _fetched(address: str, reach: Reach | None, contact: str) -> Page:
    where, answer = fetch(address, reach=reach, contact=contact)
    kind = _TYPES.get(answer.kind)
    if kind is None:
        raise BadSource(
            f"The address gives {answer.kind[:80] or 'something of no known kind'}; pages, "
            "Markdown, plain text, PDF and Word are read. Save it and give its file."
        )
    return Page(address=where, kind=kind, charset=answer.charset, body=answer.body)


def _cut(page: Page, where: str, name: str) -> OwnDocument:
    with ReaderApart() as reader:
        part = reader.read(OWN, page)
    passages = tuple(_passages(part, is_page="://" in where))
    if not passages:
        raise BadSource(f"{where} holds headings alone, and no words under them.")
    if len(passages) > MOST_PASSAGES:
        raise BadSource(
            f"{where} has {len(passages):,} passages and the limit is {MOST_PASSAGES:,}. "
            "Put it in in parts."
        )
    return OwnDocument(title=_shown(part.title) or name, where=where, passages=passages)


def _passages(part: Part, *, is_page: bool) -> Iterator[OwnPassage]:
    """Every passage but headings, which stand in the names of places, and leads in to lists."""
    leads = {passage.lead for passage in part.passages}
    for passage in part.passages:
        if passage.kind is Kind.HEADING or passage.text in leads:
            continue
        link = passage.link if is_page else ""
        pieces = list(_pieces(_whole(passage)))
        for number, words in enumerate(pieces, 1):
            of = f", part {number}" if len(pieces) > 1 else ""
            yield OwnPassage(locator=f"{_shown(passage.locator)}{of}", words=words, link=link)


def _whole(passage: OfficialPassage) -> str:
    """An item of a list with the words that lead in to it: alone it may say the opposite."""
    return _shown(f"{passage.lead} {passage.text}" if passage.lead else passage.text)


def _shown(text: str) -> str:
    """A text without control characters, which show nothing and may command a terminal."""
    return "".join(c for c in text if c == "\n" or category(c) != "Cc")


def _pieces(words: str) -> Iterator[str]:
    """Cut at the ends of sentences, and where there are none at a space."""
    piece = ""
    for sentence in _SENTENCE_ENDS.split(words):
        if piece and len(piece) + len(sentence) >= LONGEST:
            yield piece
            piece = ""
        piece = f"{piece} {sentence}".strip()
        while len(piece) > LONGEST:
            at = piece.rfind(" ", 0, LONGEST)
            at = at if at > 0 else LONGEST
            yield piece[:at]
            piece = piece[at:].strip()
    if piece:
        yield piece
