"""Settings: read once, explained when wrong, silent about secrets."""

from pathlib import Path

import pytest

from bot.config import Door, environment, read_settings
from bot.errors import BadSettings


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand in a folder without .env, in an environment without our names."""
    monkeypatch.chdir(tmp_path)
    for name in environment():
        if name.startswith(("NEUTRAL_", "SLACK_")) or name == "PORT":
            monkeypatch.delenv(name)


def test_without_settings_there_is_no_model_and_no_draft_leaves() -> None:
    assert read_settings().model == ""


def test_a_stray_openai_key_configures_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-stray")
    assert read_settings().model_key.get_secret_value() == ""


def test_a_secret_never_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret")
    monkeypatch.setenv("NEUTRAL_MODEL_KEY", "sk-very-secret")
    settings = read_settings()
    assert settings.slack_bot_token.get_secret_value() == "xoxb-very-secret"
    assert "very-secret" not in f"{settings!r} {settings}"


def test_a_wrong_setting_is_named_and_its_value_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEUTRAL_MODEL_DEADLINE", "sk-pasted-in-the-wrong-place")
    with pytest.raises(BadSettings, match="model_deadline") as error:
        read_settings()
    assert "sk-pasted" not in str(error.value)


def test_the_platforms_port_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "5001")
    monkeypatch.setenv("NEUTRAL_SLACK_DOOR", "http")
    settings = read_settings()
    assert (settings.port, settings.slack_door) == (5001, Door.HTTP)


def test_a_file_of_settings_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NEUTRAL_MODEL=some-model\nNEUTRAL_DATA_DIR=~/kept\n")
    settings = read_settings()
    assert settings.model == "some-model"
    assert settings.log_path == Path.home() / "kept" / "log.db"


def test_an_address_must_be_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEUTRAL_SLACK_API_URL", "slack.com")
    with pytest.raises(BadSettings, match="slack_api_url"):
        read_settings()
