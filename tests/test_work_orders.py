"""Seeing and ordering work: read beside the running bot, and never a word of a draft."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from bot.config import environment
from bot.desk.codec import to_json
from bot.errors import BadQuestion, ModelRefused
from bot.log.sqlite_log import SqliteLog
from bot.work import orders
from bot.work.counter import Counter
from bot.work.ledger import Ledger
from bot.work.store import REVIEWS, address, make_ready
from tests.rehearsal import ADesk, AVoice, review_job, settings_for, used_before, working
from tests.test_work_model import Moody

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return used_before(tmp_path)


@pytest.fixture
def ledger(folder: Path) -> Iterator[Ledger]:
    ledger = Ledger(address(settings_for(folder)))
    yield ledger
    ledger.close()


@pytest.fixture
def counter(folder: Path) -> Iterator[Counter]:
    counter = Counter(address(settings_for(folder)))
    yield counter
    counter.close()


def neutral(folder: Path, *arguments: str) -> str:
    inherited = environment(without=("NEUTRAL_MODEL", "NEUTRAL_DATABASE_URL"))
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={**inherited, "NEUTRAL_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def put(counter: Counter, key: str) -> None:
    """Write a job down while no bot works."""
    options = {"workflow_name": "review", "queue_name": REVIEWS, "queue_partition_key": "U"}
    counter.keep(key, options, to_json(review_job(key, "Ports open.")))  # type: ignore[arg-type]  # a literal


def test_the_list_is_read_beside_the_running_bot_without_a_word_of_a_draft(folder: Path) -> None:
    voice, begun, go_on = AVoice(), Event(), Event()

    def thinking() -> None:
        begun.set()
        go_on.wait(60)

    desk = ADesk(SqliteLog(folder / "log.db"), thinking)
    with working(folder, voice, desk) as engine:
        engine.put(review_job("k1", "Ports open."))
        engine.put(review_job("k2", "Ports open."))
        assert begun.wait(10)
        listed = neutral(folder, "work", "list")
        shown = neutral(folder, "work", "show", "k1")
        status = neutral(folder, "status")
        go_on.set()
        voice.wait_for("show", "show")
    assert "pending    review" in listed
    assert "enqueued   review" in listed
    assert "asked by U0PRESS in C0PRESS" in shown
    assert "1 waiting, 1 under way" in status
    assert "running" in status
    assert "oldest review waiting" in status
    assert "Ports" not in listed + shown + status


def test_before_the_first_start_the_list_says_that_no_bot_has_worked(tmp_path: Path) -> None:
    assert "No bot has worked in" in neutral(tmp_path, "work", "list")
    status = neutral(tmp_path, "status")
    assert "not running" in status
    assert "No bot has worked in" in status
    assert not (tmp_path / "work.db").exists()


def test_a_cancelled_review_is_owned_up_to_and_kept_as_a_miss(
    folder: Path, ledger: Ledger, counter: Counter
) -> None:
    put(counter, "k1")
    assert orders.cancel(ledger, counter, "k1") == "k1 is cancelled."
    voice = AVoice()
    with working(folder, voice):
        voice.wait_for("apology")
    assert [kind for kind, _ in voice.said] == ["apology"]
    assert "The person who runs the bot stopped this review." in voice.said[0][1]


def test_a_cancelled_review_goes_on_when_it_is_retried(
    folder: Path, ledger: Ledger, counter: Counter
) -> None:
    put(counter, "k1")
    ledger.cancel("k1")
    orders.retry(ledger, counter, "k1")
    voice = AVoice()
    with working(folder, voice):
        voice.wait_for("show")
    assert voice.said == [("show", "r-k1")]


def test_a_review_that_the_model_failed_is_listed_and_done_again_once(
    folder: Path, ledger: Ledger, counter: Counter
) -> None:
    voice, mood = AVoice(), Moody(ModelRefused("It declined."))
    with working(folder, voice, ADesk(SqliteLog(folder / "log.db"), mood)) as engine:
        engine.put(review_job("k1"))
        voice.wait_for("show")
        engine.put(review_job("k2"))
        voice.wait_for("show", "show")
        assert "ModelRefused" in neutral(folder, "work", "list", "--failed")
        orders.retry(ledger, counter, "k1")
        orders.retry(ledger, counter, "k1")
        voice.wait_for("show", "show", "show")
    assert voice.said[-1] == ("show", "r-k1~again")
    assert len(voice.said) == 3


def test_what_cannot_be_ordered_is_said_in_words(
    folder: Path, ledger: Ledger, counter: Counter
) -> None:
    voice = AVoice()
    with working(folder, voice) as engine:
        engine.put(review_job("k1"))
        voice.wait_for("show")
    put(counter, "k2")
    for order, key, words in (
        (orders.retry, "nothing", "There is no job 'nothing'"),
        (orders.retry, "k1", "done without an error"),
        (orders.retry, "k2", "goes on by itself"),
        (orders.cancel, "k1", "is done: success"),
    ):
        with pytest.raises(BadQuestion, match=words):
            order(ledger, counter, key)


def test_a_list_that_is_only_read_changes_nothing(folder: Path) -> None:
    make_ready(settings_for(folder))
    before = (folder / "work.db").read_bytes()
    reading = Ledger(address(settings_for(folder)), read_only=True)
    assert reading.entries(["ENQUEUED"]) == []
    reading.close()
    assert (folder / "work.db").read_bytes() == before
