"""The election calendar as iCalendar: read back, it says what the calendar says."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.guidance.catalogue import Certainty, Period
from bot.report.calendar_file import to_icalendar
from tests.as_shipped import LIBRARY

MADE = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
UK = ZoneInfo("Europe/London")
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=90)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    poll = draw(st.dates(date(2015, 1, 1), date(2035, 1, 1)))
    hour = draw(st.sampled_from([time.min, time(0, 1), time(17, 30)]))
    days = draw(st.none() | st.integers(1, 80))
    start = datetime.combine(poll - timedelta(days=days), hour) if days else None
    return Period(
        id=draw(st.uuids()).hex, what=draw(WORDS), poll=poll, start=start, scope=("uk",), rule="G",
        start_status=draw(st.sampled_from(Certainty)), note=draw(WORDS),
        poll_status=draw(st.sampled_from(Certainty)),
    )  # fmt: skip


def events(made: bytes) -> list[Event]:
    found = Calendar.from_ical(made).walk("VEVENT")
    return [event for event in found if isinstance(event, Event)]


def days_of(event: Event) -> tuple[datetime | None, date]:
    """The start, where it has one, and the day of the poll, in UK time as our calendar has it."""
    first, after = event.decoded("dtstart"), event.decoded("dtend")
    if isinstance(first, datetime):
        local, end = first.astimezone(UK), after.astimezone(UK)
        return local.replace(tzinfo=None), end.date() - timedelta(days=1)
    start = None if "not known" in str(event["summary"]) else datetime.combine(first, time.min)
    return start, after - timedelta(days=1)


@given(st.lists(periods(), max_size=4))
def test_what_is_read_back_equals_the_periods(given: list[Period]) -> None:
    read = events(to_icalendar(given, MADE))
    assert [days_of(event) for event in read] == [(p.start, p.poll) for p in given]
    for event, period in zip(read, given, strict=True):
        assert period.what in str(event["summary"])
        assert f"start {period.start_status}, poll {period.poll_status}" in str(event["summary"])
        assert (event["status"] == "CONFIRMED") is period.confirmed


def test_every_shipped_period_with_a_day_is_there_and_each_once() -> None:
    read = events(to_icalendar(LIBRARY.periods, MADE))
    dated = [period for period in LIBRARY.periods if period.poll]
    assert len({event["uid"] for event in read}) == len(dated) == len(LIBRARY.periods) - 1


def test_a_period_keeps_its_uid_when_its_words_and_its_days_change() -> None:
    senedd = next(period for period in LIBRARY.periods if period.id == "senedd-2026")
    moved = replace(senedd, what="Senedd, a week later", poll=date(2026, 5, 14))
    (before,), (after,) = (events(to_icalendar([one], MADE)) for one in (senedd, moved))
    assert before["uid"] == after["uid"]
    assert before["dtend"] != after["dtend"]


def test_the_file_is_as_the_standard_has_it() -> None:
    made = to_icalendar(LIBRARY.periods, MADE)
    lines = made.split(b"\r\n")
    assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in made.replace(b"\r\n", b"")
    senedd = next(e for e in events(made) if "Senedd Cymru" in str(e["summary"]))
    assert senedd["dtstart"].to_ical() == b"20260407T230100Z"
