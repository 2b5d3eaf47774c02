"""Finds a rewording that keeps every fact and passes the same review, or says why there is none.

Nothing is offered on trust: a model's words and our own cuts are proven alike (promise 6).
No rewording is offered where a stop says that the matter itself may not be published yet
(Parliament first, confidentiality, live legal cases). For personal information, a pre-election
period and passed-on partisan material the sentences at fault must be gone altogether, and what
is left must still tell the public something.
"""

import re
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.checks.signal import Signal
from bot.concerns import Concern, Severity
from bot.draft import Draft
from bot.platforms import longest_post
from bot.quoting import Span, fold
from bot.review import wording
from bot.review.excuses import excused, forbids_publishing, is_cured_by_naming, is_lent, unsayable
from bot.review.facts import Kind, compare, facts_of, words_of
from bot.review.language import languages
from bot.review.proof import MIN_QUOTED, by_gravity, stands
from bot.review.review import Finding, Rewording
from bot.review.sentences import around, sentences
from bot.words.speaking import worded

_ROUNDS = 3
"""How often what a cut brings to light is cut in its turn."""

_TELLING = re.compile(r"[^\W\d_]{5,}")
"""Words long enough to name a thing."""
_FEWEST_WORDS = 3
_LONGEST = 10_000
"""Characters of a draft that is reworded as one piece: beyond it, a post is a speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a rewording is held to."""

    draft: Draft
    findings: tuple[Finding, ...]
    signals: tuple[Signal, ...]
    """What the checks saw in the draft."""
    see: Callable[[Draft], tuple[Signal, ...]]
    """The checks, to look at the rewording in the same context."""


class Proposal(NamedTuple):
    """A proven rewording, or None and the reason in plain words."""

    rewording: Rewording | None
    reason: str = ""


def propose(ground: Ground, suggestion: str = "") -> Proposal:
    """Offer the model's suggestion if it is proven, else what the checks' edits make of the draft.

    The reason is that of the last attempt.
    """
    if suggestion.strip():
        suggested = prove_rewording(suggestion, ground, by="model")
        if suggested.rewording:
            return suggested
    return cut(ground)


def cut(ground: Ground) -> Proposal:
    """Offer what is left when the words at fault are cut or replaced, without a model."""
    if not ground.findings:
        return Proposal(None, worded("Nothing was found, so there is nothing to reword."))
    refused = Proposal(None, _refusal(ground) or _only_pointed_at(ground))
    attempts = (
        [] if refused.reason else [_prove_own(text, ground) for text in _own_wordings(ground)]
    )
    return next((attempt for attempt in attempts if attempt.rewording), [refused, *attempts][-1])


def _prove_own(text: str, ground: Ground) -> Proposal:
    """Our own cuts are held to one rule more: no code reads what a post is about."""
    proven = prove_rewording(text, ground, by="checks")
    if proven.rewording and not _keeps_its_subject(text, ground):
        return Proposal(None, worded("What the post is about would go with the words at fault."))
    return proven


def _keeps_its_subject(new: str, ground: Ground) -> bool:
    """Whether something stays of what the opening sentence says beside the words at fault.

    A post says first what it is about, most often in words that are no name and no figure.
    """
    old = ground.draft.text
    opening = next((s for s in sentences(old) if _TELLING.search(old, *s)), Span(0, 0))
    marked = [Span(max(f.span.start, opening.start), f.span.end) for f in ground.findings]
    beside = _without(old[: opening.end], [Span(0, opening.start), *marked])
    subject = frozenset(_TELLING.findall(beside.casefold()))
    kept = subject & frozenset(_TELLING.findall(new.casefold()))
    return bool(kept) or len(subject) < _FEWEST_WORDS


def prove_rewording(text: str, ground: Ground, *, by: str) -> Proposal:
    """Hold one wording to every rule. ``by``: ``model`` or ``checks``."""
    new = text.strip()
    reason = _refusal(ground) or next((why for why in _faults(new, ground) if why), "")
    if reason:
        return Proposal(None, reason)
    kept = compare(ground.draft.text, new).kept
    return Proposal(Rewording(text=new, kept=tuple(fact.text for fact in kept), by=by))


def what_to_change(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The findings' advice, worst first, each once."""
    told = (finding.advice or finding.why for finding in sorted(findings, key=by_gravity))
    return tuple(dict.fromkeys(advice for advice in told if advice))


def _refusal(ground: Ground) -> str:
    """Why no words at all would help, or nothing."""
    if forbids_publishing(ground.findings):
        return worded("The matter itself may not be published yet, so no other wording would help.")
    if len(ground.draft.text) > _LONGEST:
        return worded(
            "The draft has more than {most:,} characters: reword it part by part.", most=_LONGEST
        )
    if any(finding.span.start == finding.span.end for finding in ground.findings):
        return worded("A fault is in what goes with the post, not in its words.")
    return ""


def _only_pointed_at(ground: Ground) -> str:
    """Why nothing can be cut without a model, or nothing."""
    if any(seen.points and seen.is_breach for seen in ground.signals):
        return worded(
            "The trained reader marks a sentence; which of its words are at fault is yours to say."
        )
    return ""


def _faults(new: str, ground: Ground) -> Iterator[str]:
    """Each rule in turn; the cheap ones first."""
    yield _shape(new, ground.draft)
    yield _language(new, ground.draft.text)
    yield _repeated(new, ground.findings)
    yield _facts(new, ground)
    yield _worth(new, ground)
    yield wording.fault(new, ground.draft.text)
    yield _seen_again(new, ground)


def _shape(new: str, draft: Draft) -> str:
    if not new:
        return worded("Nothing would be left of the post.")
    if len(new) > 2 * _LONGEST:
        return worded("It has {many:,} characters, far more than the draft.", many=len(new))
    if new.split() == draft.text.split():
        return worded("It is the draft itself.")
    limit = longest_post(draft.platform)
    if limit is not None and len(new) > max(limit, len(draft.text)):
        return worded(
            "It has {many} characters and {platform} takes {most}.",
            many=len(new),
            platform=draft.platform,
            most=limit,
        )
    return ""


def _language(new: str, old: str) -> str:
    had, has = languages(old), languages(new)
    if has - had and had:
        return worded("It is not in the draft's language.")
    if had - has and (has or len(had) > 1):
        return worded("It leaves out one of the draft's languages.")
    return ""


def _repeated(new: str, findings: tuple[Finding, ...]) -> str:
    for finding in findings:
        if is_cured_by_naming(finding):
            continue
        is_telling = finding.by == "model" or len(finding.excerpt) >= MIN_QUOTED
        # Fancy letters read as plain ones: there the shape of the words is the fault.
        is_shape = finding.concern is Concern.ACCESSIBILITY
        if is_telling and (finding.excerpt in new if is_shape else stands(finding.excerpt, new)):
            return worded("It still says “{words}”.", words=finding.excerpt)
    return ""


def _facts(new: str, ground: Ground) -> str:
    old = ground.draft.text
    compared = compare(old, new, excused(ground.draft, ground.findings))
    if compared.lost:
        return worded("It would lose {facts}.", facts=words_of(compared.lost))
    added = [fact for fact in compared.added if not is_lent(fact, ground.draft)]
    if added:
        return worded("It adds {facts}, which the draft does not say.", facts=words_of(added))
    return ""


def _worth(new: str, ground: Ground) -> str:
    """Whether what is left tells the public something that it may be told."""
    old = ground.draft.text
    silenced = unsayable(ground.findings, old)
    rest = _without(old, silenced)
    hushed = " ".join(old[start:end] for start, end in silenced)
    free = {(fact.kind, fact.key) for fact in compare(hushed, rest).kept}
    said_again = [fact for fact in compare(hushed, new).kept if (fact.kind, fact.key) not in free]
    if said_again:
        return worded(
            "It still tells {facts}, which may not be published.", facts=words_of(said_again)
        )
    is_stop = any(finding.severity is Severity.STOP for finding in ground.findings)
    if len(new.split()) < _FEWEST_WORDS or (is_stop and not _tells(new)):
        return worded("What is left would tell the public nothing.")
    return ""


def _tells(text: str) -> bool:
    """Whether a text holds a fact beside words like today, which tell nothing alone."""
    return any(
        fact.kind is not Kind.DATE or fact.text.strip(string.ascii_letters)
        for fact in facts_of(text)
    )


def _seen_again(new: str, ground: Ground) -> str:
    draft = replace(ground.draft, text=new)
    hints = {_mark(seen, ground.draft.text) for seen in ground.signals}
    for seen in ground.see(draft):
        words = new[seen.span.start : seen.span.end]
        if seen.is_breach:
            return worded(
                "The checks would stop it again at “{words}”: {why}", words=words, why=seen.why
            )
        if _mark(seen, new) not in hints:
            return worded(
                "The checks would ask for another look at “{words}”: {why}",
                words=words,
                why=seen.why,
            )
    return ""


def _mark(seen: Signal, text: str) -> tuple[str, str]:
    return seen.check, fold(text[seen.span.start : seen.span.end]).text.strip()


def _own_wordings(ground: Ground) -> Iterator[str]:
    """What can be made without a model: each way of editing, tried until nothing is at fault."""
    for way in (_as_told, _whole_sentence, _under_heading):
        text = ground.draft.text
        signals = tuple(seen for seen in ground.signals if seen.is_breach)
        spans = [] if signals else [finding.span for finding in ground.findings]
        for _ in range(_ROUNDS):
            edits = [way(seen, text) for seen in signals]
            edits += [_cut_around(span, text) for span in spans]
            text, spans = wording.apply(edits, text), []
            signals = tuple(
                seen for seen in ground.see(replace(ground.draft, text=text)) if seen.is_breach
            )
            if not signals:
                break
        yield text


def _as_told(seen: Signal, text: str) -> wording.Edit:
    """The check's own edit where it is safe."""
    edit = wording.Edit(seen.edit or seen.span, seen.replacement or "")
    if seen.replacement is None or not wording.is_safe(edit, text):
        return _cut_around(edit.span, text)
    return edit


def _whole_sentence(seen: Signal, text: str) -> wording.Edit:
    return _cut_around(seen.edit or seen.span, text)


def _under_heading(seen: Signal, text: str) -> wording.Edit:
    whole = _whole_sentence(seen, text)
    return wording.heading(whole.span, text) or whole


def _cut_around(span: Span, text: str) -> wording.Edit:
    return wording.Edit(around(span, text), "")


def _without(text: str, spans: Iterable[Span]) -> str:
    kept, last = [], 0
    for start, end in sorted(spans):
        kept.append(text[last:start])
        last = max(last, end)
    return " ".join([*kept, text[last:]])
