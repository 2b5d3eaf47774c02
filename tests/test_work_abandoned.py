"""A job that ends the process again and again: given up in the end, and owned up to."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.codec import to_json
from bot.desk.seams import QuestionJob, ReviewJob, ShareJob
from bot.log.sqlite_log import SqliteLog
from bot.work import orders, wording
from bot.work.abandoned import STANDS_IN, instead_of
from bot.work.counter import Counter
from bot.work.engine import Engine
from bot.work.ledger import DONE, FAILED, GIVEN_UP, Entry, Ledger
from bot.work.store import QUEUE_OF, RECOVERIES, REVIEWS, TELLING, address
from tests.drawn import a_review
from tests.rehearsal import (
    NOON,
    PLACE,
    AVoice,
    question_job,
    review_job,
    settings_for,
    share_job,
    used_before,
    working,
)
from tests.test_work_upkeep import Hours, keeping_up

REVISED = {"review": a_review().id, "place": to_json(PLACE)}
NOTICE = {"key": "k1", "place": to_json(PLACE), "words": "Look in the channel."}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    SqliteLog(tmp_path / "log.db").keep(a_review())
    return used_before(tmp_path)


def cut_off(folder: Path, key: str, kind: str, *given: object) -> None:
    """A job as the last of many processes left it that died over it."""
    queue = QUEUE_OF[kind]
    counter = Counter(address(settings_for(folder)))
    counter.keep(
        key,
        {"workflow_name": kind, "queue_name": queue, "queue_partition_key": "U"}
        if queue == REVIEWS
        else {"workflow_name": kind, "queue_name": queue},
        *(to_json(one) if isinstance(one, ReviewJob | ShareJob | QuestionJob) else one
          for one in given),
    )  # fmt: skip
    counter.close()
    with closing(sqlite3.connect(folder / "work.db", isolation_level=None)) as file:
        file.execute(
            "update workflow_status set status = 'PENDING', executor_id = 'bot-0', "
            "recovery_attempts = ? where workflow_uuid = ?",
            (RECOVERIES[queue] + 1, key),
        )


def what_is_said(folder: Path, kind: str) -> AVoice:
    voice = AVoice()
    with working(folder, voice, admin_channel="C0ADMIN") as engine:
        look_after_until_heard(engine, voice, kind, "announce")
    return voice


def look_after_until_heard(engine: Engine, voice: AVoice, *kinds: str) -> None:
    """Upkeep comes round every 20 s; the engine gives a job up when it takes it from its queue."""
    for _ in range(40):
        engine.look_after()
        try:
            voice.wait_for(*kinds, seconds=0.5)
        except TimeoutError:
            continue
        return
    raise TimeoutError(f"wanted {kinds}, heard {voice.said}")


@pytest.mark.parametrize(
    ("kind", "given", "ends_in", "words"),
    [
        ("review", [review_job()], "apology", "interrupted each time it read this draft"),
        ("follow", [review_job(), "r1", 3], "apology", "interrupted each time"),
        ("question", [question_job()], "tell", wording.PERHAPS_ANSWERED),
        ("share", [share_job(a_review().id)], "perhaps", a_review().id),
        ("revised", [REVISED], "tell", wording.REVISION_INCOMPLETE),
        ("tell", [review_job(), {"review": a_review().id}], "show", a_review().id),
        ("say", [question_job(), {"sorry": "Not answered."}], "tell", "Not answered."),
        ("notice", [NOTICE], "tell", "Look in the channel."),
        ("switch", [NOTICE], "tell", wording.PERHAPS_SWITCHED),
    ],
)
def test_whoever_waits_for_what_is_given_up_hears_of_it_once(
    folder: Path, kind: str, given: list[object], ends_in: str, words: str
) -> None:
    cut_off(folder, "k1", kind, *given)
    voice = what_is_said(folder, ends_in)
    said = {name: text for name, text in voice.said if name != "announce"}
    assert list(said) == [ends_in]
    assert words in said[ends_in]
    (told,) = [text for name, text in voice.said if name == "announce"]
    assert f"A {kind} was cut off again and again and is given up: k1" in told
    assert "Ports" not in told
    again = what_is_said_now(folder)
    assert again == []


def what_is_said_now(folder: Path) -> list[tuple[str, str]]:
    """What another start says of the same."""
    voice = AVoice()
    with working(folder, voice, admin_channel="C0ADMIN") as engine:
        engine.look_after()
        engine.put(review_job("another"))
        voice.wait_for("show")
    return [said for said in voice.said if said != ("show", "r-another")]


def test_what_stood_in_is_not_said_again_when_other_finished_work_is_forgotten(
    folder: Path,
) -> None:
    cut_off(folder, "k1", "review", review_job())
    what_is_said(folder, "apology")
    clock = Hours()
    clock.ahead = timedelta(days=8)
    with keeping_up(folder, clock) as (upkeep, ledger):
        upkeep.forget()
        assert [entry.key for entry in ledger.entries([GIVEN_UP])] == ["k1"]
    assert what_is_said_now(folder) == []
    clock.ahead = timedelta(days=31)
    with keeping_up(folder, clock) as (upkeep, ledger):
        upkeep.forget()
        assert ledger.entries([*DONE, *FAILED]) == []


def test_a_review_that_was_kept_before_it_was_given_up_is_told(folder: Path) -> None:
    voice = AVoice()
    with working(folder, voice) as engine:
        engine.put(review_job("k1"))
        voice.wait_for("show")
    with closing(sqlite3.connect(folder / "work.db", isolation_level=None)) as file:
        file.execute(
            "update workflow_status set status = 'PENDING', executor_id = 'bot-0', "
            "recovery_attempts = 999 where workflow_uuid = 'k1'"
        )
    assert ("show", "r-k1") in what_is_said(folder, "show").said


def test_what_stands_in_is_itself_not_stood_in_for() -> None:
    entry = Entry(
        key=f"k1{STANDS_IN}",
        kind="notice",
        status=GIVEN_UP,
        at=NOON,
        queue="",
        executor="bot-0",
        version="3",
    )
    assert instead_of(entry, [NOTICE], {}) is None
    assert instead_of(replace(entry, key="k1"), [NOTICE], {}) == ("notice", (NOTICE,))


def test_a_review_that_was_given_up_is_done_when_it_is_retried(folder: Path) -> None:
    cut_off(folder, "k1", "review", review_job())
    what_is_said(folder, "apology")
    voice = AVoice()
    with working(folder, voice):
        ledger, counter = (
            Ledger(address(settings_for(folder))),
            Counter(address(settings_for(folder))),
        )
        orders.retry(ledger, counter, "k1")
        voice.wait_for("show")
        ledger.close()
        counter.close()
    assert voice.said == [("show", "r-k1")]


def test_what_waits_for_slack_lives_through_more_restarts_than_a_draft() -> None:
    assert RECOVERIES[TELLING] > 20 * RECOVERIES[REVIEWS]
