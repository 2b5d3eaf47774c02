"""The forms that a decision needs: why it is posted, why it is declined, what is wrong."""

import json
from typing import Any, Final

from bot.concerns import Verdict
from bot.desk.seams import Choice
from bot.slack.blocks import Block, clean, cut, line, rich, words

FORM: Final = "decide"
"""The callback of every form."""
REASON, FINDING, RIGHT = "reason", "finding", "right"
"""The ids of what is filled in, and of the blocks that hold it."""
YES, NO = "right", "wrong"
LONGEST_REASON = 1_000
_TITLES = {
    Choice.POST: "Post as drafted",
    Choice.DECLINE: "Decline",
    Choice.DISPUTE: "Dispute a finding",
}
_SENDS = {Choice.POST: "Post as drafted", Choice.DECLINE: "Decline", Choice.DISPUTE: "Send"}
_HINTS = {
    Choice.POST: "Why is it to be posted as drafted?",
    Choice.DECLINE: "Why is it not to be posted as drafted?",
    Choice.DISPUTE: "Why?",
}
_AGAINST = "The review advises against it. Your reason is kept on record with your name."
_STOP = (
    "The review says stop. Your reason goes with the whole review to the propriety leads; it may "
    "be posted as drafted only when one of them has signed it off."
)


def form(
    wish: Choice, verdict: Verdict | None, findings: list[str], metadata: dict[str, Any]
) -> Block:
    """The view for ``views.open``; ``metadata`` comes back with what is filled in."""
    blocks: list[Block] = []
    if wish is Choice.POST:
        blocks.append(rich(line(words(_STOP if verdict is Verdict.STOP else _AGAINST))))
    if wish is Choice.DISPUTE:
        blocks += [_finding(findings), _right()]
    submit = "Ask for sign-off" if verdict is Verdict.STOP else _SENDS[wish]
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": _plain(_TITLES[wish]),
        "submit": _plain(submit),
        "close": _plain("Cancel"),
        "private_metadata": json.dumps(metadata, separators=(",", ":")),
        "blocks": [*blocks, _reason(_HINTS[wish])],
    }


def _reason(label: str) -> Block:
    typed = {
        "type": "plain_text_input",
        "action_id": REASON,
        "multiline": True,
        "max_length": LONGEST_REASON,
    }
    return _input(REASON, label, typed)


def _finding(findings: list[str]) -> Block:
    options = [_option(name, str(number)) for number, name in enumerate(findings, 1)]
    menu = {"type": "static_select", "action_id": FINDING, "options": options}
    return _input(FINDING, "Which finding?", {**menu, "initial_option": options[0]})


def _right() -> Block:
    wrong = _option("It is wrong", NO)
    options = [wrong, _option("It is right", YES)]
    boxes = {"type": "radio_buttons", "action_id": RIGHT, "options": options}
    return _input(RIGHT, "Is it right or wrong?", {**boxes, "initial_option": wrong})


def _input(name: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": name, "label": _plain(label), "element": element}


def _option(name: str, value: str) -> Block:
    return {"text": _plain(cut(clean(name), 75)), "value": value}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
