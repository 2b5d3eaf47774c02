"""What a month teaches is said above its files, in the language of who gets them."""

from pathlib import Path

import pytest

from bot.log.sqlite_log import SqliteLog
from bot.report.month import Month
from bot.words.speaking import speaking
from bot.work.month_lessons import Lessons
from tests.drawn import a_review
from tests.invented_year import LEADS, keep_year

NOVEMBER = Month(2026, 11)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Lessons:
    log = SqliteLog(tmp_path_factory.mktemp("year") / "log.db")
    keep_year(log, a_month=45)
    return Lessons(log, frozenset(LEADS))


def test_each_lesson_is_a_line_with_its_figures(year: Lessons) -> None:
    opening, *lines, closing = year.said(NOVEMBER).splitlines()
    assert opening == "What the month teaches:"
    assert closing == "The report has examples, and what to do next time."
    assert 1 <= len(lines) <= 3
    assert lines[0].startswith("1. Most often at fault: ")
    assert all("{" not in line for line in lines)


def test_they_are_said_in_welsh_too(year: Lessons) -> None:
    with speaking("cy"):
        told = year.said(NOVEMBER)
    assert told.count("\n") == year.said(NOVEMBER).count("\n")
    assert not set(told.splitlines()) & set(year.said(NOVEMBER).splitlines())


def test_too_few_reviews_teach_nothing(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    log.keep(a_review())
    assert Lessons(log, frozenset(LEADS)).said(NOVEMBER) == ""
