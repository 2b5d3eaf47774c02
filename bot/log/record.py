"""The record, on any back end: satisfies the seams ``Log`` and ``Record`` of the desk."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from bot.desk.records import Citing, Decision, Dispute, Figures, Miss, Place, Remark
from bot.desk.seams import Kept, Placed
from bot.desk.speech import Chosen
from bot.desk.switch import Switch
from bot.log import citing, keeping, pages, spans
from bot.log.heads import Head, newest
from bot.log.tables import Store
from bot.review.review import Review


class StoredLog:
    """A log in a store. Every method raises LogError.

    Safe to share among threads and processes: each call has a connection of its own.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def store(self) -> Store:
        """Where it is kept, for what is done to a log beside the desk: retention, holds."""
        return self._store

    def keep(self, review: Review) -> None:
        """Keep a review with all its parts, in one transaction; a second time changes nothing."""
        with self._store.writing() as tables:
            keeping.keep_review(tables, review)

    def find(self, review_id: str) -> Review | None:
        """Give a kept review back, equal to what was kept."""
        with self._store.reading() as tables:
            return spans.find(tables, review_id)

    def keep_edition(self, kind: str, edition: str, text: str) -> None:
        """Keep the whole text of an edition of guidance, checks or prompt, once."""
        if self.edition(kind, edition) is None:
            with self._store.writing() as tables:
                keeping.keep_edition(tables, (kind, edition), text, datetime.now(UTC))

    def keep_miss(self, miss: Miss) -> None:
        """Keep a review that could not be made, once."""
        with self._store.writing() as tables:
            keeping.keep_miss(tables, miss)

    def keep_remark(self, remark: Remark) -> bool:
        """Keep something said; False when it was already kept."""
        with self._store.writing() as tables:
            return keeping.keep_remark(tables, remark)

    def keep_decision(self, decision: Decision) -> bool:
        """Keep a decision; False when it was already kept."""
        with self._store.writing() as tables:
            return keeping.keep_decision(tables, decision)

    def keep_turn(self, decision: Decision, number: int) -> bool:
        """Keep a decision as the review's ``number``-th, from 0; False where that is taken."""
        with self._store.writing() as tables:
            return keeping.keep_turn(tables, decision, number)

    def keep_dispute(self, dispute: Dispute) -> bool:
        """Keep what was said of a finding; False when it was already kept."""
        with self._store.writing() as tables:
            return keeping.keep_dispute(tables, dispute)

    def kept(self, review_id: str) -> Kept | None:
        """A review with what became of it."""
        with self._store.reading() as tables:
            return spans.kept(tables, review_id)

    def places(self, review_id: str) -> tuple[Placed, ...]:
        """Where a review was shown."""
        with self._store.reading() as tables:
            return spans.places(tables, review_id)

    def waiting(self) -> tuple[Kept, ...]:
        """Reviews that wait for a propriety lead, the longest first."""
        with self._store.reading() as tables:
            return spans.waiting(tables)

    def disputed(self) -> Iterator[Kept]:
        """Reviews of which a finding was called right or wrong, oldest first."""
        with self._store.reading() as tables:
            yield from spans.disputed(tables)

    def keep_switch(self, switch: Switch) -> bool:
        """Keep an admin's word about taking drafts; False when it was already kept."""
        with self._store.writing() as tables:
            return keeping.keep_switch(tables, switch)

    def last_switch(self) -> Switch | None:
        """The word about taking drafts that stands, or None."""
        with self._store.reading() as tables:
            return next(iter(spans.switches(tables, 1)), None)

    def switches(self, most: int) -> tuple[Switch, ...]:
        """The latest words about taking drafts, newest first."""
        with self._store.reading() as tables:
            return spans.switches(tables, most)

    def keep_language(self, chosen: Chosen) -> bool:
        """Keep which language somebody chose; False when it was already kept."""
        with self._store.writing() as tables:
            return keeping.keep_language(tables, chosen)

    def chosen_language(self, user: str) -> str:
        """The language that somebody chose last; empty where they never did."""
        with self._store.reading() as tables:
            return spans.languages(tables, user).get(user, "")

    def chosen_languages(self) -> dict[str, str]:
        """The language of everybody who ever chose one, by their id."""
        with self._store.reading() as tables:
            return spans.languages(tables)

    def remarks(self, review_id: str) -> tuple[Remark, ...]:
        """What was said about a review, oldest first."""
        with self._store.reading() as tables:
            return spans.remarks(tables, review_id)

    def decisions(self, review_id: str) -> tuple[Decision, ...]:
        """What was decided about a review, oldest first."""
        with self._store.reading() as tables:
            return spans.decisions(tables, review_id)

    def place(self, placed: Placed) -> None:
        """Keep where a review was shown, once for each place."""
        with self._store.writing() as tables:
            keeping.keep_placement(tables, placed)

    def review_at(self, place: Place) -> Review | None:
        """The newest review shared in that channel and thread; never one shown in private."""
        with self._store.reading() as tables:
            return spans.review_at(tables, place)

    def asked_by(self, user: str, most: int) -> tuple[Kept, ...]:
        """The last reviews that somebody asked for, newest first, less those that were erased."""
        with self._store.reading() as tables:
            return pages.asked_by(tables, user, most)

    def undecided(self, user: str, since: datetime, most: int) -> tuple[Kept, ...]:
        """Those of somebody's reviews since a time that wait for a decision, newest first."""
        with self._store.reading() as tables:
            return pages.undecided(tables, user, since, most)

    def figures(self, first: date, after: date) -> Figures:
        """What the days from ``first`` until before ``after`` add up to, UK time."""
        with self._store.reading() as tables:
            return pages.figures(tables, first, after)

    def edition(self, kind: str, edition: str) -> str | None:
        """The whole text of an edition that was kept."""
        with self._store.reading() as tables:
            return spans.edition(tables, kind, edition)

    def citing(self, clauses: Sequence[str], most: int) -> Citing:
        """How many reviews cited one of the clauses, and the newest of them."""
        with self._store.reading() as tables:
            return citing.citing(tables, clauses, most)

    def head(self) -> Head | None:
        """The newest link of the chain; None while nothing is kept."""
        with self._store.reading() as tables:
            return newest(tables)

    def month(self, first: date, after: date) -> Iterator[Review]:
        """Reviews made from the day ``first`` until before ``after``, UK time, oldest first."""
        with self._store.reading() as tables:
            for kept in spans.reviews(tables, first, after):
                yield kept.review

    def between(self, first: date, after: date) -> Iterator[Kept | Miss]:
        """Reviews and misses of a span of days, UK time, oldest first, as of one moment."""
        with self._store.reading() as tables:
            yield from spans.entries(tables, first, after)

    def count(self, first: date, after: date) -> int:
        """How many entries ``between`` will give."""
        with self._store.reading() as tables:
            return spans.count(tables, first, after)
