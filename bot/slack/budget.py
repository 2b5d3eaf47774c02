"""How much goes into one message: one function measures, one packs, and both count alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.blocks import Block, clean, cut, units

BLOCKS = 50
"""Blocks in a message, from Slack's reference."""
PAGE_BLOCKS = 100
"""Blocks on a page of the app, from the same."""
WEIGHT = 12_000
"""Slack gives no figure for all blocks together. Refusals were reported (bolt-js issues 2509 and
2867) from about 13,200 characters, counted with something for each piece; we stay below."""
PIECE = 20
"""What a piece weighs beside its text."""
ALOUD = 3_900
"""Slack advises 4,000 characters for the top-level text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message: its blocks, and the same in plain words for screen readers and alerts."""

    text: str
    blocks: tuple[Block, ...]


def measure(blocks: Sequence[Block]) -> int:
    """What blocks weigh: every text, address, label and value in them, and each piece."""
    return sum(_weight(block) for block in blocks)


def fits(blocks: Sequence[Block]) -> bool:
    """Whether Slack takes these blocks as one message."""
    return len(blocks) <= BLOCKS and measure(blocks) <= WEIGHT


def fits_page(blocks: Sequence[Block]) -> bool:
    """Whether Slack takes these blocks as somebody's page of the app.

    No limit on a page's words together is known but 250 kB, and none is tried out on people.
    """
    return len(blocks) <= PAGE_BLOCKS and measure(blocks) <= WEIGHT


def pack(groups: Sequence[Sequence[Block]]) -> tuple[tuple[Block, ...], ...]:
    """Put groups of blocks, in their order, into as few messages as hold them.

    A group is never torn apart; each must fit into a message by itself.
    """
    messages: list[tuple[Block, ...]] = []
    for group in groups:
        if messages and fits([*messages[-1], *group]):
            messages[-1] = (*messages[-1], *group)
        elif group:
            messages.append(tuple(group))
    return tuple(messages)


def message(blocks: Sequence[Block], *, unread: Sequence[Block] = ()) -> Message:
    """Make a message whose top-level text says the blocks, without those in ``unread``."""
    spoken = "\n".join(say(block) for block in blocks if block not in unread and say(block))
    return Message(text=escape(cut(spoken, ALOUD)), blocks=tuple(blocks))


def say(block: Block) -> str:
    """The words of a block, as a screen reader would say them. Buttons speak for themselves."""
    if block.get("type") == "actions":
        return ""
    return _said(block).strip()


def escape(text: str) -> str:
    """Make a text harmless where Slack reads markup: the three letters that begin any."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> Message:
    """A message of our own words in one short paragraph."""
    section = {"type": "text", "text": cut(clean(text), ALOUD) or " "}
    blocks = [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [section]}]}
    ]
    return message(blocks)


def _said(piece: Block) -> str:
    if isinstance(piece.get("text"), str):
        return str(piece["text"])
    if isinstance(piece.get("text"), dict):
        return _said(piece["text"])
    parts = [_said(part) for part in piece.get("elements", [])]
    inline = piece.get("type") in {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}
    return ("" if inline else "\n").join(parts)


def _weight(piece: object) -> int:
    if isinstance(piece, str):
        return units(piece)
    if isinstance(piece, list | tuple):
        return sum(_weight(inside) for inside in piece)
    if isinstance(piece, dict):
        told = (v for name, v in piece.items() if name not in {"type", "style", "action_id"})
        return PIECE * ("type" in piece) + sum(_weight(inside) for inside in told)
    return 0
