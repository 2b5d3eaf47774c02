"""The manifest: what Slack is asked for is what the bot uses, and no more."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.config import Settings
from bot.slack.entrances import CHECK
from tests.manifest_rules import RULES

ROOT = Path(__file__).parent.parent
MANIFEST: dict[str, Any] = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))

SCOPE_OF = {
    "chat_postMessage": "chat:write",
    "chat_postEphemeral": "chat:write",
    "chat_update": "chat:write",
    "chat_getPermalink": "",
    "conversations_open": "im:write",
    "views_publish": "",
    "views_open": "",
    "views_update": "",
    "files_upload_v2": "files:write",
    "users_info": "users:read",
    "usergroups_users_list": "usergroups:read",
}
"""The bot scope that each method needs, from Slack's reference; empty where it needs none."""
SCOPE_OF_EVENT = {
    "app_mention": "app_mentions:read",
    "app_home_opened": "",
    "message.im": "im:history",
}
EVENT_OF = {"message": "message.im"}
"""The subscription under which an event comes, where it has a name of its own."""


def program() -> str:
    return "".join(p.read_text(encoding="utf-8") for p in (ROOT / "bot" / "slack").glob("*.py"))


def test_slack_takes_the_manifest() -> None:
    jsonschema.validate(MANIFEST, RULES)


def test_the_command_is_the_one_that_the_bot_listens_to() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]
    assert command["command"] == Settings.model_fields["slack_command"].default


def test_the_command_leaves_the_draft_as_typed() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]
    assert command["should_escape"] is False


def test_the_scopes_are_those_that_the_bot_uses_and_no_more() -> None:
    methods = set(re.findall(r"_client\.(\w+)", program()))
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    needed = {SCOPE_OF[method] for method in methods} | {SCOPE_OF_EVENT[e] for e in events}
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == (needed | {"commands"}) - {""}


def test_the_events_are_those_that_the_bot_hears() -> None:
    heard = [EVENT_OF.get(e, e) for e in re.findall(r'app\.event\(\s*"(\w+)"', program())]
    assert sorted(heard) == sorted(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


@pytest.mark.parametrize("right", ["history", "public", "email", "admin", "files:read"])
def test_the_bot_cannot_read_channels_or_addresses(right: str) -> None:
    """It reads what people write to it alone, and nothing else that is written."""
    asked = set(MANIFEST["oauth_config"]["scopes"]["bot"]) - {"im:history"}
    assert not [scope for scope in asked if right in scope]


def test_the_shortcut_is_the_one_that_the_bot_answers() -> None:
    (shortcut,) = MANIFEST["features"]["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"]) == ("message", CHECK)
    assert shortcut["name"] == "Check neutrality"


def test_people_can_write_to_the_bot_and_press_its_buttons() -> None:
    home = MANIFEST["features"]["app_home"]
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is True


def test_the_docs_say_why_each_scope_is_needed() -> None:
    docs = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    table = docs.partition("### What the bot may do, and why")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `([\w:]+)` \|", table, re.MULTILINE)
    assert sorted(told) == sorted(MANIFEST["oauth_config"]["scopes"]["bot"])


def test_socket_mode_is_the_default_door() -> None:
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert Settings.model_fields["slack_door"].default == "socket"
