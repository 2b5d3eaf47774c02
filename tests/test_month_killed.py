"""A bot that is killed while it sends a month goes on where it was, and repeats nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.log.sqlite_log import SqliteLog
from tests.drawn import a_review
from tests.rehearsal import used_before
from tests.test_work_killed import ROOT, kill, until

BOOK, TABLE = "neutral-2026-11.xlsx", "neutral-2026-11.csv"
LAST = f"sent {TABLE} to C0MONTH"


def begin(folder: Path, hangs: str = "nowhere") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.month_victim", str(folder), hangs]
    return subprocess.Popen(command, cwd=ROOT)  # noqa: S603  # our own program


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    SqliteLog(tmp_path / "log.db").keep(a_review())
    return used_before(tmp_path)


def test_killed_while_it_makes_a_file_it_makes_that_one_anew_and_sends_each_once(
    folder: Path,
) -> None:
    first = begin(folder, hangs=f"made {TABLE}")
    until(folder, lambda did: f"made {TABLE}" in did)
    kill(first)
    second = begin(folder)
    try:
        did = until(folder, lambda did: LAST in did)
    finally:
        kill(second)
    assert did == [
        "told C0MONTH",
        f"made {BOOK}",
        f"sent {BOOK} to C0MONTH",
        f"made {TABLE}",
        f"made {TABLE}",
        LAST,
    ]


def test_killed_while_it_sends_a_file_it_does_not_send_that_again_and_tells_an_admin(
    folder: Path,
) -> None:
    first = begin(folder, hangs=f"sent {BOOK} to C0MONTH")
    until(folder, lambda did: f"sent {BOOK} to C0MONTH" in did)
    kill(first)
    second = begin(folder)
    try:
        did = until(folder, lambda did: "told C0ADMIN" in did)
    finally:
        kill(second)
    assert did.count(f"sent {BOOK} to C0MONTH") == did.count(LAST) == 1
    assert did.count("told C0MONTH") == 1
