"""Tells by its first bytes what a file is, and says what to do with one that cannot be read."""

from pathlib import PurePath
from typing import Literal

from bot.errors import BadSource

Kind = Literal["text", "html", "pdf", "word"]

READABLE = "text (.txt, .md), web pages (.html), PDF (.pdf) and Word (.docx)"
_BY_SUFFIX: dict[str, Kind] = {
    "": "text", ".txt": "text", ".md": "text", ".markdown": "text", ".html": "html", ".htm": "html",
    ".pdf": "pdf", ".docx": "word",
}  # fmt: skip
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
_LOOKED_AT = 1024
"""Bytes in which "%PDF-" may stand: some programs write a few in front of it."""
_PICTURE = "is a picture: it holds no words that can be read. Type or paste them into a text file."
_REFUSED: dict[bytes, str] = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (
        "is an old Word file (.doc) or one with a password. "
        "Open it in Word and save it as .docx, without a password."
    ),
    b"{\\rtf": "is rich text (.rtf). Open it in Word and save it as .docx.",
    b"\x89PNG": _PICTURE, b"\xff\xd8\xff": _PICTURE, b"GIF8": _PICTURE, b"RIFF": _PICTURE,
    b"II*\x00": _PICTURE, b"MM\x00*": _PICTURE, b"BM": _PICTURE,
    b"\x1f\x8b": "is packed (.gz). Unpack it first.",
    b"\xff\xfe": "is in UTF-16. Save it as UTF-8, or copy its words into a new text file.",
    b"\xfe\xff": "is in UTF-16. Save it as UTF-8, or copy its words into a new text file.",
}  # fmt: skip


def kind_of(name: str, content: bytes) -> Kind:
    """Say what a file holds: by its first bytes, then by the end of its name.

    Raises BadSource for a kind that is not read here, with what to do instead.
    """
    by_name = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if by_name != "html" and _PDF in content[:_LOOKED_AT]:
        return "pdf"
    if content.startswith(_ZIP):
        return "word"
    for start, what in _REFUSED.items():
        if content.startswith(start) and not (start == b"BM" and b"\0" not in content):
            raise BadSource(f"{name} {what}")
    if by_name in {"pdf", "word"}:
        raise BadSource(
            f"{name} is damaged, or is something else than its name says. "
            "Open it, save it again, and give the new file."
        )
    if by_name is None:
        raise BadSource(f"{name} is of a kind that is not read here. Read are {READABLE}.")
    if b"\0" in content:
        raise BadSource(f"{name} is not text. Copy its words into a text file.")
    return by_name
