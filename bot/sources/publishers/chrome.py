"""Tells what a site stands around the words of a page: menus, banners, links to share it."""

import re
from typing import TYPE_CHECKING

from bot.guidance.official import evened

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_TAGS = frozenset({"nav", "form", "footer", "dialog"})
_ROLES = frozenset({
    "navigation", "search", "contentinfo", "banner", "complementary", "dialog", "menu",
})  # fmt: skip
_NAMES = re.compile(
    r"(?:[a-z0-9]+[-_]{1,2}){0,4}"
    r"(?:breadcrumbs?|cookies?(?:-banner|-bar|-notice|-consent)?|share(?:-links?|-buttons?|-this)?"
    r"|sharing|social-(?:share|sharing|links|icons)|sharedaddy|side-?bar|side-?nav(?:igation)?"
    r"|paginat(?:ion|or)|pager|table-of-contents|toc|contents-list|on-this-page|page-contents"
    r"|related(?:-posts|-content|-links|-navigation|-items|-pages)?|skip-?(?:link|nav|to-content)"
    r"|screen-reader-text|visually-?hidden|sr-only|feedback|newsletter|subscribe|back-to-top"
    r"|comments(?:-area)?|comment-respond|post-navigation|print-(?:link|page|button)"
    r"|published-dates|contextual-(?:sidebar|footer|guidance)|phase-banner|global-bar"
    r"|gem-c-notice|govuk-notification-banner"
    r"|meta(?:data)?|byline|emergency-banner|site-(?:header|footer|nav)|widget-area|menu|edit-link|page-tools)"
    r"(?:__[a-z0-9_-]+)?",
    re.IGNORECASE,
)
"""Names of what is no content, each as a whole class or id, with a site's own prefix."""
_HIDDEN = re.compile(r"(display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MOST = 0.5
"""What holds more of the words than this is the content, whatever it is called."""
_FEWEST_LINKS = 2


class Chrome:
    """What is left out of the page whose main part is ``root``."""

    def __init__(self, root: "LexborNode") -> None:
        self._all = max(1, len(evened(root.text())))

    def is_left_out(self, node: "LexborNode", tag: str) -> bool:
        """Whether an element is no part of the document."""
        attributes = node.attributes
        if _is_hidden(attributes) and node.css_first("p, li") is None:
            return True  # what has paragraphs is opened by a button: an answer below its question
        if tag in {"ul", "ol"}:
            return _is_contents(node)
        if not (tag in _TAGS or attributes.get("role") in _ROLES or _is_named(attributes)):
            return tag == "aside" and _is_links(node)
        return len(evened(node.text())) <= self._all * _MOST


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN.search(attributes.get("style") or "") is not None
    )


def _is_named(attributes: dict[str, str | None]) -> bool:
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    return any(_NAMES.fullmatch(name) for name in names)


def _is_contents(node: "LexborNode") -> bool:
    """Whether a list does nothing but lead to headings on the same page."""
    links = node.css("a[href]")
    if len(links) < _FEWEST_LINKS:
        return False
    if not all((link.attributes.get("href") or "").startswith("#") for link in links):
        return False
    return _linked(links) >= len(evened(node.text()).replace(" ", "")) * 0.9


def _is_links(node: "LexborNode") -> bool:
    """Whether half of the words are links: a call-out in a document has few."""
    return _linked(node.css("a[href]")) * 2 >= len(evened(node.text()).replace(" ", ""))


def _linked(links: "list[LexborNode]") -> int:
    return sum(len(evened(link.text()).replace(" ", "")) for link in links)
