"""Gives the form another field when its button is pressed; all that was typed stays in it."""

from typing import Any

from pydantic import ValidationError
from slack_bolt.response import BoltResponse

from bot.desk.speech import Speech
from bot.errors import VoiceError, VoiceUnreachable
from bot.slack.answers import kept, malformed, not_now
from bot.slack.client import LOGGER
from bot.slack.filled import Longer
from bot.slack.form import longer
from bot.slack.opening import Opener
from bot.words.speaking import speaking


def lengthened(body: dict[str, Any], opener: Opener, speech: Speech) -> BoltResponse:
    """Change the form while Slack waits. A draft that is being typed is kept nowhere else.

    Where Slack will not have it, the form was closed or has changed since; where its answer is
    lost, the form shows whether it has: then there is nothing to do. Where it cannot be reached,
    the press has failed, and Slack says so at the button.
    """
    try:
        asked = Longer.model_validate(body)
        with speaking(speech.at_once(asked.user.id)):
            view = longer(asked.view.channel, asked.view.typed, asked.actions[0].action_id)
    except (ValidationError, LookupError):
        return malformed()
    try:
        opener.change(asked.view.id, asked.view.hash, view)
    except VoiceError as error:
        LOGGER.error("The form was not changed: %s", error)  # no fault of ours
        if isinstance(error, VoiceUnreachable):
            return not_now()
    return kept()
