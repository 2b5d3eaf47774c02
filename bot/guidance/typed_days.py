"""Reads days and hours as people type them, and says what is wrong with one that is none."""

import re
from datetime import date, datetime, timedelta


def read_day(text: str) -> date | None:
    """A day; None for what is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def read_hour(text: str) -> datetime | None:
    """A day, or an hour of it: UK time, which is not written."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return read if read.tzinfo is None else None


def no_day(text: str) -> tuple[str, str]:
    """What is wrong with a day, and what would be right."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(T.*)?", text.strip())
    if found is None:
        return "this is no day", "write it as 2027-05-06"
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12:  # noqa: PLR2004  # months
        return "there is no such month", "write it as year, month, day: 2027-05-06"
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    if int(found[3]) > last or int(found[3]) == 0:
        return "there is no such day", f"that month has {last} days"
    return "there is no such hour", "write it as 2027-05-06T00:01"
