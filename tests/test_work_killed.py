"""Durable work, killed: a process that dies at any moment loses nothing and says nothing twice."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from bot.log.sqlite_log import SqliteLog
from tests.drawn import a_review

ROOT = Path(__file__).parent.parent


def begin(
    folder: Path, orders: str, hangs: str = "nowhere", database: str = "", executor: str = "bot-0"
) -> subprocess.Popen[bytes]:
    (folder / "orders").write_text(orders, encoding="utf-8")
    command = [sys.executable, "-m", "tests.victim", str(folder), hangs, database, executor]
    return subprocess.Popen(command, cwd=ROOT)  # noqa: S603  # our own program


def done(folder: Path) -> list[str]:
    path = folder / "did"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def until(folder: Path, holds: Callable[[list[str]], bool], seconds: float = 30) -> list[str]:
    """Look at what was done until it is enough."""
    end, pause = monotonic() + seconds, Event()
    while not holds(done(folder)):
        if monotonic() > end:
            raise TimeoutError(str(done(folder)))
        pause.wait(0.05)
    return done(folder)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(10)


@pytest.mark.parametrize("moment", ["judge", "show"])
def test_a_bot_killed_in_mid_step_finishes_the_review_once(tmp_path: Path, moment: str) -> None:
    first = begin(tmp_path, "review=k1", hangs=moment)
    until(tmp_path, lambda did: moment in did)
    kill(first)
    assert "said show" not in done(tmp_path)
    second = begin(tmp_path, "review=k1")
    try:
        did = until(tmp_path, lambda did: "said show" in did)
        second.send_signal(signal.SIGTERM)
        assert second.wait(20) == 0
    finally:
        kill(second)
    assert did.count("said show") == 1
    assert did.count("judge") == (2 if moment == "judge" else 1)


def test_a_card_that_may_stand_in_the_channel_is_not_posted_again(tmp_path: Path) -> None:
    SqliteLog(tmp_path / "log.db").keep(a_review())
    first = begin(tmp_path, "share=r1", hangs="card")
    until(tmp_path, lambda did: "card" in did)
    kill(first)
    second = begin(tmp_path, "")
    try:
        did = until(tmp_path, lambda did: "said perhaps" in did)
    finally:
        kill(second)
    assert "said card" not in did
    assert did.count("card") == 1


def test_what_waits_in_the_queue_outlives_a_kill(tmp_path: Path) -> None:
    first = begin(tmp_path, "review=k1 review=k2 review=k3 review=k4", hangs="judge")
    until(tmp_path, lambda did: "kept k4" in did)
    kill(first)
    second = begin(tmp_path, "")
    try:
        did = until(tmp_path, lambda did: did.count("said show") == 4)
    finally:
        kill(second)
    assert did.count("said show") == 4


def test_a_stop_signal_ends_the_bot_in_order(tmp_path: Path) -> None:
    first = begin(tmp_path, "review=k1")
    until(tmp_path, lambda did: "said show" in did)
    first.send_signal(signal.SIGTERM)
    assert first.wait(20) == 0
    assert done(tmp_path)[-1] == "stopped True"
