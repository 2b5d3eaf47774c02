"""Socket Mode: the real SocketModeClient against the sandbox."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from sandbox.slack import Sandbox

Heard = list[SocketModeRequest]


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def heard(slack: Sandbox) -> Iterator[Heard]:
    requests: Heard = []

    def listen(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        requests.append(request)
        body = {"text": "Reading"} if request.type == "slash_commands" else None
        client.send_socket_mode_response(SocketModeResponse(request.envelope_id, body))

    client = SocketModeClient(
        slack.app_token, web_client=WebClient(base_url=slack.api_url), auto_reconnect_enabled=True
    )
    client.socket_mode_request_listeners.append(listen)
    client.connect()
    slack.wait_for(lambda: slack.connected)
    yield requests
    # The client holds its lock for 3 s in a read: ending the connection from our side frees it.
    client.auto_reconnect_enabled = False
    slack.stop()
    client.close()


def test_a_command_is_acknowledged_with_text(slack: Sandbox, heard: Heard) -> None:
    assert slack.command("Fish & chips").ok
    assert heard[0].payload["text"] == "Fish & chips"
    assert [m.text for m in slack.ephemerals()] == ["Reading"]


def test_an_event_and_its_repeat_come_in_envelopes_of_their_own(
    slack: Sandbox, heard: Heard
) -> None:
    slack.faults.repeat_deliveries(1)
    assert slack.mention("why?").ok
    slack.wait_for(lambda: len(heard) == 2)
    first, second = heard
    assert first.payload["event_id"] == second.payload["event_id"]
    assert (first.retry_attempt, second.retry_attempt) == (0, 1)
    assert first.envelope_id != second.envelope_id


def test_a_click_goes_over_the_socket(slack: Sandbox, heard: Heard) -> None:
    button = {
        "type": "button",
        "action_id": "share",
        "text": {"type": "plain_text", "text": "Share"},
    }
    blocks = [{"type": "actions", "elements": [button]}]
    WebClient(slack.bot_token, base_url=slack.api_url).chat_postMessage(
        channel="C0PRESS", text="card", blocks=blocks
    )
    assert slack.click(slack.messages()[0], "share").ok
    assert (heard[0].type, heard[0].payload["type"]) == ("interactive", "block_actions")


def test_a_client_told_to_leave_comes_back(slack: Sandbox, heard: Heard) -> None:
    slack.disconnect()
    slack.wait_for(lambda: slack.connected, seconds=30)
    assert slack.command("again").ok
    assert len(heard) == 1


def test_an_app_that_does_not_acknowledge_times_out(slack: Sandbox) -> None:
    slack.world.answer_seconds = 0.05
    url = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"]
    with connect(str(url)) as link:
        assert "hello" in str(link.recv())
        assert slack.command("a draft").error == "operation_timeout"


def test_a_ticket_is_good_for_one_connection(slack: Sandbox) -> None:
    url = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"]
    with connect(str(url)) as first:
        assert "hello" in str(first.recv())
        with connect(str(url)) as second, pytest.raises(ConnectionClosed):
            second.recv()


def test_a_web_page_cannot_open_the_socket(slack: Sandbox) -> None:
    url = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"]
    with pytest.raises(InvalidStatus):
        connect(str(url), origin=Origin("https://evil.example"))
