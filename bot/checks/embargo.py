"""Sees an original under embargo, and whether the day of posting breaks it."""

import re
from collections.abc import Iterator
from datetime import date

from bot.checks.look import CONTEXT, Look, Seen
from bot.concerns import Severity
from bot.draft import Original
from bot.words.days import told_day
from bot.words.speaking import worded

_UNTIL = re.compile(
    r"(?<!arms )(?<!trade )(?<!oil )\b(?:embargo(?:ed)?\b(?! (?:on|against|of)\b)|"
    r"not for (?:publication|release|broadcast|use)|under embargo|"
    r"strictly not|embargo tan|dim i'w gyhoeddi)\b",
    re.IGNORECASE,
)
_REACH = 160
"""Characters after the word in which its day stands: a release says it on one line."""
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(_MONTHS)})\b"
    r"(?:,? (?P<year>20\d\d))?",
    re.IGNORECASE,
)


def embargoed(look: Look) -> Iterator[Seen]:
    """A stop before the day that an embargo names; a note on that day, or where it names none."""
    original = look.draft.original
    found = _found(original) if original else None
    if not original or found is None:
        return
    named = _DAY.search(found)
    ends = _date(named, look.day) if named else None
    if ends is None or ends == look.day:
        why = worded(
            "The text that it was taken from is under embargo: check that its hour has passed."
        )
        yield Seen(span=CONTEXT, severity=Severity.NOTE, why=why)
    elif look.day < ends:
        yield Seen(
            span=CONTEXT,
            why=worded(
                "The text that it was taken from is under embargo until {day}, and the post would "
                "go out before.",
                day=told_day(ends),
            ),
        )


def _found(original: Original) -> str | None:
    """The words after the mark of an embargo, wherever it stands."""
    for text in (original.words, original.whose, original.where):
        mark = _UNTIL.search(text)
        if mark:
            return text[mark.start() : mark.end() + _REACH]
    return None


def _date(named: re.Match[str], posting: date) -> date | None:
    """The day named; without a year, the one nearest to the day of posting."""
    month, day = _MONTHS.index(named["month"].lower()) + 1, int(named["day"])
    try:
        if named["year"]:
            return date(int(named["year"]), month, day)
        near = [date(posting.year + shift, month, day) for shift in (-1, 0, 1)]
    except ValueError:
        return None
    return min(near, key=lambda day: abs((day - posting).days))
