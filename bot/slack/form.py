"""The form for a draft and everything that is known about it: what it shows, what it complains of.

A text field of Slack's holds 3,000 characters, so the draft and the copy's own words have several.
"""

import json
from collections.abc import Mapping
from typing import Final

from bot.slack.blocks import Block, note
from bot.slack.budget import plain

FORM: Final = "check_draft_form"
OPEN_FORM: Final = "check_draft"
"""The button that opens it, on the app's page."""
FIELD = 3_000
DRAFT: Final = ("draft", "draft_2", "draft_3")
WORDS: Final = ("words", "words_2", "words_3")
"""The fields of the draft, and of the words that it was taken from, in their order."""
PLATFORMS: Final = {
    "x": "X (Twitter)",
    "bluesky": "Bluesky",
    "threads": "Threads",
    "mastodon": "Mastodon",
    "linkedin": "LinkedIn",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "web page": "A web page, GOV.UK or another",
    "press release": "A press release",
    "newsletter": "A newsletter or email",
    "other": "Something else",
}
"""The platforms that can be chosen, by the name that a draft carries."""
_TITLE = "Check a draft"
_LONGER = f"For what goes beyond {FIELD:,} characters. It begins on a new line."
_LONGEST = (
    f"Each field holds {FIELD:,} characters, the limit of Slack, and two more follow. A draft of "
    "more than 9,000 goes after the command, or into a direct message to me."
)
_NO_DEFENCE = (
    "That copy was supplied to you or cleared elsewhere is no defence: the account that posts it "
    "answers for it."
)


def form(channel: str) -> Block:
    """The view for ``views.open``. ``channel`` is where the answer comes back, if anywhere."""
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": json.dumps({"channel": channel}),
        "title": _words(_TITLE),
        "submit": _words("Check it"),
        "close": _words("Cancel"),
        "blocks": [*_post(), *_copy()],
    }


def _post() -> list[Block]:
    """What will be posted."""
    chosen = [{"text": _words(label), "value": name} for name, label in PLATFORMS.items()]
    platform = {"type": "static_select", "placeholder": _words("Choose"), "options": chosen}
    return [
        _field(DRAFT[0], "The draft", _text(), _LONGEST, needed=True),
        _field(DRAFT[1], "The draft, second part", _text(), _LONGER),
        _field(DRAFT[2], "The draft, third part", _text(), _LONGER),
        _field("platform", "Where it will be posted", platform),
        _field("account", "By which account", _text(lines=False)),
        _field("posting_on", "When it will be posted", {"type": "datepicker"}, "Empty: today."),
        _field("quoting", "What it quotes or passes on", _text(), "The account and its words."),
        _field("links", "What it links to", _text(), "Links outside the draft, one on each line."),
        _field(
            "speaker",
            "Whose words they are",
            _text(lines=False),
            "Where they are not the department's own: the name and the office.",
        ),
    ]


def _copy() -> list[Block]:
    """Where the copy came from."""
    whose = "For example: HM Treasury press release. Empty where nobody supplied any."
    where = "The page is fetched and compared with the draft, unless you paste its words."
    return [
        {"type": "divider"},
        _field("whose", "Where the copy came from", _text(lines=False), whose),
        _field("where", "Its address", _text(lines=False), where),
        _field(WORDS[0], "Its words", _text(), f"{FIELD:,} characters in each of three fields."),
        _field(WORDS[1], "Its words, second part", _text(), _LONGER),
        _field(WORDS[2], "Its words, third part", _text(), _LONGER),
        note(_NO_DEFENCE),
    ]


def accepted(channel: str) -> Block:
    """What stands in place of the form once the draft is kept."""
    where = "in the channel where you asked" if channel else "as a direct message"
    said = f"Your draft is being read. The review comes to you alone, {where}."
    return {
        "type": "modal",
        "title": _words(_TITLE),
        "close": _words("Close"),
        "blocks": list(plain(said).blocks),
    }


def complaints(wrong: Mapping[str, str]) -> dict[str, object]:
    """The answer that keeps the form open, with a complaint at each field that is wrong."""
    return {"response_action": "errors", "errors": dict(wrong)}


def _field(name: str, label: str, element: Block, hint: str = "", *, needed: bool = False) -> Block:
    """A field, whose block and element have one name."""
    block = {
        "type": "input",
        "block_id": name,
        "label": _words(label),
        "element": {**element, "action_id": name},
        "optional": not needed,
    }
    return {**block, "hint": _words(hint)} if hint else block


def _text(*, lines: bool = True) -> Block:
    return {"type": "plain_text_input", "multiline": lines, "max_length": FIELD}


def _words(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
