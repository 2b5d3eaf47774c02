"""What was decided about a review, in words, and the buttons with which more is decided."""

import json
from typing import Any, Final

from bot.concerns import Verdict
from bot.desk.deciding import PENDING, disputes_that_stand, standing
from bot.desk.records import Decision, Dispute, Outcome
from bot.desk.seams import Choice, Kept
from bot.review.review import Finding, Review
from bot.slack.blocks import (
    VALUE,
    Block,
    clean,
    cut,
    header,
    line,
    listing,
    note,
    person,
    pressed,
    rich,
    row,
    units,
    words,
)
from bot.slack.times import when

PREFIX: Final = "decide_"
"""Before the wish in a button's action."""
ASKED: Final = "The propriety leads are asked about this draft."
_REASON = 400
_EARLIER = 3
_DISPUTES = 5
_WAITING = 10
_OPENING = 120
_EXCERPT = 60
_CHOICES = 20
"""Findings that can be chosen in the form; their names travel in the button's value."""
_CHOICES_LONG = (60, 30, 10)
"""How long a finding's name may be: the longest with which a button's value still holds them."""
_STANDS = {
    Outcome.ACCEPTED: "the rewording is used.",
    Outcome.POSTED_ANYWAY: "posted as drafted, against the review's advice.",
    Outcome.WITHDRAWN: "withdrawn, not to be posted.",
    Outcome.SIGN_OFF_ASKED: "not to be posted yet. A propriety lead is asked to sign it off.",
    Outcome.PROPRIETY_ASKED: "none yet. The propriety leads are asked.",
    Outcome.SIGNED_OFF: "signed off by a propriety lead. It may be posted as drafted.",
    Outcome.DECLINED: "declined by a propriety lead. Not to be posted as drafted.",
}
_EARLIER_WORDS = {
    Outcome.ACCEPTED: "the rewording was to be used",
    Outcome.POSTED_ANYWAY: "it was to be posted as drafted",
    Outcome.WITHDRAWN: "it was withdrawn",
    Outcome.SIGN_OFF_ASKED: "a sign-off was asked for",
    Outcome.PROPRIETY_ASKED: "the propriety leads were asked",
    Outcome.SIGNED_OFF: "a propriety lead signed it off",
    Outcome.DECLINED: "a propriety lead declined",
}
_BUTTONS = {
    Choice.REWORDING: "Use the rewording",
    Choice.POST: "Post as drafted",
    Choice.WITHDRAW: "Withdraw",
    Choice.PROPRIETY: "Ask propriety",
    Choice.DISPUTE: "Dispute a finding",
    Choice.SIGN_OFF: "Sign off",
    Choice.DECLINE: "Decline",
}
_LABELS = {
    Choice.REWORDING: "Decide: the suggested rewording is used",
    Choice.POST: "Decide: post the words as drafted",
    Choice.WITHDRAW: "Decide: withdraw the draft, it will not be posted",
    Choice.PROPRIETY: "Ask the propriety leads about this draft",
    Choice.DISPUTE: "Say that a finding is right or wrong, and why",
    Choice.SIGN_OFF: "Propriety lead: sign the draft off as it stands",
    Choice.DECLINE: "Propriety lead: decline, with a reason",
}


def below(review: Review, kept: Kept | None) -> list[Block]:
    """What stands at the foot of a card: what was decided, and the buttons."""
    asked = kept is not None and (last := standing(kept)) is not None and last.outcome in PENDING
    wishes = [
        *([Choice.REWORDING] if review.rewording is not None else []),
        Choice.POST,
        Choice.WITHDRAW,
        *([] if asked else [Choice.PROPRIETY]),
        *([Choice.DISPUTE] if review.findings else []),
    ]
    rows = [row(*(_button(wish, review) for wish in wishes))]
    if asked:
        rows.insert(0, row(*(_button(wish, review) for wish in (Choice.SIGN_OFF, Choice.DECLINE))))
    return [*(state(kept) if kept else []), *rows]


def state(kept: Kept) -> list[Block]:
    """What stands, by whom, when and why; what stood before; which findings are disputed."""
    blocks: list[Block] = []
    last = standing(kept)
    if last is not None:
        blocks.append(rich(line(*_stands(last, kept))))
        earlier = [_was(one) for one in kept.decisions[:-1]]
        if earlier:
            left = len(earlier) - _EARLIER
            more = f" And {left} more before." if left > 0 else ""
            blocks.append(note(f"Before: {'; '.join(earlier[-_EARLIER:])}.{more}"))
    disputes = disputes_that_stand(kept)
    if disputes:
        blocks.append(rich(listing([line(words(_said_of(one))) for one in disputes[:_DISPUTES]])))
        if len(disputes) > _DISPUTES:
            blocks.append(note(f"And {len(disputes) - _DISPUTES} more words on its findings."))
    return blocks


def stands(last: Decision, kept: Kept) -> str:
    """What a decision comes to, in words that end a sentence."""
    if last.outcome is Outcome.ACCEPTED and kept.review.verdict is Verdict.CLEAR:
        return "posted as drafted, as the review advises."
    return _STANDS[last.outcome]


def waiting_list(waiting: tuple[Kept, ...], most: int = _WAITING) -> list[Block]:
    """The reviews that wait for a propriety lead, for their page of the app."""
    blocks = [header("Waiting for a propriety lead")]
    if not waiting:
        return [*blocks, note("Nothing waits.")]
    lines = [line(*_waits(kept)) for kept in waiting[:most]]
    listed = [rich(listing(lines))] if lines else []
    more = len(waiting) - most
    said = f" And {more} more." if more > 0 else ""
    where = "The buttons are under each request, where the bot sent it to you or to your channel."
    return [*blocks, *listed, note(f"{where}{said}")]


def findings_named(review: Review, longest: int = _CHOICES_LONG[0]) -> list[str]:
    """Each finding in a few words of at most ``longest`` units, to choose from."""
    listed = enumerate(review.findings[:_CHOICES], 1)
    return [cut(_name(number, finding), longest) for number, finding in listed]


def _name(number: int, finding: Finding) -> str:
    excerpt = " ".join(clean(finding.excerpt[:_EXCERPT]).split())
    return f"{number}. {finding.concern.label}{f': “{excerpt}”' if excerpt else ''}"


def _waits(kept: Kept) -> list[list[Block]]:
    last = kept.decisions[-1]
    asks = "asks for a sign-off" if last.outcome is Outcome.SIGN_OFF_ASKED else "asks"
    draft = cut(" ".join(kept.review.draft.text.split()), _OPENING)
    why = f" Why: “{cut(last.reason, _REASON)}”" if last.reason else ""
    said = f" {asks}, since {when(last.at)}. {kept.review.verdict.label}: “{draft}”{why}"
    return [person(last.by), words(said)]


def _stands(last: Decision, kept: Kept) -> list[list[Block]]:
    why = f" “{cut(last.reason, _REASON)}”" if last.reason else ""
    by = "the one who asked" if last.by == kept.review.asked_by else "another person"
    if last.outcome in {Outcome.SIGNED_OFF, Outcome.DECLINED}:
        by = "a propriety lead"
    at = f" On {when(last.at)}, by {by}: "
    return [words("Decision: ", "bold"), words(f"{stands(last, kept)}{why}{at}"), person(last.by)]


def _was(decision: Decision) -> str:
    why = f" (“{cut(decision.reason, _REASON)}”)" if decision.reason else ""
    return f"{_EARLIER_WORDS[decision.outcome]}{why}"


def _said_of(dispute: Dispute) -> str:
    verb = "called right" if dispute.right else "disputed"
    return f"Finding {dispute.finding} is {verb}: “{cut(dispute.reason, _REASON)}”"


def _button(wish: Choice, review: Review) -> Block:
    value: dict[str, Any] = {"review": review.id, "by": review.asked_by}
    if wish is Choice.POST:
        value["verdict"] = review.verdict.value
    kept = _json(value)
    if wish is Choice.DISPUTE:
        names = (findings_named(review, longest) for longest in _CHOICES_LONG)
        held = [_json({**value, "findings": named}) for named in names]
        kept = next((one for one in held if units(one) <= VALUE), held[-1])
    return pressed(_BUTTONS[wish], action=f"{PREFIX}{wish.value}", value=kept, label=_LABELS[wish])


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
