"""npm's ``emulate``: a Slack that this project did not write, for the tests, with strict scopes."""

import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from slack_sdk import WebClient

from bot.config import environment

Json = dict[str, Any]

PACKAGE = Path(__file__).parent / "emulate"
PROGRAM = PACKAGE / "node_modules" / "emulate" / "dist" / "index.js"
MISSING = "npm's emulate is not installed here: run make test-emulate"
BOT, APP, TEAM = "U0NEUTRAL", "A0NEUTRAL", "T000000001"
_PATIENCE = 20.0
_PERSON = [
    "channels:read", "channels:history", "channels:manage", "channels:write", "files:read",
    "chat:write", "groups:history", "groups:read", "groups:write", "im:history", "im:read",
    "users:read",
]  # fmt: skip
"""What a person may do in their own client."""


def installed() -> bool:
    """Whether Node and the package are here."""
    return shutil.which("node") is not None and PROGRAM.is_file()


@dataclass(frozen=True)
class Workspace:
    """The emulated workspace, as a person or its inspector sees it."""

    port: int

    @property
    def api_url(self) -> str:
        """The ``base_url`` of a client."""
        return f"http://127.0.0.1:{self.port}/api/"

    def gone_url(self) -> str:
        """An address for answers that Slack no longer knows."""
        return f"http://127.0.0.1:{self.port}/commands/{TEAM}/0/gone"

    def client(self, token: str) -> WebClient:
        """A client of a person's or of an app's."""
        return WebClient(token=token, base_url=self.api_url)

    def inspect(self, **which: str) -> str:
        """What the inspector shows, without its markup: the only way to private messages."""
        query = "&".join(f"{name}={value}" for name, value in which.items())
        page = self.get(f"/?{query}")[1].decode()
        words = re.sub(r"<style.*?</style>|<script.*?</script>|<[^>]+>", " ", page, flags=re.DOTALL)
        return " ".join(unescape(words).split())

    def get(self, path: str, token: str = "") -> tuple[int, bytes]:
        """Fetch a page or a file."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()


def token_with(scopes: Sequence[str]) -> str:
    """The name of the bot's token that was granted these scopes and no others."""
    return "xoxb-" + ("-".join(sorted(scopes)).replace(":", ".") or "nothing")


def officer_token(name: str) -> str:
    """The token of a person's own client."""
    return f"xoxp-{name}"


@contextmanager
def emulated(
    folder: Path, grants: Sequence[Sequence[str]], people: Sequence[str]
) -> Iterator[Workspace]:
    """Start it with one bot that has a token for each of the grants, and these people."""
    port = _free_port()
    seed = folder / "seed.json"
    seed.write_text(json.dumps({"slack": _seed(port, grants, people)}), encoding="utf-8")
    node = shutil.which("node") or "node"
    words = [node, str(PROGRAM), "start", "--service", "slack"]
    words += ["--port", str(port), "--seed", str(seed)]
    with (folder / "emulate.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  # our own words
            words, cwd=folder, env=environment(without=("PORT",)), stdout=log, stderr=log
        )
        try:
            workspace = Workspace(port)
            _wait_for(workspace, process)
            yield workspace
        finally:
            process.terminate()
            process.wait(10)


def _seed(port: int, grants: Sequence[Sequence[str]], people: Sequence[str]) -> Json:
    bot = {"type": "bot", "user_id": BOT, "app_id": APP, "bot_id": "B0NEUTRAL", "bot_user_id": BOT}
    app = {
        "app_id": APP, "client_id": "1.2", "client_secret": "none", "name": "neutral",
        "redirect_uris": [], "bot_id": "B0NEUTRAL", "bot_user_id": BOT, "bot_name": "neutral",
    }  # fmt: skip
    tokens: list[Json] = [{"token": token_with(g), "scopes": list(g), **bot} for g in grants]
    person = {"type": "user", "scopes": _PERSON}
    tokens += [{"token": officer_token(name), "user": name, **person} for name in people]
    return {
        "baseUrl": f"http://127.0.0.1:{port}",
        "strict_scopes": True,
        "users": [{"name": name} for name in people],
        "oauth_apps": [app],
        "tokens": tokens,
    }


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(workspace: Workspace, process: "subprocess.Popen[bytes]") -> None:
    end, pause = monotonic() + _PATIENCE, Event()
    while monotonic() < end and process.poll() is None:
        try:
            workspace.get("/")
        except OSError:
            pause.wait(0.05)
        else:
            return
    raise RuntimeError(f"emulate did not start (exit {process.poll()})")
