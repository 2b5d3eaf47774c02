"""The month's file sent to Slack by the command line: the same bytes, or a plain reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.config import environment
from sandbox.app import App
from sandbox.slack import Sandbox

MANIFEST = Path(__file__).parent.parent / "manifest.json"
EXPORT = ("export", "--month", "2026-11", "--slack")


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(App.from_manifest(MANIFEST)) as sandbox:
        yield sandbox


@pytest.fixture(autouse=True)
def folder(slack: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the settings of a bot in this sandbox."""
    for name in environment():
        if name.startswith(("NEUTRAL_", "SLACK_")) or name == "PORT":
            monkeypatch.delenv(name)
    monkeypatch.setenv("NEUTRAL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("NEUTRAL_SLACK_API_URL", slack.api_url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_file_that_was_written_is_the_file_that_is_sent(slack: Sandbox, folder: Path) -> None:
    assert main([*EXPORT, "C0LEADS"]) == 0
    (file,) = slack.files()
    assert file.content == (folder / "neutral-2026-11.csv").read_bytes()
    assert file.name == "neutral-2026-11.csv"
    (message,) = slack.messages("C0LEADS")
    assert message.text == "The reviews of November 2026, 0 in all."


def test_where_slack_takes_it_not_the_file_stands_and_the_reason_is_said(
    slack: Sandbox, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.faults.archive("C0LEADS")
    assert main([*EXPORT, "C0LEADS"]) == 69
    assert "is_archived" in capsys.readouterr().err
    assert (folder / "neutral-2026-11.csv").is_file()


def test_without_a_token_nothing_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    assert main([*EXPORT, "C0LEADS"]) == 78
    assert "SLACK_BOT_TOKEN" in capsys.readouterr().err
    assert not (folder / "neutral-2026-11.csv").exists()
