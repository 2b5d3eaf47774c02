"""The one way to Slack's Web API: every failure comes out as a VoiceError, and no call is doubled.

The SDK's own habit of repeating a call after a broken connection is switched off: Slack may
have done what was asked before the connection broke, and a repeat would say it twice.
A call that was refused for its rate is repeated after the wait that Slack names; it was not done.
Where the wait is long, it is the durable work that repeats it, and not before.
"""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.handler import RetryHandler
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.config import Settings
from bot.errors import VoiceError, VoiceRefused, VoiceUncertain, VoiceUnreachable
from bot.slack.budget import Message
from bot.slack.paced import PacedClient, Patience
from bot.slack.turns import Turns

LOGGER = logging.getLogger("neutral.slack")
"""Slack's libraries log whole requests, drafts and all, below this level."""
TIMEOUT = 20
"""Seconds for one call; Slack answers in well under one."""
_OK, _FAULT = 200, 500
_NOT_DONE = {429, 502, 503}
_MAYBE_DONE = {408, 500, 504}
_BUSY = {"ratelimited", "rate_limited", "service_unavailable", "team_added_to_org"}
_LOST = {"fatal_error", "internal_error", "request_timeout"}
"""Of these, Slack's reference says that part of the call may have been done."""


def web_client(settings: Settings, token: str) -> WebClient:
    """Make a client for a token, at the address that the settings name."""
    LOGGER.setLevel(logging.ERROR)
    return PacedClient(
        turns=Turns(settings.slack_pace),
        token=token,
        base_url=settings.slack_api_url,
        timeout=TIMEOUT,
        logger=LOGGER,
    )


def hasty_client(settings: Settings, token: str, seconds: float) -> WebClient:
    """A client for what is of use at once or not at all: no call is repeated or waits its turn."""
    LOGGER.setLevel(logging.ERROR)
    return WebClient(
        token=token,
        base_url=settings.slack_api_url,
        timeout=max(1, round(seconds)),
        logger=LOGGER,
        retry_handlers=[],
    )


def say(method: Callable[..., SlackResponse], message: Message, **where: object) -> str:
    """Post a message; give back the ``ts`` that names it.

    Raises VoiceUnreachable where it was not done, VoiceUncertain where nobody can know, and
    VoiceRefused with Slack's own word for why.
    """
    with faults():
        answer = method(text=message.text, blocks=list(message.blocks), **where)
    return str(answer.get("ts") or answer.get("message_ts") or "")


def reply(address: str, message: Message, *, replace: bool, hasty: float = 0.0) -> None:
    """Use a response_url: an ephemeral message, or with ``replace`` a new face for the old one.

    ``hasty``: give up after so many seconds, and do not repeat what was refused for its rate.
    Raises like ``say``; an expired or used-up address is VoiceRefused.
    """
    patience: list[RetryHandler] = [] if hasty else [Patience(Turns(0))]
    limit = max(1, round(hasty)) if hasty else TIMEOUT
    webhook = WebhookClient(address, timeout=limit, logger=LOGGER, retry_handlers=patience)
    with faults():
        answer: WebhookResponse = webhook.send(
            text=message.text,
            blocks=list(message.blocks),
            response_type="ephemeral",
            replace_original=replace,
            unfurl_links=False,
            unfurl_media=False,
        )
    if answer.status_code != _OK:
        raise _by_status(answer.status_code, "response_url", answer.body[:80])
    if word := _refusal(answer.body):
        raise VoiceRefused(f"Slack refused (response_url): {word[:80]}")


@contextmanager
def faults() -> Iterator[None]:
    """Translate what the SDK and the sockets below it raise."""
    try:
        yield
    except SlackApiError as error:
        raise _by_word(error) from error
    except URLError as error:
        raise _by_socket(error) from error
    except (OSError, HTTPException) as error:
        raise VoiceUncertain(f"Slack's answer was lost: {type(error).__name__}") from error
    except (SlackClientError, ValueError) as error:
        raise VoiceRefused(f"The call could not be made: {type(error).__name__}") from error


def _refusal(body: str) -> str:
    """Slack's word for why, where it says 200 and means no; the SDK reads only the status."""
    try:
        answer = json.loads(body)
    except ValueError:
        return ""
    refused = isinstance(answer, dict) and answer.get("ok") is False
    return str(answer.get("error") or "no word why") if refused else ""


def _by_word(error: SlackApiError) -> VoiceError:
    answer = error.response
    status = answer.status_code if isinstance(answer, SlackResponse) else _OK
    word = str(answer.get("error", "")) if isinstance(answer, SlackResponse) else str(answer)
    if word in _BUSY or status in _NOT_DONE:
        return VoiceUnreachable(f"Slack is busy: {word}")
    if word in _LOST:
        return VoiceUncertain(f"Slack's answer was lost: {word}")
    if status != _OK:
        return _by_status(status, "Web API", "")
    return VoiceRefused(f"Slack refused: {word[:80]}")


def _by_status(status: int, what: str, word: str) -> VoiceError:
    if status in _MAYBE_DONE:
        return VoiceUncertain(f"Slack's answer was lost ({what}, {status})")
    if status in _NOT_DONE or status >= _FAULT:
        return VoiceUnreachable(f"Slack is down or busy ({what}, {status})")
    return VoiceRefused(f"Slack refused ({what}, {status}): {word}")


def _by_socket(error: URLError) -> VoiceError:
    """Only a connection that was never made proves that nothing was said."""
    what = type(error.reason).__name__
    if isinstance(error.reason, TimeoutError | ConnectionResetError | BrokenPipeError):
        return VoiceUncertain(f"Slack's answer was lost: {what}")
    return VoiceUnreachable(f"Slack cannot be reached: {what}")
