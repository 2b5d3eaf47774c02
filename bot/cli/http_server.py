"""The HTTP door: gunicorn, one worker process with threads, around the guarded Slack app."""

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.errors import AppImportError

from bot.cli.http_worker import DoorWorker
from bot.cli.serve import ORPHAN_SECONDS, STOP_SECONDS, open_bot
from bot.config import Settings
from bot.errors import NeutralError
from bot.slack.http import wsgi

if TYPE_CHECKING:
    from gunicorn.workers.base import Worker

THREADS = 16
"""Listeners only write a job down, so threads wait for a disk, not for a model."""


class HttpServer(BaseApplication):
    """Builds the bot in the worker, after the fork: threads do not survive a fork."""

    worker: type[DoorWorker] = DoorWorker

    def __init__(self, settings: Settings) -> None:
        """Keep the settings; nothing is opened before the worker starts."""
        self.settings = settings
        self.rooms = ExitStack()
        self._patience = STOP_SECONDS
        super().__init__()

    def load_config(self) -> None:
        """One worker: one process may hold the unfinished work."""
        options: dict[str, Any] = {
            "bind": f"{self.settings.host}:{self.settings.port}",
            "workers": 1,
            "worker_class": self.worker,
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": int(STOP_SECONDS) + 5,
            "worker_exit": lambda _, worker: self.close(worker),
            "loglevel": "warning",
            "proc_name": "neutral",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401  # a WSGI callable, as gunicorn wants it
        """Open every room, in the worker."""
        try:
            return wsgi(self.rooms.enter_context(open_bot(self.settings, lambda: self._patience)))
        except NeutralError as error:
            # gunicorn prints this without a traceback and does not start again
            raise AppImportError(f"{error}\n{error.advice}") from error

    def close(self, worker: "Worker") -> None:
        """Finish or hand back what is under way."""
        if worker.ppid != os.getppid():
            self._patience = ORPHAN_SECONDS
        self.rooms.close()


def serve_http(settings: Settings) -> None:
    """Serve until stopped."""
    HttpServer(settings).run()
