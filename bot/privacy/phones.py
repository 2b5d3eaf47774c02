"""Finds telephone numbers: those of the United Kingdom, and others with their country's code.

Lengths and first digits are those of Ofcom's National Telephone Numbering Plan: 0 and ten more
digits, or nine for some 01 and 0800 numbers; +44 takes the place of the 0. Others are those of
ITU-T E.164: + or 00, the country's code, and at most fifteen digits in all.

Numbers of three to eight digits (999, 111, 105, 0800 1111) are public services and stay. So do
local numbers without a code: nothing tells them from other numbers.
"""

import re
from collections.abc import Iterator
from typing import Final

_GAP = r"[ .()\-]{0,2}"
_HOME: Final = re.compile(
    rf"""
    (?<!\d)
    (?: \(?(?P<trunk>0) | \(?(?:\+|00)44\)?{_GAP}(?:\(0\))?{_GAP} )
    (?P<rest>[1235789](?:{_GAP}\d){{8,9}})
    (?!\d)
    (?:[ ]{{0,2}}(?:ext\.?|x)[ ]?\d{{1,6}}(?!\d))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAN: Final = re.compile(r"(?:1\d{8,9}|800\d{6}|5[56]\d{8}|[23789]\d{9})")
_AREA: Final = re.compile(r"\d{2,}")
"""What follows the 0 before the first gap: 20, 117, 7700. In a date it is one digit."""
_ABROAD: Final = re.compile(
    rf"(?:\+[1-9](?:{_GAP}\d){{7,14}}|(?<!\d)00[1-9](?:{_GAP}\d){{9,14}})(?!\d)"
)


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Give where each one stands."""
    for found in _HOME.finditer(text):
        digits = re.sub(r"\D", "", found["rest"])
        is_spaced_well = not found["trunk"] or _AREA.match(found["rest"])
        if is_spaced_well and _PLAN.fullmatch(digits):
            start, end = found.span()
            is_open = found.group().count("(") > found.group().count(")")
            yield start + is_open, end
    for found in _ABROAD.finditer(text):
        yield found.span()
