"""How long a request takes to be kept and acknowledged, beside a bare Bolt app in the same run.

    python bench/acks.py [SECONDS]

The bare app keeps nothing: it acknowledges and works in a lazy listener, as Bolt's own
documentation shows.
What it answered before a crash is lost; the ratio is the price of losing nothing.
"""

import statistics
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING, Any

from chaos.bot import Bot, free_port
from chaos.load import Target, at_once, people, steady
from chaos.model import Model
from chaos.run import settings_for
from sandbox.slack import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 20.0
OFFICERS = 20
THREADS = 16
"""As the bot's own door has."""


def main() -> None:
    """Print median and p99 at each rate, ours beside theirs."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with Sandbox() as slack, Model(1, instant=True) as model, TemporaryDirectory() as folder:
        users = people(slack, OFFICERS)
        with bare(slack) as url:
            theirs = measured(Target(slack, url, users), seconds)
        with Bot(Path(folder), settings_for(slack, model, Path(folder))) as bot:
            bot.wait_until_up()
            ours = measured(Target(slack, bot.url, users), seconds)
    print("Milliseconds until acknowledged, median / p99 / longest")
    print(f"  {'':12} {'the bot (kept on disk)':>28} {'bare Bolt (nothing kept)':>28}   ratio")
    for name, took in ours.items():
        ratio = statistics.median(took) / statistics.median(theirs[name])
        print(f"  {name:12} {spread(took):>28} {spread(theirs[name]):>28}   {ratio:.1f}")


def measured(target: Target, seconds: float) -> dict[str, list[float]]:
    """Seconds until acknowledged, at each rate, after a few that warm up."""
    at_once(target, 5, 1)
    return {
        "1 a second": steady(target, 1, seconds),
        "5 a second": steady(target, 5, seconds),
        "20 at once": at_once(target, 20),
    }


def spread(took: list[float]) -> str:
    """Median, p99 and longest, in milliseconds; of few samples p99 is the longest."""
    p99 = statistics.quantiles(took, n=100, method="inclusive")[98]
    return " / ".join(f"{each * 1000:.1f}" for each in (statistics.median(took), p99, max(took)))


@contextmanager
def bare(slack: Sandbox) -> "Iterator[str]":
    """Run the bare app in a process of its own; give its address."""
    port = free_port()
    words = [__file__, "--bare", str(port), slack.api_url, slack.signing_secret, slack.bot_token]
    process = subprocess.Popen([sys.executable, *words])  # noqa: S603  # ourselves
    url, pause = f"http://127.0.0.1:{port}/slack/events", Event()
    try:
        while not answers(port):
            pause.wait(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(30)


def answers(port: int) -> bool:
    """Whether anybody listens."""
    import socket  # noqa: PLC0415  # beside the one use

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def serve_bare(port: str, api: str, secret: str, token: str) -> None:
    """A Bolt app as its documentation writes one, behind the same server with as many threads."""
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415  # the child alone needs it
    from slack_bolt import App  # noqa: PLC0415  # the same
    from slack_bolt.adapter.wsgi import SlackRequestHandler  # noqa: PLC0415  # the same
    from slack_sdk import WebClient  # noqa: PLC0415  # the same

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in {
                "bind": f"127.0.0.1:{port}",
                "worker_class": "gthread",
                "threads": THREADS,
                "loglevel": "error",
                "control_socket_disable": True,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:  # noqa: ANN401  # a WSGI callable, as gunicorn wants it
            client = WebClient(token, base_url=api)
            app = App(client=client, signing_secret=secret, token_verification_enabled=False)
            app.command("/neutral")(ack=lambda ack: ack("Reading."), lazy=[_reviewed])
            return SlackRequestHandler(app)

    Server().run()


def _reviewed(body: dict[str, str], client: object) -> None:
    """Stands for the review: one call to Slack, as the bot makes."""
    say = client.chat_postEphemeral  # type: ignore[attr-defined]  # Bolt finds it by its name
    say(channel=body["channel_id"], user=body["user_id"], text="Reviewed.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--bare", port, api, secret, token]:
            serve_bare(port, api, secret, token)
        case _:
            main()
