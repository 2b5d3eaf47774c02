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
from bot.words.days import told_moment
from bot.words.speaking import to_say, worded

PREFIX: Final = "decide_"
"""Before the wish in a button's action."""
ASKED: Final = to_say("The propriety leads are asked about this draft.")
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
    Outcome.ACCEPTED: to_say("the rewording is used."),
    Outcome.POSTED_ANYWAY: to_say("posted as drafted, against the review's advice."),
    Outcome.WITHDRAWN: to_say("withdrawn, not to be posted."),
    Outcome.SIGN_OFF_ASKED: to_say(
        "not to be posted yet. A propriety lead is asked to sign it off."
    ),
    Outcome.PROPRIETY_ASKED: to_say("none yet. The propriety leads are asked."),
    Outcome.SIGNED_OFF: to_say("signed off by a propriety lead. It may be posted as drafted."),
    Outcome.DECLINED: to_say("declined by a propriety lead. Not to be posted as drafted."),
}
_EARLIER_WORDS = {
    Outcome.ACCEPTED: to_say("the rewording was to be used"),
    Outcome.POSTED_ANYWAY: to_say("it was to be posted as drafted"),
    Outcome.WITHDRAWN: to_say("it was withdrawn"),
    Outcome.SIGN_OFF_ASKED: to_say("a sign-off was asked for"),
    Outcome.PROPRIETY_ASKED: to_say("the propriety leads were asked"),
    Outcome.SIGNED_OFF: to_say("a propriety lead signed it off"),
    Outcome.DECLINED: to_say("a propriety lead declined"),
}
_BUTTONS = {
    Choice.REWORDING: to_say("Use the rewording"),
    Choice.POST: to_say("Post as drafted"),
    Choice.WITHDRAW: to_say("Withdraw"),
    Choice.PROPRIETY: to_say("Ask propriety"),
    Choice.DISPUTE: to_say("Dispute a finding"),
    Choice.SIGN_OFF: to_say("Sign off"),
    Choice.DECLINE: to_say("Decline"),
}
_LABELS = {
    Choice.REWORDING: to_say("Decide: the suggested rewording is used"),
    Choice.POST: to_say("Decide: post the words as drafted"),
    Choice.WITHDRAW: to_say("Decide: withdraw the draft, it will not be posted"),
    Choice.PROPRIETY: to_say("Ask the propriety leads about this draft"),
    Choice.DISPUTE: to_say("Say that a finding is right or wrong, and why"),
    Choice.SIGN_OFF: to_say("Propriety lead: sign the draft off as it stands"),
    Choice.DECLINE: to_say("Propriety lead: decline, with a reason"),
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
            more = worded("And {n} more before.", n=left) if left > 0 else ""
            before = worded("Before: {decisions}.", decisions="; ".join(earlier[-_EARLIER:]))
            blocks.append(note(f"{before} {more}".rstrip()))
    disputes = disputes_that_stand(kept)
    if disputes:
        blocks.append(rich(listing([line(words(_said_of(one))) for one in disputes[:_DISPUTES]])))
        if len(disputes) > _DISPUTES:
            left = len(disputes) - _DISPUTES
            blocks.append(note(worded("And {n} more words on its findings.", n=left)))
    return blocks


def stands(last: Decision, kept: Kept) -> str:
    """What a decision comes to, in words that end a sentence."""
    if last.outcome is Outcome.ACCEPTED and kept.review.verdict is Verdict.CLEAR:
        return worded("posted as drafted, as the review advises.")
    return worded(_STANDS[last.outcome])


def waiting_list(waiting: tuple[Kept, ...], most: int = _WAITING) -> list[Block]:
    """The reviews that wait for a propriety lead, for their page of the app."""
    blocks = [header(worded("Waiting for a propriety lead"))]
    if not waiting:
        return [*blocks, note(worded("Nothing waits."))]
    lines = [line(*_waits(kept)) for kept in waiting[:most]]
    listed = [rich(listing(lines))] if lines else []
    more = len(waiting) - most
    said = worded("And {n} more.", n=more) if more > 0 else ""
    where = worded(
        "The buttons are under each request, where the bot sent it to you or to your channel."
    )
    return [*blocks, *listed, note(f"{where} {said}".rstrip())]


def findings_named(review: Review, longest: int = _CHOICES_LONG[0]) -> list[str]:
    """Each finding in a few words of at most ``longest`` units, to choose from."""
    listed = enumerate(review.findings[:_CHOICES], 1)
    return [cut(_name(number, finding), longest) for number, finding in listed]


def _name(number: int, finding: Finding) -> str:
    excerpt = " ".join(clean(finding.excerpt[:_EXCERPT]).split())
    return f"{number}. {finding.concern.label}{f': “{excerpt}”' if excerpt else ''}"


def _waits(kept: Kept) -> list[list[Block]]:
    last = kept.decisions[-1]
    asks = to_say("asks, since {when}.")
    if last.outcome is Outcome.SIGN_OFF_ASKED:
        asks = to_say("asks for a sign-off, since {when}.")
    draft = cut(" ".join(kept.review.draft.text.split()), _OPENING)
    why = worded("Why: “{reason}”", reason=cut(last.reason, _REASON)) if last.reason else ""
    told = f"{worded(asks, when=told_moment(last.at))} {kept.review.verdict.label}: “{draft}”"
    return [person(last.by), words(f" {told} {why}".rstrip())]


def _stands(last: Decision, kept: Kept) -> list[list[Block]]:
    why = f" “{cut(last.reason, _REASON)}”" if last.reason else ""
    by = worded(_by_whom(last, kept), when=told_moment(last.at))
    heading = words(f"{worded('Decision:')} ", "bold")
    return [heading, words(f"{stands(last, kept)}{why} {by} "), person(last.by)]


def _by_whom(last: Decision, kept: Kept) -> str:
    if last.outcome in {Outcome.SIGNED_OFF, Outcome.DECLINED}:
        return to_say("On {when}, by a propriety lead:")
    if last.by == kept.review.asked_by:
        return to_say("On {when}, by the one who asked:")
    return to_say("On {when}, by another person:")


def _was(decision: Decision) -> str:
    why = f" (“{cut(decision.reason, _REASON)}”)" if decision.reason else ""
    return f"{worded(_EARLIER_WORDS[decision.outcome])}{why}"


def _said_of(dispute: Dispute) -> str:
    said = to_say("Finding {number} is disputed: “{reason}”")
    if dispute.right:
        said = to_say("Finding {number} is called right: “{reason}”")
    return worded(said, number=dispute.finding, reason=cut(dispute.reason, _REASON))


def _button(wish: Choice, review: Review) -> Block:
    value: dict[str, Any] = {"review": review.id, "by": review.asked_by}
    if wish is Choice.POST:
        value["verdict"] = review.verdict.value
    kept = _json(value)
    if wish is Choice.DISPUTE:
        names = (findings_named(review, longest) for longest in _CHOICES_LONG)
        held = [_json({**value, "findings": named}) for named in names]
        kept = next((one for one in held if units(one) <= VALUE), held[-1])
    action, label = f"{PREFIX}{wish.value}", worded(_LABELS[wish])
    return pressed(worded(_BUTTONS[wish]), action=action, value=kept, label=label)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
