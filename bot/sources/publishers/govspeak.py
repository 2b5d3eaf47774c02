"""Cuts a body of GOV.UK, which is govspeak made HTML, into passages."""

from typing import TYPE_CHECKING

from bot.guidance.official import OfficialPassage, evened
from bot.sources.publishers.cutter import Cutter
from bot.sources.publishers.walk import walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def cut_govspeak(body: str, address: str) -> tuple[OfficialPassage, ...]:
    """Cut the whole of it: nothing but words stands in a body, and the arrows of footnotes."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  # only who reads a page waits

    root = LexborHTMLParser(f"<!doctype html><body>{body}").body
    cutter = Cutter(address)
    if root is not None:
        walk(root, cutter, _is_left_out)
    return cutter.passages()


def plain_words(body: str) -> str:
    """The words of a short piece of HTML, on one line."""
    return evened(" ".join(passage.text for passage in cut_govspeak(body, "")))


def _is_left_out(node: "LexborNode", tag: str) -> bool:
    """The arrow back from a footnote is no word."""
    if tag != "a":
        return False
    attributes = node.attributes
    return (
        "reversefootnote" in (attributes.get("class") or "").split()
        or attributes.get("role") == "doc-backlink"
    )
