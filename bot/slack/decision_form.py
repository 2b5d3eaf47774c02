"""The forms that a decision needs: why it is posted, why it is declined, what is wrong."""

from typing import Any, Final

from bot.concerns import Verdict
from bot.desk.seams import Choice
from bot.slack.blocks import Block, line, rich, words
from bot.slack.fields import field, modal, option, text
from bot.words.speaking import to_say, worded

FORM: Final = "decide"
"""The callback of every form."""
REASON, FINDING, RIGHT = "reason", "finding", "right"
"""The ids of what is filled in, and of the blocks that hold it."""
YES, NO = "right", "wrong"
LONGEST_REASON = 1_000
_TITLES = {
    Choice.POST: to_say("Post as drafted"),
    Choice.DECLINE: to_say("Decline"),
    Choice.DISPUTE: to_say("Dispute a finding"),
}
_SENDS = {
    Choice.POST: to_say("Post as drafted"),
    Choice.DECLINE: to_say("Decline"),
    Choice.DISPUTE: to_say("Send"),
}
_HINTS = {
    Choice.POST: to_say("Why is it to be posted as drafted?"),
    Choice.DECLINE: to_say("Why is it not to be posted as drafted?"),
    Choice.DISPUTE: to_say("Why?"),
}
_AGAINST = to_say("The review advises against it. Your reason is kept on record with your name.")
_STOP = to_say(
    "The review says stop. Your reason goes with the whole review to the propriety leads; it may "
    "be posted as drafted only when one of them has signed it off."
)


def form(
    wish: Choice, verdict: Verdict | None, findings: list[str], metadata: dict[str, Any]
) -> Block:
    """The view for ``views.open``; ``metadata`` comes back with what is filled in."""
    blocks: list[Block] = []
    if wish is Choice.POST:
        blocks.append(rich(line(words(worded(_STOP if verdict is Verdict.STOP else _AGAINST)))))
    if wish is Choice.DISPUTE:
        blocks += [_finding(findings), _right()]
    submit = worded("Ask for sign-off") if verdict is Verdict.STOP else worded(_SENDS[wish])
    why = field(REASON, worded(_HINTS[wish]), text(LONGEST_REASON), needed=True)
    return modal(FORM, worded(_TITLES[wish]), submit, metadata, [*blocks, why])


def _finding(findings: list[str]) -> Block:
    options = [option(name, str(number)) for number, name in enumerate(findings, 1)]
    menu = {"type": "static_select", "options": options, "initial_option": options[0]}
    return field(FINDING, worded("Which finding?"), menu, needed=True)


def _right() -> Block:
    wrong = option(worded("It is wrong"), NO)
    options = [wrong, option(worded("It is right"), YES)]
    boxes = {"type": "radio_buttons", "options": options, "initial_option": wrong}
    return field(RIGHT, worded("Is it right or wrong?"), boxes, needed=True)
