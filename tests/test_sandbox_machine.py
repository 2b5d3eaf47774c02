"""What the sandbox keeps to: this machine, its manifest, and no thread left behind."""

import http.client
import json
import threading
from pathlib import Path

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.app import App
from sandbox.loopback import NotLoopback
from sandbox.slack import Sandbox


def test_another_name_for_this_host_is_forbidden() -> None:
    with Sandbox() as slack:
        forbidden_under_other_names(slack)


def forbidden_under_other_names(slack: Sandbox) -> None:
    port = int(slack.page_url.rsplit(":", 1)[1].strip("/"))
    for headers in ({"Host": f"evil.example:{port}"}, {"Origin": "https://evil.example"}):
        link = http.client.HTTPConnection("127.0.0.1", port)
        link.request("POST", "/api/api.test", b"", headers)
        assert link.getresponse().status == 403
        link.close()


def test_a_draft_cannot_be_sent_to_another_machine() -> None:
    with Sandbox() as slack, pytest.raises(NotLoopback):
        slack.connect("https://example.org/slack/events")


def test_a_manifest_grants_exactly_its_scopes(tmp_path: Path) -> None:
    manifest = {
        "display_information": {"name": "Neutrality"},
        "features": {
            "bot_user": {"display_name": "neutrality"},
            "slash_commands": [{"command": "/check"}],
            "shortcuts": [{"name": "Check", "type": "message", "callback_id": "check"}],
        },
        "oauth_config": {"scopes": {"bot": ["commands"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    app = App.from_manifest(tmp_path / "manifest.json")
    assert (app.name, app.commands, app.shortcuts[0].callback_id) == (
        "neutrality",
        ("/check",),
        "check",
    )
    with Sandbox(app) as slack, pytest.raises(SlackApiError) as error:
        WebClient(slack.bot_token, base_url=slack.api_url).chat_postMessage(
            channel="C0PRESS", text="Hello"
        )
    assert error.value.response["error"] == "missing_scope"


def test_no_thread_is_left_after_the_end() -> None:
    before = set(threading.enumerate())
    with Sandbox() as slack:
        idle = http.client.HTTPConnection("127.0.0.1", int(slack.api_url.split(":")[2][:-5]))
        idle.connect()
        WebClient(slack.bot_token, base_url=slack.api_url).auth_test()
    idle.close()
    assert set(threading.enumerate()) <= before
