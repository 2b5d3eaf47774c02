"""The app's page in Slack, its Home tab, laid out: what to do first, and what everybody may know.

Draft words stand in rich text alone, so nothing in them can mention, link or format.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.desk.page import Page
from bot.desk.switch import Front
from bot.slack.blocks import Block, button, header, line, listing, note, rich, words
from bot.slack.budget import fits_page
from bot.slack.decisions import waiting_list
from bot.slack.form import OPEN_FORM
from bot.slack.home_mine import last_reviews, waiting_for_you
from bot.slack.home_month import month
from bot.slack.home_reach import reach
from bot.slack.home_rules import rules
from bot.slack.home_work import work
from bot.slack.switch import above, turning
from bot.words.days import told_moment
from bot.words.speaking import to_say, worded

_EVERYWHERE = to_say("Type {command} and the words of your post, in any channel or message to me.")
_SOMEWHERE = to_say("Type {command} and the words of your post, in a channel where I work.")
_HOW = (
    (
        to_say("Read."),
        to_say("The review comes to you alone, with each rule that it rests on."),
    ),
    (
        to_say("Share."),
        to_say("The button under it puts the review in the channel, its findings in the thread."),
    ),
    (to_say("Discuss."), to_say("Mention me in that thread and ask what the rules say.")),
)
_ADVICE = to_say(
    "I advise, and never post outside Slack: you decide. Every review is kept on record."
)
_AS_MANY: Final = ((10, 5, 6), (10, 3, 3), (5, 3, 3), (3, 1, 1), (1, 0, 0), (0, 0, 0))
"""How many are listed of what waits, of the last reviews and of coming periods: the most with
which the page fits."""
_DIVIDER: Final[Block] = {"type": "divider"}


def page(command: str, told: Page, links: Mapping[str, str] | None = None) -> Block:
    """The view for ``views.publish``. ``links``: where a shared review's thread opens, by id."""
    for many in _AS_MANY:
        blocks = _laid_out(command, told, links or {}, many)
        if fits_page(blocks):
            break
    return {"type": "home", "blocks": blocks}


def _laid_out(
    command: str, told: Page, links: Mapping[str, str], many: tuple[int, int, int]
) -> list[Block]:
    (waiting, last, coming), front = many, told.front
    parts = [
        above(front),
        [] if told.waiting is None else waiting_list(told.waiting, waiting),
        waiting_for_you(told, links, waiting),
        _how(command, front),
        turning(front),
        [] if front.refusal else last_reviews(told, links, last),
        month(told.figures) if told.figures else [],
        rules(told.in_force, coming) if told.in_force else [],
        reach(told.reach) if told.reach else [],
        work(told.standing) if told.standing else [],
        _drawn(told.at) if told.at else [],
    ]
    blocks: list[Block] = []
    for part in parts:
        blocks += [*([_DIVIDER] if blocks and part else []), *part]
    return blocks


def _drawn(at: datetime) -> list[Block]:
    return [
        note(
            worded(
                "Drawn on {when}, UK time. Open the page again to have it drawn anew.",
                when=told_moment(at),
            )
        )
    ]


def _how(command: str, front: Front) -> list[Block]:
    """How to ask, and where no draft may be given here no button for it."""
    if front.refusal:
        return []
    asking = worded(_EVERYWHERE if front.form else _SOMEWHERE, command=command)
    told = [(worded("Ask."), asking), *((worded(what), worded(how)) for what, how in _HOW)]
    steps = [line(words(f"{what} ", "bold"), words(how)) for what, how in told]
    blocks = [header(worded("Check a post for neutrality")), rich(listing(steps))]
    if front.form and not front.off:
        blocks.append(_open_form())
    return [*blocks, note(worded(_ADVICE))]


def _open_form() -> Block:
    label = worded("Check a draft: opens a form")
    return button(worded("Check a draft"), action=OPEN_FORM, value="open", label=label)
