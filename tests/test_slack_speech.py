"""Which language people hear in Slack: by choice, by locale, by draft; from end to end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.desk import refusals
from bot.desk.access import Access, rules_of
from bot.desk.speech import Chosen, Speech
from bot.log.sqlite_log import SqliteLog
from bot.slack.app import build_app
from bot.slack.directory import SlackDirectory
from bot.slack.form import DRAFT
from bot.slack.http import wsgi
from bot.slack.listeners import LOOKING, READING
from bot.slack.lookups import help_text
from bot.slack.switch import SWITCH_OFF, SWITCH_ON
from bot.slack.switching import NO_REASON
from bot.slack.voice import SlackVoice
from bot.words.speaking import speaking, worded
from bot.work.engine import Engine
from sandbox.slack import Sandbox
from tests.at_the_door import served, slack_settings
from tests.guarded import Guarded
from tests.rehearsal import NOON, ADesk, used_before
from tests.test_words_reviews import ENGLISH_DRAFT, WELSH_DRAFT

REFUSALS = (
    refusals.WORKSPACE, refusals.CHANNEL, refusals.NOT_LISTED, refusals.GUEST, refusals.STRANGER,
    refusals.GONE, refusals.UNSURE, refusals.FAULT,
)  # fmt: skip
READER = "U0CYMRU"
"""Reads Slack in Welsh."""


def in_welsh(english: str) -> str:
    with speaking("cy"):
        said = worded(english)
    assert said != english
    return said


def welsh_help() -> str:
    with speaking("cy"):
        return help_text("/neutral")


@contextmanager
def bot(slack: Sandbox, folder: Path, **settings: object) -> Iterator[Guarded]:
    """A whole bot that knows who hears what, as ``neutral serve`` builds it."""
    kept = slack_settings(slack, used_before(folder), **settings)
    log, people = SqliteLog(kept.log_path), SlackDirectory(kept)
    desk, voice = ADesk(log), SlackVoice(kept)
    speech = Speech(kept.language, log, people)
    speech.recall()
    access = Access(rules_of(kept), people, log)
    engine = Engine(kept, desk, voice, log, access=access, speech=speech)
    engine.start()
    try:
        with served(slack, wsgi(build_app(kept, engine, speech))):
            yield Guarded(slack, engine, desk, log, voice, folder)
    finally:
        engine.stop(10)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


def asked_before(bot: Guarded, user: str = READER) -> None:
    """Let the bot have seen somebody once: from then on it remembers their locale."""
    bot.slack.command("status", user=user)
    bot.settle()


def test_who_reads_slack_in_welsh_gets_all_of_it_in_welsh(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path) as running:
        asked_before(running)
        slack.command("help", user=READER)
        assert running.told(READER)[-1] == welsh_help()
        slack.command(ENGLISH_DRAFT, user=READER)
        running.settle()
        assert in_welsh(READING) in running.told(READER)
        slack.command("", user=READER)
        (view,) = slack.views(READER)
    assert view.body["title"]["text"] == "Gwirio drafft"
    assert in_welsh("Where it will be posted") in json.dumps(view.body, ensure_ascii=False)
    assert READING not in running.told(READER)


def test_a_welsh_draft_is_acknowledged_in_welsh_to_who_reads_english(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path) as running:
        slack.command(WELSH_DRAFT)
        slack.command(ENGLISH_DRAFT)
        running.settle()
        told = running.told("U0PRESS")
    assert in_welsh(READING) in told
    assert READING in told


def test_a_word_of_the_command_is_remembered_over_a_restart_and_over_the_locale(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path) as running:
        slack.command("cymraeg")
        slack.command("english", user=READER)
        running.settle()
        chosen = running.told("U0PRESS")
        assert in_welsh(LOOKING) in chosen
        assert f"{in_welsh('From now on I speak Welsh with you.')}\n\n{welsh_help()}" in chosen
        assert running.log.chosen_languages() == {"U0PRESS": "cy", READER: "en"}
    with bot(slack, tmp_path) as running:
        slack.command("help")
        slack.command("help", user=READER)
        assert running.told("U0PRESS")[-1] == welsh_help()
        assert running.told(READER)[-1] == help_text("/neutral")
        slack.command("english")
        running.settle()
        slack.command("help")
        assert running.told("U0PRESS")[-1] == help_text("/neutral")


def test_refusals_and_the_off_switch_speak_welsh(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path, admins="U0CYMRU", allow_users="U0CYMRU,U0PRESS") as running:
        slack.command("cymraeg")
        asked_before(running)
        slack.click(running.home(READER), SWITCH_OFF, user=READER)
        (view,) = slack.views(READER)
        assert view.body["title"]["text"] == "Atal drafftiau"
        answer = slack.submit(view, user=READER, reason=" ")
        assert in_welsh(NO_REASON) in json.loads(answer.body)["errors"].values()
        slack.submit(view, user=READER, reason="Hyfforddiant.")
        running.settle()
        slack.command(ENGLISH_DRAFT)
        running.settle()
        told = running.told("U0PRESS")[-1]
        page = json.dumps(running.home(READER).body, ensure_ascii=False)
    with speaking("cy"):
        since = refusals.since(NOON, "Hyfforddiant.")
    assert told.startswith("Nid wyf yn derbyn drafftiau ar hyn o bryd. Cefais fy atal")
    assert told.count(since.rpartition(". ")[2]) == 1
    assert in_welsh(refusals.NOTHING) in told
    assert SWITCH_ON in page


def test_a_refusal_at_the_door_speaks_the_language_that_was_chosen(
    slack: Sandbox, tmp_path: Path
) -> None:
    log = SqliteLog(slack_settings(slack, used_before(tmp_path)).log_path)
    log.keep_language(Chosen(id="c", by="U0PRESS", language="cy", at=NOON))
    with bot(slack, tmp_path, allow_channels="C0SOCIAL") as running:
        slack.command(ENGLISH_DRAFT)
        slack.command("")
        running.settle()
        told = running.told("U0PRESS")
    assert told == [in_welsh(refusals.CHANNEL)] * 2


def test_what_is_wrong_in_a_form_is_said_in_the_language_of_its_draft(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path):
        slack.command("")
        (view,) = slack.views()
        answer = slack.submit(view, draft=WELSH_DRAFT, where="no page")
    (said,) = json.loads(answer.body)["errors"].values()
    assert said.startswith("Gludwch gyfeiriad")
    assert DRAFT[0] not in json.loads(answer.body)["errors"]


@pytest.mark.parametrize("words", REFUSALS)
def test_a_refusal_on_the_page_says_nothing_of_what_was_sent_in_any_language(words: str) -> None:
    for language in ("en", "cy"):
        with speaking(language):
            nothing = worded(refusals.NOTHING)
            assert nothing in worded(words)
            assert nothing not in refusals.on_page(words)


def test_a_choice_is_kept_once_and_the_last_one_stands(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    assert log.chosen_language("U1") == ""
    assert log.keep_language(Chosen(id="a", by="U1", language="cy", at=NOON))
    assert not log.keep_language(Chosen(id="a", by="U1", language="en", at=NOON))
    assert log.keep_language(Chosen(id="b", by="U2", language="en", at=NOON))
    assert log.chosen_language("U1") == "cy"
    assert log.chosen_languages() == {"U1": "cy", "U2": "en"}
