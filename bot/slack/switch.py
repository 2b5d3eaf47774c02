"""The off switch on the app's page: what everybody reads while it is off, and the admins' form."""

from typing import Final

from bot.desk import refusals
from bot.desk.switch import Front, Switch
from bot.slack.blocks import Block, button, header, line, listing, note, rich, words
from bot.words.days import told_moment
from bot.words.speaking import to_say, worded

SWITCH_OFF: Final = "switch_off"
SWITCH_ON: Final = "switch_on"
SWITCH: Final = "switch"
"""The two buttons, and the form that either opens."""
REASON: Final = "reason"
LONGEST = 500
"""Characters of a reason: everybody reads it in the answer to a draft."""

_ASKED = {
    SWITCH_OFF: (
        to_say("Stop taking drafts"),
        to_say("Stop taking drafts: asks why"),
        to_say("Why? Everybody who asks reads this."),
        to_say(
            "Drafts and questions are refused from now on. What was asked before is still answered."
        ),
    ),
    SWITCH_ON: (
        to_say("Take drafts again"),
        to_say("Take drafts again: asks why"),
        to_say("Why now? This is kept on record."),
        to_say("Drafts are taken again."),
    ),
}


def above(front: Front) -> list[Block]:
    """The top of somebody's page: that nothing is taken, and that they may not ask."""
    blocks = [*_off(front.off)] if front.off else []
    if not front.refusal:
        return blocks
    why = rich(line(words(refusals.on_page(front.refusal))))
    return [*blocks, header(worded("You cannot use me yet")), why]


def switch_form(action: str) -> Block:
    """The modal that asks for the reason; its metadata says which button opened it."""
    title, _, label, what = (worded(one) for one in _ASKED[action])
    return {
        "type": "modal",
        "callback_id": SWITCH,
        "private_metadata": action,
        "title": _plain(title),
        "submit": _plain(title),
        "close": _plain(worded("Cancel")),
        "blocks": [rich(line(words(what))), _question(label)],
    }


def _question(label: str) -> Block:
    typed = {
        "type": "plain_text_input",
        "action_id": REASON,
        "multiline": True,
        "min_length": 1,
        "max_length": LONGEST,
    }
    return {"type": "input", "block_id": REASON, "label": _plain(label), "element": typed}


def _off(off: Switch) -> list[Block]:
    by: list[Block] = [{"type": "user", "user_id": off.by}]
    said = words(f"{refusals.since(off.at, off.reason)} {worded('The admin was')} ")
    title = header(f"🛑 {worded('I take no drafts at present')}")
    return [title, rich(line(said, by, words(".")))]


def turning(front: Front) -> list[Block]:
    """For admins: the button, and who pressed it before."""
    if not front.admin:
        return []
    action = SWITCH_ON if front.off else SWITCH_OFF
    title, label, _, _ = (worded(one) for one in _ASKED[action])
    turned = [
        note(worded("For admins. What was done with this button, newest first:")),
        rich(listing([_turn(each) for each in front.turns])),
    ]
    return [
        button(title, action=action, value=action, label=label),
        *(turned if front.turns else ()),
    ]


def _turn(turn: Switch) -> Block:
    did = to_say("Drafts stopped on {when} by")
    if turn.taking:
        did = to_say("Drafts taken again on {when} by")
    said = worded(did, when=told_moment(turn.at))
    by: list[Block] = [{"type": "user", "user_id": turn.by}]
    why = " ".join(turn.reason.split())
    return line(words(f"{said} "), by, words(f": {why}"))


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
