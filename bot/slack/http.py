"""The HTTP door: a WSGI app that takes what the guard lets through to Bolt, and back."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from slack_bolt import BoltRequest, BoltResponse

from bot.slack.app import SlackApp
from bot.slack.door import Environ, Wsgi, answer, guard
from bot.slack.intake import is_well_formed

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

_MALFORMED = (TypeError, AttributeError, LookupError, ValueError)
"""Bolt looks through a body while it makes a request of it, and raises one of these for forms
that Slack never sends; no listener has run by then."""

FIELDS = 100
"""Fields of a form; Slack sends a dozen."""
_HALF = "\\ud"
"""How JSON escapes half a character. Alone it is none, and no UTF-8 can hold it."""


def wsgi(app: SlackApp) -> Wsgi:
    """Make the app that a WSGI server runs: ``/slack/events`` and ``/healthz``."""

    def take(environ: Environ, start: "StartResponse") -> Iterable[bytes]:
        body = parse(environ["wsgi.input"].read(), str(environ.get("CONTENT_TYPE", "")))
        if body is None or not is_well_formed(body):
            return answer(start, HTTPStatus.BAD_REQUEST)
        try:
            request = _request(environ, body)
        except _MALFORMED:
            return answer(start, HTTPStatus.BAD_REQUEST)
        return _respond(start, app.dispatch(request))

    return guard(take, app.door_secret.get_secret_value())


def parse(raw: bytes, kind: str) -> dict[str, Any] | None:
    """Read a body: JSON for events, a form for commands, JSON in a form for clicks.

    Bolt's own reading loses a command whose draft holds the word "payload": it looks for that
    word anywhere in the form, and finds no such field.
    """
    text = raw.decode("utf-8")
    try:
        if not kind.strip().lower().startswith("application/json"):
            form = dict(
                parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=FIELDS)
            )
            if "payload" not in form:
                return form
            text = form["payload"]
        body = json.loads(text)
        if _HALF in text.lower():
            json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return _without_nulls(body) if isinstance(body, dict) else None


def _without_nulls(body: dict[str, Any]) -> dict[str, Any]:
    """Bolt looks into some fields of which it only knows that they are there."""
    return {name: value for name, value in body.items() if value is not None}


def _request(environ: Environ, body: dict[str, Any]) -> BoltRequest:
    """The guard has checked the signature; the mode that tells Bolt so is named after sockets."""
    tries = {
        "x-slack-retry-num": environ.get("HTTP_X_SLACK_RETRY_NUM"),
        "x-slack-retry-reason": environ.get("HTTP_X_SLACK_RETRY_REASON"),
    }
    headers = {name: str(value) for name, value in tries.items() if value is not None}
    return BoltRequest(mode="socket_mode", body=body, headers=headers)  # type: ignore[arg-type]  # dict is invariant


def _respond(start: "StartResponse", response: BoltResponse) -> Iterable[bytes]:
    body = (response.body or "").encode()
    headers = [(name, value) for name, values in response.headers.items() for value in values]
    headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
    status = HTTPStatus(response.status)
    start(f"{status.value} {status.phrase}", [*headers, ("Content-Length", str(len(body)))])
    return [body]
