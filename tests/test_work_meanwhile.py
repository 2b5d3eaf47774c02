"""What is said while a model reads: the clauses really shown to it, once, and in nobody's way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from bot.cli.house import open_shelf
from bot.desk.codec import to_json
from bot.desk.desk import Desk
from bot.desk.records import Editions, Place
from bot.desk.seams import Log
from bot.errors import VoiceRefused, VoiceUnreachable
from bot.log.sqlite_log import SqliteLog
from bot.prompt.exchange import Reply, Request
from bot.work import wording
from bot.work.engine import Engine
from bot.work.errands import Errands
from bot.work.flows import HandedBack
from bot.work.meanwhile import Meanwhile
from bot.work.outage import Outage
from bot.work.pace import Pace
from bot.work.reviewing import Reviewing
from bot.work.saying import Json
from tests.drawn import a_review
from tests.fakes import FakeLog, FakeModel, said_by_model
from tests.rehearsal import (
    NOON,
    ADesk,
    AVoice,
    review_job,
    settings_for,
    used_before,
    working,
)
from tests.test_work_receipts import Imagined

WITH_MODEL = Editions(guidance="g1", checks="c1", prompt="p1")
SAID = "The model is reading your draft. Each of its answers may take up to 45 seconds."


class AtOnce(Meanwhile):
    """Says it before the step, and not beside it, so that nothing hangs on who is quicker."""

    @contextmanager
    def saying(self, key: str, speak: Callable[[], None] | None) -> Iterator[None]:
        assert key
        if speak:
            speak()
        yield


@dataclass
class Keeping(Imagined):
    """An engine in memory that keeps what its steps gave, as long as it is handed on."""

    kept: dict[str, Json] = field(default_factory=dict)

    def step(self, name: str, work: Callable[[], Json]) -> Json:
        if name not in self.kept:
            self.kept[name] = work()
        return self.kept[name]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return used_before(tmp_path)


def a_desk(log: Log, thinking: Callable[[], None] = lambda: None) -> ADesk:
    return ADesk(log, thinking, editions=WITH_MODEL)


def flow(
    engine: Imagined, voice: AVoice, thinking: Callable[[], None] = lambda: None, **more: object
) -> Reviewing:
    log = FakeLog()
    pace = Pace(**{"clock": lambda: NOON, **more})  # type: ignore[arg-type]  # the pace's own keyword
    errands = Errands(a_desk(log, thinking), voice, log, pace, deadline=45.0, meanwhile=AtOnce())
    return Reviewing(engine, errands, Event())


def kinds(voice: AVoice) -> list[str]:
    return [kind for kind, _ in voice.said]


def test_while_a_model_reads_the_asker_is_told_how_many_clauses_it_was_shown(folder: Path) -> None:
    voice, settings = AVoice(), settings_for(folder, model="invented-1")

    class Slow(FakeModel):
        def ask(self, request: Request) -> Reply:
            voice.wait_for("meanwhile")
            return super().ask(request)

    log = SqliteLog(settings.log_path)
    with open_shelf(settings) as shelf:
        desk = Desk(shelf, log, Slow(said_by_model()))
        engine = Engine(settings, desk, voice, log, pace=Pace(lambda: NOON))
        engine.start()
        try:
            engine.put(review_job(text="Today's Budget has delivered for Wales."))
            voice.wait_for("meanwhile", "show")
        finally:
            engine.stop(5)
    (said, shown) = (words for _, words in voice.said)
    review = log.find(shown)
    assert review is not None
    assert f"against {len(review.passages)} clauses from " in said
    assert said.endswith("Each of its answers may take up to 45 seconds.")
    assert kinds(voice) == ["meanwhile", "show"]


def test_without_a_model_there_is_nothing_to_wait_for(folder: Path) -> None:
    voice = AVoice()
    with working(folder, voice) as engine:
        engine.put(review_job())
        voice.wait_for("show")
    assert kinds(voice) == ["show"]


def test_it_is_said_before_the_card_and_once() -> None:
    voice = AVoice()
    flow(Keeping(), voice).review(to_json(review_job()))
    assert voice.said[0] == ("meanwhile", SAID)
    assert kinds(voice) == ["meanwhile", "show"]


def test_a_run_that_takes_a_review_up_again_does_not_say_it_again() -> None:
    voice, engine = AVoice(), Keeping()

    def dies() -> None:
        raise HandedBack

    with pytest.raises(HandedBack):
        flow(engine, voice, dies).review(to_json(review_job()))
    assert kinds(voice) == ["meanwhile"]
    engine.run = "run-2"
    flow(engine, voice).review(to_json(review_job()))
    assert kinds(voice) == ["meanwhile", "show"]


def test_it_is_not_said_late() -> None:
    voice = AVoice()
    late = NOON + wording.LATE + timedelta(seconds=1)
    flow(Imagined(), voice, clock=lambda: late).review(to_json(review_job()))
    assert kinds(voice) == ["show"]


def test_it_is_not_said_where_the_model_is_not_asked() -> None:
    voice, outage = AVoice(), Outage(lambda: 0.0)
    outage.failed()
    flow(Imagined(), voice, outage=outage).review(to_json(review_job()))
    assert kinds(voice) == ["show"]


def test_it_is_not_said_when_the_model_is_asked_once_more() -> None:
    voice = AVoice()
    reviewing = flow(Imagined(), voice)
    reviewing.follow(to_json(review_job()), "r-k0", 0)
    assert kinds(voice) == []


@pytest.mark.parametrize("error", [VoiceRefused("gone"), VoiceUnreachable("down"), KeyError("x")])
def test_one_that_cannot_be_said_is_dropped(
    error: Exception, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    voice, pause = AVoice(meanwhile=[error]), Event()

    def thinking() -> None:
        while "Not said while waiting" not in caplog.text:
            assert not pause.wait(0.01)

    with working(folder, voice, a_desk(SqliteLog(folder / "log.db"), thinking)) as engine:
        engine.put(review_job())
        voice.wait_for("show")
    assert kinds(voice) == ["show"]
    assert "Ports" not in caplog.text


def test_a_slack_that_takes_its_time_over_it_keeps_no_review_waiting(folder: Path) -> None:
    begun, go_on = Event(), Event()

    class Stuck(AVoice):
        def meanwhile(self, words: str, place: Place) -> None:
            begun.set()
            go_on.wait(30)
            super().meanwhile(words, place)

    def thinking() -> None:
        assert begun.wait(20)

    voice = Stuck()
    with working(folder, voice, a_desk(SqliteLog(folder / "log.db"), thinking)) as engine:
        engine.put(review_job())
        voice.wait_for("show")
        assert kinds(voice) == ["show"]
        go_on.set()


def test_what_is_over_soon_needs_no_word() -> None:
    said: list[str] = []
    patient = Meanwhile(pause=60)
    with patient.saying("k1", lambda: said.append("k1")):
        pass
    with Meanwhile(pause=0).saying("k2", (spoken := Event()).set):
        assert spoken.wait(20)
    assert not said


def test_a_step_that_is_run_again_in_the_same_run_says_nothing_again() -> None:
    meanwhile, said = Meanwhile(pause=0), Event()
    with meanwhile.saying("k1", said.set):
        assert said.wait(20)
    again, other = Event(), Event()
    with meanwhile.saying("k1", again.set), meanwhile.saying("k2", other.set):
        assert other.wait(20)
    assert not again.is_set()


def test_the_words_name_the_document_with_the_most_clauses() -> None:
    one = a_review().passages[0]
    code, other = replace(one, title="The Code"), replace(one, title="Another")
    assert "against 1 clause of “The Code”." in wording.reading((code,), 45.0)
    said = wording.reading((other, code, code), 30.0)
    assert "against 3 clauses from 2 documents, 2 of them from “The Code”." in said
    assert said.endswith("up to 30 seconds.")
