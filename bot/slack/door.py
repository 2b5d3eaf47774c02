"""The guard in front of Bolt: what is not from Slack is turned away with a 4xx and no trace.

Bolt 1.30 answers 500 to a timestamp that is no number and to a body that is not UTF-8, takes
bodies of any size, accepts a replay within five minutes, and logs the body of a request whose
signature is wrong.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hmac import compare_digest
from http import HTTPStatus
from io import BytesIO
from time import time
from typing import TYPE_CHECKING, Any, TypeAlias

from slack_sdk.signature import SignatureVerifier

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

Environ: TypeAlias = dict[str, Any]
Wsgi: TypeAlias = "Callable[[Environ, StartResponse], Iterable[bytes]]"

PATH = "/slack/events"
HEALTH = "/healthz"
LONGEST = 1_000_000
"""Bytes of a body. The longest draft, percent-encoded, stays below."""
LONGEST_LENGTH = 7
"""Digits of that number; Python refuses to read a number of thousands of digits."""
KINDS = {"application/json", "application/x-www-form-urlencoded"}
"""What Slack sends: events, and everything else."""
FRESH = 300
"""Seconds for which Slack's signature stands, on either side of our clock."""
REMEMBERED = 20_000
"""Signatures kept against replay; more than Slack delivers to one app in ten minutes."""


@dataclass(slots=True)
class Seen:
    """Signatures that were accepted for as long as one may stand. Safe for threads.

    That is twice five minutes: where our clock is behind Slack's, a signature is of the future.
    """

    now: Callable[[], float]
    _when: OrderedDict[str, float] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def before(self, signature: str) -> bool:
        """Whether a request with this signature was accepted already."""
        with self._lock:
            self._forget()
            return signature in self._when

    def accept(self, signature: str) -> None:
        """Remember one that was answered with success: only then would a repeat be a replay."""
        with self._lock:
            self._when[signature] = self.now()

    def _forget(self) -> None:
        oldest = self.now() - 2 * FRESH
        while self._when and (
            len(self._when) > REMEMBERED or next(iter(self._when.values())) < oldest
        ):
            self._when.popitem(last=False)


def guard(inner: Wsgi, secret: str, now: Callable[[], float] = time) -> Wsgi:
    """Put the guard in front of a WSGI app, which then sees Slack's own requests alone."""
    verifier, seen = SignatureVerifier(secret), Seen(now)

    def guarded(environ: Environ, start: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO") == HEALTH and environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            return answer(start, HTTPStatus.OK)
        refusal = _refusal(environ, verifier, seen, now())
        if refusal is not None:
            return answer(start, refusal)
        signature = environ["HTTP_X_SLACK_SIGNATURE"]

        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:  # noqa: ANN401  # as WSGI has it
            if status.startswith("2"):
                seen.accept(signature)
            return start(status, headers, *rest)

        return inner(environ, started)

    return guarded


def answer(start: "StartResponse", status: HTTPStatus) -> Iterable[bytes]:
    """Answer with a status and its name."""
    body = status.phrase.encode()
    headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))]
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append(("Allow", "POST"))
    start(f"{status.value} {status.phrase}", headers)
    return [body]


def _refusal(
    environ: Environ, verifier: SignatureVerifier, seen: Seen, now: float
) -> HTTPStatus | None:
    """Why a request is turned away, cheapest reason first; None lets it in."""
    if environ.get("PATH_INFO") != PATH:
        return HTTPStatus.NOT_FOUND
    if environ["REQUEST_METHOD"] != "POST":
        return HTTPStatus.METHOD_NOT_ALLOWED
    return _unfit(environ) or _unsigned(environ, verifier, now) or _replayed(environ, seen)


def _unfit(environ: Environ) -> HTTPStatus | None:
    """What can be told from the headers, before a byte of the body is read."""
    length = str(environ.get("CONTENT_LENGTH") or "")
    if not (length.isascii() and length.isdecimal()):
        return HTTPStatus.LENGTH_REQUIRED
    if len(length) > LONGEST_LENGTH or int(length) > LONGEST:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if str(environ.get("CONTENT_TYPE", "")).partition(";")[0].strip().lower() not in KINDS:
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    return None


def _unsigned(environ: Environ, verifier: SignatureVerifier, now: float) -> HTTPStatus | None:
    stamp = str(environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""))
    signature = str(environ.get("HTTP_X_SLACK_SIGNATURE", ""))
    if not (stamp.isascii() and stamp.isdecimal() and abs(now - int(stamp[:12])) <= FRESH):
        return HTTPStatus.UNAUTHORIZED
    raw = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = BytesIO(raw)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return HTTPStatus.BAD_REQUEST
    if not signature.isascii():
        return HTTPStatus.UNAUTHORIZED
    expected = verifier.generate_signature(timestamp=stamp, body=raw) or ""
    return None if compare_digest(expected, signature) else HTTPStatus.UNAUTHORIZED


def _replayed(environ: Environ, seen: Seen) -> HTTPStatus | None:
    """An identical request is a replay, unless Slack says that it tries an event again.

    That header is not signed, so a forger may add it: jobs are kept under Slack's own id of the
    request, so even then nothing is done twice.
    """
    if "HTTP_X_SLACK_RETRY_NUM" in environ:
        return None
    again = seen.before(str(environ["HTTP_X_SLACK_SIGNATURE"]))
    return HTTPStatus.CONFLICT if again else None
