"""A review whose words were erased: what stands for good, for sums and lists."""

from collections.abc import Iterable
from datetime import date

from bot.concerns import Concern, Severity, Verdict
from bot.draft import Draft
from bot.log.parts import MAKING
from bot.log.tables import Row, Tables
from bot.log.words import moment
from bot.quoting import Span
from bot.review.review import (
    Claim,
    Finding,
    Making,
    Note,
    Passage,
    Review,
    Rewording,
    ShownPrecedent,
    Unproven,
)

ERASED = "[erased]"
"""What stands where words were."""
_FINDINGS = "select * from findings where review_id = :id order by proven, position"
_NOTES = "select starts, ends from notes where review_id = :id order by position"
_CASES = "select precedent_id, finding from precedents where review_id = :id order by position"


def outline(tables: Tables, row: Row, passages: Iterable[Passage], words: str = ERASED) -> Review:
    """A review from its rows alone: verdict, findings by clause and place, and what made it.

    ``words`` stand where words were.
    """
    name = row["id"]
    said = tables.read(_FINDINGS, id=name)
    day = row["posting_on"]
    return Review(
        id=name,
        draft=Draft(
            text=words,
            platform=row["platform"],
            account=row["account"],
            posting_on=date.fromisoformat(day) if day else None,
        ),
        asked_by=row["asked_by"],
        made_at=moment(row["made_at"]),
        verdict=Verdict(row["verdict"]),
        findings=tuple(_finding(one, words) for one in said if one["proven"]),
        unproven=tuple(_unproven(one, words) for one in said if not one["proven"]),
        notes=tuple(
            Note(excerpt=words, span=Span(one["starts"], one["ends"]), why=words)
            for one in tables.read(_NOTES, id=name)
        ),
        passages=tuple(passages),
        precedents=tuple(_case(one, words) for one in tables.read(_CASES, id=name)),
        periods=(),
        rewording=Rewording(text=words, kept=(), by=words) if row["reworded"] else None,
        what_to_change=(),
        not_checked=(),
        making=Making(**{column: row[column] for column in MAKING}),
        revises=row["revises"],
    )


def _finding(row: Row, words: str) -> Finding:
    return Finding(
        excerpt=words,
        span=Span(row["starts"], row["ends"]),
        concern=Concern(row["concern"]),
        severity=Severity(row["severity"]),
        clause_id=row["clause_id"],
        quote=words,
        why=words,
        advice="",
        by=row["reviewer"],
    )


def _unproven(row: Row, words: str) -> Unproven:
    claim = Claim(
        excerpt=words,
        concern=Concern(row["concern"]),
        severity=Severity(row["severity"]),
        clause_id=row["clause_id"],
        quote=words,
        why=words,
        by=row["reviewer"],
    )
    return Unproven(claim=claim, reason=words)


def _case(row: Row, words: str) -> ShownPrecedent:
    return ShownPrecedent(
        id=row["precedent_id"],
        date="",
        body="",
        what=words,
        outcome="",
        finding=row["finding"],
        url="",
    )
