"""Text as both forms show it: what is not drawn, or turns what follows round, is named."""

import re

_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f"
"""England, Scotland and Wales: their letters are not drawn, and make the flag."""
_UNSEEN = re.compile(
    f"({_FLAG})|"
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b"
    "\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)


def shown(text: str) -> str:
    """Name each character that nobody would see, ``[U+202E]``; all line ends become one kind.

    What builds emoji and joined scripts stays. Everything else stands as it is.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub(lambda found: found[1] or f"[U+{ord(found[0]):04X}]", lines)
