"""Finds e-mail addresses, in the form that people write: RFC 5321 without its quoted names.

From each @ the name is read backwards and the domain forwards, so that the time is that of one
reading, however long a run of letters is.
"""

import re
from collections.abc import Iterator
from typing import Final

_IN_NAME: Final = "._%+'&-"
_EDGE: Final = ".'&%-"
"""What a name does not begin with: a quotation mark before it is no part of it."""
_DOMAIN: Final = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Give where each one stands.

    ``@name`` and ``@name@server`` are handles of accounts, which are public, and are not found.
    """
    floor = 0
    at = text.find("@")
    while at >= 0:
        start = _name_start(text, floor, at)
        domain = _DOMAIN.match(text, at + 1)
        is_handle = start > floor and text[start - 1] == "@"
        if domain and start < at and not is_handle:
            yield start, domain.end()
            floor = domain.end()
        at = text.find("@", at + 1)


def _name_start(text: str, floor: int, at: int) -> int:
    start = at
    while start > floor and (text[start - 1].isalnum() or text[start - 1] in _IN_NAME):
        start -= 1
    while start < at and text[start] in _EDGE:
        start += 1
    return start
