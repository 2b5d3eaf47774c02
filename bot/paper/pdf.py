"""A page as a PDF that a screen reader can read (PDF/UA-1)."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib import resources

from bot.errors import ReportError
from bot.paper.paper import Block, Look, Paper, Table
from bot.paper.shown import shown

_LONG = re.compile(r"\S{60}(?=\S)")
"""Nobody's word is as long; an address is, and may break here. A digest fits on the sheet."""
_NO_TEXT = frozenset({"svg", "link"})
_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

_Data = str | int | bool | Sequence["_Data"] | Mapping[str, "_Data"]
"""What JSON can say."""


def pdf(paper: Paper) -> bytes:
    """Give the whole file. The same paper gives the same bytes, with the same fonts.

    What the paper says goes in as data: nothing in it is read as Typst. A character that no font
    of this machine draws is named: ``[U+1F600 grinning face]``. Raises ReportError.
    """
    import typst  # noqa: PLC0415  # 80 MB of code: only who prints loads it

    said = json.dumps(_visible(_data(paper)))
    try:
        return _set(said)
    except typst.TypstError as error:
        names = _undrawn(error.diagnostic)
        if not names:
            raise ReportError(f"The PDF could not be made: {error.message}.") from error
    try:
        return _set(json.dumps(_visible(_data(paper), names)))
    except typst.TypstError as error:
        raise ReportError(f"The PDF could not be made: {error.message}.") from error


def _set(said: str) -> bytes:
    import typst  # noqa: PLC0415  # see above

    form = resources.files("bot.paper").joinpath("page.typ").read_bytes()
    made = typst.compile(form, format="pdf", sys_inputs={"paper": said}, pdf_standards="ua-1")
    assert isinstance(made, bytes)  # noqa: S101  # one file, as one was asked for
    return made


def _undrawn(complaints: str) -> Mapping[int, str]:
    """What to print in place of each character that no font draws."""
    texts = (_ESCAPED.sub(_character, text) for text in _UNDRAWN.findall(complaints))
    return {
        ord(
            character
        ): f"[U+{ord(character):04X} {unicodedata.name(character, '').lower()}".rstrip() + "]"
        for text in texts
        for character in text
    }


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _data(paper: Paper) -> _Data:
    return {
        "title": paper.title,
        "lead": paper.lead,
        "language": paper.language,
        "handling": paper.handling,
        "words": dict(paper.words),
        "foot": "  ".join(filter(None, (paper.handling, paper.title, paper.made))),
        "about": asdict(paper.about)["rows"] if paper.about else [],
        "blocks": [_plain(block) for block in paper.blocks],
    }


def _plain(block: Block) -> _Data:
    """A block as data. A cell is an object: Typst lays rows out by flattening them."""
    data = asdict(block)
    if isinstance(block, Table):
        data["rows"] = [[{"runs": cell} for cell in row] for row in data["rows"]]
        data["numbers"] = sorted(block.numbers)
    return data


def _visible(held: _Data, names: Mapping[int, str] | None = None) -> _Data:
    """Every text within, as it is shown; what is to be copied has no places to break."""
    if isinstance(held, str):
        return _LONG.sub("\\g<0>\u200b", shown(held).translate(names or {}))
    if isinstance(held, Mapping) and held.get("look") == Look.CODE:
        return held
    if isinstance(held, Mapping):
        return {
            name: value if name in _NO_TEXT else _visible(value, names)
            for name, value in held.items()
        }
    if isinstance(held, Sequence):
        return [_visible(value, names) for value in held]
    return held
