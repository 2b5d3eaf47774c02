"""Listens to the off switch: opens the form that asks why, and keeps what an admin said."""

from datetime import UTC, datetime
from typing import Any

from pydantic import Field, ValidationError
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient

from bot.config import Settings
from bot.desk.records import Place
from bot.desk.seams import Jobs, NoticeJob, SwitchJob
from bot.errors import NeutralError, VoiceError
from bot.slack.client import LOGGER, faults, web_client
from bot.slack.intake import Named, Pressed, Received
from bot.slack.switch import REASON, SWITCH_OFF, form

QUICK = 2
"""Seconds for opening the form: what opens it is void after three, and so is the answer."""
NO_REASON = "Say why in a few words: everybody who asks reads it."
NO_FORM = "The form could not be opened, and nothing was changed. Press the button again."
_MALFORMED, _AGAIN_LATER = 400, 503

Body = dict[str, Any]


class _Button(Received):
    """A press of a button on the app's page."""

    actions: list[Pressed] = Field(min_length=1)
    user: Named
    team: Named | None = None
    trigger_id: str = Field(min_length=1)


class _Typed(Received):
    """What stands in a field of a form."""

    value: str | None = None


class _State(Received):
    values: dict[str, dict[str, _Typed]] = Field(default_factory=dict)


class _View(Received):
    id: str = Field(min_length=1)
    private_metadata: str = ""
    state: _State = _State()


class _Submission(Received):
    """A form sent off."""

    user: Named
    team: Named | None = None
    view: _View


class SwitchListeners:
    """The one place where Slack is called before an acknowledgement: a form must open at once."""

    def __init__(self, jobs: Jobs, settings: Settings) -> None:
        """Take where jobs are kept, and reach Slack as the settings say."""
        self._jobs = jobs
        client = web_client(settings, settings.slack_bot_token.get_secret_value())
        client.timeout, client.retry_handlers = QUICK, []
        self._client: WebClient = client

    def pressed(self, body: Body) -> BoltResponse:
        """Open the form. Whether its reader is an admin is asked when it is sent off."""
        try:
            button = _Button.model_validate(body)
            self._open(button)
        except ValidationError:
            return BoltResponse(status=_MALFORMED)
        except NeutralError as error:
            LOGGER.error("The form of the off switch: %s", error)
            return BoltResponse(status=_AGAIN_LATER)
        return BoltResponse(status=200)

    def submitted(self, body: Body) -> BoltResponse:
        """Keep what was said about taking drafts; without a reason the form stays open."""
        try:
            sent = _Submission.model_validate(body)
        except ValidationError:
            return BoltResponse(status=_MALFORMED)
        reason = (sent.view.state.values.get(REASON, {}).get(REASON, _Typed()).value or "").strip()
        if not reason:
            return _complaint(NO_REASON)
        job = SwitchJob(
            key=f"switch:{sent.view.id}",
            taking=sent.view.private_metadata != SWITCH_OFF,
            reason=reason,
            place=_place(sent),
            asked_at=datetime.now(UTC),
        )
        try:
            self._jobs.put(job)
        except NeutralError as error:
            LOGGER.error("The off switch was not kept: %s", error)
            return _complaint(f"Nothing was changed: {error} Try again in a minute.")
        return BoltResponse(status=200)

    def _open(self, button: _Button) -> None:
        """Open the form, or have it said that it did not open. Raises WorkError."""
        try:
            with faults():
                self._client.views_open(
                    trigger_id=button.trigger_id, view=form(button.actions[0].action_id)
                )
        except VoiceError as error:
            LOGGER.error("The form of the off switch did not open: %s", error)
            notice = NoticeJob(
                key=f"form:{button.trigger_id}",
                words=NO_FORM,
                place=_place(button),
                asked_at=datetime.now(UTC),
            )
            self._jobs.put(notice)


def _complaint(words: str) -> BoltResponse:
    """Leave the form open with words under its field."""
    answer = {"response_action": "errors", "errors": {REASON: words}}
    return BoltResponse(status=200, body=answer)


def _place(sent: _Button | _Submission) -> Place:
    """Nowhere but the person: what is told them comes as a direct message."""
    return Place(channel="", user=sent.user.id, team=sent.team.id if sent.team else "")
