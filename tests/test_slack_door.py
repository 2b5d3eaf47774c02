"""The HTTP door: what is not from Slack is turned away, and nothing malformed makes a trace."""

import hashlib
import hmac
import http.client
import json
from collections.abc import Iterator
from time import time
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door

FORM = "application/x-www-form-urlencoded"
COMMAND = {
    "command": "/neutral",
    "text": "Ports open.",
    "user_id": "U0PRESS",
    "channel_id": "C0PRESS",
    "team_id": "T0",
    "trigger_id": "1.2.3",
    "response_url": "",
}


class Caller:
    """Sends requests to the door, signed or not."""

    def __init__(self, address: str, secret: str, kept: Kept) -> None:
        self.host, self.secret, self.kept = address.removeprefix("http://"), secret, kept

    def post(self, body: bytes, path: str = "/slack/events", **headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send("POST", path, body, {"Content-Type": FORM, **named})

    def send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> int:
        line = http.client.HTTPConnection(self.host, timeout=20)
        try:
            line.request(method, path, body, headers)
            return line.getresponse().status
        finally:
            line.close()

    def signed(self, body: bytes, stamp: str = "", **more: str) -> int:
        stamp = stamp or str(int(time()))
        seal = hmac.new(self.secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
        return self.post(
            body,
            X_Slack_Request_Timestamp=stamp,
            X_Slack_Signature=f"v0={seal.hexdigest()}",
            **more,
        )


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    kept = Kept()
    with (
        Sandbox() as slack,
        http_door(slack, kept, tmp_path_factory.mktemp("door")) as address,
    ):
        yield Caller(address, slack.signing_secret, kept)


def command(**changed: str) -> bytes:
    return urlencode({**COMMAND, **changed}).encode()


def test_slacks_own_request_comes_in(caller: Caller) -> None:
    assert caller.signed(command(trigger_id="in")) == 200
    assert caller.kept.jobs[-1].key == "in"


def test_a_request_without_a_signature_is_turned_away(caller: Caller) -> None:
    assert caller.post(command()) == 401


def test_a_wrong_signature_is_turned_away(caller: Caller) -> None:
    stamp = str(int(time()))
    headers = {"X_Slack_Request_Timestamp": stamp, "X_Slack_Signature": "v0=" + "0" * 64}
    assert caller.post(command(), **headers) == 401


@pytest.mark.parametrize("stamp", ["soon", "-1", "1e9", "٣٤٥", "9" * 400, " "])
def test_a_time_that_is_none_is_turned_away(stamp: str, caller: Caller) -> None:
    sent = stamp.encode().decode("latin-1")
    headers = {"X_Slack_Request_Timestamp": sent, "X_Slack_Signature": "v0=0"}
    assert caller.post(command(), **headers) == 401


def test_an_old_request_is_turned_away(caller: Caller) -> None:
    assert caller.signed(command(), stamp=str(int(time()) - 400)) == 401


def test_a_replay_is_turned_away_once_the_first_was_accepted(caller: Caller) -> None:
    stamp, body = str(int(time())), command(trigger_id="replay")
    assert caller.signed(body, stamp) == 200
    assert caller.signed(body, stamp) == 409


def test_a_request_that_was_not_accepted_may_come_again(caller: Caller) -> None:
    stamp = str(int(time()))
    body = (
        b'{"type":"event_callback","event_id":"EvAgain","team_id":"T0","event":'
        b'{"type":"app_mention","user":"U1","channel":"C1","text":"Ports open.","ts":"1.1"}}'
    )
    caller.kept.broken = True
    assert caller.signed(body, stamp, Content_Type="application/json") == 503
    caller.kept.broken = False
    assert caller.signed(body, stamp, Content_Type="application/json") == 200


def test_slacks_own_retry_of_an_event_is_no_replay(caller: Caller) -> None:
    stamp = str(int(time()))
    body = (
        b'{"type":"event_callback","event_id":"EvRetry","team_id":"T0","event":'
        b'{"type":"app_mention","user":"U1","channel":"C1","text":"Ports open.","ts":"1.1"}}'
    )
    assert caller.signed(body, stamp, Content_Type="application/json") == 200
    again = {"Content_Type": "application/json", "X_Slack_Retry_Num": "1"}
    assert caller.signed(body, stamp, **again) == 200


def test_slacks_check_of_the_address_is_answered(caller: Caller) -> None:
    body = b'{"type":"url_verification","challenge":"c1","token":"t"}'
    assert caller.signed(body, Content_Type="application/json") == 200


def test_a_body_over_the_limit_is_turned_away_unread(caller: Caller) -> None:
    assert caller.post(b"x" * 1_000_001) == 413


def test_the_longest_draft_comes_in(caller: Caller) -> None:
    text = "ŵ" * 100_000
    assert caller.signed(command(text=text, trigger_id="long")) == 200
    assert len(quote(text)) < 1_000_000


def test_what_is_not_utf8_is_turned_away(caller: Caller) -> None:
    assert caller.signed(b"\xff\xfe" + command()) == 400


NO_FORM = (b"[1]", b"{", b'{"event": 5}', b'{"event": {}, "authorizations": [3]}', b"[" * 90_000)


@pytest.mark.parametrize("body", NO_FORM)
def test_json_of_the_wrong_form_is_turned_away(body: bytes, caller: Caller) -> None:
    assert caller.signed(body, Content_Type="application/json") == 400


def test_other_paths_and_methods_are_turned_away(caller: Caller) -> None:
    assert caller.post(command(), path="/") == 404
    assert caller.send("GET", "/slack/events", b"", {}) == 405
    assert caller.send("POST", "/healthz", b"", {}) == 404


def test_the_health_page_answers(caller: Caller) -> None:
    assert caller.send("GET", "/healthz", b"", {}) == 200


names = st.text(max_size=8)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | names,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(names, inside, max_size=3),
    max_leaves=8,
)
slack_like = st.dictionaries(
    st.sampled_from([
        "type", "event", "team", "team_id", "user", "channel", "actions", "payload", "command",
        "authorizations", "view", "event_id", "enterprise", "trigger_id", "container", "message",
        "callback_id", "response_url", "is_enterprise_install", "context_team_id", "challenge",
    ]),
    json_values
    | st.sampled_from(["event_callback", "block_actions", "app_mention", "view_submission"])
    | st.fixed_dictionaries({"type": st.just("app_mention"), "user": json_values}),
    max_size=8,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(slack_like)
def test_nothing_malformed_makes_the_door_fail(caller: Caller, body: dict[str, object]) -> None:
    raw = json.dumps(body).encode()
    assert caller.signed(raw, Content_Type="application/json") < 500
    assert caller.signed(b"payload=" + quote(raw).encode()) < 500


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=200))
def test_no_bytes_make_the_door_fail(caller: Caller, body: bytes) -> None:
    assert caller.signed(body) < 500


def test_a_form_that_slack_never_sends_is_refused_before_any_listener(caller: Caller) -> None:
    body = {"event": {"type": "app_mention", "user": False}}
    assert caller.signed(json.dumps(body).encode(), Content_Type="application/json") == 400
