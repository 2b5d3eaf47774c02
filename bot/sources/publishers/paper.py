"""Cuts a PDF into passages: numbered paragraphs and bullets, page by page."""

import re
from collections.abc import Iterator

from bot.errors import BadSource
from bot.guidance.official import Kind, OfficialPassage, Page
from bot.sources.pdf import page_texts
from bot.sources.publishers.naming import lead_name, named_apart
from bot.sources.publishers.numbers import number_at
from bot.sources.publishers.part import Part

_LEADS = (":", "—", "–")
_BULLET = "- "


def read_paper(page: Page) -> Part:
    """Read a PDF. Raises BadSource where it is none, is locked or has no words.

    A hostile file can take minutes and much memory, so it is called apart.
    """
    if b"%PDF-" not in page.body[:1024]:
        raise BadSource("The answer is not a PDF, though its publisher says so.")
    title, pages = _read(page.body)
    passages = named_apart(tuple(_passages(pages, page.address)))
    if not passages:
        raise BadSource("The PDF holds pictures of its pages and no words.")
    return Part(address=page.address, title=title, passages=passages)


def _read(content: bytes) -> tuple[str, list[str]]:
    from pypdf.errors import PyPdfError  # noqa: PLC0415  # only who reads a PDF waits

    try:
        return page_texts(content)
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise BadSource("The PDF is damaged.") from None


def _passages(pages: list[str], address: str) -> Iterator[OfficialPassage]:
    position = 0
    for sheet, text in enumerate(pages, 1):
        turn, item, lead, name = 0, 0, "", ""
        for line in re.split(r"\n+", text):
            is_item = line.startswith(_BULLET)
            words = line.removeprefix(_BULLET)
            if not any(character.isalnum() for character in words):
                continue
            number = number_at(words)
            if is_item:
                item += 1
                number = number or str(item)
            else:
                turn, item = turn + 1, 0
                lead = words if words.endswith(_LEADS) else ""
                name = _name(sheet, number, turn)
            base = f"page {sheet}: {lead_name(lead)}" if lead else name or f"page {sheet}"
            yield OfficialPassage(
                position=position,
                kind=Kind.ITEM if is_item else Kind.PARAGRAPH,
                headings=(f"Page {sheet}",),
                locator=f"{base}, item {item}" if is_item else name,
                text=words,
                address=address,
                anchor=f"page={sheet}",
                number=number,
                lead=lead if is_item else "",
            )
            position += 1


def _name(sheet: int, number: str, turn: int) -> str:
    if "." in number:
        return number
    return f"page {sheet}, paragraph {number or turn}"
