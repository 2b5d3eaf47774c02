"""Secrets that stand in files: read once, explained when wrong, and never shown."""

from pathlib import Path

import pytest

from bot.config import environment, read_settings
from bot.errors import BadSettings

NAMES = (
    "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "NEUTRAL_MODEL_KEY",
    "NEUTRAL_DATABASE_URL",
)  # fmt: skip
SECRET = "postgresql://very-secret"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand in a folder without .env, in an environment without our names."""
    monkeypatch.chdir(tmp_path)
    for name in environment():
        if name.startswith(("NEUTRAL_", "SLACK_")) or name == "PORT":
            monkeypatch.delenv(name)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(f"{SECRET}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_a_secret_may_stand_in_a_file(
    monkeypatch: pytest.MonkeyPatch, file: Path, name: str
) -> None:
    monkeypatch.setenv(f"{name}_FILE", str(file))
    settings = read_settings()
    held = getattr(settings, name.removeprefix("NEUTRAL_").lower())
    assert held.get_secret_value() == SECRET
    assert "very-secret" not in f"{settings!r} {settings}"


@pytest.mark.parametrize("name", NAMES)
def test_a_secret_that_is_given_twice_is_a_mistake(
    monkeypatch: pytest.MonkeyPatch, file: Path, name: str
) -> None:
    monkeypatch.setenv(name, SECRET)
    monkeypatch.setenv(f"{name}_FILE", str(file))
    with pytest.raises(BadSettings, match="both set: choose one") as error:
        read_settings()
    assert "very-secret" not in str(error.value)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n \n", b"very-secret\nand another", b"very-secret \xff", b"very-secret" * 1_000],
    ids=["empty", "blank", "two lines", "no text", "long"],
)
def test_a_file_that_holds_no_secret_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, file: Path, content: bytes
) -> None:
    file.write_bytes(content)
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(file))
    with pytest.raises(BadSettings, match=r"slack_bot_token_file: the file must hold") as error:
        read_settings()
    assert "very-secret" not in str(error.value)


def test_a_file_that_is_not_there_is_said_to_be_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN_FILE", str(tmp_path / "nothing"))
    with pytest.raises(BadSettings, match="slack_app_token_file: the file cannot be read: No such"):
        read_settings()


def test_an_address_of_a_database_from_a_file_is_checked_too(
    monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    file.write_text("mysql://very-secret", encoding="utf-8")
    monkeypatch.setenv("NEUTRAL_DATABASE_URL_FILE", str(file))
    with pytest.raises(BadSettings, match="must be empty or start with postgresql") as error:
        read_settings()
    assert "very-secret" not in str(error.value)


def test_an_empty_name_of_a_file_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "")
    assert read_settings().slack_bot_token.get_secret_value() == ""
