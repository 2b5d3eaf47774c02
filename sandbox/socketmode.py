"""Socket Mode from Slack's side: hello, envelopes, acknowledgements, and a goodbye on demand."""

import json
import logging
import threading
from typing import TYPE_CHECKING

from sandbox.courier import COMMAND, EVENT, INTERACTIVE
from sandbox.loopback import HOST
from sandbox.shapes import Delivery, Json
from sandbox.world import World

if TYPE_CHECKING:
    from websockets.sync.server import Server, ServerConnection

MOST_CONNECTIONS = 10
UNAUTHORISED = 4001
_QUIET = logging.getLogger("sandbox.socketmode")


class SocketMode:
    """The WebSocket server, started when the first app asks where it is."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._server: Server | None = None
        self._thread: threading.Thread | None = None
        self._tickets: set[str] = set()
        self._links: dict[ServerConnection, int] = {}
        """Each connection, and the port from which it came."""
        self._turn = 0
        self._awaited: dict[str, Json | None] = {}

    @property
    def connected(self) -> bool:
        """Whether an app listens."""
        return bool(self._links)

    @property
    def callers(self) -> tuple[int, ...]:
        """The port from which each connected app calls."""
        with self._world.changed:
            return tuple(self._links.values())

    def ticket_url(self) -> str:
        """A WebSocket URL, good for one connection."""
        with self._world.changed:
            if self._server is None:
                self._start()
            assert self._server is not None  # noqa: S101  # just started
            ticket = self._world.new_id("ticket")
            self._tickets.add(ticket)
            port = self._server.socket.getsockname()[1]
        return f"ws://{HOST}:{port}/link/?ticket={ticket}"

    def send(self, kind: str, payload: Json, retry: tuple[int, str]) -> Delivery:
        """Send an envelope over one of the connections, in turn; wait for its acknowledgement."""
        envelope: Json = {
            "envelope_id": self._world.new_id("envelope"),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind in (COMMAND, INTERACTIVE),
        }
        if kind == EVENT:
            reason = retry[1] if retry[0] else ""
            envelope |= {"retry_attempt": retry[0], "retry_reason": reason}
        return self._exchange(envelope)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every client to come back on a new connection, and close this one."""
        with self._world.changed:
            links, self._links = self._links, {}
        note = json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}})
        for link in links:
            _try_send(link, note)
            link.close()

    def stop(self) -> None:
        """Close every connection and leave no thread behind."""
        with self._world.changed:
            server, self._server, self._links = self._server, None, {}
        if server is not None:
            server.shutdown()
        if self._thread is not None:
            self._thread.join()

    def _start(self) -> None:
        from websockets.sync.server import serve  # noqa: PLC0415  # 0.1 s that HTTP need not pay

        # No Origin is allowed: a web page cannot open this socket.
        server = serve(
            self._listen, HOST, 0, origins=[None], logger=_QUIET, close_timeout=0.2, max_size=2**24
        )
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, name="sandbox-socket")
        self._thread.start()

    def _listen(self, link: "ServerConnection") -> None:
        path = link.request.path if link.request else ""
        ticket = path.partition("ticket=")[2].partition("&")[0]
        with self._world.changed:
            welcome = ticket in self._tickets and len(self._links) < MOST_CONNECTIONS
            self._tickets.discard(ticket)
        if not welcome:
            link.close(UNAUTHORISED, "this ticket is not valid")
            return
        from websockets.exceptions import ConnectionClosed  # noqa: PLC0415  # see _start

        self._greet(link)
        try:
            for text in link:
                self._acknowledged(text)
        except ConnectionClosed:
            _QUIET.debug("An app left without a goodbye.")
        finally:
            with self._world.changed:
                self._links.pop(link, None)
                self._world.touch()

    def _greet(self, link: "ServerConnection") -> None:
        with self._world.changed:
            count = len(self._links) + 1
            hello = {"type": "hello", "num_connections": count}
            hello |= {"debug_info": {"host": HOST}, "connection_info": {"app_id": "A0SANDBOX"}}
            _try_send(link, json.dumps(hello))
            self._links[link] = _port_of(link)
            self._world.touch()

    def _acknowledged(self, text: str | bytes) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            return
        with self._world.changed:
            name = said.get("envelope_id") if isinstance(said, dict) else None
            if name in self._awaited:
                self._awaited[name] = said.get("payload") or {}
                self._world.touch()

    def _exchange(self, envelope: Json) -> Delivery:
        name = envelope["envelope_id"]
        with self._world.changed:
            if not self._links:
                return Delivery(0, error="dispatch_failed")
            link = tuple(self._links)[self._turn % len(self._links)]
            self._turn += 1
            self._awaited[name] = None
        _try_send(link, json.dumps(envelope))
        with self._world.changed:
            self._world.changed.wait_for(
                lambda: self._awaited[name] is not None or self._world.stopping,
                self._world.answer_seconds,
            )
            payload = self._awaited.pop(name)
        if payload is None:
            return Delivery(0, error="operation_timeout")
        return Delivery(200, json.dumps(payload) if payload else "")


def _port_of(link: "ServerConnection") -> int:
    try:
        return int(link.remote_address[1])
    except OSError:  # it left while it was greeted, and is taken off the list in a moment
        return 0


def _try_send(link: "ServerConnection", text: str) -> None:
    from websockets.exceptions import ConnectionClosed  # noqa: PLC0415  # see _start

    try:
        link.send(text)
    except ConnectionClosed:
        _QUIET.debug("An app left before it was told.")
