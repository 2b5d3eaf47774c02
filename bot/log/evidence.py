"""Gathers all that the record holds of one review, even where its words are gone."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from bot.concerns import Verdict
from bot.desk.codec import from_json
from bot.desk.evidence import Evidence, Version
from bot.desk.records import Decision, Dispute, Outcome, Remark
from bot.draft import Draft
from bot.errors import LogError
from bot.log import spans
from bot.log.outline import outline
from bot.log.parts import passage_mark, rebuilt
from bot.log.proof import Name, proof
from bot.log.tables import Row, Tables
from bot.log.tombstones import why_gone
from bot.log.verify import Wrong
from bot.log.whole import KINDS, edition_name
from bot.log.words import draft_of, moment
from bot.review.review import Making, Passage, Review

T = TypeVar("T")
_MOST_VERSIONS = 50
_ROW = """
select reviews.*, text, context, body from reviews
left join drafts on drafts.kind = 'review' and drafts.id = reviews.id
left join bodies on bodies.kind = 'review' and bodies.id = reviews.id
where reviews.id = :id
"""
_SHOWN = """
select passage from shown where review_id = :id order by position
"""
_PASSAGE = "select passage from passages where hash = :mark"
_LATER = "select id from reviews where revises = :id order by made_at, id"
_BESIDE = """
select {table}.*, body from {table}
left join bodies on bodies.kind = '{kind}' and bodies.id = {table}.id
where review_id = :id order by at, {table}.{turn}
"""


@dataclass(frozen=True, slots=True)
class _Read:
    """A review as far as it is kept."""

    review: Review
    has_draft: bool
    has_body: bool


def evidence(tables: Tables, review_id: str) -> Evidence | None:
    """All that is kept of a review, each record held to its link; None for an unknown one."""
    read = _read(tables, review_id)
    if read is None:
        return None
    review = read.review
    decisions = tuple(_decision(row) for row in _beside(tables, "decisions", review_id))
    remarks = tuple(_remark(row) for row in _beside(tables, "remarks", review_id))
    disputes = tuple(_dispute(row) for row in _beside(tables, "disputes", review_id))
    places = spans.places(tables, review_id)
    versions = tuple(_versions(tables, review_id))
    editions = dict(_editions(review.making))
    names = [
        *(("review", one.review_id) for one in versions),
        *(("decision", one.id) for one in decisions),
        *(("remark", one.id) for one in remarks),
        *(("dispute", one.id) for one in disputes),
        *(("placement", name) for name in _placements(tables, review_id)),
    ]
    there = {kind: bool(spans.edition(tables, kind, name)) for kind, name in editions.items()}
    kept: list[Name] = [
        ("edition", edition_name(kind, name)) for kind, name in editions.items() if there[kind]
    ]
    proved = proof(tables, [*names, *kept])
    return Evidence(
        review=review,
        has_draft=read.has_draft,
        has_body=read.has_body,
        decisions=decisions,
        remarks=remarks,
        disputes=disputes,
        places=places,
        versions=versions,
        proof=replace(proved, broken=(*proved.broken, *_changed_passages(tables, review_id))),
        erased={
            one.id: why_gone(tables, one.kind, one.id) for one in proved.records if one.wordless
        },
        has_editions=there,
    )


def _read(tables: Tables, review_id: str) -> _Read | None:
    rows = tables.read(_ROW, id=review_id)
    if not rows:
        return None
    row = rows[0]
    passages = list(_passages(tables, review_id))
    drafted = _readable(lambda: draft_of(row["text"], row["context"])) if row["text"] else None
    draft = drafted or _what_stands(row)
    whole = {**row, "text": "", "context": "{}"}
    review = _readable(lambda: rebuilt(whole, passages)) if row["body"] else None
    if review is not None:
        return _Read(replace(review, draft=draft), drafted is not None, has_body=True)
    review = _of_columns(tables, row, draft, passages)
    return _Read(review, drafted is not None, has_body=False)


def _passages(tables: Tables, review_id: str) -> Iterator[Passage]:
    """The clauses as they were shown, those that are still what their hash says."""
    for mark, text in _texts(tables, review_id):
        if passage_mark(text) == mark:
            yield from_json(Passage, json.loads(text))


def _changed_passages(tables: Tables, review_id: str) -> tuple[str, ...]:
    """Clauses that are gone, or are not what their hash says: they are named by it alone."""
    return tuple(
        f"A clause that was shown ({mark}): {Wrong.CHANGED if text else Wrong.MISSING}"
        for mark, text in _texts(tables, review_id)
        if passage_mark(text) != mark
    )


def _texts(tables: Tables, review_id: str) -> Iterator[tuple[str, str]]:
    for shown in tables.read(_SHOWN, id=review_id):
        rows = tables.read(_PASSAGE, mark=shown["passage"])
        yield shown["passage"], rows[0]["passage"] if rows else ""


def _readable(read: Callable[[], T]) -> T | None:
    """What somebody changed until it is none of ours any more is shown like what is gone.

    That it was changed is for the proof to say.
    """
    try:
        return read()
    except (LogError, ValueError, TypeError, KeyError):
        return None


def _what_stands(row: Row) -> Draft:
    """What stands for good about a draft whose words are gone."""
    day = date.fromisoformat(row["posting_on"]) if row["posting_on"] else None
    return Draft(text="", platform=row["platform"], account=row["account"], posting_on=day)


def _of_columns(tables: Tables, row: Row, draft: Draft, passages: list[Passage]) -> Review:
    """A review whose reasons are gone, of what stands for good."""
    whole = outline(tables, row, passages, words="")
    return replace(whole, draft=draft, rewording=None, unproven=(), notes=(), precedents=())


def _beside(tables: Tables, table: str, review_id: str) -> list[Row]:
    kind = next(kind for kind, made in KINDS.items() if made.main == table)
    return tables.read(_BESIDE.format(table=table, kind=kind, turn=tables.turn), id=review_id)


def _decision(row: Row) -> Decision:
    return Decision(
        id=row["id"],
        review_id=row["review_id"],
        outcome=Outcome(row["outcome"]),
        by=row["by"],
        at=moment(row["at"]),
        reason=row["body"] or "",
    )


def _remark(row: Row) -> Remark:
    return Remark(
        id=row["id"],
        review_id=row["review_id"],
        by=row["by"],
        at=moment(row["at"]),
        text=row["body"] or "",
        answers=row["answers"],
    )


def _dispute(row: Row) -> Dispute:
    return Dispute(
        id=row["id"],
        review_id=row["review_id"],
        finding=row["finding"],
        right=bool(row["is_right"]),
        by=row["by"],
        at=moment(row["at"]),
        reason=row["body"] or "",
    )


def _placements(tables: Tables, review_id: str) -> list[str]:
    """The names of the records of where it was shown."""
    rows = tables.read("select * from placements where review_id = :id", id=review_id)
    return sorted(KINDS["placement"].name_of(row) for row in rows)


def _editions(making: Making) -> Iterator[tuple[str, str]]:
    """The editions that made a review, by kind."""
    for kind in ("guidance", "checks", "prompt", "official"):
        if name := getattr(making, f"{kind}_edition"):
            yield kind, name


def _versions(tables: Tables, review_id: str) -> Iterator[Version]:
    """Every version before and after, in the order in which they were reviewed."""
    found: dict[str, Row] = {}
    wanted = [review_id]
    while wanted and len(found) < _MOST_VERSIONS:
        name = wanted.pop()
        rows = tables.read(_ROW, id=name) if name not in found else []
        for row in rows:
            found[name] = row
            wanted += [row["revises"]] if row["revises"] else []
            wanted += [later["id"] for later in tables.read(_LATER, id=name)]
    for row in sorted(found.values(), key=lambda one: (one["made_at"], one["id"])):
        yield Version(
            review_id=row["id"],
            made_at=moment(row["made_at"]),
            verdict=Verdict(row["verdict"]),
            text=row["text"],
        )
