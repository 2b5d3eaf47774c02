"""Serves a copy of the log to whoever has its address, on this machine alone."""

import hmac
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import parse_qs

from bot.errors import BadSettings

HOST = "127.0.0.1"
_COOKIE = "neutral_browse"
_SETTINGS = {
    "allow_download": False,  # the file itself
    "allow_csv_stream": False,
    "allow_facet": True,
    "sql_time_limit_ms": 5_000,
    "facet_time_limit_ms": 2_000,
    "facet_suggest_time_limit_ms": 50,
}
_INSTALL = "neutral log browse needs Datasette. Install it: pip install 'neutral-bot[browse]'"

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Guard:
    """Stands before the pages: who has no key sees none, and nothing goes out as CSV.

    Others on this machine can reach a loopback address, and a page of another site can name it.
    A spreadsheet would run what an account's name may begin with: Datasette's CSV has no guard.
    """

    def __init__(self, app: App, key: str, port: int) -> None:
        """Take what is guarded, the key, and the port that it is reached by."""
        self._app, self._key = app, key
        self._hosts = {f"{HOST}:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        if headers.get(b"host", "") not in self._hosts:
            await _say(send, HTTPStatus.FORBIDDEN, "This address is not served here.")
        elif self._is_key(asked.get("key", [""])[0]):
            await _let_in(send, self._key)
        elif not self._is_key(_cookie(headers.get(b"cookie", ""))):
            await _say(send, HTTPStatus.FORBIDDEN, "Open the address that the terminal shows.")
        elif _is_csv(scope["path"], asked):
            await _say(
                send,
                HTTPStatus.FORBIDDEN,
                "No CSV: use neutral export, which guards against formulas.",
            )
        else:
            await self._app(scope, receive, send)

    def _is_key(self, said: str) -> bool:
        return hmac.compare_digest(said.encode(), self._key.encode())


def datasette(file: Path, metadata: dict[str, Any]) -> App:
    """The pages over a file, read only. Raises BadSettings where Datasette is not installed."""
    try:
        from datasette.app import Datasette
    except ImportError as error:
        raise BadSettings(_INSTALL) from error
    app: App = Datasette([str(file)], metadata=metadata, settings=_SETTINGS).app()
    return app


def serve(app: App, sock: socket.socket) -> None:
    """Serve until Ctrl-C, or until the process is told to end."""
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", lifespan="on", access_log=False)
    with _ending():
        uvicorn.Server(config).run(sockets=[sock])


@contextmanager
def _ending() -> Iterator[None]:
    """Let a wish to end come out as an exception, so that what was begun is cleared away."""

    def end(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001  # as signals give them
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _is_csv(path: str, asked: dict[str, list[str]]) -> bool:
    return path.rstrip("/").endswith(".csv") or "csv" in asked.get("_format", [])


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


async def _let_in(send: Send, key: str) -> None:
    cookie = f"{_COOKIE}={key}; HttpOnly; SameSite=Strict; Path=/"
    headers = [(b"location", b"/"), (b"set-cookie", cookie.encode("ascii"))]
    await send({"type": "http.response.start", "status": HTTPStatus.SEE_OTHER, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _say(send: Send, status: HTTPStatus, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})
