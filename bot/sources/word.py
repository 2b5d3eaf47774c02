"""Gives the words of a Word document, by way of the web page that it would be."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from bot.errors import BadSource
from bot.sources.gathered import Gathered
from bot.sources.markup import read_html

MAX_UNPACKED = 100_000_000
"""Bytes: five times the largest file, since pictures hardly shrink when packed."""
MAX_XML = 20_000_000
"""Bytes of text and its marks: 16 million took 10 seconds to read where it was measured."""
_TEXT = "word/document.xml"
_STYLES = """
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""


def read_word(content: bytes) -> Gathered:
    """Gather the words of a .docx. Raises BadSource, and whatever mammoth raises on damage.

    What was deleted under "track changes" and comments are left out.
    """
    return read_html(word_page(content))


def word_page(content: bytes) -> str:
    """The web page that a .docx would be; raises as ``read_word`` does."""
    _refuse_other_zips(content)
    import mammoth  # noqa: PLC0415  # only who reads a Word document waits

    page: str = mammoth.convert_to_html(
        BytesIO(content),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=lambda _: [],
    ).value
    return page


def _refuse_other_zips(content: bytes) -> None:
    """Look at the table of contents alone; a file that lies about its size cannot be unpacked."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            sizes = {item.filename: item.file_size for item in packed.infolist()}
            is_locked = any(item.flag_bits & 1 for item in packed.infolist())
    except BadZipFile:
        raise BadSource(
            "The Word document is damaged. Open it in Word, save it again, and give the new file."
        ) from None
    if _TEXT not in sizes:
        raise BadSource(
            "This is no Word document (.docx). If it is a folder of packed files, unpack it; "
            "if it is a workbook, slides or OpenDocument, save it as .docx or PDF."
        )
    if is_locked:
        raise BadSource("The Word document is locked with a password. Save it without one.")
    xml = sum(size for name, size in sizes.items() if name.endswith((".xml", ".rels")))
    if sum(sizes.values()) > MAX_UNPACKED or xml > MAX_XML:
        raise BadSource(
            "The Word document is far too large when it is unpacked. "
            "Copy the words that matter into a new document."
        )
