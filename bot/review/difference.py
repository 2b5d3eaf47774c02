"""What changed between a draft and its rewording, word by word, for the eye of a person."""

import re
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "cut", "added"]
Change = tuple[Op, str]

_PIECE = re.compile(r"\S+\s*|\s+")


def difference(draft: str, rewording: str) -> tuple[Change, ...]:
    """Give the words kept, cut and added, in reading order, with the spaces after them.

    What is same and cut makes the draft again; what is same and added makes the rewording.
    """
    old, new = _PIECE.findall(draft), _PIECE.findall(rewording)
    changes: list[Change] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(
        a=old, b=new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            changes.append(("same", "".join(old[start:end])))
            continue
        if end > start:
            changes.append(("cut", "".join(old[start:end])))
        if new_end > new_start:
            changes.append(("added", "".join(new[new_start:new_end])))
    return tuple(changes)
