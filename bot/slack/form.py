"""The form for a draft and everything that is known about it: what it shows, what it complains of.

A text field of Slack's holds 3,000 characters, so the draft and the copy's own words may have
several. One of each is shown; a button adds the next, and what was typed stays.
"""

from collections.abc import Mapping
from typing import Final

from bot.slack import fields
from bot.slack.blocks import Block, button, note, plain_text
from bot.slack.budget import plain
from bot.slack.fields import field, option, text
from bot.words.speaking import to_say, worded

FORM: Final = "check_draft_form"
OPEN_FORM: Final = "check_draft"
"""The button that opens it, on the app's page."""
FIELD = 3_000
DRAFT: Final = ("draft", "draft_2", "draft_3")
WORDS: Final = ("words", "words_2", "words_3")
"""The fields of the draft, and of the words that it was taken from, in their order."""
MORE: Final = {"more_draft": DRAFT, "more_words": WORDS}
"""The buttons that add a field, and the fields that each adds to."""
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
    "web page": to_say("A web page, GOV.UK or another"),
    "press release": to_say("A press release"),
    "newsletter": to_say("A newsletter or email"),
    "other": to_say("Something else"),
}
"""The platforms that can be chosen, by the name that a draft carries."""
Held = Mapping[str, str]
"""What the form holds by field: an empty field that is shown is there, one that is not is none."""
_TITLE = to_say("Check a draft")
_LABELS: Final = {
    "draft": to_say("The draft"),
    "draft_2": to_say("The draft, second part"),
    "draft_3": to_say("The draft, third part"),
    "words": to_say("Its words"),
    "words_2": to_say("Its words, second part"),
    "words_3": to_say("Its words, third part"),
    "more_draft": to_say("Add another part of the draft"),
    "more_words": to_say("Add another part of its words"),
}
"""The fields that a text may have several of, and the buttons that add one."""
_LONGEST = to_say(
    "Up to {most:,} characters, the limit of Slack: add another part for more. A draft of more "
    "than {all:,} goes after the command, or into a direct message to me."
)
_NEXT = to_say("It begins on a new line.")
_NO_DEFENCE = to_say(
    "That copy was supplied to you or cleared elsewhere is no defence: the account that posts it "
    "answers for it."
)


def form(channel: str, held: Held | None = None, at: str = "") -> Block:
    """The view for ``views.open``. ``channel`` is where the answer comes back, if anywhere.

    ``held`` is what stands in it already, and ``at`` the field where the keyboard is.
    """
    known = held or {}
    blocks = [_holding(block, known, at) for block in (*_post(known), *_copy(known))]
    submit = worded("Check it")
    return fields.modal(FORM, worded(_TITLE), submit, {"channel": channel}, blocks)


def longer(channel: str, held: Held, pressed: str) -> Block:
    """The view for ``views.update``: the same form with one more field, by a button of ``MORE``.

    Fields keep their names, by which Slack keeps what is typed in them; and what they held when
    the button was pressed stands in the view too.
    """
    added = next((name for name in MORE[pressed][1:] if name not in held), "")
    return form(channel, {**held, added: ""} if added else held, added)


def _post(held: Held) -> list[Block]:
    """What will be posted."""
    chosen = [option(worded(label), name) for name, label in PLATFORMS.items()]
    choose = plain_text(worded("Choose"))
    platform = {"type": "static_select", "placeholder": choose, "options": chosen}
    longest = worded(_LONGEST, most=FIELD, all=len(DRAFT) * FIELD)
    office = worded("Where they are not the department's own: the name and the office.")
    quoted = worded("The account and its words.")
    linked = worded("Links outside the draft, one on each line.")
    day, today = {"type": "datepicker"}, worded("Empty: today.")
    return [
        *_parts("more_draft", held, longest, needed=True),
        field("platform", worded("Where it will be posted"), platform),
        field("account", worded("By which account"), _line()),
        field("posting_on", worded("When it will be posted"), day, today),
        field("quoting", worded("What it quotes or passes on"), _text(), quoted),
        field("links", worded("What it links to"), _text(), linked),
        field("speaker", worded("Whose words they are"), _line(), office),
    ]


def _copy(held: Held) -> list[Block]:
    """Where the copy came from."""
    whose = worded("For example: HM Treasury press release. Empty where nobody supplied any.")
    where = worded("The page is fetched and compared with the draft, unless you paste its words.")
    longest = worded("Up to {most:,} characters in each part.", most=FIELD)
    return [
        {"type": "divider"},
        field("whose", worded("Where the copy came from"), _line(), whose),
        field("where", worded("Its address"), _line(), where),
        *_parts("more_words", held, longest),
        note(worded(_NO_DEFENCE)),
    ]


def _parts(more: str, held: Held, hint: str, *, needed: bool = False) -> list[Block]:
    """The fields of one text that are shown, and the button that adds the next."""
    first, *others = MORE[more]
    shown = [field(first, worded(_LABELS[first]), _text(), hint, needed=needed)]
    shown += [
        field(name, worded(_LABELS[name]), _text(), worded(_NEXT))
        for name in others
        if name in held
    ]
    if len(shown) > len(others):
        return shown
    added, said = worded("Add another part"), worded(_LABELS[more])
    return [*shown, button(added, action=more, value=first, label=said)]


def _holding(block: Block, held: Held, at: str) -> Block:
    """A field with what it holds already, and with the keyboard where that is its place."""
    if block["type"] != "input":
        return block
    name, element = block["block_id"], block["element"]
    focus = {"focus_on_load": True} if at == name else {}
    return {**block, "element": {**element, **_initial(element, held.get(name, "")), **focus}}


def _initial(element: Block, words: str) -> Block:
    """What an element holds at first, in Slack's word for its kind."""
    if element["type"] == "static_select":
        chosen = [one for one in element["options"] if one["value"] == words]
        return {"initial_option": chosen[0]} if chosen else {}
    name = "initial_date" if element["type"] == "datepicker" else "initial_value"
    return {name: words} if words else {}


def accepted(channel: str) -> Block:
    """What stands in place of the form once the draft is kept."""
    said = to_say("Your draft is being read. The review comes to you alone, as a direct message.")
    if channel:
        said = to_say(
            "Your draft is being read. The review comes to you alone, in the channel where you "
            "asked."
        )
    return {
        "type": "modal",
        "title": plain_text(worded(_TITLE)),
        "close": plain_text(worded("Close")),
        "blocks": list(plain(worded(said)).blocks),
    }


def _text() -> Block:
    return text(FIELD)


def _line() -> Block:
    return text(FIELD, lines=False)
