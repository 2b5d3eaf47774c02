"""Slack by Socket Mode: the same jobs, with no address of ours that anybody could call."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.desk.seams import ReviewJob
from bot.errors import VoiceRefused, VoiceUnreachable
from bot.slack.app import build_app
from bot.slack.socket import listen_socket
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, slack_settings

DRAFT = "Our “new” port & harbour <opens> @here — a payload of good news!"


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def _listening(slack: Sandbox, kept: Kept, tmp_path: Path) -> Iterator[None]:
    settings = slack_settings(slack, tmp_path)
    with listen_socket(build_app(settings, kept), settings):
        yield


@pytest.mark.usefixtures("_listening")
def test_socket_mode_takes_the_same_jobs(slack: Sandbox, kept: Kept) -> None:
    assert slack.command(DRAFT).ok
    assert slack.mention("Ports open.").ok
    first, second = kept.jobs
    assert isinstance(first, ReviewJob)
    assert isinstance(second, ReviewJob)
    assert first.draft.text == DRAFT
    assert second.draft.text == "Ports open."


@pytest.mark.usefixtures("_listening")
def test_socket_mode_says_so_when_a_draft_was_not_kept(slack: Sandbox, kept: Kept) -> None:
    kept.broken = True
    assert "Nothing was accepted" in slack.command("Ports open.").body


@pytest.mark.usefixtures("_listening")
def test_socket_mode_does_not_acknowledge_an_event_that_was_not_kept(
    slack: Sandbox, kept: Kept
) -> None:
    kept.broken = True
    assert not slack.mention("Ports open.", event_id="Ev1").ok
    kept.broken = False
    slack.advance(400)
    assert "Ev1" in [job.key for job in kept.jobs]


def test_a_wrong_app_token_is_refused_by_name(slack: Sandbox, kept: Kept, tmp_path: Path) -> None:
    slack.faults.refuse("apps.connections.open", "invalid_auth", times=5)
    settings = slack_settings(slack, tmp_path)
    with (
        pytest.raises(VoiceRefused, match="invalid_auth"),
        listen_socket(build_app(settings, kept), settings),
    ):
        pass


def test_a_slack_that_is_not_there_is_said_so(slack: Sandbox, kept: Kept, tmp_path: Path) -> None:
    settings = slack_settings(slack, tmp_path)
    gone = settings.model_copy(update={"slack_api_url": "http://127.0.0.1:9/api/"})
    with pytest.raises(VoiceUnreachable), listen_socket(build_app(gone, kept), gone):
        pass
