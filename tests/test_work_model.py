"""Durable work while the model is down: an answer at once, the model's when it is back, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import ModelMisconfigured, ModelNonsense, ModelRefused, ModelUnreachable
from bot.log.sqlite_log import SqliteLog
from bot.report.month import Month
from bot.work.engine import Engine
from bot.work.outage import QUIET, SPARED, Outage
from bot.work.pace import FOLLOWING, Pace
from tests.rehearsal import (
    NOON,
    ADesk,
    AVoice,
    question_job,
    review_job,
    share_job,
    used_before,
    working,
)

SOON = (0.2, 0.2, 0.2)
DOWN = ModelUnreachable("The model did not answer.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return used_before(tmp_path)


class Moody:
    """A model's mood: raises what it is told to, in turn, and then is well."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.asked = 0

    def __call__(self) -> None:
        self.asked += 1
        if self.faults:
            raise self.faults.pop(0)


@contextmanager
def asking(folder: Path, voice: AVoice, mood: Moody) -> Iterator[Engine]:
    ticks = iter(range(0, 100_000_000, 1_000))
    pace = Pace(lambda: NOON, SOON, Outage(lambda: float(next(ticks))))
    desk = ADesk(SqliteLog(folder / "log.db"), mood)
    with working(folder, voice, desk, pace) as engine:
        yield engine


def misses(folder: Path) -> list[str]:
    month = Month.parse("2026-11")
    found = SqliteLog(folder / "log.db").between(month.first, month.after)
    return [entry.error for entry in found if hasattr(entry, "error")]


def test_the_checks_answer_while_the_model_is_down_and_its_review_follows(folder: Path) -> None:
    voice, mood = AVoice(), Moody(DOWN, DOWN)
    with asking(folder, voice, mood) as engine:
        engine.put(review_job("k1"))
        voice.wait_for("show", "show")
    assert voice.said == [("show", "r-k1"), ("show", "r-k1-model")]
    log = SqliteLog(folder / "log.db")
    first, second = log.find("r-k1"), log.find("r-k1-model")
    assert first is not None
    assert second is not None
    assert "the model did not answer. Its review follows" in first.not_checked[0]
    assert second.revises == "r-k1"
    assert "replaces review r-k1" in voice.leads[1]


def test_the_models_review_follows_in_the_thread_where_the_first_was_shared(folder: Path) -> None:
    voice, mood = AVoice(), Moody(*[DOWN] * 3)
    with asking(folder, voice, mood) as engine:
        engine.put(review_job("k1"))
        voice.wait_for("show")
        engine.put(share_job("r-k1", "share:r-k1:C0PRESS"))
        voice.wait_for("shared", "revise", "revise")
        engine.put(question_job())
        voice.wait_for("answer")
    revised = [words for kind, words in voice.said if kind == "revise"]
    assert revised == ["r-k1-model 1.1 0", "r-k1-model 1.1 1"]


def test_a_first_review_shared_late_brings_the_models_review_with_it(folder: Path) -> None:
    voice = AVoice()
    with asking(folder, voice, Moody(DOWN)) as engine:
        engine.put(review_job("k1"))
        voice.wait_for("show", "show")
        engine.put(share_job("r-k1", "share:r-k1:C0PRESS"))
        voice.wait_for("shared", "revise", "revise")
    assert [kind for kind, _ in voice.said].count("revise") == 2


def test_a_model_that_never_comes_back_is_owned_up_to_and_is_a_miss(folder: Path) -> None:
    voice = AVoice()
    with asking(folder, voice, Moody(*[DOWN] * 9)) as engine:
        engine.put(review_job("k1"))
        voice.wait_for("show", "apology")
    assert "The model's review did not come. Review r-k1" in voice.leads[-1]
    assert misses(folder) == ["ModelUnreachable"]


@pytest.mark.parametrize(
    "fault",
    [
        ModelRefused("The model declined."),
        ModelMisconfigured("The quota is spent."),
        ModelNonsense("The answer could not be read."),
    ],
)
def test_a_model_that_will_not_is_not_asked_again(folder: Path, fault: Exception) -> None:
    voice, mood = AVoice(), Moody(fault)
    with asking(folder, voice, mood) as engine:
        engine.put(review_job("k1"))
        voice.wait_for("show")
        engine.put(review_job("k2"))
        voice.wait_for("show", "show")
    first = SqliteLog(folder / "log.db").find("r-k1")
    assert first is not None
    assert str(fault) in first.not_checked[0]
    assert voice.said == [("show", "r-k1"), ("show", "r-k2")]
    assert misses(folder) == [type(fault).__name__]


def test_while_the_model_is_down_the_next_asker_need_not_wait_for_it(folder: Path) -> None:
    voice, mood = AVoice(), Moody(*[DOWN] * 9)
    pace = Pace(lambda: NOON, (1000.0,), Outage(lambda: 0.0))
    with working(folder, voice, ADesk(SqliteLog(folder / "log.db"), mood), pace) as engine:
        engine.put(review_job("k1"))
        voice.wait_for("show")
        engine.put(review_job("k2"))
        voice.wait_for("show", "show")
    assert mood.asked == 1


def test_the_tries_for_a_model_that_is_down_span_a_day() -> None:
    assert 23 * 3600 < sum(FOLLOWING) < 25 * 3600


def test_one_caller_at_a_time_finds_out_whether_the_model_is_back() -> None:
    now = [0.0]
    outage = Outage(lambda: now[0])
    assert outage.may_ask(waited=False)
    outage.failed()
    now[0] = QUIET + 1
    assert not outage.may_ask(waited=False)
    assert outage.may_ask(waited=True)
    assert not outage.may_ask(waited=True)
    outage.failed()
    now[0] += SPARED + 1
    assert outage.may_ask(waited=False)
    outage.answered()
    assert outage.may_ask(waited=False)
    assert outage.may_ask(waited=False)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (timedelta(minutes=1), ""),
        (timedelta(minutes=-90), ""),
        (timedelta(minutes=5), "This answer is late: you asked at 12:00pm."),
        (timedelta(days=1), "This answer is late: you asked at 12:00pm on 12 November 2026."),
    ],
)
def test_a_late_answer_says_so_with_the_time_in_the_uk(
    folder: Path, after: timedelta, said: str
) -> None:
    voice = AVoice()
    with working(folder, voice, pace=Pace(clock=lambda: NOON + after)) as engine:
        engine.put(review_job())
        voice.wait_for("show")
    assert voice.leads == [said]
