"""What is read back: each function reads through the caller's connection."""

import heapq
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache

from sqlite_utils import Database

from bot.desk.codec import from_json
from bot.desk.records import Decision, Miss, Outcome, Place, Remark
from bot.desk.seams import Kept
from bot.errors import LogError
from bot.log.parts import Row, rebuilt
from bot.log.words import draft_of, midnight, moment
from bot.review.review import Passage, Review

_PASSAGES_AT_HAND = 2_000
"""Passages kept parsed while reading: an edition of the guidance has some hundreds."""

_REVIEW = """
select reviews.id, text, context, body,
  (select count(*) from decisions where review_id = reviews.id) as decided,
  (select count(*) from remarks where review_id = reviews.id) as remarks,
  exists (select 1 from placements where review_id = reviews.id and kind <> 'card') as shared
from reviews
left join drafts on drafts.kind = 'review' and drafts.id = reviews.id
left join bodies on bodies.kind = 'review' and bodies.id = reviews.id
"""
_MISS = """
select misses.*, text, context, body from misses
left join drafts on drafts.kind = 'miss' and drafts.id = misses.id
left join bodies on bodies.kind = 'miss' and bodies.id = misses.id
"""
_SHOWN = """
select passages.passage from shown join passages on passages.hash = shown.passage
where shown.review_id = ? order by position
"""
_REMARKS = """
select remarks.*, body from remarks
left join bodies on bodies.kind = 'remark' and bodies.id = remarks.id
where review_id = ? order by at, remarks.rowid
"""
_DECISIONS = """
select decisions.*, body from decisions
left join bodies on bodies.kind = 'decision' and bodies.id = decisions.id
where review_id = ? order by at, decisions.rowid
"""
_AT = """
where reviews.id in (
  select review_id from placements where channel = ? and thread = ? and kind <> 'card'
) order by made_at desc, reviews.rowid desc limit 1
"""


def find(db: Database, review_id: str) -> Review | None:
    """A review by id."""
    kept = next(_kept(db, "where reviews.id = ?", (review_id,)), None)
    return kept.review if kept else None


def review_at(db: Database, place: Place) -> Review | None:
    """The newest review that others than the asker could see in a thread."""
    kept = next(_kept(db, _AT, (place.channel, place.thread)), None)
    return kept.review if kept else None


def reviews(db: Database, first: date, after: date) -> Iterator[Kept]:
    """Reviews of a span of days, oldest first."""
    where = "where made_at >= ? and made_at < ? order by made_at, reviews.id"
    return _kept(db, where, (midnight(first), midnight(after)))


def misses(db: Database, first: date, after: date) -> Iterator[Miss]:
    """Misses of a span of days, oldest first."""
    where = "where at >= ? and at < ? order by at, misses.id"
    for row in db.query(_MISS + where, (midnight(first), midnight(after))):
        yield Miss(
            id=row["id"],
            draft=draft_of(_whole(row, "text"), row["context"]),
            asked_by=row["asked_by"],
            at=moment(row["at"]),
            error=row["error"],
            reason=_whole(row, "body"),
        )


def entries(db: Database, first: date, after: date) -> Iterator[Kept | Miss]:
    """Reviews and misses of a span of days, in one order of time."""
    made: Iterator[Kept | Miss] = reviews(db, first, after)
    yield from heapq.merge(made, misses(db, first, after), key=_time)


def _time(entry: Kept | Miss) -> datetime:
    return entry.at if isinstance(entry, Miss) else entry.review.made_at


def count(db: Database, first: date, after: date) -> int:
    """How many reviews and misses a span of days has."""
    span = [midnight(first), midnight(after)]
    made = db.table("reviews").count_where("made_at >= ? and made_at < ?", span)
    return made + db.table("misses").count_where("at >= ? and at < ?", span)


def remarks(db: Database, review_id: str) -> tuple[Remark, ...]:
    """What was said about a review, oldest first."""
    return tuple(
        Remark(
            id=row["id"],
            review_id=row["review_id"],
            by=row["by"],
            at=moment(row["at"]),
            text=_whole(row, "body"),
            answers=row["answers"],
        )
        for row in db.query(_REMARKS, (review_id,))
    )


def decisions(db: Database, review_id: str) -> tuple[Decision, ...]:
    """What was decided about a review, oldest first."""
    return tuple(
        Decision(
            id=row["id"],
            review_id=row["review_id"],
            outcome=Outcome(row["outcome"]),
            by=row["by"],
            at=moment(row["at"]),
            reason=_whole(row, "body"),
        )
        for row in db.query(_DECISIONS, (review_id,))
    )


def edition(db: Database, kind: str, name: str) -> str | None:
    """The whole text of an edition."""
    where = "kind = ? and edition = ?"
    row = next(db.table("editions").rows_where(where, [kind, name]), None)
    return str(row["text"]) if row else None


def _kept(db: Database, which: str, values: tuple[str, ...]) -> Iterator[Kept]:
    at_hand = lru_cache(_PASSAGES_AT_HAND)(_passage)
    for row in db.query(_REVIEW + which, values):
        yield _put_together(db, row, at_hand)


def _put_together(db: Database, row: Row, at_hand: Callable[[str], Passage]) -> Kept:
    name = _whole(row, "id")
    _whole(row, "text"), _whole(row, "body")
    passages = (at_hand(packed) for (packed,) in db.execute(_SHOWN, (name,)))
    return Kept(
        review=rebuilt(row, passages),
        decisions=decisions(db, name) if row["decided"] else (),
        shared=bool(row["shared"]),
        remarks=row["remarks"],
    )


def _passage(packed: str) -> Passage:
    return from_json(Passage, json.loads(packed))


def _whole(row: Row, column: str) -> str:
    """A text that must be there; its loss is told, not hidden."""
    if row[column] is None:
        raise LogError(f"The words of {row['id']} are no longer in the log ({column}).")
    return str(row[column])
