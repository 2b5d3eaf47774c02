"""A review taken apart into rows, and put together again, equal to what it was."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from bot.desk.codec import to_json
from bot.draft import Draft
from bot.log.tables import Row
from bot.log.words import draft_of, packed, written
from bot.review.document import from_document, to_document
from bot.review.review import Claim, Finding, Passage, Review

_NO_DRAFT = Draft(text="")
_MARK = 32
"""Hexadecimal digits of a passage's hash: 128 bits, so that no two share one."""
MAKING = (
    "reviewer", "guidance_edition", "checks_edition", "prompt_edition", "model_asked",
    "model_answered", "response_id", "input_tokens", "cached_tokens", "output_tokens",
    "cost_usd", "attempts", "milliseconds", "program", "official_edition",
)  # fmt: skip
"""The columns that say what made a review; the body holds the whole of it."""


def review_row(review: Review) -> Row:
    """What stands for good about a review: no words of the draft."""
    draft = review.draft
    return {
        "id": review.id,
        "made_at": written(review.made_at),
        "asked_by": review.asked_by,
        "platform": draft.platform,
        "account": draft.account,
        "posting_on": draft.posting_on.isoformat() if draft.posting_on else None,
        "verdict": review.verdict.value,
        "findings": len(review.findings),
        "unproven": len(review.unproven),
        "reworded": int(review.rewording is not None),
        "revises": review.revises,
        **{column: getattr(review.making, column) for column in MAKING},
    }


def body(review: Review) -> str:
    """The rest of a review, in words: all but its draft, its passages and who asked for it."""
    return packed(to_document(replace(review, draft=_NO_DRAFT, passages=(), asked_by="")))


def rebuilt(row: Row, passages: Iterable[Passage]) -> Review:
    """Put a review together from its row, ``body``, ``text`` and ``context``, and its passages."""
    review = from_document(json.loads(row["body"]))
    draft = draft_of(row["text"], row["context"])
    return replace(review, draft=draft, passages=tuple(passages), asked_by=row["asked_by"])


def finding_rows(review: Review) -> list[Row]:
    """Every finding and every claim that could not be proven, without words of the draft."""
    proven = [
        _finding_row(finding, proven=1, at=at, starts=finding.span.start, ends=finding.span.end)
        for at, finding in enumerate(review.findings)
    ]
    unproven = [
        _finding_row(held.claim, proven=0, at=at, starts=None, ends=None)
        for at, held in enumerate(review.unproven)
    ]
    return [{"review_id": review.id, **row} for row in (*proven, *unproven)]


def _finding_row(said: Finding | Claim, *, proven: int, at: int, **span: int | None) -> Row:
    return {
        "position": at,
        "proven": proven,
        "concern": said.concern.value,
        "severity": said.severity.value,
        "clause_id": said.clause_id,
        "reviewer": said.by,
        **span,
    }


def note_rows(review: Review) -> list[Row]:
    """Where the hints stand."""
    return [
        {"review_id": review.id, "position": at, "starts": note.span.start, "ends": note.span.end}
        for at, note in enumerate(review.notes)
    ]


def precedent_rows(review: Review) -> list[Row]:
    """The cases that were shown."""
    return [
        {"review_id": review.id, "position": at, "precedent_id": case.id, "finding": case.finding}
        for at, case in enumerate(review.precedents)
    ]


@lru_cache(maxsize=2_000)
def passage_row(passage: Passage) -> Row:
    """A passage under a hash of every word of it: kept once, however often it is shown.

    Twenty are shown with each draft, nearly always the same, so the rows are kept at hand.
    """
    whole = packed(to_json(passage))
    return {"hash": passage_mark(whole), "clause_id": passage.clause_id, "passage": whole}


def passage_mark(whole: str) -> str:
    """The hash that names a passage, over the text in which it is kept."""
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()[:_MARK]


def shown_rows(review: Review, marks: Iterable[str]) -> list[Row]:
    """Which passages a review was held to, in the order in which they were shown."""
    return [
        {"review_id": review.id, "position": at, "passage": mark} for at, mark in enumerate(marks)
    ]
