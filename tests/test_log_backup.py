"""A log is copied while it is in use, the copy is proven, and an old log is copied unasked."""

import fcntl
import os
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.errors import LogError, LogNotCopied, LogUnwritable
from bot.log.proven import prove_chain
from bot.log.sqlite.backup import back_up
from bot.log.sqlite.connection import reading
from bot.log.sqlite.opening import prepare
from bot.log.sqlite_log import SqliteLog
from bot.log.steps import STEPS
from bot.log.tables import Tables
from bot.log.words import today
from tests.drawn import a_miss, a_review

NOVEMBER = date(2026, 11, 1), date(2026, 12, 1)


def a_log(folder: Path, reviews: int = 3) -> SqliteLog:
    log = SqliteLog(folder / "log.db")
    for number in range(reviews):
        log.keep(a_review(f"r{number}"))
    return log


def the_mood(tables: Tables) -> None:
    """A step of the next version, say."""
    tables.define("alter table reviews add column mood text")


NEWER = {**STEPS, "the_mood": the_mood}


def test_a_backup_says_all_that_the_log_said(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    counts = back_up(log.path, tmp_path / "copies" / "copy.db")
    assert counts["reviews"] == 3
    copy = SqliteLog(tmp_path / "copies" / "copy.db")
    assert list(copy.between(*NOVEMBER)) == list(log.between(*NOVEMBER))


def test_a_backup_is_one_file_for_the_bots_user_alone(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    back_up(log.path, tmp_path / "copies" / "copy.db")
    (copy,) = (tmp_path / "copies").iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_a_backup_taken_while_the_bot_writes_is_of_one_moment(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    with ThreadPoolExecutor(2) as threads:
        writing = threads.map(log.keep, [a_review(f"later{number}") for number in range(40)])
        counts = back_up(log.path, tmp_path / "copy.db")
        list(writing)
    copy = SqliteLog(tmp_path / "copy.db")
    assert copy.count(*NOVEMBER) == counts["reviews"]
    assert len(list(copy.month(*NOVEMBER))) == counts["reviews"]
    assert 3 <= counts["reviews"] <= 43


def test_a_damaged_log_is_not_backed_up_over_a_good_copy(tmp_path: Path) -> None:
    log = a_log(tmp_path, reviews=30)
    back_up(log.path, tmp_path / "copy.db")
    good = (tmp_path / "copy.db").read_bytes()
    pages = bytearray(log.path.read_bytes())
    pages[len(pages) // 2 : len(pages) // 2 + 4096 * 4] = b"\xaa" * 4096 * 4
    log.path.write_bytes(pages)
    with pytest.raises(LogError, match=r"damaged"):
        back_up(log.path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == good


def test_what_is_not_there_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(LogUnwritable, match="cannot be opened"):
        back_up(tmp_path / "log.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_whose_chain_does_not_hold_is_thrown_away_and_says_where_to_look(
    tmp_path: Path,
) -> None:
    log = a_log(tmp_path)
    told: list[tuple[int, int]] = []
    back_up(
        log.path, tmp_path / "whole.db", lambda copy: prove_chain(copy, lambda *n: told.append(n))
    )
    assert told == [(3, 3)]
    with closing(sqlite3.connect(log.path)) as other, other:
        other.execute("delete from drafts where id = 'r1'")
        other.execute("update drafts set text = 'Nothing to see' where id = 'r2'")
    with pytest.raises(LogNotCopied, match=r"Faults: 2; the first: review r1.*neutral log verify"):
        back_up(log.path, tmp_path / "copy.db", prove_chain)
    assert not (tmp_path / "copy.db").exists()
    assert not list(tmp_path.glob(".neutral-*"))


def test_what_a_killed_backup_left_goes_with_the_next_one_and_a_running_one_stays(
    tmp_path: Path,
) -> None:
    log = a_log(tmp_path / "data")
    copies = tmp_path / "copies"
    for name in (".neutral-dead", ".neutral-held"):
        (copies / name).mkdir(parents=True)
        (copies / name / "copy.db").write_bytes(b"half a draft")
    held = os.open(copies / ".neutral-held", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)

    def meanwhile(copy: Path) -> None:
        back_up(log.path, copies / "other.db")
        assert copy.exists()

    back_up(log.path, copies / "copy.db", meanwhile)
    os.close(held)
    assert {one.name for one in copies.iterdir()} == {".neutral-held", "copy.db", "other.db"}


def test_an_old_log_is_backed_up_before_it_is_changed(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    prepare(log.path, NEWER)
    (copy,) = tmp_path.glob(f"log-*-version-{len(STEPS)}.db")
    assert date.fromisoformat(copy.name[4:14])
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert list(SqliteLog(copy).month(*NOVEMBER)) == [a_review(f"r{n}") for n in range(3)]
    with reading(log.path) as tables:
        assert "mood" in tables.db.table("reviews").columns_dict


def test_a_new_log_and_one_that_is_up_to_date_are_not_backed_up(tmp_path: Path) -> None:
    prepare(tmp_path / "log.db", NEWER)
    prepare(tmp_path / "log.db", NEWER)
    assert not list(tmp_path.glob("*version*"))


def test_a_log_that_cannot_be_backed_up_is_not_changed(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    in_the_way = tmp_path / f"log-{today()}-version-{len(STEPS)}.db"
    in_the_way.mkdir()
    with pytest.raises(LogUnwritable, match="cannot be opened"):
        prepare(log.path, NEWER)
    assert SqliteLog(log.path).count(*NOVEMBER) == 3


def test_the_old_program_refuses_the_new_log_and_takes_the_backup(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    prepare(log.path, NEWER)
    with pytest.raises(LogError, match="newer version") as refusal:
        SqliteLog(log.path)
    assert "backup made before it was upgraded" in refusal.value.advice
    (copy,) = tmp_path.glob(f"log-*-version-{len(STEPS)}.db")
    for stale in tmp_path.glob("log.db*"):
        stale.unlink()
    copy.rename(log.path)
    SqliteLog(log.path).keep_miss(a_miss())
    assert log.count(*NOVEMBER) == 4


def test_a_log_cut_short_is_refused_at_the_start_with_the_way_back(tmp_path: Path) -> None:
    log = a_log(tmp_path, reviews=30)
    back_up(log.path, tmp_path / "copy.db")
    with closing(sqlite3.connect(log.path)) as other:
        other.execute("pragma wal_checkpoint(truncate)")
    log.path.write_bytes(log.path.read_bytes()[: 4096 * 3])
    with pytest.raises(LogError, match=r"damaged.*To restore it: stop the bot.*newest backup"):
        SqliteLog(log.path)
    for stale in tmp_path.glob("log.db*"):
        stale.unlink()
    (tmp_path / "copy.db").rename(log.path)
    assert SqliteLog(log.path).count(*NOVEMBER) == 30
