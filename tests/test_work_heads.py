"""Each day, once, the newest link of the record is written down elsewhere."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.log_heads import LogHeads
from bot.cli.serve import chores
from bot.config import Settings
from bot.desk.access import Access, rules_of
from bot.desk.speech import Speech
from bot.errors import LogError
from bot.log.heads import read_heads
from bot.log.sqlite_log import SqliteLog
from bot.work.heads import DailyHeads
from bot.work.letting_go import DailyRetention
from bot.work.watching import Watching
from tests.drawn import a_remark, a_review

NIGHT = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
"""Half past eleven in the United Kingdom, in summer."""


@dataclass(slots=True)
class Clock:
    """A clock that is set by hand."""

    now: datetime = NIGHT

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Channel:
    """What is posted, once for a key."""

    posted: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __call__(self, key: str, words: str, to: str) -> None:
        self.posted.setdefault(key, (words, to))


@pytest.fixture
def log(tmp_path: Path) -> SqliteLog:
    log = SqliteLog(tmp_path / "log.db")
    log.keep(a_review())
    return log


def test_a_channel_hears_of_one_head_a_day_by_uk_time(log: SqliteLog) -> None:
    clock, channel = Clock(), Channel()
    heads = DailyHeads(LogHeads(log), "C0RECORD1", "en", clock=clock)
    for minutes in (0, 20, 40, 60):
        clock.now = NIGHT + timedelta(minutes=minutes)
        heads.round(channel)
    assert list(channel.posted) == ["head:2026-07-01", "head:2026-07-02"]
    newest = log.head()
    assert newest
    words, to = channel.posted["head:2026-07-01"]
    assert (newest.hash in words, to) == (True, "C0RECORD1")


def test_what_a_channel_heard_is_what_the_record_can_be_held_to(
    log: SqliteLog, tmp_path: Path
) -> None:
    channel, copied = Channel(), tmp_path / "message.txt"
    DailyHeads(LogHeads(log), "C0RECORD1", "cy", clock=Clock()).round(channel)
    copied.write_text(channel.posted["head:2026-07-01"][0])
    (head,) = read_heads(copied)
    newest = log.head()
    assert newest
    assert (head.seq, head.hash) == (newest.seq, newest.hash)


def test_a_file_gets_one_line_a_day_though_the_bot_is_started_again(
    log: SqliteLog, tmp_path: Path
) -> None:
    path, clock = tmp_path / "elsewhere" / "heads.txt", Clock(datetime.now(UTC))
    for _ in range(3):
        DailyHeads(LogHeads(log), str(path), "en", clock=clock).round(Channel())
        log.keep_remark(a_remark(str(clock.now)))
    assert len(read_heads(path)) == 1
    clock.now += timedelta(days=1)
    DailyHeads(LogHeads(log), str(path), "en", clock=clock).round(Channel())
    assert len(read_heads(path)) == 2


def test_an_empty_record_and_no_setting_write_nothing(tmp_path: Path, log: SqliteLog) -> None:
    channel, empty = Channel(), SqliteLog(tmp_path / "empty.db")
    DailyHeads(LogHeads(empty), "C0RECORD1", "en", clock=Clock()).round(channel)
    DailyHeads(LogHeads(log), "", "en", clock=Clock()).round(channel)
    assert not channel.posted


def test_what_cannot_be_written_is_tried_in_the_next_round(
    tmp_path: Path, log: SqliteLog, caplog: pytest.LogCaptureFixture
) -> None:
    wall = tmp_path / "wall"
    wall.touch()
    heads = DailyHeads(LogHeads(log), str(wall / "heads.txt"), "en", clock=Clock())
    heads.round(Channel())
    assert "was not written down" in caplog.text
    wall.unlink()
    heads.round(Channel())
    assert len(read_heads(wall / "heads.txt")) == 1


def test_a_record_that_cannot_be_read_ends_no_round() -> None:
    class Broken:
        def line(self) -> str:
            raise LogError("The log is damaged.")

        def last(self, path: str) -> datetime | None: ...

        def add(self, path: str, line: str) -> None: ...

    DailyHeads(Broken(), "C0RECORD1", "en", clock=Clock()).round(Channel())


def test_the_bot_that_serves_writes_heads_where_its_settings_say(
    log: SqliteLog, tmp_path: Path
) -> None:
    path = tmp_path / "heads.txt"
    settings = Settings(_env_file=None, data_dir=tmp_path, log_heads=str(path), guidance_sync="off")
    besides = chores(settings, log, Access(rules_of(settings)), Speech(settings.language))
    assert [type(chore) for chore in besides] == [Watching, DailyHeads, DailyRetention]
    for chore in besides:
        chore.round(Channel())
        chore.stop()
    assert len(read_heads(path)) == 1
