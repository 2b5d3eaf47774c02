"""Pictures of what the command is answered at once, from the very code that answers it."""

from collections.abc import Iterator
from typing import Any

from slack_bolt.response import BoltResponse

from bot.config import Settings
from bot.desk.access import Access, Rules
from bot.desk.seams import Job
from bot.desk.speech import Speech
from bot.draft import MAX_CHARACTERS
from bot.errors import NeutralError, VoiceUncertain, WorkError, WorkUncertain
from bot.slack.listeners import Listeners
from bot.slack.opening import Opener
from pictures.reviews import REVISE
from pictures.scene import Scene, in_words

_COMMAND = "/neutral"


class _Unkept:
    """Jobs that are thrown away, or refused with an error."""

    def __init__(self, error: NeutralError | None = None) -> None:
        self._error = error

    def put(self, job: Job) -> None:  # noqa: ARG002  # thrown away
        if self._error:
            raise self._error


class _Shut(Opener):
    """An opener for which Slack opens nothing."""

    def open(self, trigger: str, view: dict[str, Any]) -> None:  # noqa: ARG002  # opens nothing
        raise VoiceUncertain("Slack did not open the form in time")


def scenes() -> Iterator[Scene]:
    """What is said at once: that it is being read, or why nothing was."""
    yield Scene(
        name="taken",
        title="Answers to the command",
        alt="Two private messages: a draft is being read, and an answer is being looked up.",
        shows=in_words((_said(REVISE.text), _said("status"))),
    )
    full, lost = WorkError("The disk is full."), WorkUncertain("The database was lost.")
    refused = (
        _said("x" * (MAX_CHARACTERS + 1)),
        _said(REVISE.text, full),
        _said(REVISE.text, lost),
    )
    yield Scene(
        name="refusals",
        title="Refusals",
        alt="Three private messages: a draft that is too long, and two faults of the machine.",
        shows=in_words(refused),
    )
    yield Scene(
        name="refusals-help",
        title="Refusals, with help",
        alt="Two private messages, each with the help below: in a thread, and without the form.",
        shows=in_words((_said("x", thread="1.1"), _said(""))),
    )


def _said(text: str, error: NeutralError | None = None, thread: str = "") -> str:
    """What the product answers to a command with these words."""
    said: list[str] = []

    def ack(**answer: str) -> BoltResponse:
        said.append(answer.get("text", ""))
        return BoltResponse(status=200)

    listeners = Listeners(
        _Unkept(error), _COMMAND, _Shut(Settings(_env_file=None)), Access(Rules()), Speech()
    )
    body = {"text": text, "user_id": "U", "channel_id": "C", "trigger_id": "T", "thread_ts": thread}
    listeners.command(ack, body)
    return said[0]
