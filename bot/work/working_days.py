"""Working days in the nations of the United Kingdom, and when a month's files are due."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from bot.config import Nation
from bot.report.month import Month

_UK = ZoneInfo("Europe/London")
HOUR: Final = time(9)
"""The hour in UK time at which a month's files go out."""
CATCH_UP: Final = timedelta(days=62)
"""For how long a month that was not sent is still due: the last two, for a bot that was away."""
_DIVISIONS: Final = {
    Nation.ENGLAND_AND_WALES: "ENG",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
_SATURDAY = 5


def is_working_day(day: date, nation: Nation) -> bool:
    """Whether people work on a day: no Saturday, Sunday or bank holiday."""
    return day.weekday() < _SATURDAY and day not in _bank_holidays(day.year, nation)


def sent_at(month: Month, nation: Nation) -> datetime:
    """When the files of a month go out, in UTC: the first working day after it, at nine UK time."""
    day = month.after
    while not is_working_day(day, nation):
        day += timedelta(days=1)
    return datetime.combine(day, HOUR, _UK).astimezone(UTC)


def due(now: datetime, nation: Nation) -> Iterator[Month]:
    """Give the months whose hour has come and is not too long ago, the oldest first."""
    month = Month.holding((now - CATCH_UP).astimezone(_UK).date())
    month = Month.holding(month.first - timedelta(days=1))
    while (at := sent_at(month, nation)) <= now:
        if now - at < CATCH_UP:
            yield month
        month = Month.holding(month.after)


@cache
def _bank_holidays(year: int, nation: Nation) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415  # 0.2 s; once a month is early enough

    return frozenset(country_holidays("GB", subdiv=_DIVISIONS[nation], years=year))
