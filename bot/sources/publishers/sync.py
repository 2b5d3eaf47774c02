"""Brings what is kept of the official documents up to date, one document at a time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.errors import BadSource
from bot.guidance.catalogue import Source
from bot.guidance.official import Attempt, Document, Outcome, State, Trail, may_be_kept
from bot.sources.publishers.fetching import Fetcher
from bot.sources.publishers.gathering import Gathered, Gathering, Read
from bot.sources.publishers.patience import Clock
from bot.sources.publishers.reading import EDITION
from bot.sources.publishers.seams import Kept

_ENOUGH = 20
_SHRUNK = 0.2
"""A document of so many passages that falls below this part of them looks like an error."""

Tell = Callable[[Source, Attempt | None], None]
"""Hears of each document before it is asked for, with None, and after."""


@dataclass(slots=True)
class Sync:
    """Fetches what has changed and keeps it. Nothing is written where nothing has."""

    kept: Kept
    fetcher: Fetcher
    read: Read
    clock: Clock
    force: bool = False
    """Read every page anew, whatever the publisher says of it, and believe one that shrank."""

    def run(self, sources: Iterable[Source], tell: Tell, *, is_whole: bool = True) -> list[Attempt]:
        """Bring every document up to date; go on after one that fails.

        A run of the whole catalogue that was cut off is taken up where it stopped.
        Raises LogError.
        """
        done = self.kept.begin() if is_whole else frozenset[str]()
        attempts = []
        for source in sources:
            if source.id in done and self.kept.trail(source.id) is not None:
                continue
            tell(source, None)
            attempt = self._tried(source)
            self.kept.note(attempt)
            if is_whole and attempt.outcome is not Outcome.FAILED:
                self.kept.done(source.id)
            attempts.append(attempt)
            tell(source, attempt)
        if is_whole:
            self.kept.end()
        return attempts

    def _tried(self, source: Source) -> Attempt:
        try:
            outcome = self._one(source)
        except BadSource as error:
            return self._attempt(source, Outcome.FAILED, str(error))
        return self._attempt(source, outcome)

    def _attempt(self, source: Source, outcome: Outcome, reason: str = "") -> Attempt:
        return Attempt(source=source.id, at=self.clock.today(), outcome=outcome, reason=reason)

    def _one(self, source: Source) -> Outcome:
        if not may_be_kept(source.licence):
            self.kept.keep(self._linked(source), (), (), EDITION)
            return Outcome.LINKED
        trail = self.kept.trail(source.id)
        gathering = Gathering(self.fetcher.fetch, self.kept.page, self.read)
        if self._may_be_as_it_was(trail) and gathering.is_as_it_was(trail.steps if trail else ()):
            return Outcome.UNCHANGED
        must = frozenset(step.ask for step in trail.steps) if trail else frozenset[str]()
        found = gathering.gather(source, self.clock.today(), must)
        if trail is not None and not self.force:
            _refuse_shrunk(found.document, trail)
        return self._keep(found)

    def _may_be_as_it_was(self, trail: Trail | None) -> bool:
        """Whether the version kept was cut from all its pages, as this program would cut them."""
        if trail is None or trail.note or self.force:
            return False
        return bool(trail.steps) and trail.edition == EDITION

    def _keep(self, found: Gathered) -> Outcome:
        is_new = self.kept.keep(found.document, found.steps, found.pages, EDITION)
        return Outcome.NEW if is_new else Outcome.UNCHANGED

    def _linked(self, source: Source) -> Document:
        return Document(
            source=source.id,
            title=source.title,
            publisher=source.publisher,
            asked=source.url,
            address=source.url,
            published=None,
            fetched_at=self.clock.today(),
            licence=source.licence,
            attribution="",
            state=State.LINK_ONLY,
            note="Its licence does not let the bot keep a copy.",
        )


def _refuse_shrunk(document: Document, trail: Trail) -> None:
    """A page of errors may come with the status of a page: what was kept is worth more."""
    many = len(document.passages)
    if document.state is State.GONE or trail.passages < _ENOUGH:
        return
    if many < trail.passages * _SHRUNK:
        raise BadSource(
            f"The document now has {many} passages where it had {trail.passages}: it may be an "
            "error. What was kept stands. Look at its address; if it is right, run the sync with "
            f"--force --only {document.source}."
        )


def hosts_of(sources: Iterable[Source]) -> frozenset[str]:
    """The hosts that the catalogue's documents are at."""
    hosts = (urlsplit(source.url).hostname for source in sources)
    return frozenset(host for host in hosts if host)
