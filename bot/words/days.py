"""Days and times as people in the United Kingdom write them, in the language that is spoken."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.words.speaking import to_say, worded

_UK = ZoneInfo("Europe/London")
_NOON = 12
_MONTHS = (
    to_say("January"), to_say("February"), to_say("March"), to_say("April"), to_say("May"),
    to_say("June"), to_say("July"), to_say("August"), to_say("September"), to_say("October"),
    to_say("November"), to_say("December"),
)  # fmt: skip


def told_day(day: date) -> str:
    """For example 4 July 2024. Of a time that knows its zone, the day in the United Kingdom."""
    if isinstance(day, datetime) and day.tzinfo:
        day = day.astimezone(_UK)
    month = worded(_MONTHS[day.month - 1])
    return worded("{day} {month} {year}", day=day.day, month=month, year=day.year)


def told_month(month: date) -> str:
    """For example July 2024."""
    return worded("{month} {year}", month=worded(_MONTHS[month.month - 1]), year=month.year)


def told_iso(iso: str) -> str:
    """A day written as 2024-07-04. What is no whole day (only a year, say) stays as it is."""
    try:
        return told_day(date.fromisoformat(iso[:10]))
    except ValueError:
        return iso


def told_moment(at: datetime) -> str:
    """For example 4 July 2024 at 16:05, in the United Kingdom."""
    return worded("{day} at {time}", day=told_day(at), time=f"{at.astimezone(_UK):%H:%M}")


def told_hour(at: datetime) -> str:
    """For example 4:05pm, in the United Kingdom."""
    then = at.astimezone(_UK)
    time = f"{then.hour % _NOON or _NOON}:{then:%M}"
    if then.hour < _NOON:
        return worded("{time}am", time=time)
    return worded("{time}pm", time=time)
