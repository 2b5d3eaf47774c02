"""A disk that fills while a review is under way: the review waits for room, and is said once."""

from pathlib import Path
from threading import Event
from time import monotonic

from bot.log.sqlite_log import SqliteLog
from bot.work.engine import Engine
from bot.work.pace import Pace
from tests.rehearsal import NOON, ADesk, AVoice, review_job, settings_for, used_before
from tests.small_disk import fill, small_disk

LONG = "Ports open. " * 7_000


def test_a_disk_that_fills_in_mid_review_delays_it_and_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 6_000) as folder:
        filler, log, voice = (
            used_before(folder) / "filler",
            SqliteLog(tmp_path / "log.db"),
            AVoice(),
        )

        def thinking() -> None:
            if not filler.exists():
                fill(filler)

        desk = ADesk(log, thinking)
        engine = Engine(settings_for(folder), desk, voice, log, pace=Pace(lambda: NOON))
        engine.start()
        try:
            engine.put(review_job("k1", LONG))
            wait_for_what_is_put_aside(engine)
            assert not voice.said
            filler.write_bytes(b"")
            engine.look_after()
            voice.wait_for("show")
        finally:
            engine.stop(5)
    assert voice.said == [("show", "r-k1")]


def wait_for_what_is_put_aside(engine: Engine) -> None:
    end, pause = monotonic() + 20, Event()
    while not engine.put_aside and monotonic() < end:
        pause.wait(0.02)
    assert engine.put_aside
