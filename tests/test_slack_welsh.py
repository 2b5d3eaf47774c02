"""Welsh in Slack, from end to end: the real app, the real desk and checks, and a sandbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.cli.house import open_shelf
from bot.config import Settings
from bot.desk.desk import Desk, Shelf
from bot.log.sqlite_log import SqliteLog
from bot.slack.budget import Message
from bot.slack.voice import SlackVoice
from bot.work.engine import Engine
from bot.work.pace import Pace
from sandbox.slack import Sandbox
from tests.at_the_door import http_door, slack_settings
from tests.rehearsal import NOON, used_before
from tests.test_words_reviews import BILINGUAL, ENGLISH_DRAFT, WELSH_DRAFT
from tests.test_work_slack import until_done
from tests.welsh import not_welsh, quoted

STOP_CY, REVISE_CY, REVISE_EN = "Stopiwch:", "Diwygiwch cyn cyhoeddi", "Revise before posting"


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with open_shelf(Settings(_env_file=None)) as opened:
        yield opened


@contextmanager
def bot(shelf: Shelf, folder: Path, language: str) -> Iterator[tuple[Sandbox, Engine, SqliteLog]]:
    """A whole bot whose people read ``language``, and the Slack that it is in."""
    with Sandbox() as slack:
        settings = slack_settings(slack, used_before(folder), language=language, leads="U0LEAD")
        log = SqliteLog(settings.log_path)
        desk = Desk(shelf, log, clock=lambda: NOON)
        engine = Engine(settings, desk, SlackVoice(settings), log, pace=Pace(lambda: NOON))
        engine.start()
        try:
            with http_door(slack, engine, folder):
                yield slack, engine, log
        finally:
            engine.stop(5)


def sources(log: SqliteLog) -> tuple[str, ...]:
    (kept,) = log.asked_by("U0PRESS", 5)
    return quoted(kept.review)


def said(messages: object) -> list[Message]:
    return [Message(text=one.text, blocks=tuple(one.blocks)) for one in messages]  # type: ignore[attr-defined]  # the sandbox's own messages


def heard(slack: Sandbox, words: str) -> list[Message]:
    """What the asker was told alone with these words in it."""
    return said(one for one in slack.ephemerals() if words in one.text)


def test_a_welsh_draft_is_answered_in_welsh_where_everybody_reads_english(
    shelf: Shelf, tmp_path: Path
) -> None:
    with bot(shelf, tmp_path, "en") as (slack, engine, log):
        slack.command(WELSH_DRAFT)
        until_done(engine)
        card = slack.ephemerals()[-1]
        assert card.text.startswith(f"🛑 {STOP_CY}")
        slack.click(card, "share")
        until_done(engine)
        shared = slack.messages("C0PRESS")
        slack.click(shared[0], "decide_withdraw")
        until_done(engine)
        everything = said([card, *shared, *slack.messages("C0PRESS")])
        assert not not_welsh(everything, sources(log))
        assert "tynnwyd yn ôl" in slack.messages("C0PRESS")[0].text


@pytest.mark.parametrize(
    ("draft", "language", "verdict"),
    [
        (ENGLISH_DRAFT, "cy", REVISE_CY),
        (ENGLISH_DRAFT, "en", REVISE_EN),
        (BILINGUAL, "cy", STOP_CY),
        (BILINGUAL, "en", "Stop:"),
    ],
)
def test_other_drafts_are_answered_as_the_asker_reads(
    shelf: Shelf, tmp_path: Path, draft: str, language: str, verdict: str
) -> None:
    with bot(shelf, tmp_path, language) as (slack, engine, log):
        slack.command(draft)
        until_done(engine)
        card = slack.ephemerals()[-1]
        assert verdict in card.text.split("\n")[0]
        left = not_welsh(said([card]), sources(log))
    assert bool(left) == (language == "en")


def test_what_is_told_beside_a_review_is_told_as_the_hearer_reads(
    shelf: Shelf, tmp_path: Path
) -> None:
    with bot(shelf, tmp_path, "cy") as (slack, engine, log):
        slack.command(ENGLISH_DRAFT)
        until_done(engine)
        slack.command("mine")
        mine = slack.wait_for(lambda: heard(slack, "Eich adolygiadau diweddaraf"))
        slack.command("status")
        status = slack.wait_for(lambda: heard(slack, "Rwy'n gweithio."))
        told = [*mine, *status]
        first_words = ENGLISH_DRAFT[:60]
        left = not_welsh(told, (*sources(log), first_words))
    assert not left
