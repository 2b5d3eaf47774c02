"""The watch on official guidance: each week, apart, and each change is told to the leads once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.desk.access import Access, rules_of
from bot.desk.speech import Speech
from bot.errors import LogError, WorkError
from bot.guidance.acceptance import Notice
from bot.log.sqlite_log import SqliteLog
from bot.words.speaking import language
from bot.work.engine import Engine
from bot.work.pace import Pace
from bot.work.watching import AGAIN, LONGEST, WEEK, Watching
from tests.rehearsal import NOON, ADesk, AVoice, settings_for, used_before

CODE = Notice(key="k1", sources=("code",))


@dataclass
class ARun:
    """A sync that ends when it is told to."""

    is_over: bool = False
    was_ended: bool = False

    def ended(self) -> bool:
        return self.is_over

    def end(self) -> None:
        self.is_over = self.was_ended = True


@dataclass
class AnOfficial:
    """Documents that are looked at when they are told to have been."""

    watched: bool = True
    began: datetime | None = None
    ended: datetime | None = None
    waits: list[Notice] = field(default_factory=list)
    runs: list[ARun] = field(default_factory=list)
    breaks: Exception | None = None
    is_void: bool = False

    def is_watched(self) -> bool:
        return self.watched

    def looked(self) -> tuple[datetime | None, datetime | None]:
        return self.began, self.ended

    def begin(self) -> ARun:
        if isinstance(self.breaks, OSError):
            raise self.breaks
        self.runs.append(ARun())
        return self.runs[-1]

    def notices(self) -> Sequence[Notice]:
        if isinstance(self.breaks, LogError):
            raise self.breaks
        return list(self.waits)

    def said(self, notice: Notice) -> str:
        return "" if self.is_void else f"{language()} {' '.join(notice.sources)}"

    def told(self, notice: Notice) -> None:
        self.waits.remove(notice)


@dataclass
class Told:
    """Where words go; what has a key that was there already is dropped."""

    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    breaks: bool = False

    def __call__(self, key: str, words: str, channel: str) -> None:
        if self.breaks:
            raise WorkError("The job could not be kept.")
        self.words.setdefault(key, (words, channel))


@dataclass
class Watch:
    """A watch whose clock is set by hand."""

    official: AnOfficial
    watching: Watching
    told: Told = field(default_factory=Told)
    now: datetime = NOON

    def round(self, after: timedelta = timedelta(0)) -> None:
        self.now += after
        self.watching.round(self.told)


def a_watch(tmp_path: Path, official: AnOfficial, otherwise: str = "", **more: object) -> Watch:
    access = Access(rules_of(settings_for(tmp_path, **more)))
    holds: list[Watch] = []
    watching = Watching(
        official, access, Speech("en"), otherwise, clock=lambda: holds[0].now
    )  # fmt: skip
    holds.append(Watch(official, watching))
    return holds[0]


@pytest.mark.parametrize(
    ("began", "ended", "due"),
    [
        (None, None, True),
        (timedelta(0), None, False),
        (AGAIN - timedelta(1e-5), None, False),
        (AGAIN, None, True),
        (AGAIN, WEEK, True),
        (WEEK, WEEK - timedelta(seconds=1), False),
        (timedelta(hours=1), 9 * WEEK, False),
        (WEEK, WEEK, True),
        (9 * WEEK, 9 * WEEK, True),
        (-timedelta(3), -timedelta(3), True),
    ],
)
def test_it_is_time_a_week_after_the_last_sync_and_a_day_after_one_that_was_cut_off(
    tmp_path: Path, began: timedelta | None, ended: timedelta | None, *, due: bool
) -> None:
    official = AnOfficial(
        began=NOON - began if began is not None else None,
        ended=NOON - ended if ended is not None else None,
    )
    a_watch(tmp_path, official).round()
    assert len(official.runs) == due


def test_one_sync_runs_at_a_time_and_one_that_fails_is_not_begun_at_every_round(
    tmp_path: Path,
) -> None:
    official = AnOfficial()
    watch = a_watch(tmp_path, official)
    for _ in range(3):
        watch.round(timedelta(seconds=20))
    assert len(official.runs) == 1
    official.runs[0].is_over = True
    for _ in range(3):
        watch.round(timedelta(seconds=20))
    assert len(official.runs) == 1
    watch.round(AGAIN)
    assert len(official.runs) == 2


def test_a_sync_that_does_not_end_is_ended(tmp_path: Path) -> None:
    official = AnOfficial()
    watch = a_watch(tmp_path, official)
    watch.round()
    watch.round(LONGEST)
    assert not official.runs[0].was_ended
    watch.round(timedelta(seconds=20))
    assert official.runs[0].was_ended


def test_nothing_is_asked_of_the_publishers_where_the_settings_say_so(tmp_path: Path) -> None:
    official = AnOfficial(watched=False, waits=[CODE])
    watch = a_watch(tmp_path, official, leads_channel="C0LEADS")
    watch.round()
    assert official.runs == []
    assert len(watch.told.words) == 1


@pytest.mark.parametrize(
    ("more", "otherwise", "readers"),
    [
        ({"leads": "U0B, U0A"}, "C0ADMIN", ["U0A", "U0B"]),
        ({"leads": "U0B", "leads_channel": "C0LEADS"}, "C0ADMIN", ["C0LEADS"]),
        ({}, "C0ADMIN", ["C0ADMIN"]),
    ],
)
def test_the_leads_are_told_once_of_each_change(
    tmp_path: Path, more: dict[str, object], otherwise: str, readers: list[str]
) -> None:
    official = AnOfficial(watched=False, waits=[CODE])
    watch = a_watch(tmp_path, official, otherwise, **more)
    for _ in range(3):
        watch.round(timedelta(seconds=20))
    assert [channel for _, channel in watch.told.words.values()] == readers
    official.waits.append(Notice(key="k2", sources=("act",)))
    watch.round()
    assert len(watch.told.words) == 2 * len(readers)


def test_where_nobody_is_named_the_change_waits_until_somebody_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    official = AnOfficial(watched=False, waits=[CODE])
    watch = a_watch(tmp_path, official)
    for _ in range(3):
        watch.round()
    assert official.waits == [CODE]
    assert caplog.text.count("no propriety lead is named") == 1
    watch = a_watch(tmp_path, official, leads="U0A")
    watch.round()
    assert official.waits == []


def test_what_no_longer_waits_is_not_told(tmp_path: Path) -> None:
    official = AnOfficial(watched=False, waits=[CODE], is_void=True)
    watch = a_watch(tmp_path, official, leads="U0A")
    watch.round()
    assert (watch.told.words, official.waits) == ({}, [])


def test_what_cannot_be_kept_is_told_in_a_later_round_and_once(tmp_path: Path) -> None:
    official = AnOfficial(watched=False, waits=[CODE])
    watch = a_watch(tmp_path, official, leads="U0A, U0B")
    watch.told.breaks = True
    with pytest.raises(WorkError):
        watch.round()
    assert official.waits == [CODE]
    watch.told.breaks = False
    watch.round()
    official.waits.append(CODE)  # as after a crash before it was marked as told
    watch.round()
    assert sorted(watch.told.words) == ["guidance:k1:U0A", "guidance:k1:U0B"]


@pytest.mark.parametrize("fault", [LogError("The file is damaged."), OSError(12, "No memory")])
def test_a_fault_is_logged_and_the_next_round_tries_again(
    tmp_path: Path, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    official = AnOfficial(breaks=fault, waits=[CODE])
    watch = a_watch(tmp_path, official, leads="U0A")
    watch.round()
    assert ("is damaged" in caplog.text) or ("No memory" in caplog.text)
    official.breaks = None
    watch.round()
    assert official.waits == []


def test_the_engine_tells_the_leads_in_their_channel_and_ends_its_sync_when_it_stops(
    tmp_path: Path,
) -> None:
    folder, official, voice = used_before(tmp_path), AnOfficial(waits=[CODE]), AVoice()
    settings = settings_for(folder, leads_channel="C0LEADS")
    log = SqliteLog(folder / "log.db")
    access = Access(rules_of(settings))
    watching = Watching(official, access, Speech("cy"), clock=lambda: NOON)
    pace = Pace(clock=lambda: NOON)
    engine = Engine(
        settings, ADesk(log), voice, log, pace=pace, access=access, chores=(watching,)
    )  # fmt: skip
    engine.start()
    try:
        voice.wait_for("announce")
    finally:
        engine.stop(5)
    assert [words for kind, words in voice.said if kind == "announce"] == ["C0LEADS cy code"]
    assert [run.was_ended for run in official.runs] == [True]
