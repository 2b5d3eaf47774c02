"""Finds postcodes, and postal addresses: what leads up to a postcode, or a number and a street.

The form of a postcode is that of the government's data standard BS 7666, its first letters those
of an area of Royal Mail. A district alone (SW1A) is no postcode.
"""

import re
from collections.abc import Iterator
from typing import Final

_AREAS_LISTED = (
    "AB AL B BA BB BD BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL "
    "DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT "
    "KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR "
    "RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA "
    "WC WD WF WN WR WS WV YO ZE"
)
_AREAS: Final = frozenset(_AREAS_LISTED.split())
_POSTCODE: Final = re.compile(
    r"(?<![^\W\d_])([A-Z]{1,2})\d[\dA-Z]?[ ]{0,2}\d[ABD-HJLNP-UW-Z]{2}(?![^\W\d_])", re.IGNORECASE
)
_ORDINAL: Final = re.compile(r"(?:1st|2nd|3rd|[04-9]th)$")
"""How "in m25 2nd" ends, which is typed in small letters and is no postcode."""

_NUMBER = (
    r"(?<![\w£$€.,/\]-])(?<!\d:)(?!(?:19|20)\d\d\b)"
    r"(?:(?:Flat|Apartment|Apt|Unit|Room|Suite)[ ]?\w{1,4},?[ ])?\d{1,4}[A-Za-z]?(?:[-/]\d{1,4})?,?"
)
"""A house number, and what may stand before it. A year is none."""
_CAPITAL = r"[^\W\d_a-z][\w'-]*"
_STREETS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Crescent|Cres|Square|Terrace|Gardens|"
    "Grove|Mews|Place|Way"
)
_WELSH_STREETS = "Heol|Ffordd|Stryd|Lôn|Rhodfa|Clos|Cilgant|Maes|Rhes"
_JOINS = "and|or|in|on|at|is|was|has|had|to|for|with|where|which|who|from|by|but|near|since|until"
_AFTER = rf"(?!\w|[ ]?\[|[ ]+(?!(?:{_JOINS})\b)[^\W\d_])"
"""A street is followed by a sign or a joining word: "100 High Street banks" is no address."""
_STREET: Final = re.compile(
    rf"{_NUMBER}[ ](?:(?:{_CAPITAL}|of|the)[ ]){{1,4}}(?:{_STREETS})\b{_AFTER}"
    rf"|{_NUMBER}[ ](?:{_WELSH_STREETS})(?:[ ](?:y|yr|{_CAPITAL})){{1,4}}{_AFTER}"
)
_MAY_BE_STREET: Final = re.compile(rf"\d[A-Za-z]?,?[ ](?:{_CAPITAL}|of|the)[ ]")
"""In every text that has a street; quick to look for, since it begins with a digit."""
_OFFICE: Final = re.compile(r"1[012],? Downing ")
"""An address that is the name of an institution in these texts."""
_LEADING = rf"(?:{_CAPITAL}\.?|\d{{1,4}}[A-Za-z]?(?:[-/]\d{{1,4}})?)"
_LED = rf"(?:{_LEADING}|of|the|on|upon|under|le|y|yr)"
_LEADING_UP: Final = re.compile(
    rf"(?<![\w'./£$€-])(?<!\d:){_LEADING}(?:,?\s{{1,2}}{_LED}){{0,12}},?\s{{1,2}}\Z"
)
_HOUSE: Final = re.compile(rf"{_NUMBER}\s")
_PART: Final = re.compile(r"[,\n]")
_WINDOW = 120
"""Characters that an address has before its postcode, at most."""


def postcodes(text: str) -> Iterator[tuple[int, int]]:
    """Give where each postcode stands: in capitals, or typed in small letters altogether."""
    for found in _POSTCODE.finditer(text):
        word = found.group()
        is_typed = word.isupper() or (word.islower() and not _ORDINAL.search(word))
        if is_typed and found[1].upper() in _AREAS:
            yield found.span()


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Give where each address stands, with its postcode where it has one.

    Before a postcode it begins at the number of the house; without one it has a comma or is
    on several lines ("Rose Cottage, Kelso TD5 7AB"), since a town alone is no address.
    """
    floor = 0
    for start, end in postcodes(text):
        before = _LEADING_UP.search(text, max(floor, start - _WINDOW), start)
        if before:
            house = _HOUSE.search(text, before.start(), start)
            if house or _PART.search(before.group().rstrip(", \n")):
                yield (house or before).start(), end
        floor = end
    if not _MAY_BE_STREET.search(text):
        return
    for found in _STREET.finditer(text):
        if not _OFFICE.match(text, found.start()):
            yield found.span()
