"""Durable work: nothing acknowledged is lost, and nothing is said twice."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from bot.desk.seams import Placed
from bot.errors import (
    AlreadyRunning,
    VoiceRefused,
    VoiceUncertain,
    VoiceUnreachable,
    WorkError,
)
from bot.log.sqlite_log import SqliteLog
from bot.work.engine import Engine
from bot.work.wording import UNKNOWN_THREAD
from tests.drawn import a_review
from tests.rehearsal import (
    PLACE,
    ADesk,
    AVoice,
    question_job,
    review_job,
    settings_for,
    share_job,
    used_before,
    working,
)
from tests.test_work_slack import until_done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return used_before(tmp_path)


def test_what_is_put_is_reviewed_kept_and_shown(folder: Path) -> None:
    voice = AVoice()
    with working(folder, voice) as engine:
        engine.put(review_job("k1"))
        voice.wait_for("show")
    assert voice.said == [("show", "r-k1")]
    assert SqliteLog(folder / "log.db").find("r-k1") is not None


def test_the_same_key_a_hundred_times_is_one_job(folder: Path) -> None:
    voice = AVoice()
    with working(folder, voice) as engine:
        for _ in range(100):
            engine.put(review_job("same"))
        engine.put(review_job("other"))
        voice.wait_for("show", "show")
    assert sorted(voice.said) == [("show", "r-other"), ("show", "r-same")]


def test_the_same_key_after_it_is_done_is_still_one_job(folder: Path) -> None:
    voice = AVoice()
    with working(folder, voice) as engine:
        engine.put(review_job("same"))
        voice.wait_for("show")
    with working(folder, voice) as engine:
        engine.put(review_job("same"))
        engine.put(review_job("other"))
        voice.wait_for("show", "show")
    assert voice.said == [("show", "r-same"), ("show", "r-other")]


def test_a_job_without_a_key_is_refused(folder: Path) -> None:
    with working(folder, AVoice()) as engine, pytest.raises(WorkError):
        engine.put(review_job(" "))


def test_a_second_start_is_refused_in_plain_words(folder: Path) -> None:
    with working(folder, AVoice()):
        log = SqliteLog(folder / "log.db")
        second = Engine(settings_for(folder), ADesk(log), AVoice(), log)
        with pytest.raises(AlreadyRunning, match="Another copy of the bot is running"):
            second.start()


def test_what_is_put_before_the_start_or_after_the_stop_is_refused(folder: Path) -> None:
    log = SqliteLog(folder / "log.db")
    engine = Engine(settings_for(folder), ADesk(log), AVoice(), log)
    with pytest.raises(WorkError):
        engine.put(review_job())
    engine.start()
    engine.stop()
    with pytest.raises(WorkError):
        engine.put(review_job())


def test_a_stop_waits_for_the_review_under_way(folder: Path) -> None:
    voice, begun, go_on = AVoice(), Event(), Event()

    def thinking() -> None:
        begun.set()
        go_on.wait(10)

    desk = ADesk(SqliteLog(folder / "log.db"), thinking)
    with working(folder, voice, desk) as engine:
        engine.put(review_job())
        assert begun.wait(10)
        go_on.set()
        assert engine.stop(10)
    assert voice.said == [("show", "r-k1")]


def test_a_fault_of_ours_is_told_without_a_word_of_the_draft(folder: Path) -> None:
    def broken() -> None:
        raise ZeroDivisionError("Ports open.")

    voice = AVoice()
    with working(folder, voice, ADesk(SqliteLog(folder / "log.db"), broken)) as engine:
        engine.put(review_job())
        voice.wait_for("apology")
    assert "The bot met a fault." in voice.said[0][1]
    assert "Ports" not in voice.said[0][1]


def test_a_draft_that_is_none_is_told_to_the_asker(folder: Path) -> None:
    voice = AVoice()
    with working(folder, voice) as engine:
        engine.put(review_job(text="  "))
        voice.wait_for("apology")
    assert "The draft is empty." in voice.said[0][1]


def test_an_answer_is_said_when_slack_is_back(folder: Path) -> None:
    voice = AVoice(show=[VoiceUnreachable("down"), VoiceUnreachable("down")])
    with working(folder, voice) as engine:
        engine.put(review_job())
        voice.wait_for("show")
    assert voice.said == [("show", "r-k1")]


def test_a_review_that_slack_refuses_is_kept_all_the_same(folder: Path) -> None:
    voice = AVoice(show=[VoiceRefused("channel_not_found")])
    with working(folder, voice) as engine:
        engine.put(review_job("k1"))
        engine.put(review_job("k2"))
        voice.wait_for("show")
    assert SqliteLog(folder / "log.db").find("r-k1") is not None


def void(_: object) -> None:
    """Drop what a wait gives back."""


def shareable(folder: Path) -> str:
    review = a_review()
    SqliteLog(folder / "log.db").keep(review)
    return review.id


def test_a_shared_review_comes_as_a_card_and_then_its_thread(folder: Path) -> None:
    voice, name = AVoice(), shareable(folder)
    with working(folder, voice) as engine:
        engine.put(share_job(name))
        voice.wait_for("shared")
    kinds = [kind for kind, _ in voice.said]
    assert kinds == ["card", "part", "part", "shared"]


def test_a_card_whose_answer_was_lost_is_not_posted_again(folder: Path) -> None:
    voice, name = AVoice(card=[VoiceUncertain("timed out")]), shareable(folder)
    with working(folder, voice) as engine:
        engine.put(share_job(name))
        voice.wait_for("perhaps")
    assert voice.said == [("perhaps", f"{name} 1")]


def test_a_share_that_slack_refuses_is_told_to_the_one_who_shared(folder: Path) -> None:
    voice, name = AVoice(card=[VoiceRefused("Slack refused: not_in_channel")]), shareable(folder)
    with working(folder, voice) as engine:
        engine.put(share_job(name))
        voice.wait_for("tell")
    assert "not_in_channel" in voice.said[0][1]


def test_a_question_is_answered_in_the_thread_of_a_shared_review(folder: Path) -> None:
    voice, name = AVoice(), shareable(folder)
    log = SqliteLog(folder / "log.db")
    with working(folder, voice, ADesk(log)) as engine:
        engine.put(share_job(name))
        voice.wait_for("shared")
        engine.put(question_job())
        voice.wait_for("answer")
    assert voice.said[-1] == ("answer", "Because.")


def test_in_a_thread_without_a_review_the_bot_is_silent(folder: Path) -> None:
    voice = AVoice()
    with working(folder, voice) as engine:
        engine.put(question_job())
        engine.put(review_job())
        voice.wait_for("show")
    assert voice.said == [("show", "r-k1")]


def test_under_a_card_whose_receipt_was_lost_whoever_asks_is_told_so_in_that_channel_alone(
    folder: Path,
) -> None:
    voice, name = AVoice(card=[VoiceUncertain("timed out")]), shareable(folder)
    with working(folder, voice) as engine:
        engine.put(share_job(name))
        voice.wait_for("perhaps")
        until_done(engine)
        there = replace(PLACE, channel="C0OTHER", thread="1.1")
        elsewhere = replace(question_job(key="q2"), place=there)
        engine.put(elsewhere)
        until_done(engine)
        assert voice.said == [("perhaps", f"{name} 1")]
        engine.put(question_job())
        until_done(engine)
    assert voice.said == [("perhaps", f"{name} 1"), ("tell", UNKNOWN_THREAD)]


def test_one_person_with_many_drafts_does_not_starve_the_rest(folder: Path) -> None:
    voice, go_on = AVoice(), Event()
    desk = ADesk(SqliteLog(folder / "log.db"))
    desk.thinking = lambda: None if desk.judged[-1] == "Calm." else void(go_on.wait(20))
    with working(folder, voice, desk) as engine:
        for number in range(5):
            engine.put(review_job(f"busy-{number}", user="UBUSY"))
        engine.put(review_job("calm", "Calm.", user="UCALM"))
        voice.wait_for("show")
        assert voice.said == [("show", "r-calm")]
        go_on.set()
        voice.wait_for(*["show"] * 6)


def test_no_more_reviews_are_begun_in_a_minute_than_the_provider_takes(folder: Path) -> None:
    voice, desk = AVoice(), ADesk(SqliteLog(folder / "log.db"))
    with working(folder, voice, desk, reviews_per_minute=2) as engine:
        for number in range(4):
            engine.put(review_job(f"k{number}", user=f"U{number}"))
        voice.wait_for("show", "show")
        with pytest.raises(TimeoutError):
            voice.wait_for("show", "show", "show", seconds=1.5)
        assert engine.pending() == 2
    assert len(desk.judged) == 2


def test_a_shared_review_is_remembered_by_its_thread(folder: Path) -> None:
    voice, name = AVoice(), shareable(folder)
    with working(folder, voice) as engine:
        engine.put(share_job(name))
        voice.wait_for("shared")
    where = Placed(review_id=name, kind="shared", place=PLACE).place
    log = SqliteLog(folder / "log.db")
    found = log.review_at(type(where)(channel=where.channel, thread="1.1"))
    assert found is not None
    assert found.id == name


def test_a_file_that_is_no_database_is_refused_and_the_lock_let_go(tmp_path: Path) -> None:
    (tmp_path / "work.db").write_bytes(b"no database at all " * 100)
    log = SqliteLog(tmp_path / "log.db")
    engine = Engine(settings_for(tmp_path), ADesk(log), AVoice(), log)
    with pytest.raises(WorkError, match=r"work\.db cannot be used"):
        engine.start()
    (tmp_path / "work.db").unlink()
    with working(tmp_path, AVoice()):
        pass


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    log = SqliteLog(tmp_path / "log.db")
    engine = Engine(settings_for(tmp_path / "file" / "data"), ADesk(log), AVoice(), log)
    with pytest.raises(WorkError, match="cannot be written"):
        engine.start()


def test_nothing_of_a_draft_is_kept_as_pickle(folder: Path) -> None:
    voice = AVoice()
    with working(folder, voice) as engine:
        engine.put(review_job(text="Ports open."))
        voice.wait_for("show")
    with closing(sqlite3.connect(folder / "work.db")) as file:
        kept = file.execute("select serialization from workflow_status").fetchall()
    assert kept
    assert all(form == "portable_json" for (form,) in kept)
