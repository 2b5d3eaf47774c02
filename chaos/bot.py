"""The bot as a process of its own, with somebody who starts it again whenever it ends."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import BinaryIO, Self

ROOT = Path(__file__).parent.parent
START_SECONDS = 60.0
STOP_SECONDS = 60.0


class Bot:
    """``python -m bot serve`` by the HTTP door, always started again, until it is let go."""

    PROCESSES = 2
    """Gunicorn's master, and its worker."""

    def __init__(self, folder: Path, settings: dict[str, str], name: str = "bot-0") -> None:
        """``settings`` are added to the environment; the words of the process go to ``folder``."""
        self.port = free_port()
        self.name = name
        self.starts = 0
        self.stops: list[float] = []
        """How long each SIGTERM took, in seconds."""
        self.gone = False
        self.words = folder / f"{name}.words"
        own = {"NEUTRAL_PORT": str(self.port), "NEUTRAL_EXECUTOR": name}
        clean = {n: v for n, v in os.environ.items() if not n.startswith(("NEUTRAL_", "SLACK_"))}
        self._env = {**clean, **settings, **own}
        self._over, self._started = Event(), Event()
        self._starting = Lock()
        """Held while a process is started: whoever ends it for good must not miss that one."""
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = Thread(target=self._keep, name=f"keeper of {name}", daemon=True)

    def __enter__(self) -> Self:
        self._keeper.start()
        self._started.wait(START_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self._let_go()
        self._signal(signal.SIGTERM)
        self._keeper.join(STOP_SECONDS)
        self.strike("tree")

    @property
    def url(self) -> str:
        """Where Slack's requests go."""
        return f"http://127.0.0.1:{self.port}/slack/events"

    @property
    def is_up(self) -> bool:
        """Whether it answers."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1)
        try:
            link.request("GET", "/healthz")
            return link.getresponse().status == 200  # noqa: PLR2004  # the status of health
        except (OSError, http.client.HTTPException):
            return False
        finally:
            link.close()

    def wait_until_up(self, seconds: float = START_SECONDS) -> float:
        """Wait until it answers; give how long that took. Raises TimeoutError."""
        began, pause = monotonic(), Event()
        while not self.is_up:
            if monotonic() - began > seconds:
                raise TimeoutError(f"{self.name} did not come up in {seconds} s: {self.words}")
            pause.wait(0.05)
        return monotonic() - began

    def is_back(self, dead: tuple[int, ...]) -> bool:
        """Whether it answers by processes of its own, none of which is among the dead.

        A worker whose master was killed answers for a moment more.
        """
        alive = self.pids()
        return len(alive) >= self.PROCESSES and not {*alive} & {*dead} and self.is_up

    def strike(self, kind: str) -> tuple[int, ...]:
        """End it: ``tree``, ``worker``, ``master`` by kill -9; ``term`` and wait; ``gone``.

        Gives the processes that were killed.
        """
        if kind == "term":
            self._terminate()
            return ()
        if kind == "gone":
            self.gone = True
            self._let_go()
        dead = self._victims(kind)
        for pid in dead:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return dead

    def pids(self) -> tuple[int, ...]:
        """The processes that run now: the first started the others."""
        if self._process is None or self._process.poll() is not None:
            return ()
        return (self._process.pid, *_children(self._process.pid))

    def _victims(self, kind: str) -> tuple[int, ...]:
        found = self.pids()
        if kind == "worker":
            return found[1:] or found
        return found[:1] if kind == "master" else found

    def _terminate(self) -> None:
        process, began = self._process, monotonic()
        self._signal(signal.SIGTERM)
        if process is None:
            return
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.strike("tree")
        self.stops.append(monotonic() - began)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def _keep(self) -> None:
        """Start it, and again at once whenever it ended."""
        pause = Event()
        with self.words.open("ab") as words:
            while process := self._begun(words):
                self._started.set()
                process.wait()
                pause.wait(0.05)

    def _begun(self, words: BinaryIO) -> subprocess.Popen[bytes] | None:
        """Start a process, unless it was let go."""
        with self._starting:
            if self._over.is_set():
                return None
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"],
                cwd=ROOT,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
            )
            self.starts += 1
            return self._process

    def _let_go(self) -> None:
        """Start it no more."""
        with self._starting:
            self._over.set()


def _children(pid: int) -> tuple[int, ...]:
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return ()
    return tuple(int(child) for child in listed.split())


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
