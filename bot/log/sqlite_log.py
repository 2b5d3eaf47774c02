"""The record in one SQLite file: satisfies the seams ``Log`` and ``Record`` of the desk."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from sqlite_utils import Database

from bot.desk.records import Decision, Miss, Place, Remark
from bot.desk.seams import Kept, Placed
from bot.log import keeping, spans
from bot.log.connection import reading, writing
from bot.log.opening import prepare
from bot.review.review import Review


class SqliteLog:
    """A log at ``path``; made, with its folder, the first time.

    Safe to share among threads and processes: each call has a connection of its own.
    Every method raises LogError; the constructor LogTooNew as well.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        prepare(path)

    def keep(self, review: Review) -> None:
        """Keep a review with all its parts, in one transaction; a second time changes nothing."""
        with writing(self.path) as db:
            if not _holds(db, "reviews", review.id):
                keeping.keep_review(db, review)

    def find(self, review_id: str) -> Review | None:
        """Give a kept review back, equal to what was kept."""
        with reading(self.path) as db:
            return spans.find(db, review_id)

    def keep_edition(self, kind: str, edition: str, text: str) -> None:
        """Keep the whole text of an edition of guidance, checks or prompt, once."""
        with reading(self.path) as db:
            if db.table("editions").count_where("kind = ? and edition = ?", [kind, edition]):
                return
        with writing(self.path) as db:
            keeping.keep_edition(db, (kind, edition), text, datetime.now(UTC))

    def keep_miss(self, miss: Miss) -> None:
        """Keep a review that could not be made, once."""
        with writing(self.path) as db:
            if not _holds(db, "misses", miss.id):
                keeping.keep_miss(db, miss)

    def keep_remark(self, remark: Remark) -> bool:
        """Keep something said; False when it was already kept."""
        with writing(self.path) as db:
            if _holds(db, "remarks", remark.id):
                return False
            keeping.keep_remark(db, remark)
            return True

    def keep_decision(self, decision: Decision) -> bool:
        """Keep a decision; False when it was already kept."""
        with writing(self.path) as db:
            if _holds(db, "decisions", decision.id):
                return False
            keeping.keep_decision(db, decision)
            return True

    def remarks(self, review_id: str) -> tuple[Remark, ...]:
        """What was said about a review, oldest first."""
        with reading(self.path) as db:
            return spans.remarks(db, review_id)

    def decisions(self, review_id: str) -> tuple[Decision, ...]:
        """What was decided about a review, oldest first."""
        with reading(self.path) as db:
            return spans.decisions(db, review_id)

    def place(self, placed: Placed) -> None:
        """Keep where a review was shown, once for each place."""
        with writing(self.path) as db:
            keeping.keep_placement(db, placed)

    def review_at(self, place: Place) -> Review | None:
        """The newest review shared in that channel and thread; never one shown in private."""
        with reading(self.path) as db:
            return spans.review_at(db, place)

    def edition(self, kind: str, edition: str) -> str | None:
        """The whole text of an edition that was kept."""
        with reading(self.path) as db:
            return spans.edition(db, kind, edition)

    def month(self, first: date, after: date) -> Iterator[Review]:
        """Reviews made from the day ``first`` until before ``after``, UK time, oldest first."""
        with reading(self.path) as db:
            for kept in spans.reviews(db, first, after):
                yield kept.review

    def between(self, first: date, after: date) -> Iterator[Kept | Miss]:
        """Reviews and misses of a span of days, UK time, oldest first, as of one moment."""
        with reading(self.path) as db:
            yield from spans.entries(db, first, after)

    def count(self, first: date, after: date) -> int:
        """How many entries ``between`` will give."""
        with reading(self.path) as db:
            return spans.count(db, first, after)


def _holds(db: Database, table: str, name: str) -> bool:
    return bool(db.table(table).count_where("id = ?", [name]))
