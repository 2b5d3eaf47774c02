"""What Slack sends when somebody presses a decision's button or sends its form, checked."""

from typing import Any

from pydantic import Field

from bot.concerns import Verdict
from bot.desk.seams import Choice
from bot.slack.intake import Named, Pressed, Received


class Container(Received):
    """The message that holds the button."""

    message_ts: str = ""
    is_ephemeral: bool = False


class Press(Received):
    """A press of a decision's button in a message."""

    trigger_id: str = Field(min_length=1)
    actions: list[Pressed] = Field(min_length=1)
    user: Named
    channel: Named
    team: Named | None = None
    container: Container = Container()
    response_url: str = ""

    @property
    def is_alone(self) -> bool:
        """Whether one person alone sees the message."""
        return self.container.is_ephemeral or self.channel.id.startswith("D")


class About(Received):
    """What a button's value says: which review, who asked for it, and what a form needs."""

    review: str = Field(min_length=1)
    by: str = ""
    verdict: Verdict | None = None
    findings: list[str] = Field(default=[])


class Remembered(Received):
    """What a form remembers of the button that opened it."""

    review: str = Field(min_length=1)
    wish: Choice
    channel: str = ""
    team: str = ""
    on: str = ""
    alone: bool = False
    reply_to: str = ""


class State(Received):
    """What was filled in: block, then element, then its value."""

    values: dict[str, dict[str, dict[str, Any]]] = Field(default={})


class Filled(Received):
    """A form as it was sent."""

    id: str = Field(min_length=1)
    private_metadata: str
    state: State = State()

    def typed(self, name: str) -> str:
        """What was typed or chosen."""
        held = self.state.values.get(name, {}).get(name, {})
        chosen = held.get("selected_option") or {}
        return str(held.get("value") or chosen.get("value") or "")


class Sending(Received):
    """A form that somebody sent off."""

    user: Named
    view: Filled
