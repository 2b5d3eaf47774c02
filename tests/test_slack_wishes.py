"""Every way in, to its end: what Slack shows, and to whom, with durable work in between."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from bot.concerns import Verdict
from bot.desk.records import Condition, Editions
from bot.desk.seams import Kept
from bot.log.sqlite_log import SqliteLog
from bot.slack import lookups
from bot.slack.budget import fits
from bot.slack.entrances import CHECK
from bot.slack.form import OPEN_FORM
from bot.slack.voice import SlackVoice
from bot.sources.gathered import Gathered
from bot.work.engine import Engine
from bot.work.ledger import Ledger
from bot.work.pace import Pace
from bot.work.store import WAITING, address
from sandbox.app import App
from sandbox.slack import Sandbox
from tests.at_the_door import http_door, slack_settings
from tests.drawn import NOON, a_review
from tests.rehearsal import ADesk, used_before

MANIFEST = Path(__file__).parent.parent / "manifest.json"
CARD = "Revise before posting"
WELL = Condition(
    editions=Editions(guidance="g" * 40, checks="c1", prompt="p1"), model="invented-1",
    model_is_down=False, waiting=2, under_way=1, put_off=0,
)  # fmt: skip


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(App.from_manifest(MANIFEST)) as sandbox:
        yield sandbox


@contextmanager
def bot(slack: Sandbox, folder: Path, **settings: object) -> Iterator[Engine]:
    kept = slack_settings(slack, used_before(folder)).model_copy(update=settings)
    log = SqliteLog(kept.log_path)
    fetch = lambda where: Gathered(words="Ports.", where=where)  # noqa: E731  # a site
    voice = SlackVoice(kept)
    engine = Engine(kept, ADesk(log), voice, log, pace=Pace(lambda: NOON), fetch=fetch)
    engine.start()
    try:
        with http_door(slack, engine, folder):
            yield engine
    finally:
        engine.stop(5)


def until_done(slack: Sandbox, folder: Path) -> None:
    """Look until nothing waits; a wish is not among the jobs that are counted for people."""
    ledger = Ledger(address(slack_settings(slack, folder)))
    end, pause = monotonic() + 20, Event()
    while (waits := ledger.entries(WAITING)) and monotonic() < end:
        pause.wait(0.05)
    ledger.close()
    assert not waits


def fill_in(slack: Sandbox) -> None:
    slack.command("")
    slack.submit(slack.views()[-1], draft="Ports open.", where="https://a.example/b")


def test_a_form_is_answered_in_the_channel_it_was_opened_from_alone(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path):
        fill_in(slack)
        until_done(slack, tmp_path)
    assert CARD in slack.ephemerals()[-1].text
    assert slack.ephemerals()[-1].channel == "C0PRESS"
    assert not slack.messages()
    assert not slack.directs()


def test_a_form_whose_channel_lost_the_bot_is_answered_directly(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path):
        slack.faults.remove_bot("C0PRESS")
        fill_in(slack)
        until_done(slack, tmp_path)
    assert CARD in slack.directs()[-1].text


def test_a_form_sent_off_twice_is_answered_once(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path):
        slack.command("")
        view = slack.views()[-1]
        for _ in range(2):
            slack.submit(view, draft="Ports open.")
        sent = slack.deliveries[-1]
        slack.repeat(replace(sent, payload={**sent.payload, "action_ts": "2.2"}))
        until_done(slack, tmp_path)
    assert [CARD in message.text for message in slack.ephemerals()].count(True) == 1


def test_the_forms_button_on_the_apps_page_is_answered_directly(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path):
        slack.open_home()
        home = slack.wait_for(slack.home)
        assert home is not None
        slack.click(home, OPEN_FORM)
        slack.submit(slack.views()[-1], draft="Ports open.")
        until_done(slack, tmp_path)
    assert CARD in slack.directs()[-1].text
    assert not slack.messages()


def test_a_form_that_the_apps_page_could_not_open_is_told_directly(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path):
        slack.open_home()
        home = slack.wait_for(slack.home)
        assert home is not None
        slack.faults.fail("views.open", 1, 500)
        slack.click(home, OPEN_FORM)
        until_done(slack, tmp_path)
    said = slack.directs()[-1].text
    assert said.startswith("The form could not be opened. Try again")
    assert "Paste a draft after the command: /neutral" in said


def test_a_direct_message_is_answered_by_one_that_stays(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path):
        slack.direct("Ports open.")
        until_done(slack, tmp_path)
    typed, card = slack.directs()
    assert typed.text == "Ports open."
    assert CARD in card.text
    assert not slack.ephemerals()


def test_a_question_to_the_bot_alone_is_never_met_with_silence(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path):
        slack.direct("Ports open.")
        until_done(slack, tmp_path)
        slack.direct("why?", thread_ts=slack.directs()[-1].ts)
        until_done(slack, tmp_path)
    assert "no shared review in this thread" in slack.directs()[-1].text


def test_the_answer_to_a_direct_message_begins_no_review_of_its_own(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path):
        slack.direct("Ports open.")
        until_done(slack, tmp_path)
        event = {**slack.deliveries[-1].payload["event"], "user": slack.bot_user, "bot_id": "B1"}
        slack.event(event)
        until_done(slack, tmp_path)
    assert len(slack.directs()) == 2


def test_the_shortcut_is_answered_for_whoever_used_it(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path):
        slack.say("Ports open.", "U0DIGITAL")
        slack.shortcut(CHECK, "U0PRESS", slack.messages()[-1])
        until_done(slack, tmp_path)
    assert CARD in slack.ephemerals("U0PRESS")[-1].text
    assert not slack.ephemerals("U0DIGITAL")
    assert len(slack.messages()) == 1


def test_the_shortcut_works_in_a_thread_and_where_the_bot_is_no_member(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path):
        slack.say("What about this?", channel="C0RANDOM")
        root = slack.messages("C0RANDOM")[-1].ts
        slack.say("Ports open.", channel="C0RANDOM", thread_ts=root)
        slack.shortcut(CHECK, message=slack.messages("C0RANDOM")[-1])
        until_done(slack, tmp_path)
    assert CARD in slack.ephemerals(channel="C0RANDOM")[-1].text


def test_an_empty_message_is_explained(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path):
        slack.say("🚢")
        slack.shortcut(CHECK, message=slack.messages()[-1])
        until_done(slack, tmp_path)
    assert "The draft has no words" in slack.ephemerals()[-1].text


def test_status_says_who_reviews_and_by_what(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path):
        slack.command("status")
        until_done(slack, tmp_path)
    said = slack.ephemerals()[-1].text
    assert "I am working." in said
    assert "the automatic checks alone; no language model is configured" in said
    assert "guidance g1, checks c1" in said
    assert "0 waiting, 0 under way" in said
    assert not slack.messages()


def test_mine_lists_the_askers_own_last_reviews_alone(slack: Sandbox, tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    for number in range(7):
        made = replace(
            a_review(f"r{number}", NOON + timedelta(days=number), f"Draft number {number}."),
            asked_by="U0PRESS",
        )
        log.keep(made)
    log.keep(replace(a_review("theirs", text="Somebody else's."), asked_by="U0LEAD"))
    with bot(slack, tmp_path):
        slack.direct("mine")
        until_done(slack, tmp_path)
    said = slack.directs()[-1].text
    places = [said.index(f"Draft number {number}.") for number in (6, 5, 4, 3, 2)]
    assert places == sorted(places)
    assert "Revise before posting, 18 November 2026 at 12:00\n“Draft number 6.”" in said
    assert "Draft number 1." not in said
    assert "Somebody else" not in said


def test_whoever_asked_for_none_is_told_so(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path):
        slack.command("mine")
        until_done(slack, tmp_path)
    assert "You have asked for no review yet." in slack.ephemerals()[-1].text


@pytest.mark.parametrize("word", ["status", "mine"])
def test_a_slack_that_is_down_is_told_later_once(word: str, slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path):
        slack.faults.fail("response_url", 1, 503)
        slack.command(word)
        until_done(slack, tmp_path)
    assert len(slack.ephemerals()) == 2


def test_a_file_is_told_to_be_unread(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path):
        event = {
            "type": "message", "subtype": "file_share", "channel_type": "im", "user": "U0PRESS",
            "channel": slack.world.direct("U0PRESS").id, "text": "", "files": [{"id": "F1"}],
            "ts": "1.1",
        }  # fmt: skip
        slack.event(event)
        until_done(slack, tmp_path)
    assert slack.directs()[-1].text.startswith("I do not read files: nothing was reviewed.")


def test_status_says_what_stands_in_for_a_model_that_is_down() -> None:
    assert "invented-1, beside the automatic checks" in lookups.condition(WELL).text
    assert "prompts p1" in lookups.condition(WELL).text
    assert "2 waiting, 1 under way" in lookups.condition(WELL).text
    down = lookups.condition(replace(WELL, model_is_down=True)).text
    assert "invented-1 did not answer when last asked" in down


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_list_of_long_drafts_fits_and_shows_no_markup(verdict: Verdict) -> None:
    review = replace(a_review(text="<!channel> & *bold* " * 2_000), verdict=verdict)
    said = lookups.mine([Kept(review=review, decisions=(), shared=False, remarks=0)] * 5)
    assert fits(said.blocks)
    assert verdict.label in said.text
    assert "<!channel>" not in said.text
    assert "mrkdwn" not in json.dumps(said.blocks)
