"""The HTTP door as in production, gunicorn and all, with jobs that are only written down.

``python -m tests.http_door`` takes its settings from the environment, as the bot does.
"""

import json
import logging
from typing import Any

from bot.cli.http_server import HttpServer
from bot.cli.http_worker import DoorWorker
from bot.config import read_settings
from bot.desk.codec import to_json
from bot.desk.seams import Job
from bot.slack.app import build_app
from bot.slack.http import wsgi


class Paper:
    """Jobs that are written as the durable work writes them, and thrown away."""

    def put(self, job: Job) -> None:
        json.dumps(to_json(job), ensure_ascii=False).encode()


class Quick(DoorWorker):
    """Less patient, so that a test need not wait."""

    SECONDS = 2.0


class Door(HttpServer):
    """The server without the work behind it."""

    worker = Quick

    def load(self) -> Any:  # noqa: ANN401  # a WSGI callable, as gunicorn wants it
        logging.basicConfig(level=logging.WARNING)
        return wsgi(build_app(self.settings, Paper()))


if __name__ == "__main__":
    Door(read_settings()).run()
