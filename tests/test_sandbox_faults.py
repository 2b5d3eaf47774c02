"""The sandbox's faults, each happening as often as asked and then over."""

import http.client
import urllib.error
import urllib.request

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from sandbox.slack import Sandbox


def client_of(slack: Sandbox) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def test_a_rate_limit_says_how_long_to_wait_and_is_over() -> None:
    with Sandbox() as slack:
        slack.faults.rate_limit("chat.postMessage", times=1, retry_after=7)
        with pytest.raises(SlackApiError) as error:
            client_of(slack).chat_postMessage(channel="C0PRESS", text="x")
        assert error.value.response.status_code == 429
        assert error.value.response.headers["Retry-After"] == "7"
        client_of(slack).chat_postMessage(channel="C0PRESS", text="x")
        assert len(slack.messages()) == 1


def test_the_sdks_own_retry_gets_past_a_rate_limit() -> None:
    with Sandbox() as slack:
        slack.faults.rate_limit("auth.test", retry_after=0)
        client = client_of(slack)
        client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
        assert client.auth_test()["ok"]


def test_a_server_error_and_any_refusal_happen_on_demand() -> None:
    with Sandbox() as slack:
        slack.faults.fail("*", status=503)
        slack.faults.refuse("auth.test", "team_access_not_granted")
        with pytest.raises(SlackApiError) as named:
            client_of(slack).auth_test()
        with pytest.raises(SlackApiError) as error:
            client_of(slack).auth_test()
        assert named.value.response["error"] == "team_access_not_granted"
        assert error.value.response.status_code == 503


def test_an_answer_is_lost_after_the_deed() -> None:
    with Sandbox() as slack:
        slack.faults.lose("chat.postMessage")
        assert slack.faults.left() == 1
        with pytest.raises((urllib.error.URLError, OSError, http.client.HTTPException)):
            client_of(slack).chat_postMessage(channel="C0PRESS", text="x")
        assert [message.text for message in slack.messages()] == ["x"]
        assert slack.faults.left() == 0


def test_a_connection_is_dropped_without_an_answer() -> None:
    with Sandbox() as slack:
        slack.faults.drop("auth.test")
        with pytest.raises((http.client.HTTPException, urllib.error.URLError, OSError)):
            client_of(slack).auth_test()
        assert client_of(slack).auth_test()["ok"]


def test_a_slow_answer_outlasts_an_impatient_client() -> None:
    with Sandbox() as slack:
        slack.faults.slow("auth.test", seconds=30)
        with pytest.raises(TimeoutError):
            urllib.request.urlopen(f"{slack.api_url}auth.test", timeout=0.1)  # noqa: S310  # loopback


@pytest.mark.parametrize(
    ("fault", "error"), [("archive", "is_archived"), ("remove_bot", "not_in_channel")]
)
def test_a_channel_can_be_closed_to_the_bot(fault: str, error: str) -> None:
    with Sandbox() as slack:
        getattr(slack.faults, fault)("C0PRESS")
        with pytest.raises(SlackApiError) as raised:
            client_of(slack).chat_postMessage(channel="C0PRESS", text="x")
        assert raised.value.response["error"] == error


def test_a_private_channel_without_the_bot_does_not_exist_for_it() -> None:
    with Sandbox() as slack:
        slack.faults.remove_bot("C0LEADS")
        with pytest.raises(SlackApiError) as raised:
            client_of(slack).chat_postMessage(channel="C0LEADS", text="x")
        assert raised.value.response["error"] == "channel_not_found"


def test_somebody_who_left_gets_no_ephemeral_message() -> None:
    with Sandbox() as slack:
        slack.faults.remove_user("U0PRESS")
        with pytest.raises(SlackApiError) as raised:
            client_of(slack).chat_postEphemeral(channel="C0PRESS", user="U0PRESS", text="x")
        assert raised.value.response["error"] == "user_not_in_channel"
        with pytest.raises(SlackApiError) as raised:
            client_of(slack).conversations_open(users="U0PRESS")
        assert raised.value.response["error"] == "user_disabled"


def test_a_revoked_token_is_refused() -> None:
    with Sandbox() as slack:
        slack.faults.revoke_token()
        with pytest.raises(SlackApiError) as raised:
            client_of(slack).auth_test()
        assert raised.value.response["error"] == "token_revoked"


def test_one_message_a_second_a_channel_where_asked() -> None:
    with Sandbox(one_a_second=True) as slack:
        client = client_of(slack)
        client.chat_postMessage(channel="C0PRESS", text="1")
        client.chat_postMessage(channel="C0SOCIAL", text="1")
        with pytest.raises(SlackApiError) as raised:
            client.chat_postMessage(channel="C0PRESS", text="2")
        assert raised.value.response.status_code == 429
        slack.advance(1)
        client.chat_postMessage(channel="C0PRESS", text="2")
        assert len(slack.messages("C0PRESS")) == 2


def test_waiting_for_what_never_happens_ends_with_a_word() -> None:
    with Sandbox() as slack, pytest.raises(TimeoutError, match="did not happen"):
        slack.wait_for(slack.messages, seconds=0.01)


def test_a_taken_port_is_an_error_and_not_the_end_of_the_program() -> None:
    with Sandbox() as slack:
        port = int(slack.page_url.split(":")[2].strip("/"))
        with pytest.raises(OSError, match="in use"):
            Sandbox(port=port)
