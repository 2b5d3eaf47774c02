"""An app on loopback that writes down what a Slack sends it, for the tests of the sandbox."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from slack_sdk.signature import SignatureVerifier

from sandbox.slack import Sandbox


@dataclass
class Heard:
    """One request that the app received."""

    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode(), True).items()}

    @property
    def payload(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.form["payload"])
        return found

    @property
    def event(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Listener:
    """An app that writes down what it hears and answers what it is told to."""

    heard: list[Heard] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    before: Callable[[], object] = lambda: None


def signed(slack: Sandbox, heard: Heard) -> bool:
    """Whether the SDK takes the signature."""
    return SignatureVerifier(slack.signing_secret).is_valid_request(heard.body, heard.headers)


@contextmanager
def connected(listener: Listener) -> Iterator[Sandbox]:
    """A sandbox whose deliveries go to the listener."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _door(listener))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    with Sandbox() as running:
        running.connect(f"http://127.0.0.1:{server.server_address[1]}/slack/events")
        yield running
    server.shutdown()
    server.server_close()
    thread.join()


def _door(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            listener.heard.append(Heard(headers, body))
            listener.before()
            status, text = listener.answers.pop(0) if listener.answers else (200, "")
            with suppress(ConnectionError):
                self.send_response(status)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

        def log_request(self, code: object = "-", size: object = "-") -> None:
            del code, size

    return Door
