"""Faults of the disk and the clock, each with its honest outcome."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.codec import to_json
from bot.errors import VoiceRefused, VoiceUncertain, VoiceUnreachable, WorkError
from bot.log.sqlite_log import SqliteLog
from bot.work.engine import Engine
from bot.work.errands import Errands, Json
from bot.work.pace import Pace, rest
from bot.work.reviewing import Reviewing
from bot.work.talking import Talking
from bot.work.wording import PERHAPS_ANSWERED
from tests.drawn import a_review
from tests.fakes import FakeLog
from tests.rehearsal import (
    NOON,
    ADesk,
    AVoice,
    question_job,
    review_job,
    settings_for,
    share_job,
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


@dataclass
class Imagined:
    """An engine in memory whose sleeping only moves a clock. Keeps steps by name and turn."""

    run: str = "run-1"
    now: float = 0.0
    started: list[tuple[str, str]] = field(default_factory=list)

    def step(self, name: str, work: Callable[[], Json]) -> Json:
        assert name
        return work()

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def later(self, key: str, flow: str, *more: Json | str | int, after: float = 0) -> None:
        assert after >= 0, more
        self.now += after
        self.started.append((key, flow))

    def shares(self, review_id: str) -> Sequence[Json]:
        assert review_id
        return []


class AnHourDown(AVoice):
    """A Slack that is down for an hour of an imagined clock."""

    def __init__(self, engine: Imagined, fault: Exception) -> None:
        super().__init__()
        self._engine, self._fault = engine, fault

    def _say(self, kind: str, words: str) -> None:
        if self._engine.now < 3600:
            raise self._fault
        super()._say(kind, words)


def flows(engine: Imagined, voice: AVoice) -> tuple[Reviewing, Talking]:
    log = FakeLog()
    log.keep(a_review(name="r-k1"))
    errands = Errands(ADesk(log), voice, log, Pace(lambda: NOON))
    return Reviewing(engine, errands, Event()), Talking(engine, errands, Event())


def test_slack_down_for_an_hour_delays_every_answer_and_loses_none() -> None:
    engine = Imagined()
    voice = AnHourDown(engine, VoiceUnreachable("down"))
    reviewing, talking = flows(engine, voice)
    reviewing.review(to_json(review_job()))
    assert engine.started == [("k1:tell", "tell")]
    reviewing.tell(to_json(review_job()), {"review": "r-k1"})
    assert voice.said == [("show", "r-k1")]
    assert 3600 <= engine.now < 3600 + 601
    engine.now = 0
    talking.share(to_json(share_job("r-k1")))
    assert [kind for kind, _ in voice.said[1:]] == ["card", "part", "part", "shared"]


def test_an_hour_of_lost_receipts_delays_an_answer_and_loses_none() -> None:
    engine = Imagined()
    voice = AnHourDown(engine, VoiceUncertain("lost"))
    assert told_in_turns(engine, voice) == 4
    assert voice.said == [("show", "r-k1")]
    assert 3600 <= engine.now < 2 * 3600


def test_an_answer_whose_receipts_are_all_lost_is_given_up_after_fifteen_copies() -> None:
    engine = Imagined()
    voice = AVoice(show=[VoiceUncertain("lost")] * 100)
    assert told_in_turns(engine, voice) == 5
    assert len(voice.faults["show"]) == 100 - 15


def told_in_turns(engine: Imagined, voice: AVoice) -> int:
    """Tell a review; while a later turn is asked for, let it come. Gives the number of turns."""
    reviewing, _ = flows(engine, voice)
    turns = 0
    while turns == 0 or engine.started:
        engine.started.clear()
        reviewing.tell(to_json(review_job()), {"review": "r-k1"}, turns)
        turns += 1
    return turns


def test_a_question_whose_answer_may_stand_in_the_thread_is_not_left_in_silence() -> None:
    engine, voice = Imagined(), AVoice(answer=[VoiceUncertain("lost")])
    _, talking = flows(engine, voice)
    talking.share(to_json(share_job("r-k1")))
    talking.question(to_json(question_job()))
    assert engine.started[-1] == ("q1:say", "say")
    talking.say(to_json(question_job()), {"sorry": PERHAPS_ANSWERED})
    assert voice.said[-1] == ("tell", PERHAPS_ANSWERED)


def test_that_a_question_was_not_answered_is_said_when_slack_is_back() -> None:
    engine = Imagined()
    voice = AnHourDown(engine, VoiceUnreachable("down"))
    _, talking = flows(engine, voice)
    talking.say(to_json(question_job()), {"sorry": "Your question was not answered."})
    assert voice.said == [("tell", "Your question was not answered.")]


def test_an_answer_that_nobody_can_be_given_is_listed_with_why() -> None:
    engine = Imagined()
    voice = AnHourDown(engine, VoiceRefused("Slack refused: user_not_found"))
    reviewing, _ = flows(engine, voice)
    outcome = reviewing.review(to_json(review_job()))
    assert outcome == {"review": "r-k1", "error": "Slack refused: user_not_found"}
    assert engine.started == []


def test_a_card_deleted_before_its_thread_is_done_ends_the_share_in_order() -> None:
    gone = VoiceRefused("Slack refused: thread_not_found")
    engine, voice = Imagined(), AVoice(part=[gone, gone])
    _, talking = flows(engine, voice)
    talking.share(to_json(share_job("r-k1")))
    assert [kind for kind, _ in voice.said] == ["card", "shared"]


def test_work_goes_on_when_one_answer_is_refused(tmp_path: Path) -> None:
    voice = AVoice(show=[VoiceRefused("Slack refused: account_inactive")])
    with working(used_before(tmp_path), voice) as engine:
        engine.put(review_job("k1"))
        engine.put(review_job("k2"))
        voice.wait_for("show")
