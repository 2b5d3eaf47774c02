"""An app as somebody installs it: under another command's name, by HTTP, and against the rules."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.config import read_settings
from bot.desk.page import Page
from bot.desk.seams import ReviewJob
from bot.errors import BadSettings
from bot.slack.home import page
from sandbox.app import App
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door
from tests.manifest_rules import RULES

ROOT = Path(__file__).parent.parent
MANIFEST: dict[str, Any] = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
RUNNING = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
ANOTHER = "/dept-neutral"


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """The manifest with one change."""
    manifest = deepcopy(MANIFEST)
    change(manifest)
    return manifest


def renamed(manifest: dict[str, Any]) -> None:
    """Change the command's name, as the documents say."""
    manifest["features"]["slash_commands"][0]["command"] = ANOTHER


def by_http(manifest: dict[str, Any]) -> None:
    """Change the door, as the documents say."""
    url = "https://neutral.example/slack/events"
    manifest["settings"]["socket_mode_enabled"] = False
    manifest["settings"]["interactivity"]["request_url"] = url
    manifest["settings"]["event_subscriptions"]["request_url"] = url
    manifest["features"]["slash_commands"][0]["url"] = url


@pytest.mark.parametrize("change", [renamed, by_http])
def test_slack_takes_the_manifest_as_an_installer_changes_it(
    change: Callable[[dict[str, Any]], None],
) -> None:
    jsonschema.validate(changed(change), RULES)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda m: m["features"]["slash_commands"][0].update(command="neutral"),
        lambda m: m["features"]["slash_commands"][0].update(command="/two words"),
        lambda m: m["features"]["slash_commands"][0].update(command="/" + "n" * 32),
        lambda m: m["features"]["slash_commands"][0].pop("description"),
        lambda m: m["features"]["slash_commands"][0].update(url="neutral.example"),
        lambda m: m["features"]["slash_commands"].clear(),
        lambda m: m["features"]["shortcuts"][0].update(name="n" * 25),
        lambda m: m["features"]["shortcuts"][0].update(description="d" * 151),
        lambda m: m["features"]["bot_user"].update(display_name="n" * 81),
        lambda m: m["display_information"].update(name="n" * 36),
        lambda m: m["display_information"].update(description="d" * 141),
        lambda m: m["display_information"].update(long_description="d" * 174),
        lambda m: m["display_information"].update(background_color="blue"),
        lambda m: m["oauth_config"]["scopes"]["bot"].append("chat:write"),
        lambda m: m["oauth_config"]["scopes"]["bot"].append("Chat:Write"),
        lambda m: m["oauth_config"].update(redirect_uri="https://neutral.example"),
        lambda m: m["settings"]["event_subscriptions"].update(events=["message.im"]),
        lambda m: m["settings"].update(socket_mode="yes"),
        lambda m: m.update(name="neutral"),
        lambda m: m["_metadata"].update(major_version=1),
    ],
)
def test_the_rules_find_a_manifest_that_slack_refuses(
    spoil: Callable[[dict[str, Any]], object],
) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(changed(spoil), RULES)


@pytest.fixture
def another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings for another name of the command."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(f"NEUTRAL_SLACK_COMMAND={ANOTHER}\n", encoding="utf-8")
    return tmp_path


def test_the_command_answers_under_another_name(another: Path) -> None:
    manifest = another / "manifest.json"
    manifest.write_text(json.dumps(changed(renamed)), encoding="utf-8")
    name, kept = read_settings().slack_command, Kept()
    with (
        Sandbox(App.from_manifest(manifest)) as slack,
        http_door(slack, kept, another, slack_command=name),
    ):
        slack.command("Ports open.", command=ANOTHER)
        helped = slack.command("help", command=ANOTHER)
    (job,) = kept.jobs
    assert isinstance(job, ReviewJob)
    assert job.draft.text == "Ports open."
    assert f"after the command: {ANOTHER} " in str(helped.body)
    assert "/neutral" not in str(helped.body)


def test_the_page_names_the_command_by_its_other_name() -> None:
    drawn = str(page(ANOTHER, Page()))
    assert ANOTHER in drawn
    assert "/neutral" not in drawn


@pytest.mark.parametrize("name", ["neutral", "/", "/Neutral", "/two words", "/" + "n" * 32, "//n"])
def test_a_name_that_slack_gives_no_command_is_a_wrong_setting(another: Path, name: str) -> None:
    (another / ".env").write_text(f"NEUTRAL_SLACK_COMMAND='{name}'\n", encoding="utf-8")
    with pytest.raises(BadSettings, match="slack_command"):
        read_settings()


@pytest.mark.parametrize(
    "named",
    [
        "NEUTRAL_SLACK_COMMAND", "NEUTRAL_SLACK_API_URL", "SLACK_BOT_TOKEN_FILE",
        "socket_mode_enabled", "request_url", "connections:write", "slash_commands",
        *MANIFEST["oauth_config"]["scopes"]["bot"],
    ],
)  # fmt: skip
def test_the_documents_say_how_it_is_installed(named: str) -> None:
    assert f"`{named}" in RUNNING or f"{named}=" in RUNNING or f'"{named}"' in RUNNING
