"""Gives the words of a web page: its main part, with quotations and lists still to be told."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.sources.blocks import Blocks
from bot.sources.gathered import Gathered

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAIN = ("main", "[role=main]", "article")
_TITLE = ("h1", "title")
_PUBLISHER = (
    'meta[name="govuk:primary-publishing-organisation"]',
    'meta[property="og:site_name"]',
    'meta[name="dcterms.publisher" i]',
    'meta[name="dc.publisher" i]',
)
_LEFT_OUT = frozenset({
    "script", "style", "noscript", "template", "nav", "aside", "form", "button", "select",
    "textarea", "dialog", "svg", "math", "iframe", "object", "canvas", "audio", "video", "head",
    "-comment",
})  # fmt: skip
_ROLES = frozenset({"navigation", "search", "contentinfo", "banner", "complementary", "dialog"})
_GOVUK = (
    "gem-c-metadata", "gem-c-share-links", "gem-c-contextual-", "gem-c-related-navigation",
    "gem-c-published-dates", "gem-c-print-link", "gem-c-single-page-notification",
    "gem-c-feedback", "gem-c-devolved-nations", "govuk-visually-hidden", "govuk-breadcrumbs",
    "govuk-skip-link", "govuk-back-link",
)  # fmt: skip
"""Classes of what stands around the words in the main part of a page of GOV.UK:
https://components.publishing.service.gov.uk/component-guide"""
_COOKIES = re.compile(
    r"\bcookie-?(banner|bar|consent|notice|message|popup)|\bconsent-banner", re.IGNORECASE
)
_HIDDEN = re.compile(r"(display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def read_html(page: str) -> Gathered:
    """Gather the words of a page; they are empty where it has none.

    Hostile markup can make the parser take minutes, so call it apart (``apart.py``).
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  # only who reads a page waits

    tree = LexborHTMLParser(page)
    root = _root(tree)
    if root is None:
        return Gathered(words="")
    titles = [*root.css("h1")[:1], *tree.css("head > title")[:1]]
    return Gathered(
        words=_words(root, is_main=root.tag != "body"),
        title=next(filter(None, (_line(node.text()) for node in titles)), ""),
        publisher=_publisher(tree),
    )


def _root(tree: "LexborHTMLParser") -> "LexborNode | None":
    """The part with the words: the only main part, the only article, or the whole body."""
    for selector in _MAIN:
        found = tree.css(selector)
        if len(found) == 1:
            return found[0]
    return tree.body


def _publisher(tree: "LexborHTMLParser") -> str:
    said = (node.attributes.get("content") for name in _PUBLISHER for node in tree.css(name)[:1])
    return next(filter(None, (_line(content or "") for content in said)), "")


def _words(root: "LexborNode", *, is_main: bool) -> str:
    """Walk the tree without recursion: a page may be nested deeper than Python may call."""
    blocks = Blocks()
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            blocks.text(node.text_content or "", keep_lines=blocks.in_pre)
        elif node is root or not _is_left_out(node, tag, blocks, is_main=is_main):
            blocks.enter(tag)
            if node.first_child is not None:
                node = node.first_child
                continue
            blocks.leave(tag)
        node = following(node, root, blocks.leave)
    return blocks.words()


def following(
    node: "LexborNode", root: "LexborNode", leave: Callable[[str], None]
) -> "LexborNode | None":
    """The next node in reading order that is not inside ``node``; leaves what ends on the way."""
    here: LexborNode | None = node
    while here is not None and here.mem_id != root.mem_id:
        if here.next is not None:
            return here.next
        here = here.parent
        if here is not None:
            leave(here.tag or "")
    return None


def _is_left_out(node: "LexborNode", tag: str, blocks: Blocks, *, is_main: bool) -> bool:
    if tag in _LEFT_OUT or (tag == "footer" and not blocks.quoting):
        return True
    if tag == "header" and not is_main:
        return True
    attributes = node.attributes
    if not attributes:
        return False
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in _ROLES
        or _HIDDEN.search(attributes.get("style") or "") is not None
        or _COOKIES.search(named) is not None
        or any(name in named for name in _GOVUK)
    )


def _line(text: str) -> str:
    return " ".join(text.split())
