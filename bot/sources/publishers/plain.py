"""Reads values out of JSON that may hold anything in any place."""

import json
from typing import Any

from bot.errors import BadSource
from bot.guidance.official import evened


def read_json(content: bytes) -> dict[str, Any]:
    """Read one object. Raises BadSource for anything else."""
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise BadSource("The answer is not a content item: it is no JSON object.")
    return values


def part_of(values: Any, *keys: str) -> dict[str, Any]:  # noqa: ANN401  # whatever JSON holds
    """The object at a path of keys; empty where something else or nothing is there."""
    for key in keys:
        values = values.get(key) if isinstance(values, dict) else None
    return values if isinstance(values, dict) else {}


def rows_of(values: Any, key: str) -> list[dict[str, Any]]:  # noqa: ANN401  # as above
    """The objects in the list at ``key``."""
    rows = values.get(key) if isinstance(values, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def text_of(values: Any, key: str) -> str:  # noqa: ANN401  # as above
    """The words at ``key`` on one line; empty where something else or nothing is there."""
    text = values.get(key) if isinstance(values, dict) else None
    return evened(_whole(text)) if isinstance(text, str) else ""


def markup_of(values: Any, key: str) -> str:  # noqa: ANN401  # as above
    """The HTML at ``key``: a text, or a list of the same text in several kinds."""
    found = values.get(key) if isinstance(values, dict) else None
    if isinstance(found, str):
        return _whole(found)
    kinds = {text_of(row, "content_type"): row.get("content") for row in rows_of(values, key)}
    html = kinds.get("text/html")
    return _whole(html) if isinstance(html, str) else ""


def _whole(text: str) -> str:
    """Put a question mark for half a character, which JSON can hold and no file can keep."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
