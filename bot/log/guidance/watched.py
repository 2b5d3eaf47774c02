"""Which version of each document reviews cite, and who accepted it."""

from bot.guidance.official import Document
from bot.log.guidance.file import GuidanceFile


class Watched(GuidanceFile):
    """What was accepted of the documents."""

    def accepted(self, source: str) -> Document | None:
        """The version that reviews cite: the one accepted last, whatever was fetched since.

        The first version that was ever seen was accepted as it was fetched. It has no words where
        the document was gone already, or may not be kept. None where it was never fetched.
        """
        return self._document(
            "select v.* from acceptances a join versions v on v.id = a.version "
            "where a.source = :source order by a.id desc limit 1",
            source=source,
        )
