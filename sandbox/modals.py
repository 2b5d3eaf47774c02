"""Slack's rules for views: modals and Home tabs."""

import json
from collections.abc import Iterator

from sandbox.blocks import faults
from sandbox.elements import Wrong, length, plain
from sandbox.refusals import complaints
from sandbox.shapes import Json

TITLE, BUTTON, METADATA, ID = 24, 24, 3_000, 255
BYTES = 250_000


def check_view(view: object, *kinds: str) -> Json:
    """Give the view back, or refuse invalid_arguments with the list of faults."""
    found = list(_faults(view, kinds))
    if found:
        raise complaints("invalid_arguments", [f"{w} [json-pointer:/view{at}]" for at, w in found])
    assert isinstance(view, dict)  # noqa: S101  # _faults said so
    if len(json.dumps(view).encode()) > BYTES:
        raise complaints("view_too_large", [])
    return view


def _faults(view: object, kinds: tuple[str, ...]) -> Iterator[Wrong]:
    if not isinstance(view, dict):
        yield "", "must be an object"
        return
    kind = view.get("type")
    if kind not in kinds:
        yield "/type", f"must be {' or '.join(kinds)}"
        return
    if kind == "modal":
        yield from _modal(view)
    for key, most in (("callback_id", ID), ("external_id", ID), ("private_metadata", METADATA)):
        if view.get(key):
            yield from length(view[key], f"/{key}", most)
    if not view.get("blocks"):
        yield "/blocks", "no fewer than 1 items allowed"
    else:
        yield from faults(view["blocks"], str(kind))


def _modal(view: Json) -> Iterator[Wrong]:
    yield from plain(view.get("title"), "/title", TITLE)
    for key in ("submit", "close"):
        if key in view:
            yield from plain(view[key], f"/{key}", BUTTON)
    blocks = view.get("blocks")
    inputs = isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
    if inputs and "submit" not in view:
        yield "/submit", "missing required field: submit, as there is an input block"
