"""Turns claims into findings where clause, quote and excerpt can be proven, and into nothing else.

Nobody is believed: not a model, whose quotations are often its own, and not our checks.
What is stored is the passage's and the draft's own words, never the claim's copy of them.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.concerns import Concern, Severity
from bot.draft import Draft
from bot.guidance.ranks import leading
from bot.quoting import Span, find, fold
from bot.review.review import Claim, Finding, Passage, Unproven
from bot.words.speaking import worded

MIN_QUOTED = 12
"""Characters below which a quotation could stand in any text by chance."""

NOWHERE = Span(0, 0)
"""The span of a finding about the context of a post, not about its words."""

_RANK = {Severity.STOP: 0, Severity.REVISE: 1, Severity.NOTE: 2}

_ABOUT_CONTEXT = frozenset({
    Concern.PRE_ELECTION, Concern.DISSEMINATION, Concern.PARTISAN_LINKS, Concern.LANGUAGE,
    Concern.ACCESSIBILITY, Concern.PROCESS, Concern.MINISTERS_IMAGE, Concern.ENDORSEMENT_COMMERCIAL,
})  # fmt: skip
"""Concerns that the day, the quoted account, a link, the speaker or a missing part can raise."""

Proven = tuple[tuple[Finding, ...], tuple[Unproven, ...]]


def prove(claims: Iterable[Claim], draft: Draft, passages: Sequence[Passage]) -> Proven:
    """Sort claims into findings, and what could not be proven.

    The findings stand worst first, then by place; of those on the same words the clause of the
    higher rank leads. A rank lowers no severity and takes away no finding: a milder rule cannot
    clear what another stops.
    """
    shown = {passage.clause_id: passage for passage in passages}
    findings: dict[tuple[Span, Concern, str], Finding] = {}
    unproven: dict[Unproven, None] = {}
    for claim in sorted(claims, key=lambda claim: claim.by != "checks"):
        weighed = _weigh(claim, draft, shown.get(claim.clause_id))
        if isinstance(weighed, Unproven):
            unproven[weighed] = None
            continue
        key = (weighed.span, weighed.concern, weighed.clause_id)
        findings[key] = _graver(findings.get(key, weighed), weighed)

    def in_order(finding: Finding) -> tuple[int, int, int]:
        return (*by_gravity(finding), leading(shown[finding.clause_id].rank))

    return tuple(sorted(findings.values(), key=in_order)), tuple(unproven)


def by_gravity(finding: Finding) -> tuple[int, int]:
    """The order in which findings are told: worst first, then as they stand in the draft."""
    return _RANK[finding.severity], finding.span.start


def stands(quotation: str, text: str) -> Span | None:
    """Say where enough of a quotation stands in a text: 12 characters, or the whole text.

    Invisible characters are passed over on both sides: they are taken out of what a model is
    shown, so its quotations cannot hold them.
    """
    seen = [offset for offset, character in enumerate(text) if not _is_invisible(character)]
    visible = "".join(text[offset] for offset in seen)
    wanted = "".join(character for character in quotation if not _is_invisible(character))
    span = find(wanted, visible)
    if span is None or not _is_enough(wanted, visible):
        return None
    return Span(seen[span.start], seen[span.end - 1] + 1)


def _weigh(claim: Claim, draft: Draft, passage: Passage | None) -> Finding | Unproven:
    if passage is None:
        return _doubt(claim, worded("the rule it names was not among those shown for this draft"))
    quote = stands(claim.quote, passage.words)
    if quote is None:
        return _doubt(claim, worded("the words it quotes do not stand in that rule"))
    span = _place(claim, draft)
    if span is None:
        return _doubt(claim, worded("the words it faults do not stand in the draft"))
    return Finding(
        excerpt=draft.text[span.start : span.end],
        span=span,
        concern=claim.concern,
        severity=claim.severity,
        clause_id=claim.clause_id,
        quote=passage.words[quote.start : quote.end],
        why=claim.why,
        advice=claim.advice,
        by=claim.by,
    )


def _doubt(claim: Claim, reason: str) -> Unproven:
    return Unproven(claim=replace(claim, span=None), reason=reason)


def _place(claim: Claim, draft: Draft) -> Span | None:
    """Where in the draft the fault is; NOWHERE when it is in what goes with the post."""
    if claim.span is not None:
        return claim.span if _is_exact(claim.span, claim.excerpt, draft.text) else None
    if not claim.excerpt.strip():
        return NOWHERE if claim.concern in _ABOUT_CONTEXT else None
    standing = stands(claim.excerpt, draft.text)
    if standing is not None or claim.concern not in _ABOUT_CONTEXT:
        return standing
    beside = (draft.quoting, draft.speaker, *draft.links)
    return NOWHERE if any(stands(claim.excerpt, text) for text in beside) else None


def _is_exact(span: Span, excerpt: str, text: str) -> bool:
    inside = 0 <= span.start <= span.end <= len(text)
    return inside and text[span.start : span.end] == excerpt


def _is_enough(quotation: str, text: str) -> bool:
    wanted = fold(quotation).text.strip()
    return len(wanted) >= MIN_QUOTED or wanted == fold(text).text.strip()


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Co"}


def _graver(earlier: Finding, later: Finding) -> Finding:
    """One of two findings of the same fault: the worse; of equals, the checks', who come first."""
    return later if _RANK[later.severity] < _RANK[earlier.severity] else earlier
