"""What forms are made of: the frame, fields with their labels, and what can be chosen in them."""

import json
from collections.abc import Sequence
from typing import Any

from bot.slack.blocks import LABEL, Block, clean, cut, plain_text
from bot.words.speaking import worded


def modal(
    callback: str, title: str, submit: str, memory: dict[str, Any], blocks: Sequence[Block]
) -> Block:
    """A view for ``views.open``; ``memory`` comes back with what is filled in."""
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain_text(title),
        "submit": plain_text(submit),
        "close": plain_text(worded("Cancel")),
        "private_metadata": json.dumps(memory, separators=(",", ":")),
        "blocks": list(blocks),
    }


def field(name: str, label: str, element: Block, hint: str = "", *, needed: bool = False) -> Block:
    """A field, whose block and element have one name: what was typed is found by it."""
    block = {
        "type": "input",
        "block_id": name,
        "label": plain_text(label),
        "element": {**element, "action_id": name},
        "optional": not needed,
    }
    return {**block, "hint": plain_text(hint)} if hint else block


def text(longest: int, *, lines: bool = True) -> Block:
    """Where words are typed: at most so many characters, on one line or on several."""
    return {"type": "plain_text_input", "multiline": lines, "max_length": longest}


def option(name: str, value: str) -> Block:
    """Something that can be chosen: what it is called, and what is sent for it."""
    return {"text": plain_text(cut(clean(name), LABEL)), "value": value}
