"""Text that a spreadsheet would take for a formula, made inert; and made as it was again.

A spreadsheet runs what begins with one of these characters, whatever the quotes of the
file say (CWE-1236).
A single quote before it makes it text.
What already looks guarded is guarded once more, so that the way back is never in doubt.
"""

import re

_STARTS = "=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"
"""ASCII, and the full-width forms that some spreadsheets fold to it."""
_FIRST = frozenset("'=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")
"""How a text begins that may have to be guarded; nearly none does."""
_LIVE = re.compile(f"'*[{_STARTS}]")
_GUARDED = re.compile(f"''*[{_STARTS}]")


def guarded(text: str) -> str:
    """Put a single quote before a text that would be run."""
    return f"'{text}" if text[:1] in _FIRST and _LIVE.match(text) else text


def unguarded(text: str) -> str:
    """Take that quote away again: ``unguarded(guarded(text)) == text`` for every text."""
    return text[1:] if _GUARDED.match(text) else text
