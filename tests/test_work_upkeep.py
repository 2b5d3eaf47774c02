"""What the engine does for itself: it takes over, forgets in time, and tells the admins once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.log.sqlite_log import SqliteLog
from bot.work.counter import Counter
from bot.work.ledger import DONE, Ledger
from bot.work.lock import FileClaim
from bot.work.store import address
from bot.work.upkeep import Upkeep
from tests.drawn import a_review
from tests.rehearsal import AVoice, review_job, settings_for, share_job, used_before, working
from tests.test_work_killed import begin, kill, until
from tests.test_work_orders import put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return used_before(tmp_path)


class Hours:
    """A clock that can be set forward."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@contextmanager
def keeping_up(folder: Path, clock: Hours, **more: object) -> Iterator[tuple[Upkeep, Ledger]]:
    """Upkeep beside no engine, on the files of one."""
    settings = settings_for(folder, **more)
    where = address(settings)
    ledger, counter, claim = Ledger(where), Counter(where), FileClaim(settings.work_path, "bot-0")
    yield Upkeep(settings, claim, ledger, counter, clock=clock), ledger
    counter.close()
    ledger.close()


def test_what_is_done_is_forgotten_with_its_draft_after_the_days_that_are_set(folder: Path) -> None:
    voice, clock, review = AVoice(), Hours(), a_review()
    SqliteLog(folder / "log.db").keep(review)
    with working(folder, voice) as engine:
        engine.put(review_job("k1", "Harbour words."))
        engine.put(share_job(review.id))
        voice.wait_for("show", "shared")
    with keeping_up(folder, clock) as (upkeep, ledger):
        clock.ahead = timedelta(days=6, hours=23)
        upkeep.forget()
        assert {entry.kind for entry in ledger.entries(DONE)} == {"review", "share"}
        clock.ahead = timedelta(days=7, minutes=5)
        upkeep.forget()
        assert {entry.kind for entry in ledger.entries(DONE)} == {"share"}
    with working(folder, voice):
        pass
    files = b"".join(path.read_bytes() for path in folder.glob("work.db*"))
    assert b"Harbour words" not in files


def test_what_is_not_done_is_never_forgotten(folder: Path) -> None:
    clock = Hours()
    clock.ahead = timedelta(days=3650)
    with keeping_up(folder, clock) as (upkeep, ledger):
        put(Counter(address(settings_for(folder))), "k1")
        upkeep.forget()
        assert ledger.count()["ENQUEUED"] == 1


def test_the_admins_hear_once_that_reviews_wait_too_long(folder: Path) -> None:
    clock, voice = Hours(), AVoice()
    with keeping_up(folder, clock, admin_channel="C0ADMIN") as (upkeep, ledger):
        put(Counter(address(settings_for(folder))), "k1")
        upkeep.alarms()
        assert ledger.count()["ENQUEUED"] == 1
        clock.ahead = timedelta(minutes=11)
        for _ in range(3):
            upkeep.alarms()
        assert ledger.count()["ENQUEUED"] == 2
    with keeping_up(folder, clock, admin_channel="C0ADMIN") as (upkeep, ledger):
        upkeep.alarms()
        assert ledger.count()["ENQUEUED"] == 2
    with working(folder, voice):
        voice.wait_for("announce", "show")
    (said,) = [words for kind, words in voice.said if kind == "announce"]
    assert said.startswith("C0ADMIN The neutrality bot (bot-0): A review has waited for 11 minutes")
    assert "Ports" not in said


def test_the_admins_hear_once_an_hour_that_keeping_was_slow(folder: Path) -> None:
    with keeping_up(folder, Hours(), admin_channel="U0ADMIN") as (upkeep, ledger):
        for seconds in (0.2, 1.4, 1.3):
            upkeep.took(seconds)
            upkeep.alarms()
        assert ledger.count()["ENQUEUED"] == 1


def test_with_nobody_to_tell_an_alarm_stands_in_the_programs_log(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with keeping_up(folder, Hours()) as (upkeep, ledger):
        upkeep.took(1.4)
        upkeep.alarms()
        assert ledger.count()["ENQUEUED"] == 0
    assert "It took 1.4 seconds to keep a request" in caplog.text


def test_work_under_a_name_that_the_bot_no_longer_has_is_taken_over(tmp_path: Path) -> None:
    first = begin(tmp_path, "review=k1", hangs="judge", executor="old-name")
    until(tmp_path, lambda did: "judge" in did)
    kill(first)
    second = begin(tmp_path, "", executor="new-name")
    try:
        did = until(tmp_path, lambda did: "said show" in did)
    finally:
        kill(second)
    assert did.count("said show") == 1
