"""Finds personal data that has a form of its own, and masks it.

Names of people have no form, and are not found. Nor are dates of birth, bank accounts, or
addresses in words alone; docs/privacy.md says what else stays.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.privacy.emails import emails
from bot.privacy.found import Found, Kind, merged
from bot.privacy.mentions import mentions
from bot.privacy.numbers import insurance_numbers, nhs_numbers
from bot.privacy.phones import phones
from bot.privacy.places import addresses, postcodes
from bot.privacy.plain_text import PlainText, plain_text


@dataclass(frozen=True, slots=True)
class _Finder:
    """``hint`` is in every text that ``find`` finds something in, and is quick to look for."""

    kind: Kind
    hint: re.Pattern[str]
    find: Callable[[str], Iterator[tuple[int, int]]]


def _finder(kind: Kind, hint: str, find: Callable[[str], Iterator[tuple[int, int]]]) -> _Finder:
    return _Finder(kind, re.compile(hint, re.IGNORECASE), find)


_FINDERS: Final = (
    _finder(Kind.EMAIL, "@", emails),
    _finder(Kind.PERSON, "<@", mentions),
    _finder(Kind.PHONE, r"\d(?:[ .()-]{0,2}\d){7}", phones),
    _finder(Kind.NHS, r"\d{3}[ -]?\d{3}[ -]?\d{4}", nhs_numbers),
    _finder(Kind.INSURANCE, r"\d\d(?:[ .-]?\d\d){2}[ .-]?[A-D]", insurance_numbers),
    _finder(Kind.ADDRESS, r"\d[A-Z]{2}|\d[A-Z]?,? [^\W\d_]", addresses),
    _finder(Kind.POSTCODE, r"\d[A-Z]{2}", postcodes),
)

_IN_ALL: Final = re.compile(r"[\d@]")
"""No kind is found in a text without a digit or an @."""


def found(text: str) -> tuple[Found, ...]:
    """Give the personal data of a text in order; no two share a character.

    The time is that of a few readings of the text, whatever it says.
    """
    plain = plain_text(text)
    return merged(_found_in(plain)) if _IN_ALL.search(plain.letters) else ()


def masked(text: str) -> str:
    """Put a mark, such as ``[phone number]``, in the place of each; the rest stays to the letter.

    What is masked once stays as it is when it is masked again.
    """
    pieces: list[str] = []
    at = 0
    for one in found(text):
        pieces += [text[at : one.span.start], one.kind.mark]
        at = one.span.end
    return "".join([*pieces, text[at:]]) if pieces else text


def _found_in(plain: PlainText) -> Iterator[Found]:
    for finder in _FINDERS:
        if finder.hint.search(plain.letters):
            for start, end in finder.find(plain.letters):
                yield Found(plain.span(start, end), finder.kind)
