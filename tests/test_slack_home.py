"""The app's page in Slack: drawn when it is opened; how the work stands is for admins alone."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from bot.config import read_settings
from bot.desk.page import Page
from bot.desk.records import Standing
from bot.desk.seams import HomeJob
from bot.errors import BadSettings, VoiceRefused
from bot.log.sqlite_log import SqliteLog
from bot.slack.home import page
from bot.slack.voice import SlackVoice
from bot.work.engine import Engine
from sandbox.app import App
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door, slack_settings
from tests.rehearsal import ADesk, review_job, settings_for, used_before

MANIFEST = Path(__file__).parent.parent / "manifest.json"
NOW = datetime(2026, 7, 1, 13, 5, tzinfo=UTC)
QUIET = Standing(at=NOW, waiting=0, under_way=0, put_off=0, oldest=None, failed=0)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(App.from_manifest(MANIFEST)) as sandbox:
        yield sandbox


def drawn(standing: Standing) -> str:
    told = Page(at=NOW, standing=standing)
    return json.dumps(page("/neutral", told), ensure_ascii=False)


@contextmanager
def bot(slack: Sandbox, folder: Path, admins: str, desk: ADesk | None = None) -> Iterator[Engine]:
    settings = slack_settings(slack, used_before(folder)).model_copy(update={"admins": admins})
    log = SqliteLog(settings.log_path)
    engine = Engine(settings, desk or ADesk(log), SlackVoice(settings), log)
    engine.start()
    try:
        with http_door(slack, engine, folder):
            yield engine
    finally:
        engine.stop(5)


def home(slack: Sandbox, user: str) -> str:
    """The page of a person, once it has been drawn."""
    end, pause = monotonic() + 20, Event()
    while slack.home(user) is None and monotonic() < end:
        pause.wait(0.05)
    view = slack.home(user)
    assert view is not None
    return json.dumps(view.body, ensure_ascii=False)


def test_whoever_opens_the_page_reads_how_to_ask(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path, admins="U0LEAD"):
        assert slack.open_home("U0PRESS").ok
        said = home(slack, "U0PRESS")
    assert "Type /neutral and the words of your post" in said
    assert "How the work stands" not in said


def test_an_admin_reads_how_many_reviews_wait_and_for_how_long(
    slack: Sandbox, tmp_path: Path
) -> None:
    begun, go_on = Event(), Event()

    def thinking() -> None:
        begun.set()
        go_on.wait(60)

    desk = ADesk(SqliteLog(tmp_path / "log.db"), thinking)
    with bot(slack, tmp_path, "U0LEAD, U0DIGITAL", desk) as engine:
        engine.put(review_job("k1"))
        engine.put(review_job("k2"))
        assert begun.wait(10)
        assert slack.open_home("U0LEAD").ok
        said = home(slack, "U0LEAD")
        go_on.set()
    assert "1 waiting" in said
    assert "The oldest review has waited for less than a minute" in said
    assert "Ports" not in said


def test_the_page_says_age_and_failures_in_words() -> None:
    assert "No review waits" in drawn(QUIET)
    assert "Nothing failed in the last day" in drawn(QUIET)
    busy = replace(QUIET, oldest=NOW - timedelta(hours=2, minutes=1), failed=3, put_off=7)
    assert "The oldest review has waited for 2 hours 1 minute" in drawn(busy)
    assert "3 jobs failed in the last day: run neutral work list --failed" in drawn(busy)
    assert "0 waiting, 0 under way, 7 put off" in drawn(busy)
    assert "Drawn on 1 July 2026 at 14:05, UK time" in drawn(busy)


def test_only_the_home_tab_is_drawn_and_a_page_that_is_not_kept_is_asked_for_again(
    slack: Sandbox, tmp_path: Path
) -> None:
    kept = Kept()
    with http_door(slack, kept, tmp_path):
        assert slack.open_home("U0PRESS").ok
        assert [type(job) for job in kept.jobs] == [HomeJob]
        assert kept.jobs[0].place.user == "U0PRESS"
        kept.broken = True
        assert slack.open_home("U0PRESS").status == 503


def test_a_page_that_slack_does_not_take_is_a_voice_error(slack: Sandbox, tmp_path: Path) -> None:
    slack.faults.revoke_token()
    with pytest.raises(VoiceRefused):
        SlackVoice(slack_settings(slack, tmp_path)).home("U0PRESS", Page())


@pytest.mark.parametrize(
    ("admins", "channel", "ids"),
    [
        ("", "", set()),
        ("U1,W2", "", {"U1", "W2"}),
        ("U1 , U2", "U3", {"U1", "U2", "U3"}),
        ("U1", "C9", {"U1"}),
    ],
)
def test_admins_are_those_named_and_the_person_who_is_told(
    tmp_path: Path, admins: str, channel: str, ids: set[str]
) -> None:
    assert settings_for(tmp_path, admins=admins, admin_channel=channel).admin_ids == ids


def test_a_name_that_is_no_id_is_refused() -> None:
    with pytest.raises(BadSettings, match="admins"):
        read_settings(_env_file=None, admins="jo@example.gov.uk")
