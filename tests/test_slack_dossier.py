"""A propriety lead presses for a dossier and gets its files alone; nobody else gets any."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.cli.dossier_sent import SentDossiers
from bot.concerns import Verdict
from bot.config import Settings, environment
from bot.desk.access import Access, rules_of
from bot.desk.dossier_job import DossierJob
from bot.desk.records import Place
from bot.desk.seams import Choice
from bot.errors import BadQuestion
from bot.log.sqlite_log import SqliteLog
from bot.slack.cards import for_leads, private, shared
from bot.slack.directory import SlackDirectory
from bot.slack.dossiers import DOSSIER
from sandbox.shapes import Delivery, Message
from sandbox.slack import Sandbox
from tests.at_the_door import slack_settings
from tests.drawn import a_review
from tests.rehearsal import NOON
from tests.test_slack_decisions import ASKER, LEAD, OTHER, STOP, WHY, Bot
from tests.test_slack_decisions import bot as house_of_decisions
from tests.test_work_slack import until_done

NAMES = ["dossier-r1.html", "dossier-r1.pdf"]


@contextmanager
def bot(slack: Sandbox, folder: Path, **more: object) -> Iterator[Bot]:
    with house_of_decisions(slack, folder, asked_of_slack, SentDossiers, **more) as house:
        yield house


def asked_of_slack(settings: Settings) -> Access:
    """Who may, as Slack knows the people."""
    return Access(rules_of(settings), SlackDirectory(settings))


@pytest.fixture(autouse=True)
def settings_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dossier is made by a command of its own, which reads the environment."""
    for name in environment():
        if name.startswith("NEUTRAL_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NEUTRAL_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def house(slack: Sandbox, tmp_path: Path) -> Iterator[Bot]:
    with bot(slack, tmp_path) as whole:
        yield whole


def asked(house: Bot) -> Message:
    """The message in which a lead is asked to sign off a stop."""
    card = house.private(STOP)
    house.press(card, Choice.POST)
    house.fill(reason=WHY)
    return next(m for m in house.slack.directs(LEAD) if DOSSIER in json.dumps(m.blocks))


def press(house: Bot, card: Message, user: str) -> Delivery:
    done = house.slack.click(card, DOSSIER, user)
    until_done(house.engine)
    return done


def test_a_lead_gets_both_files_alone_and_once(slack: Sandbox, house: Bot) -> None:
    assert press(house, asked(house), LEAD).ok
    assert [file.name for file in slack.files()] == NAMES
    sent = [message for message in slack.directs(LEAD) if message.files]
    assert len(sent) == 2
    assert "The dossier of review r1, for you alone" in sent[0].text
    assert not any(message.files for message in slack.messages("C0PRESS"))
    page, paper = (file.content for file in slack.files())
    assert WHY in page.decode()
    assert "12 November 2026" in PdfReader(BytesIO(paper)).pages[0].extract_text()


def test_the_same_press_delivered_twice_is_one_dossier(slack: Sandbox, house: Bot) -> None:
    card = asked(house)
    press(house, card, LEAD)
    slack.repeat(slack.deliveries[-1])
    until_done(house.engine)
    assert [file.name for file in slack.files()] == NAMES


@pytest.mark.parametrize("user", [ASKER, OTHER])
def test_who_is_no_lead_gets_nothing_and_is_told_why_alone(
    slack: Sandbox, house: Bot, user: str
) -> None:
    press(house, asked(house), user)
    assert not slack.files()
    told = [*slack.ephemerals(user), *slack.directs(user)]
    assert "Only a propriety lead is given a dossier" in told[-1].text


def test_a_lead_by_the_group_gets_it_too(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path, leads="", leads_group="S0LEADS") as house:
        press(house, asked(house), LEAD)
        assert [file.name for file in slack.files()] == NAMES


def test_a_guest_who_is_named_as_lead_is_refused(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path, leads=f"{LEAD},U0GUEST") as house:
        press(house, asked(house), "U0GUEST")
        assert not slack.files()


def test_a_welsh_lead_is_told_in_welsh(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path, language="cy") as house:
        press(house, asked(house), LEAD)
        sent = [message for message in slack.directs(LEAD) if message.files]
        assert "Coflen adolygiad r1, i chi yn unig" in sent[0].text


def test_a_slack_that_is_down_gets_each_file_once_when_it_is_back(
    slack: Sandbox, house: Bot
) -> None:
    card = asked(house)
    slack.faults.fail("files.getUploadURLExternal", 1, 503)
    press(house, card, LEAD)
    assert [file.name for file in slack.files()] == NAMES


def test_a_receipt_that_was_lost_is_owned_up_to_and_nothing_is_sent_twice(
    slack: Sandbox, house: Bot
) -> None:
    card = asked(house)
    slack.faults.lose("files.completeUploadExternal", 1)
    press(house, card, LEAD)
    assert [file.name for file in slack.files()].count("dossier-r1.html") <= 1
    told = " ".join(m.text for m in [*slack.ephemerals(LEAD), *slack.directs(LEAD)])
    assert "may be there already" in told


def test_the_button_stands_before_the_leads_alone_and_stays_after_the_decision(
    slack: Sandbox, house: Bot
) -> None:
    card = asked(house)
    kept = house.log.kept("r1")
    assert kept is not None
    for message in (*private(STOP), shared(STOP)):
        assert DOSSIER not in json.dumps(message.blocks)
    assert DOSSIER in json.dumps(for_leads(STOP, "", kept)[0].blocks)
    house.press(card, Choice.SIGN_OFF, LEAD)
    redrawn = next(m for m in slack.directs(LEAD) if m.ts == card.ts)
    assert DOSSIER in json.dumps(redrawn.blocks)


def test_a_review_that_is_not_known_is_said_to_be_so_at_once(slack: Sandbox, house: Bot) -> None:
    press(house, asked(house), LEAD)
    before = len(slack.files())
    sent = slack.deliveries[-1]
    action = {**sent.payload["actions"][0], "value": "unknown"}
    changed = {**sent.payload, "actions": [action], "trigger_id": "another"}
    assert slack.repeat(replace(sent, payload=changed)).ok
    until_done(house.engine)
    assert len(slack.files()) == before
    told = " ".join(m.text for m in [*slack.ephemerals(LEAD), *slack.directs(LEAD)])
    assert "was not sent. The log holds no review" in told


@pytest.mark.parametrize("broken", [{"actions": []}, {"trigger_id": ""}, {"user": None}])
def test_what_slack_never_sends_is_turned_away(
    slack: Sandbox, house: Bot, broken: dict[str, object]
) -> None:
    press(house, asked(house), LEAD)
    sent = slack.deliveries[-1]
    assert not slack.repeat(replace(sent, payload={**sent.payload, **broken})).ok


def test_each_form_says_the_day_on_which_it_was_asked_for(tmp_path: Path, slack: Sandbox) -> None:
    settings = slack_settings(slack, tmp_path)
    log = SqliteLog(settings.log_path)
    log.keep(replace(a_review("r1"), verdict=Verdict.STOP))
    job = DossierJob(key="k", review_id="r1", place=Place(channel="D1", user=LEAD), asked_at=NOON)
    sender = SentDossiers(settings, log)
    for form in sender.forms:
        sender.send(job, form, "")
    page, paper = (file.content for file in slack.files())
    day = f"Made on {NOON.day} {NOON:%B %Y}"
    assert day in page.decode()
    assert day in PdfReader(BytesIO(paper)).pages[0].extract_text()
    with pytest.raises(BadQuestion):
        sender.send(replace(job, review_id="unknown"), "html", "")
