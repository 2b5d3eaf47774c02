"""Finds National Insurance numbers and NHS numbers.

A National Insurance number has two letters, six digits and a letter from A to D; which letters
may begin one is said in HMRC's National Insurance Manual, NIM39110. Without its last letter it
looks like the number of a Scottish company, and is not found.

An NHS number has ten digits, of which the last is a check digit: the NHS Data Dictionary has the
sum (weights 10 to 2, modulus 11). Those of England, Wales and the Isle of Man begin with 4, 6, 7
or, in older records, 9; those of Northern Ireland with 3; Scotland's CHI numbers, made in the
same way, with the day and month of a birth. An ISBN of ten digits has the same sum.
"""

import re
from collections.abc import Iterator
from typing import Final

_INSURANCE: Final = re.compile(
    r"(?<![^\W\d_])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"(?:[ .-]?\d\d){3}[ .-]?[A-D](?![^\W\d_])"
)
_TYPED_SMALL: Final = re.compile(
    r"(?<![^\W\d_])(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]"
    r"\d{6}[a-d](?![^\W\d_])"
)
"""In small letters only without gaps: "at 10 11 12 a" is no number of anybody."""
_TEN: Final = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_ISSUED: Final = re.compile(r"[34679]|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])")
_BOOK: Final = re.compile(r"ISBN(?:-10)?:? ?$", re.IGNORECASE)
_BEFORE = 10
"""As long as what ``_BOOK`` looks for."""


def insurance_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Give where each National Insurance number stands."""
    for pattern in (_INSURANCE, _TYPED_SMALL):
        for found in pattern.finditer(text):
            yield found.span()


def nhs_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Give where each NHS number stands, whose check digit is right."""
    for found in _TEN.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        is_book = _BOOK.search(text, max(0, found.start() - _BEFORE), found.start())
        if _ISSUED.match(digits) and _is_checked(digits) and not is_book:
            yield found.span()


def _is_checked(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True))
    return total % 11 == 0
