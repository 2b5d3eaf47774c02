"""What Slack sends, checked at the border: a command, a click, a mention."""

from dataclasses import replace
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from bot.desk.records import Place
from bot.slack.border import Address, Id, NeededId, Value

Json = dict[str, Any]


class Received(BaseModel):
    """Anything received: an error about it never shows what it held."""

    model_config = ConfigDict(hide_input_in_errors=True)


class Command(Received):
    """A slash command."""

    text: str = ""
    user_id: NeededId
    channel_id: NeededId
    team_id: Id = ""
    trigger_id: NeededId
    response_url: Address = ""
    thread_ts: Id = ""
    """Slack runs no command in a thread; should it ever, this says so."""

    @property
    def place(self) -> Place:
        """Where the answer goes."""
        return Place(
            channel=self.channel_id,
            user=self.user_id,
            team=self.team_id,
            reply_to=self.response_url,
        )


class Named(Received):
    """Anything that Slack sends with an id."""

    id: Id = ""


class Acted(Received):
    """Anything that somebody did in Slack but write: on the app's page, in a form, in a message."""

    user: Named
    team: Named | None = None

    @property
    def place(self) -> Place:
        """Where the answer goes: to the person alone, as a direct message."""
        return Place(channel="", user=self.user.id, team=self.team.id if self.team else "")


class InAMessage(Acted):
    """The same where it was done to a message, which has a one-time address for the answer."""

    channel: Named
    response_url: Address = ""

    @property
    def place(self) -> Place:
        """Where the answer goes."""
        return replace(super().place, channel=self.channel.id, reply_to=self.response_url)


class Pressed(Received):
    """The button that was pressed."""

    action_id: str
    value: Value = ""


class Click(InAMessage):
    """A press of a button in a message."""

    actions: list[Pressed] = Field(min_length=1)


class Said(Received):
    """A message to the bot. ``bot_id`` is set when a program wrote it."""

    type: str
    user: Id = ""
    text: str = ""
    channel: Id = ""
    thread_ts: Id = ""
    bot_id: str = ""
    subtype: str = ""
    channel_type: str = ""
    blocks: list[Json] | None = None
    files: list[Json] | None = None


class Tab(Received):
    """A tab of the app that somebody has opened."""

    user: NeededId
    channel: Id = ""
    tab: str = ""


class Opened(Received):
    """An event that carries such a tab."""

    event_id: NeededId
    team_id: Id = ""
    event: Tab


class Seat(Received):
    """Whose installation an event is for: the bot's own user id."""

    user_id: str = ""


class Mention(Received):
    """An event that carries a message to the bot: a mention, or a direct message."""

    event_id: NeededId
    team_id: Id = ""
    event: Said
    authorizations: list[Seat] = []

    @property
    def bot(self) -> str:
        """The bot's user id, as Slack says it with each event."""
        return self.authorizations[0].user_id if self.authorizations else ""


class _Act(Received):
    """One of the actions of a click, as far as Bolt looks for a listener by it."""

    action_id: str | None = None
    block_id: str | None = None


class _Happened(Received):
    """An event, as far as Bolt looks into it."""

    type: str | None = None
    user: str | Json | None = None
    bot_id: str | None = None
    message: Json | None = None
    previous_message: Json | None = None


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
    event: _Happened = _Happened()
    actions: list[_Act] | None = Field(default=None, min_length=1)
    authorizations: list[Json] | None = None
    callback_id: str | None = None
    trigger_id: str | None = None
    challenge: str | None = None
    ssl_check: Literal["1"] | None = None

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Self:
        """A click names its button, and a form its own name."""
        if self.type == "block_actions" and not (self.actions and self.actions[0].action_id):
            raise ValueError("a click of nothing")
        if self.type.startswith("view_") and not {"callback_id", "type"} <= {*(self.view or {})}:
            raise ValueError("a form without a name")
        return self


_SHAPE = TypeAdapter(_Shape)


def is_well_formed(body: Json) -> bool:
    """Whether a request has the form of anything that Slack sends."""
    try:
        _SHAPE.validate_python(body)
    except ValidationError:
        return False
    return True
