"""A model on loopback that speaks the OpenAI wire: it answers what a test told it to."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self


@dataclass
class Answer:
    """One answer to come. ``breaks_off``: the connection drops before the body is whole."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "application/json"})
    breaks_off: bool = False


def completion(text: str | None, **choice: Any) -> Answer:  # noqa: ANN401  # JSON of any shape
    """A completion that says ``text``, as the wire has it."""
    message = {"role": "assistant", "content": text, "refusal": choice.pop("refusal", None)}
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "served-1",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message} | choice],
        "usage": {
            "prompt_tokens": 100,
            "completion_tokens": 20,
            "total_tokens": 120,
            "prompt_tokens_details": {"cached_tokens": 64},
        },
    }
    return Answer(body=json.dumps(body).encode())


def refusal(status: int, code: str | None = None, message: str = "No.", **headers: str) -> Answer:
    """An error with a status, as the wire has it."""
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    return Answer(
        status=status,
        body=json.dumps({"error": error}).encode(),
        headers={"content-type": "application/json"}
        | {name.replace("_", "-"): value for name, value in headers.items()},
    )


class Loopback:
    """The server. ``answer`` is asked for each request's answer; ``asked`` keeps the requests."""

    def __init__(self, answer: Callable[[dict[str, Any]], Answer]) -> None:
        self.answer = answer
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _asker(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _asker(loopback: Loopback) -> type[BaseHTTPRequestHandler]:
    class Asker(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            loopback.asked.append(body | {"path": self.path})
            loopback.keys.append(self.headers["authorization"])
            self._say(loopback.answer(body))

        def _say(self, answer: Answer) -> None:
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body) + answer.breaks_off))
            self.end_headers()
            self.wfile.write(answer.body)
            self.close_connection = answer.breaks_off

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Asker
