"""Figures in a text and their values: money, percentages, dates, times, numbers, and addresses.

Each pattern takes its words out of the text before the next one looks, so that nothing is
counted twice; what stands first is the more particular.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bot.quoting import Span
from bot.review import numerals


class Seen(NamedTuple):
    """Something found: its kind, where, and the key that equal values share."""

    kind: str
    span: Span
    key: str


_SCALE = (
    r"(?:\s?(?P<scale>bn|tn|m|k|hundred|thousand|million|billion|trillion"
    r"|miliwn|filiwn|biliwn|mil|fil)\b)?"
)
_DIGITS = r"(?P<digits>(?<!\d)\d+(?:,\d{3}){0,12}(?:\.\d+)?)"
"""Taken from the first digit of a row, and with few commas: a row is read once, however long."""
_LONGEST_FIGURE = 40
"""Digits of the longest figure that is worked out; a longer one is compared as it is written."""
_UNIT = (
    r"(?:[\s-]?(?P<unit>(?:[kM]?[gmW]|[MGk]Wh?|[kMGT]B|km|miles?|met(?:re|er)s?|hectares?|tonnes?"
    r"|seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|decades?"
    r"|oriau|awr|diwrnod|wythnos|mis|blynedd|flynedd)\b|°\s?C))?"
)
_MONTH = rf"(?P<month>{numerals.MONTH})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|af|il|ydd|fed|eg|ain)?"
_TAKEN = "\x1f"
_NEAR = 40
"""Characters before a month in which its sentence is looked for; beyond lie only spaces."""
_DIGIT_NEXT = re.compile(r"\s+\d")
_DATES = (
    rf"{_DAY}(?:\s+(?:of|o))?\s+{_MONTH}\b",
    rf"{_MONTH}\s+{_DAY}\b(?![:.,]?\d|\s*(?:%|bn|million|billion))",
)


def _link(match: re.Match[str]) -> str:
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", match[0].casefold())
    return bare.rstrip("/")


def _phone(match: re.Match[str]) -> str:
    return re.sub(r"^(?:\+44|0044)(?:0)?", "0", re.sub(r"[^\d+]", "", match[0]))


def _money(match: re.Match[str]) -> str:
    return f"{match['sign'] or match['pence']} {_value(match, match['scale'] or '')}"


def _value(match: re.Match[str], scale: str = "") -> Fraction | str:
    digits = match["digits"].replace(",", "")
    if len(digits) > _LONGEST_FIGURE:
        return f"{digits} {scale}".strip()
    return Fraction(digits) * numerals.scale(scale)


def _percent(match: re.Match[str]) -> str:
    return str(_value(match))


def _day(match: re.Match[str]) -> str:
    return f"{int(match['day'])} {numerals.month(match['month'])}"


def _numbered_day(match: re.Match[str]) -> str:
    return f"{int(match['day'])} {int(match['number'])}"


def _time(match: re.Match[str]) -> str:
    if match["word"]:
        return {"noon": "720", "midday": "720"}.get(match["word"].casefold(), "0")
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").casefold().replace(".", "")
    if half in {"pm", "yh", "am", "yb"}:
        hour = hour % 12 + (12 if half in {"pm", "yh"} else 0)
    return str(hour * 60 + minute)


def _number(match: re.Match[str]) -> str:
    unit = numerals.unit(match["unit"] or "")
    return f"{_value(match, match['scale'] or '')} {unit}".strip()


def _written(match: re.Match[str]) -> str:
    unit = numerals.unit(match["unit"] or "")
    return f"{numerals.written(match['written'])} {unit}".strip()


def _same(match: re.Match[str]) -> str:
    return re.sub(r"\s+", "", match[0].casefold())


_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    ("link", re.compile(r"https?://[^\s<>\"”’]*[^\s<>\"”’.,;:!?)\]]"), _link),
    ("link", re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"), _link),
    ("link", re.compile(
        r"(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:gov\.uk|org\.uk|co\.uk|ac\.uk|nhs\.uk|police\.uk|uk|wales"
        r"|cymru|scot|com|org|net|info|london|int|eu)\b(?:/[^\s<>\"”’]*[^\s<>\"”’.,;:!?)\]])?",
        re.IGNORECASE), _link),
    ("handle", re.compile(r"(?<![\w@])@\w+(?:\.\w+)*"), _same),
    ("hashtag", re.compile(r"(?<![\w#&])#\w+"), _same),
    ("phone", re.compile(r"(?<![\d.])(?:\+44|0044|0)[\s()-]?(?:\d[\s()-]{0,2}){8,10}\d(?!\d)"),
     _phone),
    ("phone", re.compile(r"(?<![\d,.£])0800\s?\d{2,4}(?:\s?\d{2,4})?(?!\d)"), _phone),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"), _same),
    ("money", re.compile(rf"(?P<sign>[£$€])\s?{_DIGITS}{_SCALE}(?P<pence>)", re.IGNORECASE),
     _money),
    ("money", re.compile(rf"(?P<sign>){_DIGITS}(?P<scale>)(?P<pence>p)\b"), _money),
    ("percentage", re.compile(
        rf"{_DIGITS}\s?(?:%|per\s?cent\b|percent\b|y\s?cant\b|percentage points?\b)",
        re.IGNORECASE), _percent),
    ("time", re.compile(
        r"(?<![\d.,:])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?"
        r"(?P<half>[ap]\.m\.|[ap]m\b|y[bh]\b)(?P<word>)", re.IGNORECASE), _time),
    ("time", re.compile(r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?!\d)"
                      r"(?P<half>)(?P<word>)"), _time),
    ("time", re.compile(r"\b(?P<word>noon|midday|midnight)\b(?P<hour>)(?P<minute>)(?P<half>)",
                      re.IGNORECASE), _time),
    ("date", re.compile(_DATES[0]), _day),
    ("date", re.compile(_DATES[1]), _day),
    ("date", re.compile(r"\b(?P<day>\d{1,2})[/.](?P<number>0?[1-9]|1[0-2])(?=[/.](?:20)?\d\d\b)"),
     _numbered_day),
    ("date", re.compile(numerals.WEEKDAY), lambda match: numerals.weekday(match[0])),
    ("date", re.compile(rf"\b(?P<month>{numerals.MONTH})\b"),
     lambda match: numerals.month(match["month"])),
    ("date", re.compile(r"\b(?P<from>(?:19|20)\d\d)(?:\s?[-–/]\s?|\s(?:to|i)\s)"
                        r"(?:19|20)?(?P<to>\d\d)\b"),
     lambda match: f"{match['from']}-{match['to']}"),
    ("number", re.compile(r"\b[A-Z]{1,4}\d{1,4}[A-Z]?\b"), _same),
    ("number", re.compile(rf"(?<![\w.,]){_DIGITS}(?:st|nd|rd|th)?{_SCALE}{_UNIT}(?!\w)"),
     _number),
    ("number", re.compile(r"(?<![\w.,£])\d+[^\W\d_]\w*"), _same),
)  # fmt: skip

_WRITTEN = re.compile(rf"\b(?P<written>{numerals.WRITTEN})\b{_UNIT}", re.IGNORECASE)
_WRITTEN_WELSH = re.compile(rf"\b(?P<written>{numerals.WRITTEN_WELSH})\b{_UNIT}", re.IGNORECASE)


def seen(text: str, *, welsh: bool) -> Iterator[Seen]:
    """Find the figures of a text. ``welsh``: also number words that English would misread."""
    left = text
    written = ("number", _WRITTEN_WELSH if welsh else _WRITTEN, _written)
    for kind, pattern, key in (*_PATTERNS, written):
        taken: list[Span] = []
        for match in pattern.finditer(left):
            if kind == "date" and _is_verb(text, match):
                continue
            taken.append(Span(*match.span()))
            yield Seen(kind, taken[-1], key(match))
        left = _without(taken, left)


def _without(taken: Iterable[Span], text: str) -> str:
    """The text, as long as before, with a mark in place of what was taken."""
    pieces: list[str] = []
    last = 0
    for start, end in taken:
        pieces += (text[last:start], _TAKEN * (end - start))
        last = end
    return "".join([*pieces, text[last:]])


def _is_verb(text: str, match: re.Match[str]) -> bool:
    """Whether May or March opens a sentence with no day or year beside it: a verb, not a month."""
    if match[0] not in {"May", "March"}:
        return False
    before = text[max(0, match.start() - _NEAR) : match.start()].rstrip()
    return (not before or before[-1] in ".!?\n:") and not _DIGIT_NEXT.match(text, match.end())
