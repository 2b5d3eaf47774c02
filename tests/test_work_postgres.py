"""Durable work on Postgres: one setting, several workers, none of whose work is lost with it."""

import signal
from pathlib import Path

import psycopg
import pytest

from bot.errors import AlreadyRunning, WorkError
from bot.log.sqlite_log import SqliteLog
from bot.work.engine import Engine
from tests.drawn import a_review
from tests.postgres import fresh_database
from tests.rehearsal import ADesk, AVoice, review_job, settings_for, share_job, working
from tests.test_work_killed import begin, done, kill, until


@pytest.fixture
def database(postgres_url: str) -> str:
    """An empty database on a server."""
    return fresh_database(postgres_url)


def test_what_is_put_is_reviewed_kept_and_shown_once(tmp_path: Path, database: str) -> None:
    voice = AVoice()
    with working(tmp_path, voice, database_url=database) as engine:
        for _ in range(20):
            engine.put(review_job("k1"))
        voice.wait_for("show")
    with working(tmp_path, voice, database_url=database) as engine:
        engine.put(review_job("k1"))
        engine.put(review_job("k2"))
        voice.wait_for("show", "show")
    assert voice.said == [("show", "r-k1"), ("show", "r-k2")]


def test_a_shared_review_is_shared_once(tmp_path: Path, database: str) -> None:
    voice, review = AVoice(), a_review()
    SqliteLog(tmp_path / "log.db").keep(review)
    with working(tmp_path, voice, database_url=database) as engine:
        for _ in range(5):
            engine.put(share_job(review.id))
        voice.wait_for("shared")
    assert [kind for kind, _ in voice.said] == ["card", "part", "part", "shared"]


def test_a_second_copy_under_the_same_name_is_refused(tmp_path: Path, database: str) -> None:
    with working(tmp_path, AVoice(), database_url=database):
        log = SqliteLog(tmp_path / "log.db")
        settings = settings_for(tmp_path, database_url=database)
        second = Engine(settings, ADesk(log), AVoice(), log)
        with pytest.raises(AlreadyRunning, match="under the name bot-0"):
            second.start()


def test_a_postgres_that_is_not_there_is_refused_in_plain_words(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    address = "postgresql://neutral:hidden-word@127.0.0.1:1/neutral"
    engine = Engine(settings_for(tmp_path, database_url=address), ADesk(log), AVoice(), log)
    with pytest.raises(WorkError, match="Postgres cannot be reached") as refused:
        engine.start()
    assert "hidden-word" not in str(refused.value)


def test_the_work_of_a_worker_that_is_gone_for_good_is_taken_over(
    tmp_path: Path, database: str
) -> None:
    lost = begin(tmp_path, "review=k1", hangs="judge", database=database, executor="bot-0")
    until(tmp_path, lambda did: "judge" in did)
    kill(lost)
    left = begin(tmp_path, "", database=database, executor="bot-1", hangs="hurry")
    try:
        did = until(tmp_path, lambda did: "said show" in did)
        left.send_signal(signal.SIGTERM)
        assert left.wait(20) == 0
    finally:
        kill(left)
    assert did.count("said show") == 1


def test_two_workers_share_the_work_and_say_each_thing_once(tmp_path: Path, database: str) -> None:
    orders = " ".join(f"review=k{number}" for number in range(12))
    first = begin(tmp_path, orders, database=database, executor="bot-0")
    second = begin(tmp_path, orders, database=database, executor="bot-1")
    try:
        did = until(tmp_path, lambda did: did.count("said show") >= 12)
    finally:
        kill(first)
        kill(second)
    assert done(tmp_path).count("said show") == 12
    assert did.count("judge") == 12


def test_connections_that_break_lose_nothing_and_the_name_stays_claimed(
    tmp_path: Path, database: str
) -> None:
    voice = AVoice()
    with working(tmp_path, voice, database_url=database) as engine:
        engine.put(review_job("k1"))
        voice.wait_for("show")
        with psycopg.connect(database, autocommit=True) as admin:
            admin.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where datname = current_database() and pid <> pg_backend_pid()"
            )
        engine.upkeep.round()
        engine.upkeep.round()
        engine.put(review_job("k2"))
        voice.wait_for("show", "show", seconds=40)
        log = SqliteLog(tmp_path / "log.db")
        second = Engine(settings_for(tmp_path, database_url=database), ADesk(log), voice, log)
        with pytest.raises(AlreadyRunning):
            second.start()
    assert voice.said == [("show", "r-k1"), ("show", "r-k2")]
