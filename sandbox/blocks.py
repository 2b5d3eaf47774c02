"""Slack's rules for Block Kit: what is wrong with a list of blocks, with pointers to the places.

Figures: Slack's block reference, as enforced by slack_sdk's models where both say the same.
"""

from collections.abc import Callable, Iterator

from sandbox.elements import Wrong, element, elements, length, plain, text_object
from sandbox.refusals import INVALID_BLOCKS, Refused, complaints
from sandbox.rich_text import rich_text
from sandbox.shapes import Json

MOST = {"message": 50, "modal": 100, "home": 100}
SECTION, FIELD, FIELDS, HEADER, MARKDOWN = 3_000, 2_000, 10, 150, 12_000
ACTIONS, CONTEXT, CONTEXT_ACTIONS = 25, 10, 5
LABEL, HINT, ALT = 2_000, 2_000, 2_000
BLOCK_ID = 255
# Observed by posters (bolt-js issues 2509 and 2867), undocumented: 13,200 characters in all,
# with something for each container; we count 20 for it, so that we refuse rather early than late.
TOTAL, CONTAINER = 13_200, 20
TABLE_ROWS, TABLE_COLUMNS, TABLE_TOTAL = 100, 20, 10_000


def check_blocks(blocks: object, surface: str = "message") -> None:
    """Refuse invalid_blocks with the list of faults; surface is message, modal or home."""
    found = list(faults(blocks, surface))
    if found:
        raise complaints(INVALID_BLOCKS, [f"{wrong} [json-pointer:{at}]" for at, wrong in found])


def check_total(blocks: list[Json]) -> None:
    """Refuse a message whose blocks are too long together."""
    if measure(blocks) > TOTAL:
        raise Refused("msg_blocks_too_long")


def measure(part: object) -> int:
    """Characters of text in a tree of blocks, and CONTAINER for each typed object."""
    if isinstance(part, list):
        return sum(measure(each) for each in part)
    if not isinstance(part, dict):
        return 0
    own = len(part["text"]) if isinstance(part.get("text"), str) else 0
    return own + CONTAINER * ("type" in part) + sum(measure(each) for each in part.values())


def faults(blocks: object, surface: str) -> Iterator[Wrong]:
    """Everything wrong with a list of blocks."""
    if not isinstance(blocks, list):
        yield "/blocks", "must be an array"
        return
    if len(blocks) > MOST[surface]:
        yield "/blocks", f"no more than {MOST[surface]} items allowed"
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        at = f"/blocks/{number}"
        if not isinstance(block, dict) or block.get("type") not in _RULES:
            kind = block.get("type") if isinstance(block, dict) else block
            yield f"{at}/type", f"unsupported type: {kind}"
            continue
        yield from _block_id(block, at, seen)
        yield from _RULES[block["type"]](block, at)


def _block_id(block: Json, at: str, seen: set[str]) -> Iterator[Wrong]:
    name = block.get("block_id")
    if name is None:
        return
    yield from length(name, f"{at}/block_id", BLOCK_ID)
    if name in seen:
        yield f"{at}/block_id", f"block_id {name} already exists"
    seen.add(str(name))


def _section(block: Json, at: str) -> Iterator[Wrong]:
    if "text" not in block and not block.get("fields"):
        yield at, "missing required field: text or fields"
    if "text" in block:
        yield from text_object(block["text"], f"{at}/text", SECTION)
    fields = block.get("fields", [])
    yield from _count(fields, f"{at}/fields", FIELDS)
    for number, field in enumerate(fields):
        yield from text_object(field, f"{at}/fields/{number}", FIELD)
    if "accessory" in block:
        yield from element(block["accessory"], f"{at}/accessory")


def _header(block: Json, at: str) -> Iterator[Wrong]:
    yield from plain(block.get("text"), f"{at}/text", HEADER)


def _divider(block: Json, at: str) -> Iterator[Wrong]:
    del block, at
    yield from ()


def _context(block: Json, at: str) -> Iterator[Wrong]:
    parts = block.get("elements")
    yield from _count(parts, f"{at}/elements", CONTEXT, least=1)
    for number, part in enumerate(parts if isinstance(parts, list) else []):
        here = f"{at}/elements/{number}"
        if isinstance(part, dict) and part.get("type") == "image":
            yield from element(part, here)
        else:
            yield from text_object(part, here, SECTION)


def _actions(block: Json, at: str) -> Iterator[Wrong]:
    yield from _count(block.get("elements"), f"{at}/elements", ACTIONS, least=1)
    yield from elements(block.get("elements"), f"{at}/elements")


def _context_actions(block: Json, at: str) -> Iterator[Wrong]:
    yield from _count(block.get("elements"), f"{at}/elements", CONTEXT_ACTIONS, least=1)
    yield from elements(block.get("elements"), f"{at}/elements")


def _image(block: Json, at: str) -> Iterator[Wrong]:
    yield from length(block.get("alt_text"), f"{at}/alt_text", ALT)
    if not block.get("image_url") and not block.get("slack_file"):
        yield at, "missing required field: image_url or slack_file"


def _input(block: Json, at: str) -> Iterator[Wrong]:
    yield from plain(block.get("label"), f"{at}/label", LABEL)
    if "hint" in block:
        yield from plain(block["hint"], f"{at}/hint", HINT)
    yield from element(block.get("element"), f"{at}/element")


def _markdown(block: Json, at: str) -> Iterator[Wrong]:
    yield from length(block.get("text"), f"{at}/text", MARKDOWN)


def _table(block: Json, at: str) -> Iterator[Wrong]:
    rows = block.get("rows")
    yield from _count(rows, f"{at}/rows", TABLE_ROWS, least=1)
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        yield from _count(row, f"{at}/rows/{number}", TABLE_COLUMNS, least=1)
    if measure(rows) > TABLE_TOTAL:
        yield f"{at}/rows", f"must be less than {TABLE_TOTAL + 1} characters"


def _rich_text(block: Json, at: str) -> Iterator[Wrong]:
    yield from rich_text(block.get("elements"), f"{at}/elements")


def _count(parts: object, at: str, most: int, least: int = 0) -> Iterator[Wrong]:
    if not isinstance(parts, list):
        yield at, "must be an array"
    elif len(parts) > most:
        yield at, f"no more than {most} items allowed"
    elif len(parts) < least:
        yield at, f"no fewer than {least} items allowed"


_RULES: dict[str, Callable[[Json, str], Iterator[Wrong]]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "table": _table,
    "rich_text": _rich_text,
}
