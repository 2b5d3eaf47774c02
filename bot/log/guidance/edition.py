"""The official words as they were accepted when the program began: what its reviews cite."""

import json
import logging

from bot.errors import LogError
from bot.guidance.acceptance import Newer, edition_of
from bot.guidance.official import Document
from bot.log.guidance.store import GuidanceStore

LOGGER = logging.getLogger("neutral.log")


class CitedVersions:
    """Satisfies ``CitedWords`` of the desk and ``Words`` of the guidance.

    Raises LogError where the file cannot be read.
    What is accepted later is cited from the next start on: until then it counts as newer.
    """

    def __init__(self, store: GuidanceStore) -> None:
        self._store = store
        self._accepted = store.in_use()
        self.edition = edition_of(self._accepted.values())
        self._last = Newer()

    def accepted(self, source: str) -> Document | None:
        """The version of a document that was accepted then, whatever was accepted since."""
        one = self._accepted.get(source)
        return self._store.version(one.version) if one and one.has_words else None

    @property
    def words(self) -> str:
        """Which version of each document it is, and who accepted it.

        The words themselves stand in the file of official documents, whose versions are kept;
        what a review showed of them is kept with the review.
        """
        documents = [
            {
                "document": one.source,
                "version": one.version,
                "accepted_by": one.by,
                "accepted_at": one.at.isoformat(),
                "why": one.why,
            }
            for one in self._accepted.values()
        ]
        return json.dumps({"documents": documents}, ensure_ascii=False, indent=1)

    def newer(self) -> Newer:
        """What the publishers gave since. A file that cannot be read now says what it said last.

        A review must not fail for that.
        """
        try:
            versions = {source: one.version for source, one in self._accepted.items()}
            self._last = self._store.newer_than(versions)
        except LogError as error:
            LOGGER.error("Whether official words are newer: %s", error)  # noqa: TRY400  # no fault
        return self._last


def versions_in(words: str) -> dict[str, str]:
    """Read back which version of each document an edition holds."""
    return {one["document"]: one["version"] for one in json.loads(words)["documents"]}
