"""A model on loopback that speaks the OpenAI wire, and fails by the seed."""

import json
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Event, Thread
from typing import Any, Self

from chaos.plan import TAG

Json = dict[str, Any]
_KINDS = ("well",) * 12 + ("slow",) * 3 + ("fails", "busy", "refuses", "nonsense", "cut", "breaks")
_CLAUSE = re.compile(r"^- (\S+) \(([^;)]+); [^)]*\): (.+)$", re.MULTILINE)
_PASSAGE = re.compile(r"^- (\S+) \[[^\n]*\]: (.+)$", re.MULTILINE)
_FENCED = re.compile(r"<<<(draft|question) \S+>>>\n(.*?)\n<<<end of \1", re.DOTALL)


class Model:
    """Answers every request well, late, or badly; which, is drawn from seed, draft and try.

    ``instant`` answers at once and always well, ``takes`` always well after so many seconds;
    ``gentle`` never badly twice in a row, so that the bot does not take it for down and wait.
    While ``gate`` is clear, nothing is answered.
    """

    def __init__(
        self, seed: int, *, instant: bool = False, gentle: bool = False, takes: float = 0.0
    ) -> None:
        self._seed, self._instant, self._gentle = seed, instant or bool(takes), gentle
        self._takes = takes
        self.over, self.gate = Event(), Event()
        self.gate.set()
        self.counts: Counter[str] = Counter()
        self._tries: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _asker(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()

    def drawn(self, body: Json) -> tuple[str, float]:
        """How this request is answered, and how late (seconds)."""
        subject = about(body)
        with self._lock:
            self._tries[subject] += 1
            name = f"{self._seed}/model/{subject}/{self._tries[subject]}"
            chance = Random(name)  # noqa: S311  # to be repeated, not to be secret
            even = self._tries[subject] % 2 == 0
            kind = "well" if self._instant or (self._gentle and even) else chance.choice(_KINDS)
            self.counts[kind] += 1
        late = chance.uniform(0.3, 2.0) if kind == "slow" else chance.uniform(0.0, 0.2)
        return kind, self._takes if self._instant else late


def about(body: Json) -> str:
    """What a request is about: the tag in its draft or question, and which of the two."""
    found = _FENCED.findall(_turns(body))
    kind, text = found[-1] if found else ("", "")
    tag = re.search(TAG, text)
    return f"{kind} {tag[0] if tag else ''}"


def answer(body: Json) -> str:
    """A good answer to a request, of the form that it asks for."""
    kind, _, tag = about(body).partition(" ")
    turns = _turns(body)
    if kind == "question":
        clauses = [{"clause_id": c, "quote": words} for c, words in _PASSAGE.findall(turns)[:1]]
        return json.dumps({"citations": clauses, "answer": f"On {tag}: the rule below says it."})
    return json.dumps({"reading": "A post.", "findings": _findings(turns, tag), "rewording": ""})


def _findings(turns: str, tag: str) -> list[Json]:
    """One finding on every third draft, on the first clause that is shown for it."""
    clause = _CLAUSE.search(turns)
    if clause is None or not tag or ord(tag[-1]) % 3:
        return []
    return [
        {
            "excerpt": tag,
            "why": "A finding of the loopback model.",
            "concern": clause[2],
            "clause_id": clause[1],
            "quote": clause[3],
            "severity": "revise",
            "advice": "Say it plainly.",
        }
    ]


def _turns(body: Json) -> str:
    said = (m.get("content") for m in body.get("messages", ()) if m.get("role") == "user")
    return "\n\n".join(text for text in said if isinstance(text, str))


def _completion(body: Json, kind: str) -> Json:
    said = "I would rather not say." if kind == "nonsense" else answer(body)
    message: Json = {"role": "assistant", "content": said, "refusal": None}
    if kind == "refuses":
        message |= {"content": None, "refusal": "No."}
    return {
        "id": "chatcmpl-chaos",
        "object": "chat.completion",
        "created": 1,
        "model": "loopback",
        "choices": [
            {"index": 0, "finish_reason": "length" if kind == "cut" else "stop", "message": message}
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing: a bot that is killed leaves its connections behind."""


def _asker(model: Model) -> type[BaseHTTPRequestHandler]:
    class Asker(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            model.gate.wait()
            kind, late = model.drawn(body)
            if late:
                model.over.wait(late)
            if kind in {"fails", "busy"}:
                status = 500 if kind == "fails" else 429
                self._send(status, {"error": {"message": "No.", "type": kind, "code": None}})
            else:
                self._send(200, _completion(body, kind), more=10 * (kind == "breaks"))

        def _send(self, status: int, body: Json, more: int = 0) -> None:
            raw = json.dumps(body).encode()
            self.send_response_only(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(raw) + more))
            if status == 429:  # noqa: PLR2004  # the status that names a wait
                self.send_header("retry-after", "1")
            self.end_headers()
            self.wfile.write(raw)
            self.close_connection = bool(more)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Asker
