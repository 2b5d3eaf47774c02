"""Letters that a reader cannot see: zero-width, direction, private-use and tag characters."""

import re
import unicodedata
from collections.abc import Iterator

_SUSPECT = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ue000-\uf8ff\U000e0000-\U000e01ef\U000f0000-\U0010ffff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_JOINERS = "\u200c\u200d"
_BUILDERS = "\ufe0f\u200d"
_TAGS = frozenset(map(chr, range(0xE0020, 0xE0080)))
_LONGEST_FLAG = 6
"""Tags in the flags of England, Scotland and Wales: five letters and an end."""
_FLAG = "\U0001f3f4"


def hidden_offsets(text: str) -> frozenset[int]:
    """Every character that is not drawn, those that build an emoji included."""
    return frozenset(found.start() for found in _SUSPECT.finditer(text))


def smuggled(text: str) -> tuple[int, ...]:
    """The offsets of hidden characters that no emoji, flag or script asks for."""
    return tuple(_smuggled(text))


def _smuggled(text: str) -> Iterator[int]:
    drawn = ""
    """What stands before the place and any run of style marks and joiners there."""
    for found in _SUSPECT.finditer(text):
        at = found.start()
        if at and text[at - 1] not in _BUILDERS:
            drawn = text[at - 1]
        if not _has_a_use(text, at, drawn):
            yield at


def _has_a_use(text: str, at: int, before: str) -> bool:
    """Whether the character builds the emoji, the flag or the letters before it."""
    character = text[at]
    if character in "\ufe0e\ufe0f" or character in _JOINERS:
        return bool(before) and (_is_symbol(before) or _joins_letters(text, at))
    if character in _TAGS:
        return _flag_before(text, at)
    return character == "\ufeff" and at == 0


def _is_symbol(character: str) -> bool:
    return (
        unicodedata.category(character) in {"So", "Sk", "Sm", "Po"} or character in "0123456789#*"
    )


def _joins_letters(text: str, at: int) -> bool:
    """Arabic, Persian and Indic scripts shape their letters with joiners."""
    return text[at] in _JOINERS and at + 1 < len(text) and "\u0600" <= text[at - 1] <= "\u0dff"


def _flag_before(text: str, at: int) -> bool:
    """Whether the tags run back, at most six of them, to a black flag."""
    start = at
    while start and text[start] in _TAGS and at - start <= _LONGEST_FLAG:
        start -= 1
    return text[start] == _FLAG
