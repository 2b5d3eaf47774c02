"""Listens to the off switch: opens the form that asks why, and keeps what an admin said."""

from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import Field, ValidationError
from slack_bolt.response import BoltResponse

from bot.desk.seams import Jobs, NoticeJob, SwitchJob
from bot.desk.speech import Speech
from bot.errors import NeutralError, VoiceError
from bot.slack.answers import keeping, kept, left_open, malformed
from bot.slack.client import LOGGER
from bot.slack.entrances import Wanted
from bot.slack.filled import Submission, View
from bot.slack.intake import Received
from bot.slack.opening import Opener
from bot.slack.switch import LONGEST, REASON, SWITCH_OFF, switch_form
from bot.words.speaking import speaking, to_say, worded

NO_REASON = to_say("Say why in a few words: everybody who asks reads it.")
TOO_LONG = to_say("Say it in fewer words: at most {most} characters.")
NO_FORM = to_say("The form could not be opened, and nothing was changed. Press the button again.")
NOT_KEPT = to_say("Nothing was changed: {why} Try again in a minute.")

Body = dict[str, Any]
Turn = Literal["switch_off", "switch_on"]


class _Pressed(Received):
    action_id: Turn


class Turning(Wanted):
    """A press of the switch on the app's page."""

    actions: list[_Pressed] = Field(min_length=1)


class _Filled(View):
    private_metadata: Turn

    @property
    def reason(self) -> str:
        """Why, as it was typed."""
        held = self.state.values.get(REASON, {}).get(REASON)
        return held.words.strip() if held else ""


class Turned(Submission):
    """The form of the switch, sent off; it remembers which button opened it."""

    view: _Filled


class SwitchListeners:
    """Opens the form of the switch, and keeps what it says. Who is an admin is asked at work."""

    def __init__(self, jobs: Jobs, opener: Opener, speech: Speech) -> None:
        """Take where jobs are kept, what opens forms, and who hears which language."""
        self._jobs, self._opener, self._speech = jobs, opener, speech

    def pressed(self, body: Body) -> BoltResponse:
        """Open the form, or have it said that it did not open."""
        return keeping("The switch", lambda: self._open(Turning.model_validate(body)))

    def submitted(self, body: Body) -> BoltResponse:
        """Keep what was said about taking drafts; without a reason the form stays open."""
        try:
            sent = Turned.model_validate(body)
        except ValidationError:
            return malformed()
        with speaking(self._speech.at_once(sent.user.id)):
            return self._keep(sent)

    def _keep(self, sent: Turned) -> BoltResponse:
        reason = sent.view.reason
        if not reason:
            return left_open(REASON, worded(NO_REASON))
        if len(reason) > LONGEST:
            return left_open(REASON, worded(TOO_LONG, most=LONGEST))
        job = SwitchJob(
            key=f"switch:{sent.view.id}",
            taking=sent.view.private_metadata != SWITCH_OFF,
            reason=reason,
            place=sent.place,
            asked_at=datetime.now(UTC),
        )
        try:
            self._jobs.put(job)
        except NeutralError as error:
            LOGGER.error("The off switch was not kept: %s", error)
            return left_open(REASON, worded(NOT_KEPT, why=error))
        return kept()

    def _open(self, press: Turning) -> None:
        """Raises WorkError."""
        try:
            with speaking(self._speech.at_once(press.user.id)):
                view = switch_form(press.actions[0].action_id)
            self._opener.open(press.trigger_id, view)
        except VoiceError as error:
            LOGGER.error("The form of the off switch did not open: %s", error)
            notice = NoticeJob(
                key=f"form:{press.trigger_id}",
                words=NO_FORM,
                place=press.place,
                asked_at=datetime.now(UTC),
            )
            self._jobs.put(notice)
