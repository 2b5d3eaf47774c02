"""Gives the words of a PDF, with the lines of a paragraph joined again."""

import re
from io import BytesIO
from typing import TYPE_CHECKING

from bot.errors import BadSource
from bot.sources.gathered import Gathered

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 1_000
"""They took 5 seconds to read where it was measured; what is longer is a book."""
_PAGE_NUMBER = re.compile(r"(page )?\d{1,4}( (of|/) \d{1,4})?|- ?\d{1,4} ?-", re.IGNORECASE)
_BULLET = re.compile(r"[•●▪◦‣·–—*-]\s+|\uf0b7\s*")
_NUMBERED = re.compile(r"(\(?\d{1,3}[.)]|\d{1,3}(\.\d{1,3})+\.?|\(?[a-z]{1,3}\))\s")
"""A paragraph with a number of its own: "5.", "4.4.1", "(a)"."""
_ENDS = re.compile(r"[.!?:;”\"’)]$")
_SHORT = 0.7
"""A line with less of the longest line of its page, and a stop at its end, ends a paragraph."""
_UNTITLED = re.compile(r"microsoft word|untitled|\.(docx?|pdf|indd|pptx?)$", re.IGNORECASE)


def read_pdf(content: bytes) -> Gathered:
    """Gather the words of a PDF. Raises BadSource, and whatever pypdf raises on damage.

    A hostile file can take minutes and much memory, so call it apart (``apart.py``).
    """
    title, pages = page_texts(content)
    words = "\n\n".join(filter(None, pages))
    if not any(character.isalnum() for character in words):
        raise BadSource(
            "The PDF holds pictures of its pages and no words. "
            "Ask for the text itself, or copy the words into a text file."
        )
    return Gathered(words=words, title=title)


def page_texts(content: bytes) -> tuple[str, list[str]]:
    """The title of a PDF, and the words of each page: a paragraph or a list item on a line.

    Raises BadSource, and whatever pypdf raises on damage.
    """
    from pypdf import PdfReader  # noqa: PLC0415  # only who reads a PDF waits

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        _unlock(reader)
    if len(reader.pages) > MAX_PAGES:
        raise BadSource(
            f"The PDF has {len(reader.pages):,} pages and the limit is {MAX_PAGES:,}. "
            "Save the pages that matter as a PDF of their own."
        )
    return _title(reader), [_paragraphs(page.extract_text()) for page in reader.pages]


def _unlock(reader: "PdfReader") -> None:
    """Many a PDF is locked against printing alone, and opens with an empty password."""
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415  # see above

    try:
        is_open = bool(reader.decrypt(""))
    except (DependencyError, PyPdfError, NotImplementedError):
        is_open = False
    if not is_open:
        raise BadSource(
            "The PDF is locked with a password. Open it, print it to a new PDF without one, "
            "and give that."
        )


def _paragraphs(page: str) -> str:
    """Join what the page broke; a blank line, a bullet or a short last line parts."""
    lines = [" ".join(line.split()) for line in page.split("\n")]
    while lines and _is_nothing(lines[0]):
        del lines[0]
    while lines and _is_nothing(lines[-1]):
        del lines[-1]
    longest = max(map(len, lines), default=0)
    said = ""
    before = ""
    for line in lines:
        said += _between(before, line, longest) + _BULLET.sub("- ", line, count=1) if line else ""
        before = line
    return said.strip()


def _between(before: str, line: str, longest: int) -> str:
    """What stands between two lines: nothing, a space, or the end of a paragraph."""
    if _BULLET.match(line):
        return "\n" if _BULLET.match(before) else "\n\n"
    if not before or (len(before) < longest * _SHORT and _ENDS.search(before)):
        return "\n\n"
    if _NUMBERED.match(line) and _ENDS.search(before):
        return "\n\n"
    if len(before) < longest * _SHORT and (line[0].isupper() or _NUMBERED.match(line)):
        return "\n\n"  # a heading, or a line of an address
    return "" if re.search(r"\w-$", before) else " "


def _is_nothing(line: str) -> bool:
    return not line or _PAGE_NUMBER.fullmatch(line) is not None


def _title(reader: "PdfReader") -> str:
    """The title that the file gives itself, unless a program only named it after a file."""
    title = " ".join(str((reader.metadata and reader.metadata.title) or "").split())
    return "" if _UNTITLED.search(title) else title
