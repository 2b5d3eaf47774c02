"""Turns the bytes of a text or a web page into characters."""

import codecs
import re

from bot.errors import BadSource

_LATIN = "cp1252"
"""What browsers read under the names ASCII and Latin 1: https://encoding.spec.whatwg.org"""
_CODECS = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be"}) | {
    *(f"cp125{number}" for number in range(9)),
    *(f"iso8859-{number}" for number in range(2, 17)),
}
"""Those that are tables of characters; Python knows others that unpack or run for ever."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:-]{2,40})", re.IGNORECASE
)
_LOOKED_AT = 4096
"""Bytes in which a page names its charset: four times what the standard asks for."""


def decode_text(name: str, content: bytes) -> str:
    """Read a text file as UTF-8, with or without a mark in front. Raises BadSource."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadSource(
            f"{name} is not in UTF-8. Open it, choose Save as with the encoding UTF-8, "
            "and give the new file."
        ) from None


def decode_web(content: bytes, charset: str = "") -> str:
    """Read what the web sent; ``charset`` is the name that came with it. Never fails.

    A mark in front counts most, then that name, then what the page says itself; where there is
    nothing it is UTF-8, or Windows-1252 where it cannot be.
    """
    for mark, codec in _BOMS:
        if content.startswith(mark):
            return content.decode(codec, errors="replace").removeprefix("\ufeff")
    inside = _META.search(content[:_LOOKED_AT])
    said = _known(charset) or _known(
        inside[1].decode("ascii", "replace") if inside else "", inside=True
    )
    if said:
        return content.decode(said, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_LATIN, errors="replace")


def _known(charset: str, *, inside: bool = False) -> str:
    """Give Python's name of a charset; empty where it is unknown or not to be trusted."""
    try:
        name = codecs.lookup(charset).name if charset.isascii() and charset.isprintable() else ""
    except (LookupError, ValueError):
        return ""
    if name in {"ascii", "iso8859-1"}:
        return _LATIN
    if inside and name.startswith("utf-16"):
        return "utf-8"  # it could not have been read, were it so
    return name if name in _CODECS else ""
