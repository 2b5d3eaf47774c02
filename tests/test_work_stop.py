"""Stopping and refusing: a stop is never kept waiting, and what is refused is never done."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Self

import pytest

from bot.config import environment
from bot.errors import WorkError
from sandbox.slack import Sandbox
from tests.rehearsal import AVoice, review_job, used_before, working

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return used_before(tmp_path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file's write lock, as another program might."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        yield
        other.execute("rollback")


def test_a_locked_database_is_refused_before_slack_gives_up_and_never_done(folder: Path) -> None:
    voice = AVoice()
    with working(folder, voice) as engine:
        with locked(folder / "work.db"):
            began = monotonic()
            with pytest.raises(WorkError, match="could not be kept: database is locked"):
                engine.put(review_job("refused"))
            assert monotonic() - began < 2.5
        engine.put(review_job("kept"))
        voice.wait_for("show")
    assert voice.said == [("show", "r-kept")]


def test_many_who_wait_for_a_locked_database_are_all_refused_in_time(folder: Path) -> None:
    took: list[float] = []

    def put(number: int) -> None:
        began = monotonic()
        with pytest.raises(WorkError):
            engine.put(review_job(f"k{number}"))
        took.append(monotonic() - began)

    with working(folder, AVoice()) as engine, locked(folder / "work.db"):
        threads = [threading.Thread(target=put, args=(number,)) for number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(took) == 16
    assert max(took) < 3


class Deaf:
    """A model's endpoint that takes a call and never answers."""

    def __enter__(self) -> Self:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}/v1"
        self.called = Event()
        threading.Thread(target=self._take, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def _take(self) -> None:
        while True:
            try:
                held, _ = self._server.accept()
            except OSError:
                return
            self.held = held
            self.called.set()


@pytest.mark.parametrize("door", ["http", "socket"])
def test_a_stop_ends_within_20_seconds_while_the_model_hangs(tmp_path: Path, door: str) -> None:
    with Sandbox() as slack, Deaf() as model:
        bot, port = _serve(tmp_path, slack, model.address, door)
        try:
            _up(slack, bot, port)
            assert slack.command("Ports open today.").ok
            assert model.called.wait(20)
            bot.send_signal(signal.SIGTERM)
            assert bot.wait(20) == 0
        finally:
            bot.kill()
            bot.wait(10)
    with closing(sqlite3.connect(tmp_path / "work.db")) as file:
        (left,) = file.execute(
            "select count(*) from workflow_status where status = 'PENDING' and name = 'review'"
        ).fetchone()
    assert left == 1


def test_a_worker_whose_master_was_killed_makes_room_at_once(tmp_path: Path) -> None:
    with Sandbox() as slack, Deaf() as model:
        bot, port = _serve(tmp_path, slack, model.address, "http")
        (worker,) = _up_with_worker(slack, bot, port)
        try:
            assert slack.command("Ports open today.").ok
            assert model.called.wait(20)
            bot.kill()
            bot.wait(10)
            assert _ended(worker, seconds=8)
        finally:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)


def _up_with_worker(slack: Sandbox, bot: "subprocess.Popen[bytes]", port: int) -> tuple[int, ...]:
    _up(slack, bot, port)
    listed = Path(f"/proc/{bot.pid}/task/{bot.pid}/children").read_text(encoding="ascii")
    return tuple(int(child) for child in listed.split())


def _ended(process: int, seconds: float) -> bool:
    end, pause = monotonic() + seconds, Event()
    while monotonic() < end:
        stat = Path(f"/proc/{process}/stat")
        if not stat.exists() or stat.read_text(encoding="ascii").split()[2] == "Z":
            return True
        pause.wait(0.05)
    return False


def _serve(
    folder: Path, slack: Sandbox, model: str, door: str
) -> "tuple[subprocess.Popen[bytes], int]":
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    inherited = environment(without=("NEUTRAL_MODEL", "PORT"))
    settings = {
        "NEUTRAL_DATA_DIR": str(folder),
        "NEUTRAL_SLACK_DOOR": door,
        "NEUTRAL_SLACK_BOT_TOKEN": slack.bot_token,
        "NEUTRAL_SLACK_APP_TOKEN": slack.app_token,
        "NEUTRAL_SLACK_SIGNING_SECRET": slack.signing_secret,
        "NEUTRAL_SLACK_API_URL": slack.api_url,
        "NEUTRAL_PORT": str(port),
        "NEUTRAL_MODEL": "deaf",
        "NEUTRAL_MODEL_BASE_URL": model,
        "NEUTRAL_MODEL_KEY": "k",
    }
    command = [sys.executable, "-m", "bot", "serve"]
    return subprocess.Popen(command, cwd=ROOT, env={**inherited, **settings}), port  # noqa: S603  # our own program


def _up(slack: Sandbox, bot: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait until the bot answers by HTTP, or has said by its connection that it listens."""
    end, pause = monotonic() + 30, Event()
    slack.connect(f"http://127.0.0.1:{port}/slack/events")
    while monotonic() < end and bot.poll() is None:
        if slack.command("help").ok:
            return
        pause.wait(0.1)
    raise TimeoutError("The bot did not come up.")
