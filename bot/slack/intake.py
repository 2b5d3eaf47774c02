"""What Slack sends, checked at the border: a command, a click, a mention."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

Json = dict[str, Any]


class Received(BaseModel):
    """Anything received: an error about it never shows what it held."""

    model_config = ConfigDict(hide_input_in_errors=True)


class Command(Received):
    """A slash command."""

    text: str = ""
    user_id: str = Field(min_length=1)
    channel_id: str = Field(min_length=1)
    team_id: str = ""
    trigger_id: str = Field(min_length=1)
    response_url: str = ""
    thread_ts: str = ""
    """Slack runs no command in a thread; should it ever, this says so."""


class Named(Received):
    """Anything that Slack sends with an id."""

    id: str = ""


class Pressed(Received):
    """The button that was pressed."""

    action_id: str
    value: str = ""


class Click(Received):
    """A press of a button in a message."""

    actions: list[Pressed] = Field(min_length=1)
    user: Named
    channel: Named
    team: Named | None = None
    response_url: str = ""


class Said(Received):
    """A message to the bot. ``bot_id`` is set when a program wrote it."""

    type: str
    user: str = ""
    text: str = ""
    channel: str = ""
    thread_ts: str = ""
    bot_id: str = ""
    subtype: str = ""
    channel_type: str = ""
    blocks: list[Json] | None = None
    files: list[Json] | None = None


class Tab(Received):
    """A tab of the app that somebody has opened."""

    user: str = Field(min_length=1)
    channel: str = ""
    tab: str = ""


class Opened(Received):
    """An event that carries such a tab."""

    event_id: str = Field(min_length=1)
    team_id: str = ""
    event: Tab


class Seat(Received):
    """Whose installation an event is for: the bot's own user id."""

    user_id: str = ""


class Mention(Received):
    """An event that carries a message to the bot: a mention, or a direct message."""

    event_id: str = Field(min_length=1)
    team_id: str = ""
    event: Said
    authorizations: list[Seat] = []

    @property
    def bot(self) -> str:
        """The bot's user id, as Slack says it with each event."""
        return self.authorizations[0].user_id if self.authorizations else ""


class _Shape(Received):
    """The forms that Bolt relies on; without them it fails in the middle of its work."""

    type: str = ""
    command: str | None = None
    team: Json | str | None = None
    user: Json | str | None = None
    channel: Json | str | None = None
    enterprise: Json | str | None = None
    view: Json | None = None
    container: Json | None = None
    message: Json | None = None
    event: Json = {}
    actions: list[Json] = []
    authorizations: list[Json] | None = None
    callback_id: str | None = None
    trigger_id: str | None = None
    challenge: str | None = None
    ssl_check: Literal["1"] | None = None


_SHAPE = TypeAdapter(_Shape)


def is_well_formed(body: Json) -> bool:
    """Whether a request has the form of anything that Slack sends."""
    try:
        _SHAPE.validate_python(body)
    except ValidationError:
        return False
    return True
