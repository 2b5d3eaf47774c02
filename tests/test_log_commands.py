"""The commands about the log: what they say, and what they refuse."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.config import environment
from bot.log.postgres_log import PostgresLog
from bot.log.sqlite_log import SqliteLog
from tests.drawn import a_miss, a_review
from tests.postgres import fresh_database
from tests.test_log_chain import tampered

NOVEMBER = date(2026, 11, 1), date(2026, 12, 1)


def neutral(
    folder: Path, *arguments: str, database: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Run ``neutral`` in a folder of its own."""
    own = {"NEUTRAL_DATA_DIR": str(folder / "data"), "NEUTRAL_DATABASE_URL": database}
    return subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**environment(without=("NEUTRAL_MODEL",)), **own},
        check=False,
    )


def a_log(folder: Path) -> SqliteLog:
    log = SqliteLog(folder / "data" / "log.db")
    log.keep(a_review())
    log.keep_miss(a_miss())
    return log


def test_a_backup_says_what_it_holds(tmp_path: Path) -> None:
    a_log(tmp_path)
    done = neutral(tmp_path, "log", "backup", "copy.db")
    assert done.returncode == 0, done.stderr
    assert "copy.db: 1 reviews, 1 misses, 0 remarks, 0 decisions" in done.stdout
    assert SqliteLog(tmp_path / "copy.db").find("r1") == a_review()


def test_the_official_documents_are_copied_beside_the_log(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    with closing(sqlite3.connect(log.path.with_name("guidance.db"))) as file, file:
        file.execute("create table versions (title text)")
        file.execute("insert into versions values ('The Civil Service Code')")
    done = neutral(tmp_path, "log", "backup", "copy.db")
    assert done.returncode == 0, done.stderr
    assert "held to its chain" in done.stdout
    with closing(sqlite3.connect(tmp_path / "copy-guidance.db")) as file:
        assert file.execute("select title from versions").fetchall() == [
            ("The Civil Service Code",)
        ]


def test_a_backup_whose_chain_does_not_hold_is_not_kept(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    tampered(log.path, "update reviews set verdict = 'clear'")
    done = neutral(tmp_path, "log", "backup", "copy.db")
    assert done.returncode != 0
    assert "does not hold to its chain" in done.stderr
    assert not (tmp_path / "copy.db").exists()


def test_a_backup_replaces_nothing(tmp_path: Path) -> None:
    a_log(tmp_path)
    (tmp_path / "copy.db").write_text("something else")
    done = neutral(tmp_path, "log", "backup", "copy.db")
    assert done.returncode == 64
    assert "is there already" in done.stderr
    assert (tmp_path / "copy.db").read_text() == "something else"


def test_a_log_on_a_server_is_backed_up_by_the_servers_own_means(tmp_path: Path) -> None:
    done = neutral(tmp_path, "log", "backup", "copy.db", database="postgresql://u:secret@h/n")
    assert done.returncode == 78
    assert "pg_dump" in done.stderr
    assert "secret" not in done.stderr


def test_a_log_is_moved_to_a_server_and_goes_on_there(tmp_path: Path, postgres_url: str) -> None:
    log, server = a_log(tmp_path), fresh_database(postgres_url)
    done = neutral(tmp_path, "log", "move", str(log.path), server)
    assert done.returncode == 0, done.stderr
    assert "Copied and read back: 1 reviews, 1 misses" in done.stdout
    assert list(PostgresLog(server).between(*NOVEMBER)) == list(log.between(*NOVEMBER))
    reviewed = neutral(tmp_path, "review", "Apply by 5pm on 26 June.", database=server)
    assert reviewed.returncode in (0, 1), reviewed.stderr
    assert PostgresLog(server).count(date(2000, 1, 1), date(3000, 1, 1)) == 3
    assert log.count(date(2000, 1, 1), date(3000, 1, 1)) == 2


def test_a_second_move_is_refused_in_plain_words(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    assert neutral(tmp_path, "log", "move", str(log.path), "new.db").returncode == 0
    again = neutral(tmp_path, "log", "move", str(log.path), "new.db")
    assert again.returncode == 74
    assert "not empty" in again.stderr
    assert "Traceback" not in again.stderr


@pytest.mark.parametrize(
    ("source", "target", "code", "words"),
    [
        ("missing.db", "new.db", 74, "cannot be opened"),
        ("mysql://a/b", "new.db", 64, "leads to no log"),
        ("postgresql://u:secret@127.0.0.1:1/n", "new.db", 74, "cannot be reached"),
    ],
)
def test_a_move_that_cannot_be_is_refused_in_plain_words(
    tmp_path: Path, source: str, target: str, code: int, words: str
) -> None:
    done = neutral(tmp_path, "log", "move", source, target)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr
