"""Walks through a part of a web page in reading order and has it cut into passages."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.sources.markup import following
from bot.sources.publishers.cutter import Cutter

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})
NO_WORDS = frozenset({
    "script", "style", "template", "head", "iframe", "object", "svg", "canvas", "audio", "video",
    "select", "textarea", "input", "noscript", "-comment",
})  # fmt: skip


def walk(
    root: "LexborNode", cutter: Cutter, is_left_out: Callable[["LexborNode", str], bool]
) -> None:
    """Give every element and text under ``root``, and itself, to ``cutter``.

    Without recursion: a page may be nested deeper than Python may call. The id of ``root`` is
    no anchor: it lands at the top of the page.
    """
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            cutter.text(node.text_content or "")
        elif node is root or not (_is_wordless(node, tag) or is_left_out(node, tag)):
            cutter.enter(tag, {} if node is root else node.attributes)
            if node.first_child is not None:
                node = node.first_child
                continue
            cutter.leave(tag)
        node = following(node, root, cutter.leave)


def _is_wordless(node: "LexborNode", tag: str) -> bool:
    """Whether nobody reads it. The button in a heading that opens its section is the heading."""
    if tag != "button":
        return tag in NO_WORDS
    return node.parent is None or node.parent.tag not in _HEADINGS
