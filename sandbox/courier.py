"""Carries what happened to the app: signed over HTTP or by envelope over a socket; retries."""

import http.client
import json
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from sandbox.faults import Faults
from sandbox.loopback import must_be_loopback
from sandbox.shapes import Delivery, Json, Sent
from sandbox.signing import FORM, JSON, signed
from sandbox.world import World

COMMAND, INTERACTIVE, EVENT = "slash_commands", "interactive", "events_api"
# At once, after a minute, after five: Slack's Events API page.
RETRY_AFTER = (0.0, 60.0, 300.0)
NOBODY = Delivery(0, error="dispatch_failed")


class Socket(Protocol):
    """What the courier asks of Socket Mode."""

    @property
    def connected(self) -> bool:
        """Whether an app listens."""

    def send(self, kind: str, payload: Json, retry: tuple[int, str]) -> Delivery:
        """Send an envelope and wait for its acknowledgement."""


@dataclass(frozen=True, slots=True)
class _Retry:
    due: float
    payload: Json
    number: int
    reason: str


class Courier:
    """One app's deliveries, each written down in ``sent``."""

    def __init__(self, world: World, faults: Faults, socket: Socket) -> None:
        self._world = world
        self._faults = faults
        self._socket = socket
        self._request_url = ""
        self._waiting: list[_Retry] = []
        self.sent: list[Sent] = []

    def connect(self, request_url: str) -> None:
        """Where signed requests go. Raises NotLoopback for another machine."""
        self._request_url = must_be_loopback(request_url)

    @property
    def connected(self) -> bool:
        """Whether an app can be reached."""
        return self._socket.connected or bool(self._request_url)

    def deliver(self, kind: str, payload: Json, retry_num: int = 0) -> Delivery:
        """Deliver, again and again if the faults say so. An event not taken is retried."""
        first = self._attempt(kind, payload, retry_num, "http_timeout")
        for more in range(self._faults.repeats):
            number = retry_num + more + 1 if kind == EVENT else 0
            self._attempt(kind, payload, number, "http_timeout")
        if kind == EVENT and not first.ok and not retry_num:
            return self._retry(payload, first, 1)
        return first

    def repeat(self, sent: Sent) -> Delivery:
        """Deliver once more what was delivered before, as a proxy might."""
        return self._attempt(sent.kind, sent.payload, sent.retry_num, "http_timeout")

    def retry_due(self) -> tuple[Delivery, ...]:
        """Send the retries whose time has come; the clock was moved."""
        now = self._world.clock.now()
        with self._world.changed:
            due = [each for each in self._waiting if each.due <= now]
            self._waiting = [each for each in self._waiting if each.due > now]
        return tuple(self._again(each) for each in due)

    def _retry(self, payload: Json, last: Delivery, number: int) -> Delivery:
        """Plan the next retry; the first comes at once."""
        if last.no_retry or last is NOBODY or number > len(RETRY_AFTER):
            return last
        reason = "http_error" if last.status else "http_timeout"
        due = self._world.clock.now() + RETRY_AFTER[number - 1]
        planned = _Retry(due, payload, number, reason)
        if number == 1:
            return self._again(planned)
        with self._world.changed:
            self._waiting.append(planned)
        return last

    def _again(self, retry: _Retry) -> Delivery:
        delivery = self._attempt(EVENT, retry.payload, retry.number, retry.reason)
        if delivery.ok:
            return delivery
        return self._retry(retry.payload, delivery, retry.number + 1)

    def _attempt(self, kind: str, payload: Json, retry_num: int, reason: str) -> Delivery:
        if self._socket.connected:
            delivery = self._socket.send(kind, payload, (retry_num, reason))
        elif self._request_url:
            delivery = self._post(kind, payload, (retry_num, reason))
        else:
            delivery = NOBODY
        self.sent.append(Sent(kind, payload, delivery, retry_num))
        self._world.touch()
        return delivery

    def _post(self, kind: str, payload: Json, retry: tuple[int, str]) -> Delivery:
        body, content_type = _encoded(kind, payload)
        headers = signed(body, self._world.app.signing_secret, content_type)
        if retry[0]:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        return post(self._request_url, body, headers, self._world.answer_seconds)


def post(url: str, body: bytes, headers: dict[str, str], seconds: float) -> Delivery:
    """POST to this machine, without proxies; no answer in so many seconds is a failure."""
    parts = urlsplit(must_be_loopback(url))
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    link = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)
    try:
        link.request("POST", target or "/", body, headers)
        answer = link.getresponse()
        text = answer.read().decode(errors="replace")
    except TimeoutError:
        return Delivery(0, error="operation_timeout")
    except (OSError, http.client.HTTPException):
        return Delivery(0, error="dispatch_failed")
    finally:
        link.close()
    error = "" if 200 <= answer.status < 300 else "dispatch_failed"  # noqa: PLR2004  # the 2xx class
    return Delivery(answer.status, text, error, answer.getheader("x-slack-no-retry") == "1")


def _encoded(kind: str, payload: Json) -> tuple[bytes, str]:
    if kind == COMMAND:
        return urlencode(payload).encode(), FORM
    if kind == INTERACTIVE:
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return json.dumps(payload).encode(), JSON
