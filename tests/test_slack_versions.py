"""A new version of a draft in its review's thread: a new review that knows what it revises."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.desk.desk import Desk
from bot.desk.shelf import Shelf
from bot.log.sqlite_log import SqliteLog
from bot.prompt.files import read_prompts
from bot.retrieval.index import Index
from bot.slack.app import build_app
from bot.slack.http import wsgi
from bot.slack.voice import SlackVoice
from bot.work.engine import Engine
from sandbox.shapes import Message
from sandbox.slack import Sandbox
from tests.as_shipped import CHECKS, LIBRARY
from tests.at_the_door import served, slack_settings
from tests.rehearsal import used_before
from tests.test_work_slack import until_done

WALES = "Today's Budget has delivered for Wales for the first time in a generation."
CLOSE = "Today's Budget has set out money for Wales for the first time in April."
PLAIN = "Today's Budget has set out spending for Wales."


class Bot:
    """A whole bot with the checks that are shipped, and a shared review."""

    def __init__(self, slack: Sandbox, engine: Engine, log: SqliteLog) -> None:
        self.slack, self.engine, self.log = slack, engine, log
        slack.command(WALES)
        until_done(engine)
        self.first = log.asked_by("U0PRESS", 5)[0].review
        self.click_share()
        self.thread = next(m for m in slack.messages("C0PRESS") if not m.thread_ts).ts

    def click_share(self) -> None:
        self.slack.click(self.slack.ephemerals()[-1], "share")
        until_done(self.engine)

    def say(self, words: str) -> Message:
        """Say it in the thread; gives what is told last, alone."""
        self.slack.mention(words, channel="C0PRESS", thread_ts=self.thread)
        until_done(self.engine)
        return self.slack.ephemerals()[-1]

    def reviews(self) -> int:
        return len(self.log.asked_by("U0PRESS", 5))


@contextmanager
def bot(slack: Sandbox, folder: Path) -> Iterator[Bot]:
    settings = slack_settings(slack, used_before(folder))
    log = SqliteLog(settings.log_path)
    prompts = read_prompts(settings.prompts_dir)
    shelf = Shelf(library=LIBRARY, index=Index(LIBRARY), checks=CHECKS, prompts=prompts)
    engine = Engine(settings, Desk(shelf, log), SlackVoice(settings), log)
    engine.start()
    try:
        with served(slack, wsgi(build_app(settings, engine))):
            yield Bot(slack, engine, log)
    finally:
        engine.stop(10)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.mark.parametrize("words", [f"check: {PLAIN}", CLOSE])
def test_a_new_version_knows_what_it_revises_and_shows_what_changed(
    words: str, slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path) as run:
        card = run.say(words)
        newest = run.log.asked_by("U0PRESS", 1)[0].review
    assert newest.revises == run.first.id
    told = f"{card.text} {card.blocks}"
    assert f"A new version of the draft in review {run.first.id}." in told
    assert "Gone: " in told
    assert "for the first time in a generation" in told
    assert "What changed in the draft: " in told
    assert card.thread_ts == run.thread


def test_the_shared_card_of_a_new_version_says_so_too(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path) as run:
        run.say(f"check: {PLAIN}")
        run.click_share()
        shared = [m for m in slack.messages("C0PRESS") if not m.thread_ts][-1]
    assert f"A new version of the draft in review {run.first.id}." in str(shared.blocks)
    assert shared.ts != run.thread


def test_another_draft_in_the_thread_is_no_new_version(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path) as run:
        card = run.say("check: Register to give blood at Luton, Plymouth or Gateshead this week.")
        newest = run.log.asked_by("U0PRESS", 1)[0].review
    assert newest.revises == ""
    assert "A new version" not in str(card.blocks)


def test_a_question_stays_a_question_and_a_repeated_version_is_one_review(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path) as run:
        run.say("Why is that a fault?")
        assert run.reviews() == 1
        for retry in (0, 1):
            slack.mention(
                CLOSE, channel="C0PRESS", thread_ts=run.thread, event_id="Ev1", retry_num=retry
            )
        until_done(run.engine)
        assert run.reviews() == 2
        assert [remark.text for remark in run.log.remarks(run.first.id)][:1] == [
            "Why is that a fault?"
        ]


def test_in_a_thread_without_a_review_a_version_is_kept_silent_about(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path) as run:
        before = len(slack.ephemerals())
        slack.mention(CLOSE, channel="C0PRESS", thread_ts="1.000001")
        until_done(run.engine)
        assert (run.reviews(), len(slack.ephemerals())) == (1, before)
