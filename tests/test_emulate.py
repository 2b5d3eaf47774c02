"""The whole bot against npm's ``emulate``, a Slack that this project did not write."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from bot.cli.house import open_shelf
from bot.desk.shelf import Shelf
from bot.report.export import export_month
from bot.report.form import FORMS, Form
from bot.report.month import Month
from bot.slack.listeners import READING
from bot.slack.parts import SHARE
from bot.slack.upload import Uploader
from tests.drawn import NOON
from tests.emulated import BOT, MISSING, Workspace, emulated, installed
from tests.emulated_bot import SCOPES, TRIGGER_SECONDS, Office, at_work
from tests.emulated_tour import JOURNEYS, NOWHERE, POST, STOP, failed
from tests.rehearsal import settings_for

pytestmark = pytest.mark.skipif(not installed(), reason=MISSING)

WHOLE = "officer"
LACKING = {scope: f"officer-without-{scope.replace(':', '-')}" for scope in SCOPES}
"""Somebody for each scope that a bot of theirs lacks."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    grants = [SCOPES, *([s for s in SCOPES if s != scope] for scope in SCOPES)]
    folder = tmp_path_factory.mktemp("emulate")
    with emulated(folder, grants, [WHOLE, *LACKING.values()]) as started:
        yield started


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with open_shelf(settings_for(tmp_path_factory.mktemp("shelf"))) as opened:
        yield opened


@pytest.fixture
def office(workspace: Workspace, shelf: Shelf, tmp_path: Path) -> Iterator[Office]:
    with at_work(workspace, shelf, tmp_path, WHOLE) as opened:
        yield opened


def test_every_scope_of_the_manifest_is_granted_and_no_more_is_needed(office: Office) -> None:
    assert failed(office) == set()


@pytest.mark.parametrize("scope", SCOPES)
def test_without_this_scope_the_bot_cannot_do_its_work(
    workspace: Workspace, shelf: Shelf, tmp_path: Path, scope: str
) -> None:
    left = [each for each in SCOPES if each != scope]
    lost = {journey.walk.__name__ for journey in JOURNEYS if scope in journey.needs}
    with at_work(workspace, shelf, tmp_path, LACKING[scope], left) as office:
        assert failed(office) == lost
    assert lost


def test_the_answer_is_for_the_asker_alone(office: Office) -> None:
    before = office.directs()
    acknowledged = office.command(POST, reply_to=office.letters.url)
    assert acknowledged == {"text": READING, "response_type": "ephemeral"}
    assert office.settle() == []
    (letter,) = office.letters.bodies
    assert STOP in letter["text"]
    assert letter["response_type"] == "ephemeral"
    assert not office.history()
    assert office.directs() == before


def test_an_answer_that_has_no_address_any_more_is_private_in_the_channel(office: Office) -> None:
    office.command(POST, reply_to=office.workspace.gone_url())
    assert office.settle() == []
    assert STOP in office.private()
    assert not office.history()


@pytest.mark.parametrize("where", ["unknown", "closed"])
def test_where_the_bot_cannot_speak_the_answer_is_a_direct_message(
    office: Office, where: str
) -> None:
    room = NOWHERE if where == "unknown" else office.closed_room()
    before = len(office.directs())
    office.command(POST, reply_to=office.workspace.gone_url(), channel=room)
    assert office.settle() == []
    (said,) = office.directs()[before:]
    assert STOP in said["text"]
    assert STOP not in office.private()


def test_a_review_is_shared_once_with_its_findings_in_the_thread(office: Office) -> None:
    office.command(POST, reply_to=office.letters.url)
    office.settle()
    for _ in range(2):
        office.click(SHARE, office.shown_value(SHARE))
    assert office.settle() == []
    (card,) = [message for message in office.history() if "thread_ts" not in message]
    assert STOP in card["text"]
    assert card["unfurl_links"] is card["unfurl_media"] is False
    behind = office.thread(card["ts"])[1:]
    assert any("Rule: " in message["text"] for message in behind)
    assert office.letters.bodies[-1]["replace_original"] is True


def test_a_question_in_the_thread_of_a_shared_review_is_answered_there(office: Office) -> None:
    office.command(POST, reply_to=office.letters.url)
    office.settle()
    office.click(SHARE, office.shown_value(SHARE))
    office.settle()
    (card,) = [message for message in office.history() if "thread_ts" not in message]
    before = len(office.thread(card["ts"]))
    office.mention("Why must nobody be attacked?", card["ts"])
    assert office.settle() == []
    (answer,) = office.thread(card["ts"])[before:]
    assert answer["user"] == BOT
    assert "attack" in answer["text"]


def test_the_bot_is_silent_in_a_thread_that_has_no_review(office: Office) -> None:
    stamp = office.write("Lunch?")
    office.mention("Why?", stamp)
    assert office.settle() == []
    assert len(office.thread(stamp)) == 1


def test_a_form_is_opened_sent_off_and_reviewed(office: Office) -> None:
    assert office.command("", trigger=office.trigger()) == {}
    view = office.forms()[-1]
    sent = office.submit(view, draft=POST)
    assert sent["response_action"] == "update"
    office.update(view, sent["view"])
    assert "Your draft is being read" in office.workspace.inspect(tab="views")
    assert office.settle() == []
    assert STOP in office.private()


def test_a_form_without_a_draft_stays_open_and_says_why(office: Office) -> None:
    office.command("", trigger=office.trigger())
    view = office.forms()[-1]
    sent = office.submit(view)
    assert sent["response_action"] == "errors"
    assert "draft" in sent["errors"]
    assert office.settle() == []


def test_a_right_to_open_the_form_serves_once(office: Office) -> None:
    trigger = office.trigger()
    assert office.command("", trigger=trigger) == {}
    assert "exchanged_trigger_id" in office.command("", trigger=trigger)["text"]


def test_a_right_to_open_the_form_that_has_expired_is_said_to_have(office: Office) -> None:
    trigger, opened = office.trigger(), len(office.forms())
    Event().wait(TRIGGER_SECONDS)
    said = office.command("", trigger=trigger)["text"]
    assert said.startswith("The form could not be opened: Slack refused: expired_trigger_id")
    assert "Paste a draft after the command" in said
    assert len(office.forms()) == opened


def test_the_page_of_the_app_is_published_and_drawn_anew_in_its_place(office: Office) -> None:
    for _ in range(2):
        office.open_home()
    assert office.settle() == []
    assert len(office.pages()) == 1
    assert "I advise, and never post outside Slack" in office.workspace.inspect(tab="views")


@pytest.mark.parametrize("form", FORMS)
def test_the_file_of_the_month_comes_back_byte_for_byte(
    office: Office, tmp_path: Path, form: Form
) -> None:
    path = export_month(office.log, Month.holding(NOON.date()), form, tmp_path)
    Uploader(office.settings).upload(path.name, path.read_bytes(), office.channel, "The month.")
    (message,) = office.history()
    (file,) = message["files"]
    assert (file["name"], file["size"]) == (path.name, path.stat().st_size)
    assert office.download(file) == path.read_bytes()
