"""A month ends where the next begins."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadQuestion
from bot.report.month import Month

MONTHS = st.builds(Month, st.integers(1, 9998), st.integers(1, 12))


@given(MONTHS)
def test_a_month_ends_where_the_next_begins(month: Month) -> None:
    assert Month.holding(month.after).first == month.after
    assert Month.holding(month.after - timedelta(days=1)) == month
    assert month.first.day == month.after.day == 1
    assert timedelta(28) <= month.after - month.first <= timedelta(31)


@given(MONTHS)
def test_a_month_says_itself(month: Month) -> None:
    assert Month.parse(month.name) == month


@given(MONTHS, MONTHS)
def test_names_sort_as_months_do(one: Month, other: Month) -> None:
    assert (one < other) == (one.name < other.name)


@given(st.dates(max_value=date(9998, 12, 31)))
def test_every_day_lies_in_its_month(day: date) -> None:
    month = Month.holding(day)
    assert month.first <= day < month.after


def test_a_month_is_named_in_full_for_people() -> None:
    assert str(Month.parse("2026-11")) == "November 2026"


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-00", "2026-13", "2026-1", "11-2026", "0000-01", "9999-12", "2026-１１"],
)
def test_what_is_no_month_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadQuestion, match="Write it like 2026-11"):
        Month.parse(text)
