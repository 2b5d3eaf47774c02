"""Gathers a document from its pages: asks for each, has it read, and puts the parts together."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from bot.errors import BadSource, NotThere, Unreached
from bot.guidance.catalogue import Source
from bot.guidance.official import Document, OfficialPassage, Page, State, Step, attribution
from bot.sources.publishers.fetching import Fetched
from bot.sources.publishers.govuk import page_of
from bot.sources.publishers.mirror import bare
from bot.sources.publishers.naming import named_apart
from bot.sources.publishers.part import GOVUK, GOVUK_PAGE, WEB, Part, Want, under
from bot.sources.publishers.reading import first_want, want_of

Read = Callable[[str, Page], Part]
_MOST_MOVES = 5
_GONE = 410
_NOT_A_DOCUMENT = re.compile(
    r"(page |file )?not found|\b404\b|^error\b|access denied|just a moment|attention required"
    r"|are you a robot|service unavailable|sign in|log ?in\b",
    re.IGNORECASE,
)
_A_FEW = 15
"""An error page has fewer passages than this."""


@dataclass(slots=True)
class Gathered:
    """A document, and how it was come by."""

    document: Document
    steps: list[Step] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    """Those that are not kept yet, or not as they are now."""


class Gathering:
    """Gathers one document. ``fetch`` asks for a page, ``kept`` gives one that is as it was."""

    def __init__(
        self,
        fetch: Callable[[str], Fetched],
        kept: Callable[[str], Page | None],
        read: Read,
    ) -> None:
        self._fetch, self._kept, self._read = fetch, kept, read
        self._memo: dict[str, Fetched] = {}
        self._steps: list[Step] = []
        self._pages: list[Page] = []
        self._notes: list[str] = []

    def is_as_it_was(self, steps: tuple[Step, ...]) -> bool:
        """Whether every page of the last version is where it was and what it was."""
        for step in steps:
            fetched = self._fetched(step.ask)
            if (fetched.address, fetched.hash) != (step.address, step.hash):
                return False
        return True

    def gather(self, source: Source, now: datetime, must: frozenset[str]) -> Gathered:
        """Gather the document. Raises BadSource with one reason.

        ``must``: the addresses asked for its last version, which may not fail now; another page
        that cannot be read is said in the note.
        """
        first = first_want(source)
        begun, part = self._first(first)
        parts = [("", part)]
        wants = _chosen(part, begun, source)
        for want in wants:
            read = self._other(want, must)
            if read is not None:
                parts.append((want.title if len(wants) > 1 else "", read))
        document = self._put_together(source, first, begun, parts, now)
        return Gathered(document, self._steps, self._pages)

    def _first(self, want: Want) -> tuple[Want, Part]:
        """The first page, wherever it has moved to."""
        for _ in range(_MOST_MOVES):
            try:
                part = self._part(want)
            except NotThere:
                if want.reader != GOVUK:
                    raise
                want = Want(reader=GOVUK_PAGE, ask=page_of(want.ask), title=want.title)
                part = self._part(want)
            if part.instead is None:
                return want, part
            want = part.instead
        raise BadSource("The document has moved more often than can be followed.")

    def _other(self, want: Want, must: frozenset[str]) -> Part | None:
        try:
            part = self._part(want)
            while part.instead is not None:
                part = self._part(part.instead)
        except Unreached:
            raise
        except BadSource as error:
            if want.ask in must and not isinstance(error, NotThere):
                raise
            self._notes.append(f"Not read: {want.title or want.ask}. {error}")
            return None
        if part.state is State.GONE:
            self._notes.append(f"Taken down: {want.title or want.ask}.")
            return None
        return part

    def _part(self, want: Want) -> Part:
        fetched = self._fetched(want.ask)
        page = fetched.page or self._kept(fetched.address)
        if page is None:
            raise BadSource("The page is kept no more. Try again with --force.")
        part = self._read_page(want, page)
        self._steps.append(
            Step(
                reader=want.reader,
                ask=want.ask,
                title=want.title,
                address=fetched.address,
                hash=fetched.hash,
            )
        )
        if fetched.page is not None:
            self._pages.append(fetched.page)
        return part

    def _read_page(self, want: Want, page: Page) -> Part:
        """Read a page; one that its site sent on to GOV.UK is asked for by the Content API."""
        if want.reader == WEB and bare(urlsplit(page.address).netloc) == "gov.uk":
            return Part(address=page.address, instead=want_of(page.address, want.title))
        if page.status == _GONE and want.reader != GOVUK:
            return Part(address=page.address, state=State.GONE)
        return self._read(want.reader, page)

    def _fetched(self, address: str) -> Fetched:
        if address not in self._memo:
            self._memo[address] = self._fetch(address)
        return self._memo[address]

    def _put_together(  # the parts of a document
        self,
        source: Source,
        asked: Want,
        begun: Want,
        parts: list[tuple[str, Part]],
        now: datetime,
    ) -> Document:
        first = parts[0][1]
        passages = tuple(_in_order(parts))
        state, successor = _standing(source, asked, begun, parts)
        if not passages and state is not State.GONE:
            raise BadSource(
                "The document has no words that can be read; its pages may be pictures."
            )
        title = next((part.title for _, part in parts if part.title), source.title)
        if len(passages) < _A_FEW and _NOT_A_DOCUMENT.search(title) and state is not State.GONE:
            raise BadSource(f"The page says “{title[:80]}”, and is no document.")
        notes = [
            note for note in (first.note, *(p.note for _, p in parts[1:]), *self._notes) if note
        ]
        return Document(
            source=source.id,
            title=title,
            publisher=source.publisher,
            asked=source.url,
            address=first.address,
            published=_day(parts),
            fetched_at=now,
            licence=source.licence,
            attribution=attribution(title, source.publisher, source.licence),
            state=state,
            note=" ".join(dict.fromkeys(notes)),
            successor=successor,
            passages=() if state is State.GONE else passages,
        )


def _chosen(part: Part, begun: Want, source: Source) -> tuple[Want, ...]:
    """The pages to follow: the one that the catalogue names, if it is among them, or all."""
    named = want_of(source.url).ask
    if named == begun.ask:
        return part.follow
    return tuple(want for want in part.follow if want.ask == named) or part.follow


def _in_order(parts: list[tuple[str, Part]]) -> tuple[OfficialPassage, ...]:
    """The passages of all pages in reading order, a page that says nothing new left out.

    A site that splits a document may show its first page at the document's own address too.
    """
    first = parts[0][1]
    pages = [under(title, part.passages) for title, part in parts]
    said = {passage.hash for passage in first.passages}
    if any(part.address == first.address for _, part in parts[1:]):
        pages[0] = ()
    elif said:
        pages[1:] = [page for page in pages[1:] if not {p.hash for p in page} <= said]
    return named_apart([passage for page in pages for passage in page])


def _standing(
    source: Source, asked: Want, begun: Want, parts: list[tuple[str, Part]]
) -> tuple[State, str]:
    """What has become of the document: the weightiest that any of its pages says."""
    for state in (State.GONE, State.WITHDRAWN, State.SUPERSEDED):
        for _, part in parts:
            if part.state is state:
                return state, part.successor
    here = parts[0][1].address
    there = source.url if asked.reader != GOVUK else page_of(asked.ask)
    if (
        asked.reader == begun.reader == "legislation"
        or _same(here, there)
        or _same(here, source.url)
    ):
        return State.CURRENT, ""
    return State.MOVED, here


def _same(one: str, other: str) -> bool:
    """Whether two addresses are one page, whatever their scheme, www and last stroke."""
    a, b = urlsplit(one), urlsplit(other)
    return (bare(a.netloc), a.path.rstrip("/"), a.query) == (
        bare(b.netloc),
        b.path.rstrip("/"),
        b.query,
    )


def _day(parts: list[tuple[str, Part]]) -> date | None:
    """The latest date that its pages show."""
    days = []
    for _, part in parts:
        try:
            days.append(date.fromisoformat(part.published))
        except ValueError:
            continue
    return max(days, default=None)
