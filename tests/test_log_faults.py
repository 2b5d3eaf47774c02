"""When the disk, another program or the past stands in the way, the log says what to do."""

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.errors import LogError, LogTooNew, LogUnwritable
from bot.log.keeping import keep_edition
from bot.log.sqlite.append_only import missing
from bot.log.sqlite.connection import reading, writing
from bot.log.sqlite.opening import prepare
from bot.log.sqlite_log import SqliteLog
from bot.log.steps import STEPS
from bot.log.tables import Tables
from tests.drawn import NOON, a_review

NOBODY = 65534
"""The user that owns nothing, on Linux."""


@contextmanager
def without_privileges() -> Iterator[None]:
    """Act as a user whom the rights of files bind, even where the tests run as root."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


def connect(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path))


def test_a_log_that_another_program_holds_is_said_to_be_locked(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    with connect(log.path) as other:
        other.execute("begin immediate")
        with (
            pytest.raises(LogUnwritable, match=r"locked by another program. Close"),
            writing(log.path, patience=0.01),
        ):
            pass


def test_a_read_only_log_is_read_but_not_written(open_folder: Path) -> None:
    path = open_folder / "log.db"
    SqliteLog(path).keep(a_review())
    path.chmod(0o444)
    with without_privileges():
        log = SqliteLog(path)
        assert log.find("r1") == a_review()
        with pytest.raises(LogUnwritable, match=r"read-only. Give the bot's user the right"):
            log.keep(a_review("r2"))
    assert log.find("r2") is None


def test_a_folder_that_may_not_be_written_is_refused_in_plain_words(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    with without_privileges(), pytest.raises(LogUnwritable, match="Permission denied"):
        SqliteLog(open_folder / "deeper" / "log.db")


def test_a_file_where_the_folder_should_be_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(LogUnwritable, match="cannot be opened"):
        SqliteLog(tmp_path / "data" / "log.db")


def test_a_full_disk_keeps_nothing_of_the_review_and_says_so(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    with pytest.raises(LogUnwritable, match=r"the disk is full. Free some space"):
        keep_on_a_full_disk(log, "word " * 10_000)
    assert log.edition("prompt", "e") is None


def keep_on_a_full_disk(log: SqliteLog, text: str) -> None:
    """Keep an edition with no page left to put it on."""
    with writing(log.path) as tables:
        pages = tables.db.execute("pragma page_count").fetchone()[0]
        tables.db.execute(f"pragma max_page_count = {pages}")
        keep_edition(tables, ("prompt", "e"), text, NOON)


def test_a_damaged_log_is_said_to_be_damaged_and_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    path.write_bytes(b"These are not the pages of a database. " * 100)
    before = path.read_bytes()
    with pytest.raises(LogError, match=r"damaged or is not a log.*newest\s+backup"):
        SqliteLog(path)
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    with connect(path) as other:
        other.execute("create table theirs (id integer)")
    with pytest.raises(LogError, match=r"another program. Nothing was changed"):
        SqliteLog(path)
    with connect(path) as other:
        assert other.execute("select name from sqlite_master").fetchall() == [("theirs",)]


def test_a_log_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    SqliteLog(path).keep(a_review())
    with connect(path) as newer, newer:
        newer.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) "
            "values ('neutral-log', 'the_future', '2027-01-01')"
        )
    with pytest.raises(LogTooNew, match=r"newer version.*'the_future'"):
        SqliteLog(path)


def test_a_log_deleted_under_the_bot_is_not_begun_anew_in_silence(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    log.path.unlink()
    with pytest.raises(LogUnwritable, match=r"cannot be opened. Look whether"):
        log.keep(a_review())


def test_a_step_that_fails_leaves_the_log_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    SqliteLog(path).keep(a_review())
    with pytest.raises(LogError, match="no such table: nonsense"):
        prepare(path, {**STEPS, "half_done": half_done})
    with reading(path) as tables:
        assert "mood" not in tables.db.table("reviews").columns_dict
    assert SqliteLog(path).find("r1") == a_review()


def half_done(tables: Tables) -> None:
    tables.define("alter table reviews add column mood text")
    tables.define("alter table nonsense add column mood text")


def test_a_step_that_lost_the_triggers_gets_them_back_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    SqliteLog(path)
    with writing(path) as tables:
        tables.db.table("decisions").transform(rename={"outcome": "result"})
        tables.db.table("decisions").transform(rename={"result": "outcome"})
        assert missing(tables.db)
    SqliteLog(path)
    with reading(path) as tables:
        assert not missing(tables.db)


def test_opening_a_ready_log_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    SqliteLog(path)
    before = path.read_bytes()
    SqliteLog(path)
    assert path.read_bytes() == before


def test_eight_processes_may_open_a_new_log_at_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(8) as processes:
        names = list(processes.map(open_and_keep, [tmp_path / "log.db"] * 16, range(16)))
    log = SqliteLog(tmp_path / "log.db")
    kept = {review.id for review in log.month(date(2026, 11, 1), date(2026, 12, 1))}
    assert kept == set(names)


def open_and_keep(path: Path, number: int) -> str:
    """What each of the processes does."""
    SqliteLog(path).keep(a_review(f"r{number}"))
    return f"r{number}"


def test_words_that_are_gone_are_told_not_hidden(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    log.keep(a_review())
    with connect(log.path) as other, other:
        other.execute("delete from drafts")
    with pytest.raises(LogError, match="words of r1 are no longer in the log"):
        log.find("r1")


def test_every_step_has_a_name_that_says_what_it_brings() -> None:
    assert list(STEPS) == [
        "the_record",
        "the_words",
        "the_turns",
        "the_disputes",
        "the_switch",
        "the_pages",
        "the_languages",
        "the_official_words",
        "the_chain",
        "the_keeping",
    ]
