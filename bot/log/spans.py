"""What is read back: each function reads through the caller's connection."""

import heapq
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from bot.desk.codec import from_json
from bot.desk.records import Decision, Dispute, Miss, Outcome, Place, Remark
from bot.desk.seams import Kept, Placed
from bot.desk.switch import Switch
from bot.draft import Draft
from bot.errors import LogError
from bot.log.outline import ERASED, outline
from bot.log.parts import rebuilt
from bot.log.tables import Row, Tables
from bot.log.tombstones import words_are_erased
from bot.log.words import draft_of, midnight, moment
from bot.review.review import Passage, Review

_PASSAGES_AT_HAND = 2_000
"""Passages kept parsed while reading: an edition of the guidance has some hundreds."""

_REVIEW = """
select reviews.*, text, context, body,
  (select {joined}(passage, ',') from
    (select passage from shown where review_id = reviews.id order by position) as marks) as shown,
  (select count(*) from decisions where review_id = reviews.id) as decided,
  (select count(*) from remarks where review_id = reviews.id) as remarks,
  (select count(*) from disputes where review_id = reviews.id) as disputed,
  exists (select 1 from placements
    where review_id = reviews.id and kind not in ('card', 'asked')) as shared
from reviews
left join drafts on drafts.kind = 'review' and drafts.id = reviews.id
left join bodies on bodies.kind = 'review' and bodies.id = reviews.id
"""
_MISS = """
select misses.*, text, context, body from misses
left join drafts on drafts.kind = 'miss' and drafts.id = misses.id
left join bodies on bodies.kind = 'miss' and bodies.id = misses.id
where at >= :first and at < :after order by at, misses.id
"""
_COUNT = """
select (select count(*) from reviews where made_at >= :first and made_at < :after)
  + (select count(*) from misses where at >= :first and at < :after) as entries
"""
_REMARKS = """
select remarks.*, body from remarks
left join bodies on bodies.kind = 'remark' and bodies.id = remarks.id
where review_id = :review_id order by at, remarks.{turn}
"""
_DECISIONS = """
select decisions.*, body from decisions
left join bodies on bodies.kind = 'decision' and bodies.id = decisions.id
where review_id = :review_id order by at, decisions.{turn}
"""
_DISPUTES = """
select disputes.*, body from disputes
left join bodies on bodies.kind = 'dispute' and bodies.id = disputes.id
where review_id = :review_id order by at, disputes.{turn}
"""
_WAITING = """
where reviews.id in (
  select turns.review_id from turns join decisions on decisions.id = turns.decision
  where decisions.outcome in ('sign-off-asked', 'propriety-asked') and not exists (
    select 1 from turns as later
    where later.review_id = turns.review_id and later.number > turns.number)
) order by made_at, reviews.id
"""
_DISPUTED = """
where reviews.id in (select review_id from disputes) and text is not null and body is not null
order by made_at, reviews.id
"""
_SWITCH = """
select switches.*, body from switches
left join bodies on bodies.kind = 'switch' and bodies.id = switches.id
order by at desc, switches.id desc limit :most
"""
_LANGUAGES = "select by, language from languages {which} order by at, id"
_AT = """
where reviews.id in (
  select review_id from placements
  where channel = :channel and thread = :thread and kind <> 'card'
) order by made_at desc, reviews.{turn} desc limit 1
"""
_SPAN = "where made_at >= :first and made_at < :after order by made_at, reviews.id"


def find(tables: Tables, review_id: str) -> Review | None:
    """A review by id."""
    return _first(read_kept(tables, "where reviews.id = :id", id=review_id))


def kept(tables: Tables, review_id: str) -> Kept | None:
    """A review by id, with what became of it and the version before."""
    one = next(read_kept(tables, "where reviews.id = :id", id=review_id), None)
    before = find(tables, one.review.revises) if one and one.review.revises else None
    if one is None or before is None or before.draft.text in {one.review.draft.text, ERASED}:
        return one
    return replace(one, earlier=before)


def beginning(tables: Tables, name: str, most: int) -> list[str]:
    """The ids of reviews that begin so, in order."""
    sql = "select id from reviews where id >= :name order by id limit :most"
    ids = (str(row["id"]) for row in tables.read(sql, name=name, most=most))
    return [found for found in ids if found.startswith(name)]


def waiting(tables: Tables) -> tuple[Kept, ...]:
    """Reviews whose last decision is a question to the propriety leads, the longest first."""
    return tuple(sorted(read_kept(tables, _WAITING), key=lambda one: one.decisions[-1].at))


def disputed(tables: Tables) -> Iterator[Kept]:
    """Reviews of which a finding was called right or wrong, oldest first, less erased ones."""
    return read_kept(tables, _DISPUTED)


def places(tables: Tables, review_id: str) -> tuple[Placed, ...]:
    """Where a review was shown."""
    rows = tables.read(
        'select kind, team, channel, thread, "user" from placements '
        'where review_id = :review_id order by kind, team, channel, thread, "user"',
        review_id=review_id,
    )
    return tuple(
        Placed(review_id=review_id, kind=row.pop("kind"), place=Place(**row)) for row in rows
    )


def review_at(tables: Tables, place: Place) -> Review | None:
    """The newest review that others than the asker could see in a thread."""
    return _first(read_kept(tables, _AT, channel=place.channel, thread=place.thread))


def _first(found: Iterator[Kept]) -> Review | None:
    kept = next(found, None)
    return kept.review if kept else None


def reviews(tables: Tables, first: date, after: date) -> Iterator[Kept]:
    """Reviews of a span of days, oldest first."""
    return read_kept(tables, _SPAN, **span(first, after))


def misses(tables: Tables, first: date, after: date) -> Iterator[Miss]:
    """Misses of a span of days, oldest first."""
    for row in tables.stream(_MISS, **span(first, after)):
        yield Miss(
            id=row["id"],
            draft=_draft(tables, row),
            asked_by=row["asked_by"],
            at=moment(row["at"]),
            error=row["error"],
            reason=_whole(tables, "miss", row, "body"),
        )


def _draft(tables: Tables, row: Row) -> Draft:
    words = _whole(tables, "miss", row, "text")
    return Draft(text=words) if row["context"] is None else draft_of(words, row["context"])


def entries(tables: Tables, first: date, after: date) -> Iterator[Kept | Miss]:
    """Reviews and misses of a span of days, in one order of time."""
    made: Iterator[Kept | Miss] = reviews(tables, first, after)
    yield from heapq.merge(made, misses(tables, first, after), key=_time)


def _time(entry: Kept | Miss) -> datetime:
    return entry.at if isinstance(entry, Miss) else entry.review.made_at


def count(tables: Tables, first: date, after: date) -> int:
    """How many reviews and misses a span of days has."""
    (row,) = tables.read(_COUNT, **span(first, after))
    return int(row["entries"])


def span(first: date, after: date) -> dict[str, str]:
    """A span of days, UK time, as statements name it."""
    return {"first": midnight(first), "after": midnight(after)}


def remarks(tables: Tables, review_id: str) -> tuple[Remark, ...]:
    """What was said about a review, oldest first."""
    return tuple(
        Remark(
            id=row["id"],
            review_id=row["review_id"],
            by=row["by"],
            at=moment(row["at"]),
            text=_whole(tables, "remark", row, "body"),
            answers=row["answers"],
        )
        for row in tables.read(_REMARKS.format(turn=tables.turn), review_id=review_id)
    )


def decisions(tables: Tables, review_id: str) -> tuple[Decision, ...]:
    """What was decided about a review, oldest first."""
    return tuple(
        Decision(
            id=row["id"],
            review_id=row["review_id"],
            outcome=Outcome(row["outcome"]),
            by=row["by"],
            at=moment(row["at"]),
            reason=_whole(tables, "decision", row, "body"),
        )
        for row in tables.read(_DECISIONS.format(turn=tables.turn), review_id=review_id)
    )


def disputes(tables: Tables, review_id: str) -> tuple[Dispute, ...]:
    """What was said of a review's findings, oldest first."""
    return tuple(
        Dispute(
            id=row["id"],
            review_id=row["review_id"],
            finding=row["finding"],
            right=bool(row["is_right"]),
            by=row["by"],
            at=moment(row["at"]),
            reason=_whole(tables, "dispute", row, "body"),
        )
        for row in tables.read(_DISPUTES.format(turn=tables.turn), review_id=review_id)
    )


def switches(tables: Tables, most: int) -> tuple[Switch, ...]:
    """The latest words about taking drafts. One holds even where its reason had to be erased."""
    return tuple(
        Switch(
            id=row["id"],
            taking=bool(row["taking"]),
            by=row["by"],
            at=moment(row["at"]),
            reason=str(row["body"] or ""),
        )
        for row in tables.read(_SWITCH, most=most)
    )


def languages(tables: Tables, user: str = "") -> dict[str, str]:
    """The language that each person chose last, or one of them alone."""
    which, values = ("where by = :user", {"user": user}) if user else ("", {})
    rows = tables.read(_LANGUAGES.format(which=which), **values)
    return {row["by"]: row["language"] for row in rows}


def edition(tables: Tables, kind: str, name: str) -> str | None:
    """The whole text of an edition."""
    sql = "select text from editions where kind = :kind and edition = :name"
    return next((str(row["text"]) for row in tables.read(sql, kind=kind, name=name)), None)


def read_kept(tables: Tables, which: str, **values: str) -> Iterator[Kept]:
    """Reviews with what became of them. ``which`` follows the joined tables of a review."""
    at_hand = lru_cache(_PASSAGES_AT_HAND)(lambda mark: _passage(tables, mark))
    sql = (_REVIEW + which).format(turn=tables.turn, joined=tables.joined)
    for row in tables.stream(sql, **values):
        yield _put_together(tables, row, at_hand)


def _put_together(tables: Tables, row: Row, at_hand: Callable[[str], Passage]) -> Kept:
    name = str(row["id"])
    passages = map(at_hand, row["shown"].split(",") if row["shown"] else ())
    words = (_whole(tables, "review", row, "text"), _whole(tables, "review", row, "body"))
    is_erased = ERASED in words and None in (row["text"], row["body"])
    return Kept(
        review=outline(tables, row, passages) if is_erased else rebuilt(row, passages),
        decisions=decisions(tables, name) if row["decided"] else (),
        shared=bool(row["shared"]),
        remarks=row["remarks"],
        disputes=disputes(tables, name) if row["disputed"] else (),
    )


def _passage(tables: Tables, mark: str) -> Passage:
    (row,) = tables.read("select passage from passages where hash = :mark", mark=mark)
    return from_json(Passage, json.loads(row["passage"]))


def _whole(tables: Tables, kind: str, row: Row, column: str) -> str:
    """A text that must be there, or have been erased on record; its loss is told, not hidden."""
    if row[column] is not None:
        return str(row[column])
    if words_are_erased(tables, kind, row["id"]):
        return ERASED
    raise LogError(f"The words of {row['id']} are no longer in the log ({column}).")
