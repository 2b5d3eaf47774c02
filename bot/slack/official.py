"""Official words on a card: as published, with whose they are, from when, and the place itself."""

from dataclasses import replace
from typing import Final

from bot.guidance.official import State
from bot.guidance.quoted import Quoted
from bot.slack.blocks import Block, cut, link, units, words
from bot.words.days import told_iso
from bot.words.speaking import to_say, worded

NOT_FOUND = to_say("No passage was found for it in the official documents.")
_SHORT = 200
_ADDRESS = 1_000
"""The longest address that has room beside another in one block."""
_STANDING: Final = {
    State.WITHDRAWN.value: to_say("Its publisher has withdrawn the document."),
    State.SUPERSEDED.value: to_say("The document was published under a former government."),
    State.GONE.value: to_say("The document has been taken down since."),
}


def shown(official: Quoted) -> list[list[Block]]:
    """The passage with its words, letter for letter, and what its licence asks for beside them."""
    return [
        link(official.link, f"{official.title}, {official.locator}"),
        words(f". {_from_when(official)} “{official.words}” "),
        words(f"{cut(official.publisher, _SHORT)}, {cut(official.licence, _SHORT)}."),
        words(_standing(official), "italic"),
    ]


def quotes(said: str, official: Quoted | None) -> bool:
    """Whether a quotation is of the official words."""
    return official is not None and official.is_shown and said in official.words


def part(said: str, official: Quoted) -> Quoted:
    """The quotation alone, with an ellipsis where words of the passage are left out."""
    before = "" if official.words.startswith(said) else "… "
    after = "" if official.words.endswith(said) else " …"
    return replace(official, words=f"{before}{said}{after}")


def probably(official: Quoted | None, *, was_looked_for: bool) -> list[list[Block]]:
    """The place where a clause's words probably stand, or that it was looked for in vain."""
    if official is None:
        return [words(f" {worded(NOT_FOUND)}", "italic")] if was_looked_for else []
    if units(official.link) > _ADDRESS:
        return []
    lead = words(f" {worded('Probably this passage:')} ")
    return [lead, link(official.link, cut(official.locator, _SHORT))]


def _from_when(official: Quoted) -> str:
    fetched = told_iso(official.fetched_on)
    if not official.published:
        return worded("The official words, fetched {day}:", day=fetched)
    return worded(
        "The official words, published {published}, fetched {day}:",
        published=told_iso(official.published),
        day=fetched,
    )


def _standing(official: Quoted) -> str:
    told = worded(_STANDING.get(official.state, ""))
    return f" {told}" if told else ""
