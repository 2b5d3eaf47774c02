"""Slack's rules for rich text: sections, lists, quotes and preformatted parts."""

from collections.abc import Iterator

from sandbox.elements import Wrong, length
from sandbox.shapes import Json

ANY_LENGTH = 40_000
_PARTS = ("rich_text_section", "rich_text_preformatted", "rich_text_quote")
_NEEDS = {
    "text": "text",
    "link": "url",
    "user": "user_id",
    "usergroup": "usergroup_id",
    "channel": "channel_id",
    "emoji": "name",
    "broadcast": "range",
    "date": "timestamp",
    "color": "value",
    "team": "team_id",
}


def rich_text(parts: object, at: str) -> Iterator[Wrong]:
    """The parts of a rich_text block."""
    if not isinstance(parts, list) or not parts:
        yield at, "no fewer than 1 items allowed"
        return
    for number, part in enumerate(parts):
        here = f"{at}/{number}"
        kind = part.get("type") if isinstance(part, dict) else None
        if kind == "rich_text_list":
            yield from _list(part, here)
        elif kind in _PARTS:
            yield from _leaves(part, here)
        else:
            yield f"{here}/type", f"unsupported type: {kind}"


def _list(part: Json, at: str) -> Iterator[Wrong]:
    if part.get("style") not in ("bullet", "ordered"):
        yield f"{at}/style", "must be bullet or ordered"
    for number, item in enumerate(part.get("elements", [])):
        if item.get("type") != "rich_text_section":
            yield f"{at}/elements/{number}/type", "must be rich_text_section"
        else:
            yield from _leaves(item, f"{at}/elements/{number}")


def _leaves(part: Json, at: str) -> Iterator[Wrong]:
    leaves = part.get("elements")
    if not isinstance(leaves, list):
        yield f"{at}/elements", "must be an array"
        return
    for number, leaf in enumerate(leaves):
        here = f"{at}/elements/{number}"
        kind = leaf.get("type") if isinstance(leaf, dict) else None
        if kind not in _NEEDS:
            yield f"{here}/type", f"unsupported type: {kind}"
        elif kind != "date":
            yield from length(leaf.get(_NEEDS[kind]), f"{here}/{_NEEDS[kind]}", ANY_LENGTH)
