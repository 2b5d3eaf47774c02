"""What Slack is answered beside words: kept, malformed or not now; and a form that stays open.

Slack sends an event again after *not now*, and marks a click as failed.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from pydantic import ValidationError
from slack_bolt.response import BoltResponse

from bot.errors import NeutralError, VoiceError
from bot.slack.budget import plain
from bot.slack.client import LOGGER, reply
from bot.words.speaking import to_say, worded

NOT_ACCEPTED = to_say("Nothing was accepted: {why} {advice}")
_HASTE = 2.0
"""Seconds for telling somebody that their click was lost: Slack waits meanwhile."""


def kept() -> BoltResponse:
    """It is written down, or needs nothing."""
    return BoltResponse(status=HTTPStatus.OK)


def malformed() -> BoltResponse:
    """It has not the form that Slack gives it."""
    return BoltResponse(status=HTTPStatus.BAD_REQUEST)


def not_now() -> BoltResponse:
    """It could not be written down."""
    return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)


def keeping(
    what: str, keep: Callable[[], None], unkept: Callable[[NeutralError], None] | None = None
) -> BoltResponse:
    """Read a request and keep it, and answer how that ended; ``unkept`` hears why it was not."""
    try:
        keep()
    except ValidationError:
        return malformed()
    except NeutralError as error:
        LOGGER.error("%s was not accepted: %s", what, error)  # no fault of ours
        if unkept:
            unkept(error)
        return not_now()
    return kept()


def complaints(wrong: Mapping[str, str]) -> dict[str, Any]:
    """What keeps a form open, with a complaint at each field that is wrong."""
    return {"response_action": "errors", "errors": dict(wrong)}


def left_open(field: str, words: str) -> BoltResponse:
    """Leave a form open with words under one of its fields."""
    return BoltResponse(status=HTTPStatus.OK, body=complaints({field: words}))


def say_unkept(address: str, error: NeutralError) -> None:
    """A click has no answer of its own, so say through its one-time address what became of it."""
    try:
        if address:
            said = worded(NOT_ACCEPTED, why=error, advice=worded(error.advice))
            reply(address, plain(said), replace=False, hasty=_HASTE)
    except VoiceError as silent:
        LOGGER.error("And the one who clicked could not be told: %s", silent)  # see above
