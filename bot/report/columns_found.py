"""Columns that say what the review found, and what it offered instead."""

from bot.concerns import Severity
from bot.desk.seams import Kept
from bot.report.column import Column, Holds, Kind
from bot.review.review import Finding

_WORST_FIRST = (Severity.STOP, Severity.REVISE, Severity.NOTE)


def _ranked(kept: Kept) -> list[Finding]:
    return sorted(kept.review.findings, key=lambda found: _WORST_FIRST.index(found.severity))


def _concerns(kept: Kept) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.concern.value for found in _ranked(kept)))


def _clauses(kept: Kept) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.clause_id for found in _ranked(kept)))


def _in_words(found: Finding) -> str:
    said = f"\u2018{found.excerpt}\u2019: " if found.excerpt else ""
    return f"{found.concern.label} ({found.severity.value}). {said}{found.why} [{found.clause_id}]"


def _unproven(kept: Kept) -> tuple[str, ...]:
    return tuple(
        f"{held.claim.concern.label}. {held.claim.why} Not proven: {held.reason}"
        for held in kept.review.unproven
    )


def _lifted(kept: Kept) -> tuple[str, ...]:
    text = kept.review.draft.text
    return tuple(
        f"\u2018{text[run.span.start : run.span.end]}\u2019: {run.speaker or 'its own voice'}"
        for run in kept.review.lifted
    )


FOUND = (
    Column(
        "findings",
        Kind.NUMBER,
        "How many findings were proven: the words stand in the draft, the quotation in the clause.",
        lambda kept: len(kept.review.findings),
    ),
    Column(
        "concerns",
        Kind.LIST,
        "The kinds of fault found, each once, the worst first.",
        _concerns,
    ),
    Column(
        "clauses",
        Kind.LIST,
        "The clauses that the findings rest on, each once, the worst first.",
        _clauses,
    ),
    Column(
        "found",
        Kind.LINES,
        "The findings in words, the worst first: concern, severity, the words, why, clause.",
        lambda kept: tuple(_in_words(found) for found in _ranked(kept)),
        holds=Holds.DRAFT,
    ),
    Column(
        "unproven",
        Kind.NUMBER,
        "How many claims could not be proven and were shown as such.",
        lambda kept: len(kept.review.unproven),
    ),
    Column(
        "not_proven",
        Kind.LINES,
        "Those claims in words, and what was missing.",
        _unproven,
        holds=Holds.DRAFT,
    ),
    Column(
        "notes",
        Kind.NUMBER,
        "How many hints were given that are no breach.",
        lambda kept: len(kept.review.notes),
    ),
    Column(
        "rewording_offered",
        Kind.YES_NO,
        "Whether a neutral rewording was found that keeps every fact.",
        lambda kept: kept.review.rewording is not None,
    ),
    Column(
        "rewording",
        Kind.WORDS,
        "That rewording.",
        lambda kept: kept.review.rewording.text if kept.review.rewording else None,
        holds=Holds.DRAFT,
    ),
    Column(
        "what_to_change",
        Kind.LINES,
        "Where there is no rewording: what the author was told to change, the worst first.",
        lambda kept: kept.review.what_to_change,
        holds=Holds.DRAFT,
    ),
    Column(
        "precedents",
        Kind.LIST,
        "The ids of the real cases that were shown.",
        lambda kept: tuple(case.id for case in kept.review.precedents),
    ),
    Column(
        "not_checked",
        Kind.LINES,
        "What was not looked at, and why.",
        lambda kept: kept.review.not_checked,
        holds=Holds.WORDS,
    ),
    Column(
        "lifted",
        Kind.LINES,
        "Words of the draft that stand in the text that it was taken from, five or more in a row, "
        "each with who speaks them there.",
        _lifted,
        holds=Holds.DRAFT,
    ),
)
