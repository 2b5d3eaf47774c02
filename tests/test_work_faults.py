"""Faults of the disk and the clock, each with its honest outcome."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import VoiceRefused, WorkError
from bot.log.sqlite_log import SqliteLog
from bot.work.engine import Engine
from bot.work.pace import Pace, rest
from tests.fakes import FakeLog
from tests.rehearsal import (
    NOON,
    ADesk,
    AVoice,
    review_job,
    settings_for,
    used_before,
    working,
)
from tests.small_disk import fill, small_disk

NOBODY = 65534


def refused(folder: Path, log_folder: Path) -> str:
    """What a start says that is refused."""
    log = SqliteLog(log_folder / "log.db")
    engine = Engine(settings_for(folder), ADesk(log), AVoice(), log)
    with pytest.raises(WorkError) as error:
        engine.start()
    return str(error.value)


def test_a_damaged_file_is_refused_with_how_to_go_on(tmp_path: Path) -> None:
    path = used_before(tmp_path) / "work.db"
    whole = bytearray(path.read_bytes())
    for page in range(2, 40):
        whole[page * 4096 : page * 4096 + 512] = b"\xff" * 512
    path.write_bytes(whole)
    said = refused(tmp_path, tmp_path)
    assert "work.db cannot be used" in said
    assert "Stop the bot, keep the file as it is, and move it aside" in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as a user without rights")
def test_a_folder_that_is_read_only_is_refused() -> None:
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # to be entered, not written
        used_before(Path(name))
        log = FakeLog()
        engine = Engine(settings_for(Path(name)), ADesk(log), AVoice(), log)
        os.seteuid(NOBODY)
        try:
            with pytest.raises(WorkError, match="cannot be written: Permission denied"):
                engine.start()
        finally:
            os.seteuid(0)


def test_a_full_disk_is_refused_at_once_and_works_again_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 4_000) as folder:
        used_before(folder)
        voice = AVoice()
        log = SqliteLog(tmp_path / "log.db")
        engine = Engine(settings_for(folder), ADesk(log), voice, log, pace=Pace(lambda: NOON))
        engine.start()
        try:
            filler = folder / "filler"
            fill(filler)
            with pytest.raises(WorkError, match=r"disk is full|disk I/O error"):
                engine.put(review_job("refused", "Ports open. " * 2_000))
            filler.unlink()
            engine.put(review_job("kept"))
            voice.wait_for("show")
        finally:
            engine.stop(5)
    assert voice.said == [("show", "r-kept")]


@given(st.floats(0, 1e10), st.floats(0, 1e6), st.floats(0, 1e10))
def test_no_jump_of_the_clock_lengthens_a_wait(until: float, seconds: float, now: float) -> None:
    assert 0 <= rest(until, seconds, now) <= seconds


def test_work_goes_on_when_one_answer_is_refused(tmp_path: Path) -> None:
    voice = AVoice(show=[VoiceRefused("Slack refused: account_inactive")])
    with working(used_before(tmp_path), voice) as engine:
        engine.put(review_job("k1"))
        engine.put(review_job("k2"))
        voice.wait_for("show")
