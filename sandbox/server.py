"""The HTTP server: bound to loopback, a thread a request, and none of them left after stop."""

import socket
import threading
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from sandbox.loopback import HOST

POLL = 0.05


class _Quiet(WSGIRequestHandler):
    """Logs nothing: the page and the tests show what happened."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002, ANN401  # werkzeug's names
        """Say nothing about broken lines either."""


class _Threads(ThreadedWSGIServer):
    """Knows its open connections, so that stop can close those of idle browsers."""

    daemon_threads = False
    block_on_close = True

    def __init__(self, app: Any, listener: socket.socket) -> None:  # noqa: ANN401  # a WSGI app
        self.links: set[socket.socket] = set()
        super().__init__(HOST, listener.getsockname()[1], app, _Quiet, fd=listener.fileno())

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  # socketserver's
        self.links.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401  # socketserver's
        self.links.discard(request)
        super().shutdown_request(request)


class Server:
    """Serves a WSGI app on 127.0.0.1. Raises OSError when the port is taken."""

    def __init__(self, app: Any, port: int = 0) -> None:  # noqa: ANN401  # a WSGI app
        self._listener = socket.create_server((HOST, port), backlog=128)
        self._server = _Threads(app, self._listener)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(POLL,), name="sandbox-http"
        )

    @property
    def port(self) -> int:
        """The port that was bound."""
        return int(self._listener.getsockname()[1])

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering, close what is open, and wait for every thread."""
        for link in tuple(self._server.links):
            hang_up(link)
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._listener.close()


def hang_up(link: socket.socket) -> None:
    """Close both directions of a connection; its thread then finds the end."""
    try:
        link.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
