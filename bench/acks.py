"""How long a request takes to be acknowledged while every worker is busy, beside a bare Bolt app.

    python bench/acks.py [REQUESTS]

Every review takes the model 8 seconds, so from the first few on every worker is busy.
Commands with a draft, the command alone (which opens a form first) and events are measured, 20
at once; then how much memory the bot holds.
The bare app keeps nothing: it acknowledges and works in a lazy listener, as Bolt's own
documentation shows, with a job of one call and no review.
What it answered before a crash is lost; the ratio is the price of losing nothing.
Fails where an acknowledgement took 3 s, the 99th percentile 150 ms, or the memory 150 MB.
"""

import statistics
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING, Any

from bot.slack.form import form
from chaos.bot import Bot, free_port
from chaos.load import Target, alone, at_once, event, people, resident, send
from chaos.model import Model
from chaos.run import settings_for
from sandbox.slack import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUESTS = 2_000
OFFICERS = 20
AT_ONCE = 20
REVIEW_SECONDS = 8.0
SLACK_WAITS, TAIL_MS, MEMORY_MB = 3.0, 150.0, 150.0
THREADS = 16
"""As the bot's own door has."""
AS_DEPLOYED = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}
"""As in the Dockerfile and the Procfile."""
PATIENT = {"NEUTRAL_MODEL_DEADLINE": "60"}
"""A model that takes 8 seconds is not slow."""
WAYS = {"a draft": send, "the command alone": alone, "an event": event}


def main() -> int:
    """Print the figures of each way in, ours beside theirs; fail when a bar is missed."""
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS
    with (
        Sandbox() as slack,
        Model(1, takes=REVIEW_SECONDS) as model,
        TemporaryDirectory() as folder,
    ):
        users = people(slack, OFFICERS)
        with bare(slack) as url:
            theirs = measured(Target(slack, url, users), requests)
        settings = settings_for(slack, model, Path(folder)) | PATIENT | AS_DEPLOYED
        with Bot(Path(folder), settings) as bot:
            bot.wait_until_up()
            target = Target(slack, bot.url, users)
            busy(target, model, int(settings["NEUTRAL_MODEL_CONCURRENCY"]))
            ours = measured(target, requests)
            memory = max(resident(pid) for pid in bot.pids())
    return report(requests, ours, theirs, memory)


def busy(target: Target, model: Model, workers: int) -> None:
    """Give every worker a review, and wait until the model has them all before it."""
    at_once(target, 3 * workers, 4)
    pause = Event()
    while model.counts.total() < workers:
        pause.wait(0.05)


def measured(target: Target, requests: int) -> dict[str, list[float]]:
    """Seconds until acknowledged, for each way in; what was not counts as endless."""
    at_once(target, AT_ONCE, AT_ONCE)
    return {
        name: at_once(target, requests, AT_ONCE, partial(patiently, way))
        for name, way in WAYS.items()
    }


def patiently(way: Callable[[Target, str], float], target: Target, user: str) -> float:
    """Seconds until acknowledged, or endless."""
    try:
        return way(target, user)
    except RuntimeError as error:
        print(f"  {error}", file=sys.stderr)
        return float("inf")


def report(
    requests: int,
    ours: dict[str, list[float]],
    theirs: dict[str, list[float]],
    memory: float,
) -> int:
    """Print it all, and say whether the bars are held."""
    print(f"Milliseconds until acknowledged, median / p99 / longest; {requests} requests of each")
    print(f"  {'':18} {'the bot (kept on disk)':>24} {'bare Bolt (nothing kept)':>26}   ratio")
    for name, took in ours.items():
        ratio = statistics.median(took) / statistics.median(theirs[name])
        print(f"  {name:18} {spread(took):>24} {spread(theirs[name]):>26}   {ratio:.1f}")
    late = sum(one >= SLACK_WAITS for took in ours.values() for one in took)
    worst = max(tail(took) * 1000 for took in ours.values())
    print(f"  Over {SLACK_WAITS:.0f} s: {late} of {sum(map(len, ours.values()))} (bar: 0)")
    print(f"  Highest 99th percentile: {worst:.0f} ms (bar: {TAIL_MS:.0f})")
    print(f"  Resident memory of the bot's process: {memory:.0f} MB (bar: {MEMORY_MB:.0f})")
    return int(late > 0 or worst >= TAIL_MS or memory >= MEMORY_MB)


def tail(took: list[float]) -> float:
    """The 99th percentile; of few samples it is the longest."""
    return statistics.quantiles(took, n=100, method="inclusive")[98]


def spread(took: list[float]) -> str:
    """Median, p99 and longest, in milliseconds."""
    figures = (statistics.median(took), tail(took), max(took))
    return " / ".join(f"{each * 1000:.1f}" for each in figures)


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
            app.command("/neutral")(ack=_acknowledge, lazy=[_reviewed])
            app.event("app_mention")(ack=lambda ack: ack(), lazy=[_heard])
            return SlackRequestHandler(app)

    Server().run()


def _acknowledge(ack: Callable[..., object], body: dict[str, str], client: object) -> None:
    """The command alone opens a form first, as the bot's does."""
    if not body["text"]:
        client.views_open(trigger_id=body["trigger_id"], view=form(body["channel_id"]))  # type: ignore[attr-defined]  # Bolt finds it by its name
    ack("Reading.")


def _heard(body: dict[str, object]) -> None:
    """Stands for a question where no review is known: nothing is said."""


def _reviewed(body: dict[str, str], client: object) -> None:
    """Stands for the review: one call to Slack, as the bot makes."""
    say = client.chat_postEphemeral  # type: ignore[attr-defined]  # Bolt finds it by its name
    say(channel=body["channel_id"], user=body["user_id"], text="Reviewed.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--bare", port, api, secret, token]:
            serve_bare(port, api, secret, token)
        case _:
            sys.exit(main())
