"""Days and times as they are read in the UK."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_UK = ZoneInfo("Europe/London")


def day(on: date) -> str:
    """A day: 12 November 2026."""
    return f"{on.day} {on:%B} {on.year}"


def when(at: datetime) -> str:
    """A moment: 12 November 2026 at 14:05, UK time."""
    local = at.astimezone(_UK)
    return f"{day(local)} at {local:%H:%M}"


def clock(at: datetime) -> str:
    """The time of day: 14:05, UK time."""
    return f"{at.astimezone(_UK):%H:%M}"
