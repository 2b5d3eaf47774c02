"""The sandbox's page: what one person sees, what they do, and what no page may do."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.screen import FOLDER, KINDS
from sandbox.slack import Sandbox

Answer = dict[str, Any]


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def client_of(slack: Sandbox) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url)


def fetch(slack: Sandbox, path: str, body: object = None) -> tuple[dict[str, str], bytes]:
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(  # noqa: S310  # our own loopback address
        slack.page_url + path, data, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310  # as above
        return dict(answer.headers), answer.read()


def state(slack: Sandbox, user: str = "U0PRESS") -> Answer:
    found: Answer = json.loads(fetch(slack, f"page/state?user={user}")[1])
    return found


def do(slack: Sandbox, name: str, **body: object) -> Answer:
    found: Answer = json.loads(fetch(slack, f"page/do/{name}", {"user": "U0PRESS", **body})[1])
    return found


def test_the_page_and_its_files_are_served_with_a_strict_policy(slack: Sandbox) -> None:
    for name in ("", *(f"page/{name}" for name in KINDS)):
        headers, body = fetch(slack, name)
        assert body
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]


def test_every_shipped_file_is_served_and_the_other_way_round() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(KINDS)


def test_nothing_said_is_ever_set_as_html() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.js"))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", scripts)


def test_the_page_needs_nothing_from_elsewhere() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in FOLDER.iterdir())
    assert re.findall(r"(?:src|href)=\"(?!/page/|#|data:)[^\"]*\"|@import|url\(", text) == []


def test_a_person_sees_their_own_ephemeral_messages_and_nobody_elses(slack: Sandbox) -> None:
    client_of(slack).chat_postEphemeral(channel="C0PRESS", user="U0PRESS", text="for you")
    assert [m["text"] for m in state(slack)["messages"]] == ["for you"]
    assert state(slack, "U0LEAD")["messages"] == []


def test_a_person_sees_only_the_channels_they_are_in(slack: Sandbox) -> None:
    names = {channel["id"] for channel in state(slack, "U0GUEST")["channels"]}
    assert names == {"C0PRESS", "D0GUEST"}


def test_what_is_said_on_the_page_stands_in_the_channel(slack: Sandbox) -> None:
    assert do(slack, "say", text="good morning", channel="C0PRESS")["ok"]
    assert [m.text for m in slack.messages()] == ["good morning"]


def test_a_command_without_an_app_says_that_it_failed(slack: Sandbox) -> None:
    answer = do(slack, "command", command="/neutral", text="x", channel="C0PRESS")
    assert answer == {"ok": False, "error": "dispatch_failed"}
    assert state(slack)["connected"] is False


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("page/do/click", {"channel": "C0PRESS"}),
        ("page/do/say", []),
        ("page/do/shout", {}),
        ("page/state?user=U0NOBODY", None),
        ("page/server.py", None),
        ("page/files/F1", None),
    ],
)
def test_a_request_that_makes_no_sense_is_a_plain_4xx(
    slack: Sandbox, path: str, body: object
) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        fetch(slack, path, body)
    assert 400 <= error.value.code < 500
    error.value.close()


def test_the_events_stream_tells_that_something_changed(slack: Sandbox) -> None:
    with urllib.request.urlopen(f"{slack.page_url}page/events", timeout=10) as stream:  # noqa: S310  # loopback
        assert stream.readline() == b": hello\n"
        assert stream.readline() == b"\n"
        first = stream.readline()
        stream.readline()
        slack.say("hello")
        assert stream.readline() > first


def test_a_file_is_always_a_download(slack: Sandbox) -> None:
    client_of(slack).files_upload_v2(channel="C0PRESS", content="<b>", filename="a.html")
    (file,) = slack.files()
    headers, body = fetch(slack, f"page/files/{file.id}")
    assert body == b"<b>"
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Type"] == "application/octet-stream"


def test_the_sandbox_runs_by_itself_and_ends_when_interrupted() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "sandbox"],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        text=True,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("page            http://127.0.0.1:")
        for _ in range(4):
            running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 0
