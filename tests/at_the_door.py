"""A bot at a sandbox's door for the tests: the real Bolt app behind a real WSGI server."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.serving import make_server

from bot.config import Settings
from bot.desk.seams import Job, Jobs
from bot.errors import WorkError
from bot.slack.app import build_app
from bot.slack.http import wsgi
from sandbox.slack import Sandbox
from tests.rehearsal import settings_for

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class Kept:
    """Jobs that are kept in a list; while ``broken`` is set, none is."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.broken = False
        self.fault: Exception | None = None

    def put(self, job: Job) -> None:
        if self.fault is not None:
            raise self.fault
        if self.broken:
            raise WorkError("The disk is full.")
        self.jobs.append(job)


def slack_settings(slack: Sandbox, folder: Path, **more: object) -> Settings:
    """Settings for this sandbox, which as a rule does not insist on one message a second."""
    return settings_for(
        folder,
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_APP_TOKEN=slack.app_token,
        SLACK_SIGNING_SECRET=slack.signing_secret,
        slack_api_url=slack.api_url,
        **({"slack_pace": 0} | more),
    )


@contextmanager
def http_door(slack: Sandbox, jobs: Jobs, folder: Path, **more: object) -> Iterator[str]:
    """Serve the app on loopback and connect the sandbox to it. Gives the address."""
    with served(slack, wsgi(build_app(slack_settings(slack, folder, **more), jobs))) as address:
        yield address


@contextmanager
def served(slack: Sandbox, app: "WSGIApplication") -> Iterator[str]:
    """Serve a door on loopback and connect the sandbox to it. Gives the address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    slack.connect(f"{address}/slack/events")
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
