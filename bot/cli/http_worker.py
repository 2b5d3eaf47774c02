"""The worker of the HTTP door: half a request holds no thread for long, a broken one says nothing.

Gunicorn's own waits for the rest of a request for ever, answers some of what is no HTTP with a
5xx, and writes down the words at which it stumbled: they may be those of a draft.
"""

import logging
import socket
from contextlib import suppress
from http import HTTPStatus
from time import monotonic
from traceback import format_tb
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.util import write_error
from gunicorn.workers.gthread import TConn, ThreadWorker

LOGGER = logging.getLogger("neutral.http")
_STATUS = {
    LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
}


class DoorWorker(ThreadWorker):
    """Gunicorn's threads, with an end to patience."""

    SECONDS = 5.0
    """For a request to arrive and be answered. Slack waits for three."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # gunicorn's own
        self._in_hand: dict[TConn, float] = {}
        super().__init__(*args, **kwargs)

    def handle(self, conn: TConn) -> bool:
        """Take one request of a connection; remember until when it may be read."""
        self._in_hand[conn] = monotonic() + self.SECONDS
        try:
            return super().handle(conn)
        finally:
            self._in_hand.pop(conn, None)

    def notify(self) -> None:
        """Called each second: end the reading of what takes too long, as if it ended there."""
        super().notify()
        for conn, until in tuple(self._in_hand.items()):
            if until < monotonic():
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)

    def handle_error(
        self,
        req: object,
        client: socket.socket,
        addr: object,
        exc: BaseException,
    ) -> None:
        """Turn away what is no HTTP, without a word; a fault of ours leaves its place."""
        del req, addr
        if isinstance(exc, ParseException):
            status = _STATUS.get(type(exc), HTTPStatus.BAD_REQUEST)
        else:
            place = "".join(format_tb(exc.__traceback__))
            LOGGER.error("A request met a fault: %s\n%s", type(exc).__name__, place)
            status = HTTPStatus.INTERNAL_SERVER_ERROR
        with suppress(OSError):
            write_error(client, status.value, status.phrase, "")
