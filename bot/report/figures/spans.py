"""The days that a report on a month asks about: its weeks, the month before, the last twelve."""

from datetime import date, timedelta

from bot.desk.month_sums import Asked, Days
from bot.report.month import Month

_WEEK = timedelta(days=7)
_TREND = 12
WITH_CONCERNS = 4
"""Months of which concerns are told, this one among them."""


def weeks_of(month: Month) -> tuple[Days, ...]:
    """The ISO weeks, from Monday, that the month lies in, each cut where the month is."""
    monday = monday_of(month.first)
    found = []
    while monday < month.after:
        found.append(Days(max(monday, month.first), min(monday + _WEEK, month.after)))
        monday += _WEEK
    return tuple(found)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def before(month: Month) -> Month | None:
    """The month before; None before the first year."""
    return None if month.first == date.min else Month.holding(month.first - timedelta(days=1))


def days_of(month: Month) -> Days:
    """All of its days."""
    return Days(month.first, month.after)


def question(month: Month, leads: frozenset[str]) -> Asked:
    """What the log is asked for a report on that month."""
    months = [month]
    while len(months) < _TREND and (earlier := before(months[0])):
        months.insert(0, earlier)
    previous = before(month)
    return Asked(
        month=days_of(month),
        before=days_of(previous) if previous else Days(month.first, month.first),
        weeks=weeks_of(month),
        months=tuple(map(days_of, months)),
        with_concerns=WITH_CONCERNS,
        leads=leads,
    )
