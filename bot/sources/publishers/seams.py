"""What fetching needs from where documents are kept."""

from collections.abc import Sequence
from typing import Protocol

from bot.guidance.official import Attempt, Document, Page, Seen, Step, Trail


class Kept(Protocol):
    """The official documents that are kept. Its errors come out as LogError."""

    def seen(self, address: str) -> Seen | None:
        """What is remembered of a page."""

    def page(self, address: str) -> Page | None:
        """The page as it was kept last, with its body."""

    def trail(self, source: str) -> Trail | None:
        """How the last version of a document was come by."""

    def keep(
        self, document: Document, steps: Sequence[Step], pages: Sequence[Page], edition: int
    ) -> bool:
        """Keep a version with the pages it was cut from, all or nothing; tell whether it is new.

        Nothing is written where nothing is new.
        """

    def note(self, attempt: Attempt) -> None:
        """Note how a try ended, where it ended otherwise than the last one."""

    def begin(self) -> frozenset[str]:
        """Begin a run; give the documents that an interrupted one had done already."""

    def done(self, source: str) -> None:
        """Mark a document as done in this run."""

    def end(self) -> None:
        """End the run: the next one begins at the beginning."""
