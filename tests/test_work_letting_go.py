"""Each day, where it is switched on, what was kept for long enough goes; and not a moment more."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.log_retention import BY, LogRetention
from bot.errors import BadSettings, LogUnwritable
from bot.log.sqlite_log import SqliteLog
from bot.work.letting_go import DailyRetention
from tests.drawn import a_miss

NOON = datetime(2028, 12, 1, 12, 0, tzinfo=UTC)


def nobody(_key: str, _words: str, _to: str) -> None:
    """What retention has to say stands in the record."""


@dataclass(slots=True)
class Counted:
    """A record with so many batches left."""

    left: list[int] = field(default_factory=lambda: [500, 20])
    asked: list[datetime] = field(default_factory=list)
    fails: bool = False

    def let_go(self, now: datetime) -> int:
        self.asked.append(now)
        if self.fails:
            raise LogUnwritable("The log is busy.")
        return self.left.pop(0) if self.left else 0


@dataclass(slots=True)
class Clock:
    """A clock that is set by hand."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


def test_it_goes_on_until_nothing_is_left_and_again_the_next_day() -> None:
    record, clock = Counted(), Clock()
    chore = DailyRetention(record, is_on=True, clock=clock)
    for _ in range(6):
        chore.round(nobody)
    assert len(record.asked) == 3
    clock.now = NOON + timedelta(days=1)
    chore.round(nobody)
    assert len(record.asked) == 4
    chore.stop()


def test_what_could_not_be_let_go_waits_for_the_next_round() -> None:
    record = Counted(fails=True)
    chore = DailyRetention(record, is_on=True, clock=Clock())
    chore.round(nobody)
    record.fails = False
    chore.round(nobody)
    assert record.left == [20]


def test_it_is_off_unless_the_settings_say_daily() -> None:
    record = Counted()
    DailyRetention(record, is_on=False, clock=Clock()).round(nobody)
    assert record.asked == []


def test_what_the_bot_let_go_is_on_record_as_the_bots(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    for number in range(3):
        log.keep_miss(a_miss(f"m{number}"))
    retention = LogRetention(log, "people=always")
    assert [retention.let_go(NOON), retention.let_go(NOON)] == [3, 0]
    with log.store.reading() as tables:
        assert tables.read("select distinct rule, by from erasures") == [
            {"rule": "misses", "by": BY}
        ]


def test_a_setting_that_makes_no_sense_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="NEUTRAL_KEEP_MONTHS"):
        LogRetention(SqliteLog(tmp_path / "log.db"), "drafts=3")
