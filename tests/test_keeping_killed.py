"""Killed in retention, backup or verify: no half files, nothing lost, and it goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.log.classes import periods
from bot.log.erasing import Order
from bot.log.keeping import keep_miss
from bot.log.retention import cutoffs, let_go
from bot.log.sqlite.backup import back_up
from bot.log.sqlite.connection import writing
from bot.log.sqlite.damage import damage
from bot.log.sqlite.opening import unsealed
from bot.log.sqlite_log import SqliteLog
from tests.drawn import a_miss, a_review
from tests.test_log_chain import found_in
from tests.test_log_retention import NOW
from tests.test_work_killed import ROOT, kill, until

BEFORE = cutoffs(periods("people=always"), NOW)
ORDER = Order("", "Kept for long enough", "A Records Officer", NOW)
MANY = 620


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log with two batches of misses, made once."""
    log = SqliteLog(tmp_path_factory.mktemp("full") / "log.db")
    log.keep(a_review(made_at=NOW))
    with writing(log.path) as tables:
        for number in range(MANY):
            keep_miss(tables, a_miss(f"m{number}"))
    return log.path


@pytest.fixture
def folder(full: Path, tmp_path: Path) -> Path:
    """A folder with a log of its own."""
    back_up(full, tmp_path / "log.db")
    SqliteLog(tmp_path / "log.db")
    return tmp_path


def killed_at(folder: Path, what: str) -> None:
    command = [sys.executable, "-m", "tests.keeping_victim", str(folder), what]
    victim = subprocess.Popen(command, cwd=ROOT)  # noqa: S603  # our own program
    try:
        until(folder, lambda did: did == [what])
    finally:
        kill(victim)


def drafts_of(log: SqliteLog) -> int:
    with log.store.reading() as tables:
        (row,) = tables.read("select count(*) as many from drafts where kind = 'miss'")
    return int(row["many"])


@pytest.mark.parametrize(("moment", "left"), [("between", 120), ("inside", 120)])
def test_retention_that_is_killed_goes_on_where_it_was(
    folder: Path, moment: str, left: int
) -> None:
    killed_at(folder, moment)
    log = SqliteLog(folder / "log.db")
    assert drafts_of(log) == left
    assert found_in(log.path) == []
    assert unsealed(log.path) == ()
    assert let_go(log.store, BEFORE, ORDER) == {"misses": left}
    assert drafts_of(log) == 0
    assert found_in(log.path) == []
    assert let_go(log.store, BEFORE, ORDER) == {}


def test_a_backup_that_is_killed_leaves_no_file_of_its_name_and_the_next_one_cleans_up(
    folder: Path,
) -> None:
    killed_at(folder, "backup")
    (left,) = (folder / "copies").iterdir()
    assert left.name.startswith(".neutral-")
    back_up(folder / "log.db", folder / "copies" / "copy.db")
    assert [one.name for one in (folder / "copies").iterdir()] == ["copy.db"]
    assert found_in(folder / "copies" / "copy.db") == []
    assert found_in(folder / "log.db") == []


def test_a_verify_that_is_killed_changes_nothing(folder: Path) -> None:
    before = {one.name for one in folder.iterdir()}
    killed_at(folder, "verify")
    log = SqliteLog(folder / "log.db")
    assert damage(log.path) == ()
    assert found_in(log.path) == []
    assert drafts_of(log) == MANY
    assert {one.name for one in folder.iterdir()} - before == {"did"}
