"""Reads an ordinary web page: its main part, without what its site stands around it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bot.errors import BadSource
from bot.guidance.official import Page, State, evened
from bot.sources.decoding import decode_web
from bot.sources.publishers.chrome import Chrome
from bot.sources.publishers.cutter import Cutter
from bot.sources.publishers.part import WEB, Part, Want
from bot.sources.publishers.walk import walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_PAGES = 60
_ROOTS = ("main", "[role=main]", "article", "#content", "body")
_PAGES = re.compile(r"(?P<base>/.*?)/pages/(?P<number>\d{1,3})/?")
_DATES = (
    'meta[property="article:modified_time"]', 'meta[name="govuk:public-updated-at"]',
    'meta[name="dcterms.modified" i]', 'meta[name="dc.date.modified" i]',
    'meta[property="og:updated_time"]', 'meta[property="article:published_time"]',
    'meta[name="dcterms.issued" i]', 'meta[name="dc.date.issued" i]',
)  # fmt: skip
_TITLE = re.compile(r"[^\W\d]{4,}(?<!next)(?<!previous)", re.IGNORECASE)
"""A link that names a page; others say "2", or "Next"."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOTICES = ".gem-c-notice, .govuk-notification-banner"
_LOCKED = "form.post-password-form, form#loginform, form[action*='wp-login']"


def read_web(page: Page) -> Part:
    """Read a page. Raises BadSource where it has no words, or none for the public.

    Hostile markup can make the parser take minutes, so it is called apart.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  # only who reads a page waits

    tree = LexborHTMLParser(decode_web(page.body, page.charset))
    root = _root(tree)
    if root is None:
        raise BadSource("The page has no words.")
    if root.css_first(_LOCKED) is not None:
        raise BadSource("The page is for members only: it asks for a password. It is linked.")
    title = _title(tree, root)
    cutter = Cutter(page.address, title)
    walk(root, cutter, Chrome(root).is_left_out)
    passages = cutter.passages()
    if not passages:
        raise BadSource("The page has no words without a browser.")
    state, note = _standing(tree)
    return Part(
        address=page.address,
        title=title,
        published=_day(tree, root),
        state=state,
        note=note,
        passages=passages,
        follow=tuple(_follow(tree, page.address)),
    )


def _root(tree: "LexborHTMLParser") -> "LexborNode | None":
    """The part with the words: the first kind of which there is one alone."""
    for selector in _ROOTS:
        found = tree.css(selector)
        if len(found) == 1 and evened(found[0].text()):
            return found[0]
    return None


def _title(tree: "LexborHTMLParser", root: "LexborNode") -> str:
    nodes = (*root.css("h1")[:1], *tree.css("h1")[:1], *tree.css("head > title")[:1])
    return next(filter(None, (evened(node.text()) for node in nodes)), "")


def _standing(tree: "LexborHTMLParser") -> tuple[State, str]:
    """What a page of GOV.UK says above itself of what has become of it."""
    for notice in tree.css(_NOTICES):
        said = evened(notice.text(separator=" "))
        if "was withdrawn on" in said:
            return State.WITHDRAWN, said
        if "published under" in said:
            return State.SUPERSEDED, said
    return State.CURRENT, ""


def _day(tree: "LexborHTMLParser", root: "LexborNode") -> str:
    said = [node.attributes.get("content") for name in _DATES for node in tree.css(name)[:1]]
    said += [node.attributes.get("datetime") for node in root.css("time[datetime]")[:1]]
    found = (_DAY.match((text or "").strip()) for text in said)
    return next((day[0] for day in found if day), "")


def _follow(tree: "LexborHTMLParser", address: str) -> Iterator[Want]:
    """The other pages of a document that its site splits into /pages/1/, /pages/2/ and so on."""
    here = urlsplit(address)
    own = _PAGES.fullmatch(here.path)
    base = own["base"] if own else here.path.rstrip("/")
    numbers: dict[int, str] = {}
    for link in tree.css("a[href]"):
        there = urlsplit(_joined(address, link.attributes.get("href") or ""))
        found = _PAGES.fullmatch(there.path)
        if found and there.netloc == here.netloc and found["base"] == base:
            numbers.setdefault(int(found["number"]), evened(link.text()))
        elif there.netloc == here.netloc and there.path.rstrip("/") == f"{base}-html":
            yield Want(reader=WEB, ask=f"{here.scheme}://{here.netloc}{base}-html", title="")
    if own and numbers:
        numbers.setdefault(int(own["number"]), "")
    for number in sorted(numbers)[:MOST_PAGES]:
        ask = f"{here.scheme}://{here.netloc}{base}/pages/{number}/"
        is_here = own is not None and int(own["number"]) == number
        named = _TITLE.search(numbers[number])
        title = numbers[number] if named else f"Page {number}"
        yield Want(reader=WEB, ask=address if is_here else ask, title=title)


def _joined(address: str, link: str) -> str:
    try:
        return urljoin(address, link)
    except ValueError:  # half an IPv6 address, for one
        return ""
