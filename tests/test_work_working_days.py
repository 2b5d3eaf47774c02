"""A month goes out on the first working day after it, by nation, at nine by the clock there."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Nation
from bot.report.month import Month
from bot.work.working_days import CATCH_UP, due, is_working_day, sent_at

ENGLAND, SCOTLAND, ULSTER = (
    Nation.ENGLAND_AND_WALES,
    Nation.SCOTLAND,
    Nation.NORTHERN_IRELAND,
)
MONTHS = st.builds(Month, st.integers(2024, 2034), st.integers(1, 12))
NATIONS = st.sampled_from(Nation)


@pytest.mark.parametrize(
    ("month", "nation", "at"),
    [
        ((2026, 11), ENGLAND, "2026-12-01T09"),  # a Tuesday
        ((2026, 10), ENGLAND, "2026-11-02T09"),  # the 1st is a Sunday
        ((2026, 7), ENGLAND, "2026-08-03T08"),  # a Monday, in summer time
        ((2026, 7), SCOTLAND, "2026-08-04T08"),  # Scotland's summer bank holiday
        ((2026, 12), ENGLAND, "2027-01-04T09"),  # 1 January is a Friday
        ((2026, 12), SCOTLAND, "2027-01-05T09"),  # 2 January, made up for on Monday
        ((2024, 12), ENGLAND, "2025-01-02T09"),
        ((2024, 12), SCOTLAND, "2025-01-03T09"),  # 2 January
        ((2024, 12), ULSTER, "2025-01-02T09"),
        ((2027, 12), ENGLAND, "2028-01-04T09"),  # 1 January, made up for on Monday
        ((2024, 3), ENGLAND, "2024-04-02T08"),  # 1 April was Easter Monday
        ((2024, 3), SCOTLAND, "2024-04-01T08"),  # which is none in Scotland
        ((2021, 3), ULSTER, "2021-04-01T08"),  # Good Friday is the day after
        ((2021, 4), ENGLAND, "2021-05-04T08"),  # a Friday, then a bank holiday Monday
        ((2026, 4), ENGLAND, "2026-05-01T08"),
    ],
)
def test_the_first_working_day(month: tuple[int, int], nation: Nation, at: str) -> None:
    assert f"{sent_at(Month(*month), nation):%Y-%m-%dT%H}" == at


@given(MONTHS, NATIONS)
def test_every_month_goes_out_once_after_its_end_and_before_the_next(
    month: Month, nation: Nation
) -> None:
    at = sent_at(month, nation)
    assert is_working_day(at.date(), nation)
    assert timedelta(0) <= at.date() - month.after <= timedelta(4)
    before = [month.after + timedelta(days) for days in range((at.date() - month.after).days)]
    assert not any(is_working_day(day, nation) for day in before)
    assert month in due(at, nation)
    assert month not in due(at - timedelta(seconds=1), nation)
    assert month in due(at + CATCH_UP - timedelta(seconds=1), nation)
    assert month not in due(at + CATCH_UP, nation)


@given(st.integers(0, 10 * 366 * 24), NATIONS)
def test_whatever_the_hour_the_last_month_or_two_are_due_the_oldest_first(
    hours: int, nation: Nation
) -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    months = list(due(now, nation))
    assert 1 <= len(months) <= 3
    assert months == sorted(months)
    assert months[-1].after <= now.date()


def test_an_extra_bank_holiday_of_one_nation_is_known() -> None:
    assert not is_working_day(date(2026, 6, 15), SCOTLAND)  # the World Cup
    assert is_working_day(date(2026, 6, 15), ENGLAND)
