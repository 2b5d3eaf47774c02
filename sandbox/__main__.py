"""Run the sandbox by itself: ``python -m sandbox --request-url http://127.0.0.1:3000/slack/events``."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from sandbox.app import App
from sandbox.loopback import NotLoopback
from sandbox.slack import Sandbox


def main() -> int:
    """Serve until interrupted."""
    asked = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    asked.add_argument("--port", type=int, default=0, help="port to serve on (default: any)")
    asked.add_argument("--request-url", default="", help="where signed requests go")
    asked.add_argument("--manifest", type=Path, help="app manifest (JSON): name, scopes, commands")
    wanted = asked.parse_args()
    over = _when_interrupted()
    app = App.from_manifest(wanted.manifest) if wanted.manifest else App()
    try:
        with Sandbox(app, port=wanted.port) as slack:
            if wanted.request_url:
                slack.connect(wanted.request_url)
            _tell(slack)
            over.wait()
    except (OSError, NotLoopback) as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201  # a command speaks
        return 1
    return 0


def _tell(slack: Sandbox) -> None:
    lines = (
        f"page            {slack.page_url}",
        f"SLACK_API_URL   {slack.api_url}",
        f"bot token       {slack.bot_token}",
        f"app token       {slack.app_token}",
        f"signing secret  {slack.signing_secret}",
    )
    print("\n".join(lines), flush=True)  # noqa: T201  # a command speaks


def _when_interrupted() -> threading.Event:
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    return over


if __name__ == "__main__":
    sys.exit(main())
