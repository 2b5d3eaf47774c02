"""Weighs what was said of a draft and concludes: the pure step between a judgement and a review."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import bot
from bot.checks.lifted import lifted
from bot.concerns import Severity
from bot.desk.keys import safe_id
from bot.desk.reading import Asked, Judgement, Reading
from bot.desk.shelf import Shelf
from bot.prompt.exchange import Reply
from bot.review.claims import claims_of, held, notes_of
from bot.review.proof import prove
from bot.review.review import Claim, Finding, Making, Note, Review, Unproven
from bot.review.rewording import Ground, Proposal, cut, prove_rewording, what_to_change
from bot.review.verdict import read_verdict
from bot.words.speaking import language, to_say, worded

NO_MODEL = to_say("Automatic checks only: no language model is configured.")
"""Stands first in what was not checked, or why the model did not answer, where none has judged."""
_NO_WORDS = to_say("There are no words to review beside links, handles and hashtags.")
_OTHER_LANGUAGE = to_say(
    "The automatic checks read English and Welsh alone: this draft is in neither."
)


def conclude(shelf: Shelf, reading: Reading, judgement: Judgement, asked: Asked) -> Review:
    """Build the review. The same input gives the same review."""
    findings, unproven, notes = _weighed(reading, judgement.claims, alone=_is_alone(judgement))
    proposal = _reworded(shelf, reading, judgement)
    is_alone = _is_alone(judgement)
    unread = reading.wordless or (is_alone and reading.unknown_language) or bool(judgement.alone)
    return Review(
        id=safe_id(asked.key),
        draft=reading.draft,
        asked_by=asked.by,
        made_at=judgement.at,
        verdict=read_verdict(findings, unproven, unread=unread),
        findings=findings,
        unproven=unproven,
        notes=(*notes, *reading.cleared),
        passages=reading.passages,
        precedents=shelf.precedents(reading, findings),
        periods=reading.periods,
        rewording=proposal.rewording,
        what_to_change=() if proposal.rewording else what_to_change(findings),
        not_checked=_not_checked(reading, judgement, is_alone=is_alone),
        making=judgement.making,
        revises=asked.revises,
        lifted=lifted(reading.draft),
        no_rewording=proposal.reason if findings and not proposal.rewording else "",
        language=language(),
    )


def own_claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """A model's claims, as the model's: it may not speak for the checks or name a place."""
    return tuple(replace(claim, by="model", span=None) for claim in claims)


def ground_of(
    shelf: Shelf, reading: Reading, claims: Iterable[Claim], *, alone: bool = False
) -> Ground:
    """What a rewording of the draft is held to."""
    findings, _, _ = _weighed(reading, claims, alone=alone)
    return Ground(
        draft=reading.draft,
        findings=findings,
        signals=reading.signals,
        see=lambda draft: shelf.checks.see(draft, reading.day),
    )


def making_by_checks(shelf: Shelf, reading: Reading) -> Making:
    """What made a review without a model."""
    return replace(_making(shelf), milliseconds=reading.milliseconds)


def making_by_model(shelf: Shelf, replies: Sequence[Reply]) -> Making:
    """What made a review with a model: all its answers together."""
    last = replies[-1]
    costs = [reply.cost_usd for reply in replies]
    known = [cost for cost in costs if cost is not None]
    return replace(
        _making(shelf),
        reviewer="model",
        prompt_edition=shelf.prompts.edition,
        model_asked=last.model_asked,
        model_answered=last.model_answered,
        response_id=replies[0].response_id,
        input_tokens=sum(reply.input_tokens for reply in replies),
        cached_tokens=sum(reply.cached_tokens for reply in replies),
        output_tokens=sum(reply.output_tokens for reply in replies),
        cost_usd=sum(known) if len(known) == len(costs) else None,
        attempts=sum(reply.attempts for reply in replies),
        milliseconds=sum(reply.milliseconds for reply in replies),
    )


def _making(shelf: Shelf) -> Making:
    return Making(
        reviewer="checks",
        guidance_edition=shelf.library.edition,
        checks_edition=shelf.checks.edition,
        program=f"neutral-bot {bot.__version__}",
        official_edition=shelf.official.edition,
        newer=shelf.cited.newer(),
    )


def _is_alone(judgement: Judgement) -> bool:
    """Whether no model judged."""
    return judgement.making.reviewer == "checks"


def _weighed(
    reading: Reading, claims: Iterable[Claim], *, alone: bool
) -> tuple[tuple[Finding, ...], tuple[Unproven, ...], tuple[Note, ...]]:
    """Prove the checks' claims and the model's; what is only a note stands among the notes."""
    draft, passages = reading.draft, reading.passages
    signals = held(reading.signals, alone=alone)
    said = (*claims_of(signals, draft, passages), *own_claims(claims))
    proven, unproven = prove(said, draft, passages)
    findings = tuple(f for f in proven if f.severity is not Severity.NOTE)
    hints = tuple(
        Note(excerpt=f.excerpt, span=f.span, why=f.why)
        for f in proven
        if f.severity is Severity.NOTE
    )
    return findings, unproven, (*notes_of(signals, draft), *hints)


def _reworded(shelf: Shelf, reading: Reading, judgement: Judgement) -> Proposal:
    """Prove once more what was judged: it may come from a file."""
    alone = _is_alone(judgement)
    ground = ground_of(shelf, reading, judgement.claims, alone=alone)
    if not ground.findings:
        return Proposal(None)
    if alone:
        return cut(ground)
    if judgement.rewording:
        return prove_rewording(judgement.rewording, ground, by=judgement.reworded_by)
    return Proposal(None, judgement.no_rewording)


def _not_checked(reading: Reading, judgement: Judgement, *, is_alone: bool) -> tuple[str, ...]:
    told = [_why_alone(judgement)] if is_alone else []
    if reading.wordless:
        told.append(worded(_NO_WORDS))
    elif is_alone and reading.unknown_language:
        told.append(worded(_OTHER_LANGUAGE))
    return (*told, *reading.not_checked)


def _why_alone(judgement: Judgement) -> str:
    if judgement.alone:
        return worded("Automatic checks only: {why}", why=judgement.alone)
    return worded(NO_MODEL)
