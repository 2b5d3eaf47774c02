"""Chooses who reads a page, and how a document of the catalogue is asked for first."""

import re
from urllib.parse import urlsplit

from bot.errors import BadSource
from bot.guidance.catalogue import Source
from bot.guidance.official import Page
from bot.sources.publishers.govuk import SITE, api_address, read_item
from bot.sources.publishers.legislation import data_address, read_legislation
from bot.sources.publishers.own import read_own
from bot.sources.publishers.paper import read_paper
from bot.sources.publishers.part import GOVUK, LEGISLATION, OWN, WEB, Part, Want
from bot.sources.publishers.web import read_web

EDITION = 1
"""Counts up when the same bytes would be cut otherwise: the pages kept are then read anew."""
_PDF = "application/pdf"
_MARKUP = frozenset({"text/html", "application/xhtml+xml"})
_UNTOLD = frozenset({"", "text/plain", "application/octet-stream", "application/xml", "text/xml"})
"""Kinds that a careless server gives for a page."""
_OPENS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.{0,400}?-->)*<(?:!doctype html|html|head|body|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_LOOKED_AT = 4096


def first_want(source: Source) -> Want:
    """How to ask for the first page of a document."""
    if source.content_api:
        return Want(reader=GOVUK, ask=SITE + source.content_api)
    return want_of(source.url)


def want_of(address: str, title: str = "") -> Want:
    """How to ask for the document at an address: by its publisher's interface, if it has one."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    if host == "gov.uk":
        return Want(reader=GOVUK, ask=api_address(urlsplit(address).path), title=title)
    if host == "legislation.gov.uk":
        return Want(reader=LEGISLATION, ask=data_address(address), title=title)
    return Want(reader=WEB, ask=address, title=title)


def read(reader: str, page: Page) -> Part:
    """Cut a page into passages. Raises BadSource with one plain reason.

    The same bytes give the same part: nothing else is asked, and nothing is kept.
    """
    if reader == OWN:
        return read_own(page)
    if page.kind == _PDF or page.body[:5] == b"%PDF-":
        return read_paper(page)
    if reader == GOVUK:
        return read_item(page)
    if reader == LEGISLATION:
        return read_legislation(page)
    if page.kind in _MARKUP or (page.kind in _UNTOLD and _OPENS.match(page.body[:_LOOKED_AT])):
        return read_web(page)
    raise BadSource(
        f"The address gives {page.kind[:80] or 'something of no known kind'}, "
        "where a web page or a PDF was expected."
    )
