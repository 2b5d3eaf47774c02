"""The settings: read from the environment here and nowhere else."""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import (
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import BadSettings
from bot.guidance.territories import Territory
from bot.secret_file import read_secret
from bot.shipped import shipped

_POSTGRES = ("postgresql://", "postgres://")
_IN_FILES = (
    "slack_bot_token", "slack_app_token", "slack_signing_secret", "model_key", "database_url",
)  # fmt: skip
"""Secrets that may stand in a file of their own."""


@dataclass(frozen=True, slots=True)
class Own:
    """Where what people here put in is kept, beside the calendar; it may not be there yet."""

    rules: Path
    """A folder with a file for each document."""
    cases: Path


class Door(StrEnum):
    """How Slack reaches the bot."""

    SOCKET = "socket"
    HTTP = "http"


def _data_dir() -> Path:
    return Path.home() / ".local" / "share" / "neutral-bot"


def _listed(letters: str) -> str:
    """The pattern of a list of Slack's ids that begin with one of these letters."""
    one = f"[{letters}][A-Z0-9]+"
    return rf"^({one}(\s*,\s*{one})*)?$"


class Settings(BaseSettings):
    """Every setting, with its meaning. Secrets never show in ``repr`` or errors."""

    model_config = SettingsConfigDict(
        env_prefix="NEUTRAL_",
        env_file=".env",
        extra="ignore",
        hide_input_in_errors=True,
        env_ignore_empty=True,
    )

    data_dir: Path = Field(default_factory=_data_dir)
    """Where the log and the unfinished work are kept."""
    guidance_dir: Path = Field(default_factory=lambda: shipped("guidance"))
    prompts_dir: Path = Field(default_factory=lambda: shipped("prompts"))
    contact: str = ""
    """A web or e-mail address of whoever runs the bot, told to publishers whose pages it reads."""
    guidance_pace: float = Field(default=1.0, ge=0, le=60)
    """Seconds between two pages of one publisher."""
    guidance_sync: str = Field(default="", pattern="^(weekly|off)?$")
    """Whether the bot that serves looks each week for changes of the official documents: weekly
    or off. Empty: weekly where ``contact`` is set, for it is not polite to ask without a name."""
    guidance_mirror: str = ""
    """Addresses that stand in for publishers' hosts, for tests and networks without internet."""
    territory: Territory | None = None
    """Where accounts belong that guidance/territories.yaml does not list. None: nobody knows."""
    calendar_file: Path | None = None
    """The calendar that ``neutral calendar add`` writes. None: calendar.yaml in ``data_dir``."""
    own_dir: Path | None = None
    """The folder of ``neutral guidance add`` and ``add-case``. None: own in ``data_dir``."""

    language: str = Field(default="en", pattern="^(en|cy)$")
    """The language of those whose own is not known: en or cy."""

    model: str = ""
    """The model's name. Empty: no model; the automatic checks stand alone."""
    model_base_url: str = "https://api.openai.com/v1"
    model_key: SecretStr = SecretStr("")
    model_deadline: float = Field(default=45.0, gt=0, le=600)
    """Seconds for one answer, all retries together."""
    model_concurrency: int = Field(default=4, ge=1, le=100)
    """Reviews under way at once."""

    slack_door: Door = Door.SOCKET
    slack_bot_token: SecretStr = Field(
        SecretStr(""), validation_alias=AliasChoices("NEUTRAL_SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN")
    )
    slack_app_token: SecretStr = Field(
        SecretStr(""), validation_alias=AliasChoices("NEUTRAL_SLACK_APP_TOKEN", "SLACK_APP_TOKEN")
    )
    slack_signing_secret: SecretStr = Field(
        SecretStr(""),
        validation_alias=AliasChoices("NEUTRAL_SLACK_SIGNING_SECRET", "SLACK_SIGNING_SECRET"),
    )
    slack_bot_token_file: Path | None = Field(
        None, validation_alias=AliasChoices("NEUTRAL_SLACK_BOT_TOKEN_FILE", "SLACK_BOT_TOKEN_FILE")
    )
    slack_app_token_file: Path | None = Field(
        None, validation_alias=AliasChoices("NEUTRAL_SLACK_APP_TOKEN_FILE", "SLACK_APP_TOKEN_FILE")
    )
    slack_signing_secret_file: Path | None = Field(
        None,
        validation_alias=AliasChoices(
            "NEUTRAL_SLACK_SIGNING_SECRET_FILE", "SLACK_SIGNING_SECRET_FILE"
        ),
    )
    model_key_file: Path | None = None
    database_url_file: Path | None = None
    """Files that hold a secret each, in place of the setting of the same name."""
    slack_api_url: str = "https://slack.com/api/"
    slack_command: str = Field(default="/neutral", pattern=r"^/[^\sA-Z/]{1,31}$")
    """The command's name, as in the manifest: small letters and no spaces, as Slack has it."""
    slack_pace: float = Field(default=1.0, ge=0, le=60)
    """Seconds between two messages in one channel; Slack takes one a second."""

    host: str = "127.0.0.1"
    port: int = Field(
        default=3000, ge=0, le=65535, validation_alias=AliasChoices("NEUTRAL_PORT", "PORT")
    )
    """Where the HTTP door listens."""
    executor: str = Field(default="bot-0", pattern=r"^[A-Za-z0-9_.-]{1,64}$")
    """This process's stable name among its copies."""

    database_url: SecretStr = SecretStr("")
    """postgresql://... moves durable work and the log there. Empty: SQLite in ``data_dir``."""
    log_heads: str = ""
    """Where the chain's newest link is written down each day: a file, or a channel's id."""
    keep_months: str = Field(default="", pattern=r"^[a-z0-9=,\s]*$")
    """For how many months each class of the record is kept; docs/retention.md. Empty: as there."""
    retention: str = Field(default="", pattern="^(daily|off)?$")
    """Whether the bot that serves lets go each day what has been kept for long enough."""
    reviews_per_minute: int = Field(default=0, ge=0, le=100_000)
    """Reviews begun in a minute at most, all copies together. 0: as many as can be."""
    work_keep_days: int = Field(default=7, ge=2, le=3650)
    """Days for which finished work is kept; Slack may send an event again for one."""
    admin_channel: str = Field(default="", pattern=r"^([CGDUW][A-Z0-9]+)?$")
    """The id of a channel or of a person who is told when something is wrong. Empty: nobody."""
    admins: str = Field(default="", pattern=r"^([UW][A-Z0-9]+(\s*,\s*[UW][A-Z0-9]+)*)?$")
    """The ids of people who see on the app's page how the work stands, with commas between."""
    leads: str = Field(default="", pattern=r"^([UW][A-Z0-9]+(\s*,\s*[UW][A-Z0-9]+)*)?$")
    """The ids of propriety leads, with commas between: who signs off against a stop."""
    leads_group: str = Field(default="", pattern=r"^(S[A-Z0-9]+)?$")
    """The id of a user group whose people are propriety leads too. Empty: none."""
    leads_channel: str = Field(default="", pattern=r"^([CG][A-Z0-9]+)?$")
    """The id of a channel where they are asked. Empty: each by direct message."""
    admin_group: str = Field(default="", pattern=r"^(S[A-Z0-9]+)?$")
    """The id of a user group whose people are admins too. Empty: none."""
    workspace: str = Field(default="", pattern=r"^(T[A-Z0-9]+)?$")
    """The id of the one workspace whose requests are taken. Empty: any that the token reaches."""
    allow_channels: str = Field(default="", pattern=_listed("CGD"))
    """The ids of the channels where the bot works; DM: direct messages, the page. Empty: all."""
    allow_users: str = Field(default="", pattern=_listed("UW"))
    """The ids of the people for whom it works, with commas between."""
    allow_groups: str = Field(default="", pattern=_listed("S"))
    """The ids of the user groups for whose people it works. Both lists empty: everybody."""
    allow_guests: bool = False
    """Whether guests of the workspace may use it; people of other organisations never may."""
    alarm_minutes: float = Field(default=10.0, gt=0, le=1440)
    """How long the oldest waiting review may wait before the admins are told."""

    @model_validator(mode="after")
    def _from_files(self) -> Self:
        """Read the secrets that stand in files; one that is given twice is a mistake."""
        for name in _IN_FILES:
            path: Path | None = getattr(self, f"{name}_file")
            if path is None:
                continue
            if getattr(self, name).get_secret_value():
                raise ValueError(f"{name} and {name}_file are both set: choose one")
            try:
                secret = SecretStr(read_secret(path))
            except ValueError as error:
                raise ValueError(f"{name}_file: {error}") from None
            setattr(self, name, secret)
        address = self.database_url.get_secret_value()
        if address and not address.startswith(_POSTGRES):
            raise ValueError("database_url: must be empty or start with postgresql://")
        return self

    @field_validator("slack_api_url", "model_base_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("must be an address that starts with https:// or http://")
        return value

    @field_validator("data_dir", "guidance_dir", "prompts_dir", "calendar_file", "own_dir")
    @classmethod
    def _at_home(cls, value: Path | None) -> Path | None:
        return value and value.expanduser()

    @property
    def admin_ids(self) -> frozenset[str]:
        """The people named as admins, and the person who is told when something is wrong."""
        named = [one.strip() for one in self.admins.split(",")]
        person = self.admin_channel if self.admin_channel.startswith(("U", "W")) else ""
        return frozenset({*named, person} - {""})

    @property
    def lead_ids(self) -> frozenset[str]:
        """The people named as propriety leads."""
        return frozenset({one.strip() for one in self.leads.split(",")} - {""})

    @property
    def syncs_weekly(self) -> bool:
        """Whether the bot that serves looks for changes of the official documents."""
        return self.guidance_sync == "weekly" or bool(self.contact and not self.guidance_sync)

    @property
    def own_calendar(self) -> Path:
        """The calendar of the periods that were put in here; it may not be there yet."""
        return self.calendar_file or self.data_dir / "calendar.yaml"

    @property
    def own(self) -> Own:
        """The rules and the cases that were put in here."""
        folder = self.own_dir or self.data_dir / "own"
        return Own(rules=folder / "rules", cases=folder / "cases.yaml")

    @property
    def log_path(self) -> Path:
        """The SQLite file of the log."""
        return self.data_dir / "log.db"

    @property
    def work_path(self) -> Path:
        """The SQLite file of unfinished work."""
        return self.data_dir / "work.db"


def read_settings(**overrides: object) -> Settings:
    """Read the environment and .env once. Raises BadSettings naming what is wrong."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        rows = (
            ": ".join(filter(None, [".".join(map(str, row["loc"])), row["msg"]]))
            for row in error.errors()
        )
        raise BadSettings("; ".join(rows)) from None


def environment(*, without: tuple[str, ...] = ()) -> dict[str, str]:
    """The environment for a process that we start, less the names given."""
    return {name: value for name, value in os.environ.items() if name not in without}


def foreign_environment() -> dict[str, str]:
    """The environment less every setting of ours, for a bot that is only tried."""
    ours = ("NEUTRAL_", "SLACK_")
    return {n: v for n, v in environment(without=("PORT",)).items() if not n.startswith(ours)}
