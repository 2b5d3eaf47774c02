"""Reads the XML of legislation.gov.uk: https://www.legislation.gov.uk/schema/legislation.xsd."""

import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from bot.errors import BadSource
from bot.guidance.official import Page, evened
from bot.sources.publishers.part import Part
from bot.sources.publishers.provisions import Provisions, local_name

DATA = "/data.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCT = "{http://purl.org/dc/terms/}"
_CONTENTS = re.compile(r"/contents(?=/|$)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def data_address(url: str) -> str:
    """The address of the XML behind a page of an Act, a part of one or a section."""
    bare = url.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0].rstrip("/")
    return _CONTENTS.sub("", bare).removesuffix(DATA) + DATA


def read_legislation(page: Page) -> Part:
    """Read an Act or a part of one. Raises BadSource where it is none."""
    root = _parsed(page.body)
    if local_name(root) != "Legislation":
        raise BadSource("The answer is not legislation: it opens with another element.")
    provisions = Provisions(page.address.removesuffix(DATA))
    for child in root:
        if local_name(child) != "Metadata":
            provisions.read(child)
    passages = provisions.passages()
    if not passages:
        raise BadSource("The legislation has no text: it may be a list of contents.")
    valid = _said(root, f"{_DCT}valid") or _said(root, f"{_DC}modified")
    return Part(
        address=page.address.removesuffix(DATA),
        title=_said(root, f"{_DC}title"),
        published=valid if _DATE.fullmatch(valid) else "",
        passages=passages,
    )


class _Builder(TreeBuilder):
    """Builds the tree, and takes no document type: entities are declared in one."""

    def doctype(self, *_: str | None) -> None:
        """Refuse it: the reader calls this where one stands."""
        raise BadSource("The XML declares a document type, which legislation does not.")


def _parsed(body: bytes) -> Element:
    parser = XMLParser(target=_Builder())  # noqa: S314  # a document type is refused
    try:
        parser.feed(body)
        root = parser.close()
    except (ParseError, ValueError, LookupError):
        raise BadSource("The answer is not legislation: it is no well-formed XML.") from None
    if not isinstance(root, Element):
        raise BadSource("The answer is not legislation: it is empty.")
    return root


def _said(root: Element, tag: str) -> str:
    found = next(root.iter(tag), None)
    return evened("".join(found.itertext())) if found is not None else ""
