"""The election calendar as iCalendar (RFC 5545), for the calendars that people look at."""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.guidance.catalogue import Period

_UK = ZoneInfo("Europe/London")
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "https://github.com/neutral-bot/calendar")
"""From it and the id of a period comes the UID: for ever the same, so that it is updated."""


def to_icalendar(periods: Iterable[Period], made_at: datetime) -> bytes:
    """Give the periods that have a poll as one calendar; ``made_at`` in UTC.

    One with an hour in its start is timed, any other lasts whole days. Where the start is not
    known, the day of the poll stands alone. Nothing blocks the day of whoever reads it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//neutral-bot//election calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Pre-election periods")
    for period in periods:
        if period.poll is not None:
            calendar.add_component(_event(period, period.poll, made_at))
    return bytes(calendar.to_ical()).rstrip(b"\r\n") + b"\r\n"


def _event(period: Period, poll: date, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", str(uuid.uuid5(_OURS, period.id)))
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("summary", f"{_kind(period)}: {period.what} ({_sure(period)})")
    event.add("status", "CONFIRMED" if period.confirmed else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("categories", [*period.scope, *period.places])
    event.add("description", _told(period))
    start, after = _span(period, poll)
    event.add("dtstart", start)
    event.add("dtend", after)
    return event


def _kind(period: Period) -> str:
    return "Pre-election period" if period.start else "Poll, start of the period not known"


def _sure(period: Period) -> str:
    return f"start {period.start_status.value}, poll {period.poll_status.value}"


def _told(period: Period) -> str:
    confirmed = "" if period.confirmed else "The dates are not confirmed."
    return "\n".join(filter(None, [period.means, period.note, confirmed, f"Id: {period.id}"]))


def _span(period: Period, poll: date) -> tuple[date, date]:
    """The first day or moment, and the first that is no longer in the period."""
    after = poll + timedelta(days=1)
    if period.start is None:
        return poll, after
    if period.start.time() == time.min:
        return period.start.date(), after
    started = period.start.replace(tzinfo=_UK).astimezone(UTC)
    ended = datetime.combine(after, time.min, tzinfo=_UK).astimezone(UTC)
    return started, ended
