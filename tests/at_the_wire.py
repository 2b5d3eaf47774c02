"""The HTTP door in a process of its own, and what it answers to bytes on a socket."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

from bot.config import foreign_environment
from chaos.bot import free_port
from sandbox.slack import Sandbox

ROOT = Path(__file__).parent.parent
PATIENCE = 30.0
"""Seconds; what is not answered by then never is."""
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
_HANDS = 8


@dataclass
class Wire:
    """A door that listens. ``words`` is what its process says."""

    port: int
    words: Path
    process: "subprocess.Popen[bytes]"

    def open(self) -> socket.socket:
        """A connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def send(self, given: bytes) -> list[int]:
        """Send all there is and end; give the statuses that came. Raises TimeoutError."""
        with self.open() as link:
            with suppress(ConnectionError):  # it may turn a request away before all of it is sent
                link.sendall(given)
                link.shutdown(socket.SHUT_WR)
            return statuses(link)

    def send_all(self, many: Iterable[bytes]) -> list[tuple[bytes, list[int]]]:
        """Send each on a connection of its own, several at once."""
        with ThreadPoolExecutor(_HANDS) as hands:
            return list(hands.map(lambda given: (given, self.send(given)), many))

    def workers(self) -> str:
        """The processes that answer."""
        pid = self.process.pid
        return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")


def statuses(link: socket.socket) -> list[int]:
    """Every status until the door closes the connection. Raises TimeoutError."""
    said = bytearray()
    with suppress(ConnectionError):
        while piece := link.recv(65_536):
            said += piece
    return [int(found) for found in _STATUS.findall(said)]


@contextmanager
def a_wire(slack: Sandbox, folder: Path) -> Iterator[Wire]:
    """Start the door for a sandbox, and end it."""
    port, words = free_port(), folder / "words"
    settings = {
        "NEUTRAL_PORT": str(port), "NEUTRAL_DATA_DIR": str(folder), "NEUTRAL_SLACK_DOOR": "http",
        "SLACK_BOT_TOKEN": slack.bot_token, "SLACK_SIGNING_SECRET": slack.signing_secret,
        "NEUTRAL_SLACK_API_URL": slack.api_url,
    }  # fmt: skip
    with words.open("wb") as file, subprocess.Popen(
        [sys.executable, "-m", "tests.http_door"], cwd=ROOT, stdout=file, stderr=file,
        env=foreign_environment() | settings,
    ) as process:  # fmt: skip
        wire = Wire(port, words, process)
        try:
            _wait(wire)
            yield wire
        finally:
            process.terminate()


def _wait(wire: Wire) -> None:
    until, pause = monotonic() + 2 * PATIENCE, Event()
    while monotonic() < until:
        with suppress(OSError):
            if wire.send(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n") == [200]:
                return
        pause.wait(0.05)
    raise TimeoutError(wire.words.read_text(encoding="utf-8"))
