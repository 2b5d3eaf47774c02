"""Numbers, shares, times and changes as the report says them."""

from datetime import date, timedelta

from bot.desk.month_sums import Days
from bot.report.charts import percent

_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def number(many: int) -> str:
    """A whole number: 1,240."""
    return f"{many:,}"


def amount(many: int, one: str, more: str = "") -> str:
    """A number with its noun: 1 review, 1,240 reviews."""
    return f"{many:,} {one if many == 1 else more or f'{one}s'}"


def share(part: int, whole: int) -> str:
    """A share in per cent; a dash of nothing."""
    return percent(part / whole) if whole else "–"


def change(now: int, earlier: int, month: str) -> str:
    """How many more or fewer than in a month."""
    if now == earlier:
        return f"the same as in {month}"
    word = "more" if now > earlier else "fewer"
    return f"{abs(now - earlier):,} {word} than in {month}"


def lasted(time: timedelta) -> str:
    """A span of time in its two largest units."""
    seconds = max(0, int(time.total_seconds()))
    if seconds < _MINUTE:
        return "less than a minute"
    days, seconds = divmod(seconds, _DAY)
    hours, seconds = divmod(seconds, _HOUR)
    said = [
        amount(days, "day") if days else "",
        amount(hours, "hour") if hours else "",
        amount(seconds // _MINUTE, "minute") if seconds >= _MINUTE else "",
    ]
    return " ".join([one for one in said if one][:2])


def day(day: date) -> str:
    """For example 4 July 2026."""
    return f"{day.day} {day:%B %Y}"


def week(days: Days) -> str:
    """For example 2 to 8 Nov, or 1 Nov."""
    last = days.after - timedelta(days=1)
    month = _SHORT[last.month - 1]
    return (
        f"{last.day} {month}" if last == days.first else f"{days.first.day} to {last.day} {month}"
    )


def short_month(days: Days) -> str:
    """For example Nov, and Jan 2026 where a year begins."""
    name = _SHORT[days.first.month - 1]
    return f"{name} {days.first.year}" if days.first.month == 1 else name


def lower(label: str) -> str:
    """A label inside a sentence."""
    return label[:1].lower() + label[1:]
