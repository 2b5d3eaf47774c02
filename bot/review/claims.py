"""Turns what the checks saw into claims, which are proven like anybody's, and into notes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.checks.signal import Signal
from bot.concerns import Severity
from bot.draft import Draft
from bot.review.proof import MIN_QUOTED
from bot.review.review import Claim, Note, Passage

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def held(signals: Iterable[Signal], *, alone: bool) -> tuple[Signal, ...]:
    """Lower to a note what the checks are not sure of, unless they stand alone."""
    return tuple(
        seen if alone or seen.sure else replace(seen, severity=Severity.NOTE) for seen in signals
    )


def claims_of(
    signals: Iterable[Signal], draft: Draft, passages: Sequence[Passage]
) -> tuple[Claim, ...]:
    """Make a claim of every signal above a note, quoting the opening words of its clause."""
    shown = {passage.clause_id: passage for passage in passages}
    return tuple(
        Claim(
            excerpt=draft.text[signal.span.start : signal.span.end],
            span=signal.span,
            concern=signal.concern,
            severity=signal.severity,
            clause_id=signal.clause_id,
            quote=opening(shown[signal.clause_id].words) if signal.clause_id in shown else "",
            why=signal.why,
            advice=signal.advice,
            by="checks",
        )
        for signal in signals
        if signal.is_breach
    )


def notes_of(signals: Iterable[Signal], draft: Draft) -> tuple[Note, ...]:
    """Keep every hint that is no breach, once."""
    notes = (
        Note(excerpt=draft.text[seen.span.start : seen.span.end], span=seen.span, why=seen.why)
        for seen in signals
        if not seen.is_breach
    )
    return tuple(dict.fromkeys(notes))


def opening(words: str) -> str:
    """The first sentence of a clause, or as many as make a quotation long enough to prove."""
    quote = ""
    for sentence in _SENTENCE_END.split(words.strip()):
        quote = f"{quote} {sentence}".strip()
        if len(quote) >= MIN_QUOTED:
            break
    return quote
