"""A Web API client that speaks in turn, and hears Slack out when it says that it is too much.

Every call goes through one place of the SDK, so nothing can be said past it.
"""

import random
from contextlib import suppress
from typing import Any

from slack_sdk import WebClient
from slack_sdk.http_retry.handler import RetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web import SlackResponse

from bot.slack.turns import LONGEST, Turns

TRIES = 2
_TOO_MANY = 429
_IN_TURN = {"chat.postMessage", "chat.startStream", "files.completeUploadExternal"}
"""Methods that put something new into a channel, for all to see."""


class PacedClient(WebClient):
    """The SDK's client, in turn."""

    def __init__(self, *, turns: Turns, **options: Any) -> None:  # noqa: ANN401  # the SDK's own
        self._turns = turns
        super().__init__(retry_handlers=[Patience(turns)], **options)

    def api_call(self, api_method: str, **options: Any) -> SlackResponse:  # noqa: ANN401  # the SDK's own
        """Call a method once it may be called. Raises VoiceUnreachable where that is too long."""
        self._turns.ask(api_method)
        if api_method in _IN_TURN and (channel := _channel(options)):
            self._turns.take(channel)
        return super().api_call(api_method, **options)


class Patience(RetryHandler):
    """Waits as long as Slack says after a 429, which means that nothing was done.

    Where that is longer than a thread may wait, the call fails, and no other is made before then.
    """

    def __init__(self, turns: Turns) -> None:
        super().__init__(max_retry_count=TRIES)
        self._turns = turns

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        del state, error
        if response is None or response.status_code != _TOO_MANY:
            return False
        seconds = _named(response)
        self._turns.close(_method(request), seconds)
        return seconds <= LONGEST

    def prepare_for_next_attempt(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Wait, a little unlike everybody else who was refused."""
        del response, error
        state.next_attempt_requested = True
        self._turns.ask(_method(request), random.random() / 2)  # noqa: S311  # no secret
        state.increment_current_attempt()


def _named(response: HttpResponse) -> float:
    """The seconds that Slack names; a second where it names none."""
    for name, values in response.headers.items():
        if name.lower() == "retry-after":
            with suppress(ValueError, LookupError):
                return max(0.0, float(values[0]))
    return 1.0


def _method(request: HttpRequest) -> str:
    return request.url.partition("?")[0].rstrip("/").rpartition("/")[2]


def _channel(options: dict[str, Any]) -> str:
    for kind in ("json", "params", "data"):
        told = options.get(kind)
        if isinstance(told, dict) and (found := told.get("channel") or told.get("channel_id")):
            return str(found)
    return ""
