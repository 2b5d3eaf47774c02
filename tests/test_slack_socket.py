"""Slack by Socket Mode: the same jobs, with no address of ours that anybody could call."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient

from bot.desk.seams import ReviewJob
from bot.errors import VoiceRefused, VoiceUnreachable
from bot.slack.app import build_app
from bot.slack.socket import hang_up, listen_socket
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


def test_a_stop_in_the_middle_of_a_new_connection_ends_and_leaves_none_open(
    slack: Sandbox, kept: Kept, tmp_path: Path
) -> None:
    """Slack asks for a new connection every few hours; a stop may come at that moment."""
    settings, closing = slack_settings(slack, tmp_path), Event()

    def listen() -> None:
        with listen_socket(build_app(settings, kept), settings):
            slack.faults.slow("apps.connections.open", 1.0)
            slack.disconnect()
            while slack.faults.left("apps.connections.open"):
                closing.wait(0.01)
        closing.set()

    listening = Thread(target=listen, daemon=True)
    listening.start()
    listening.join(10)
    assert closing.is_set()
    slack.wait_for(lambda: not slack.callers, 5)


class Renewed(SocketModeClient):
    """The SDK's own client, whose connection is renewed in the middle of its close."""

    renewed = False

    def disconnect(self) -> None:
        super().disconnect()
        if self.closed and not self.renewed:
            self.renewed = True
            self.connect_to_new_endpoint(force=True)
            self._wait_until_it_listens()

    def _wait_until_it_listens(self) -> None:
        """The thread that listens says so by taking this back."""
        pause = Event()
        self.current_session_state.terminated = True
        while self.current_session_state.terminated:
            pause.wait(0.001)


def test_a_connection_that_is_made_during_the_close_is_closed_too(slack: Sandbox) -> None:
    web = WebClient(slack.app_token, base_url=slack.api_url)
    client = Renewed(slack.app_token, web_client=web)
    client.connect()
    hang_up(client, 10)
    assert client.renewed
    assert not client.current_session_runner.is_alive()
    slack.wait_for(lambda: not slack.callers, 5)


@dataclass
class Line:
    """A connection."""

    terminated: bool = False


class Deaf:
    """A client whose close never ends."""

    def __init__(self) -> None:
        self.auto_reconnect_enabled, self.current_session_state = True, Line()
        self.over = Event()

    def close(self) -> None:
        self.over.wait()

    def disconnect(self) -> None:
        """Have nothing to close."""


def test_a_client_that_never_closes_keeps_a_stop_waiting_for_its_time_and_no_longer() -> None:
    client = Deaf()
    began = monotonic()
    hang_up(client, 0.2)
    assert 0.2 <= monotonic() - began < 5
    assert not client.over.is_set()
    client.over.set()
