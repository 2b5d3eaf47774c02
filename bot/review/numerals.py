"""Number words, scales, units, months and days, in English and Welsh, and their values."""

import re
from fractions import Fraction

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
    "ionawr": 1, "chwefror": 2, "mawrth": 3, "fawrth": 3, "ebrill": 4, "mai": 5, "fai": 5,
    "mehefin": 6, "fehefin": 6, "gorffennaf": 7, "orffennaf": 7, "awst": 8, "medi": 9, "fedi": 9,
    "hydref": 10, "tachwedd": 11, "dachwedd": 11, "rhagfyr": 12, "ragfyr": 12,
}  # fmt: skip
"""With the soft mutations that a Welsh date brings (1 o Fawrth)."""

MONTH = "|".join(
    sorted((rf"{name.title()}" for name in _MONTHS), key=lambda name: (-len(name), name))
)

_WEEKDAYS = {
    "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
    "sunday": 7, "llun": 1, "mawrth": 2, "mercher": 3, "fercher": 3, "iau": 4, "gwener": 5,
    "sadwrn": 6, "sul": 7,
    "today": 8, "heddiw": 8, "tomorrow": 9, "yfory": 9, "yesterday": 10, "ddoe": 10,
    "tonight": 11, "heno": 11,
}  # fmt: skip
WEEKDAY = (
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Dd]d?ydd (?:Llun|Mawrth|Mercher|Iau"
    r"|Gwener|Sadwrn|Sul)|[Nn]os (?:Lun|Fawrth|Fercher|Iau|Wener|Sadwrn|Sul)|[Tt]oday"
    r"|[Tt]omorrow|[Yy]esterday|[Tt]onight|[Hh]eddiw|[Yy]fory|[Dd]doe|[Hh]eno)\b"
)

_SCALES = {
    "hundred": 10**2, "k": 10**3, "thousand": 10**3, "mil": 10**3, "fil": 10**3,
    "m": 10**6, "million": 10**6, "miliwn": 10**6, "filiwn": 10**6,
    "bn": 10**9, "billion": 10**9, "biliwn": 10**9, "tn": 10**12, "trillion": 10**12,
}  # fmt: skip

_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "twice": 2, "double": 2, "doubled": 2, "treble": 3, "triple": 3, "tripled": 3, "dozen": 12,
}  # fmt: skip
"""``one`` is left out: it is as often a pronoun."""

_WELSH = {
    "dau": 2, "dwy": 2, "ddau": 2, "ddwy": 2, "tri": 3, "tair": 3, "dri": 3, "thri": 3,
    "thair": 3, "pedwar": 4, "pedair": 4, "bedwar": 4, "bedair": 4, "pump": 5, "pum": 5,
    "chwech": 6, "chwe": 6, "saith": 7, "wyth": 8, "naw": 9, "deng": 10, "ddeng": 10,
}  # fmt: skip

_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4,
          "fifths": 5, "tenths": 10, "hanner": 2}  # fmt: skip

_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_SCALE_WORD = "hundred|thousand|million|billion|trillion"
WRITTEN = (
    rf"(?:{_WORD})(?:[\s-](?:{_WORD})){{0,8}}(?:\s(?:{_SCALE_WORD})){{0,3}}(?:[\s-](?:{'|'.join(_PARTS)}))?"
    r"|half|one in (?:" + _WORD + ")"
)
WRITTEN_WELSH = rf"(?:{'|'.join(_WELSH)})(?:\s(?:miliwn|filiwn|biliwn|mil|fil))?|hanner"

_UNITS = {
    "min": "minute", "hr": "hour", "oriau": "hour", "awr": "hour", "diwrnod": "day",
    "wythnos": "week", "mi": "month", "mis": "month", "blynedd": "year", "flynedd": "year",
    "meter": "metre",
}  # fmt: skip


def month(name: str) -> str:
    """A month's key, whatever the language or length of its name."""
    return f"month {_MONTHS[name.casefold()]}"


def weekday(name: str) -> str:
    """A day's key. Welsh days open with dydd or nos."""
    last = name.casefold().split()[-1]
    last = {"lun": "llun", "fawrth": "mawrth", "wener": "gwener"}.get(last, last)
    return f"day {_WEEKDAYS[last]}"


def scale(word: str) -> Fraction:
    """What a number is multiplied by."""
    return Fraction(_SCALES.get(word.casefold(), 1))


def unit(word: str) -> str:
    """A unit in the singular; symbols keep their case, for MW is not mW."""
    if len(word) <= 2 or not word.islower():  # noqa: PLR2004  # symbols have one or two letters
        return word.replace(" ", "")
    return _UNITS.get(word.removesuffix("s"), _UNITS.get(word, word.removesuffix("s")))


def written(words: str) -> Fraction:
    """The value of a number in words: two thirds, twenty-five, three million, one in ten."""
    total, part = Fraction(0), 1
    parts = re.split(r"[\s-]+", words.casefold())
    if parts[0] == "one":
        return Fraction(1, _WORDS[parts[-1]])
    for word in parts:
        if word in _SCALES:
            total = (total or Fraction(1)) * _SCALES[word]
        elif word in _PARTS:
            part = _PARTS[word]
        else:
            total += _WORDS.get(word, _WELSH.get(word, 0))
    return (total or Fraction(1)) / part
