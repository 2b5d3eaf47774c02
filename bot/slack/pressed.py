"""What Slack sends when somebody presses a decision's button or sends its form, checked."""

from pydantic import Field

from bot.concerns import Verdict
from bot.desk.seams import Choice
from bot.slack.border import Address, Id, NeededId
from bot.slack.decision_form import FINDING
from bot.slack.filled import State
from bot.slack.intake import Acted, Click, Received

_DIGITS = 4


class Container(Received):
    """The message that holds the button."""

    message_ts: Id = ""
    is_ephemeral: bool = False


class Press(Click):
    """A press of a decision's button in a message."""

    trigger_id: NeededId
    container: Container = Container()

    @property
    def is_alone(self) -> bool:
        """Whether one person alone sees the message."""
        return self.container.is_ephemeral or self.channel.id.startswith("D")


class About(Received):
    """What a button's value says: which review, who asked for it, and what a form needs."""

    review: NeededId
    by: Id = ""
    verdict: Verdict | None = None
    findings: list[str] = Field(default=[])


class Remembered(Received):
    """What a form remembers of the button that opened it."""

    review: NeededId
    wish: Choice
    channel: Id = ""
    team: Id = ""
    on: Id = ""
    alone: bool = False
    reply_to: Address = ""


class Filled(Received):
    """A form as it was sent."""

    id: NeededId
    private_metadata: str
    state: State = State()

    def typed(self, name: str) -> str:
        """What was typed or chosen."""
        held = self.state.values.get(name, {}).get(name)
        return held.words if held else ""

    @property
    def finding(self) -> int:
        """The number of the finding chosen; 0 where the form asks for none.

        Raises:
            ValueError: No number that a menu of ours holds.
        """
        chosen = self.typed(FINDING)
        if len(chosen) > _DIGITS:
            raise ValueError("no finding of ours has that number")
        return int(chosen or 0)


class Sending(Acted):
    """A form that somebody sent off."""

    view: Filled
