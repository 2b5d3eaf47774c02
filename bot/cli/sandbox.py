"""``neutral sandbox``: the whole path on this machine, with a Slack of our own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.review.review import Review
    from sandbox.slack import Sandbox

EXAMPLE = "Today's Budget has delivered for Wales for the first time in a generation."
START_SECONDS = 30.0
REVIEW_SECONDS = 60.0


@click.command()
@click.argument("text", default=EXAMPLE)
@click.option("--once", is_flag=True, help="Do one round, print the review, and leave.")
@click.option("--port", default=0, help="Where the page is served. Default: any free port.")
@click.option("--with-model", is_flag=True, help="Use the model of the settings, if there is one.")
def sandbox(text: str, once: bool, port: int, with_model: bool) -> int:  # noqa: FBT001  # click passes flags by name
    """Start a Slack on this machine, send it "/neutral TEXT", and print the review.

    Without --once a page stays open where you type /neutral yourself and discuss the
    review in its thread. No Slack account and no key is needed; nothing leaves the machine.
    With --once the exit code is 0 only if the review was kept and posted.
    """
    import tempfile

    from bot.shipped import shipped
    from sandbox.app import App
    from sandbox.slack import Sandbox

    with (
        tempfile.TemporaryDirectory(prefix="neutral-") as folder,
        Sandbox(App.from_manifest(shipped("manifest.json")), port=port) as slack,
        _bot(slack, Path(folder), with_model=with_model),
    ):
        made = _round(slack, text, Path(folder))
        if once:
            return 0
        click.echo(f"\nType /neutral yourself: {slack.page_url}   (Ctrl-C to stop)")
        _wait()
    return 0 if made else 1


def _lay_in_official_words(folder: Path) -> None:
    """Lay a copy of the official documents in, if this machine has fetched any."""
    from bot.config import read_settings
    from bot.errors import NeutralError
    from bot.log.guidance.opening import NAME
    from bot.log.sqlite.backup import back_up

    try:
        fetched = read_settings().data_dir / NAME
        if fetched.exists():
            back_up(fetched, folder / NAME)
    except NeutralError as error:  # the sandbox works without any settings
        click.echo(f"The official documents were left out: {error}", err=True)


def _round(slack: "Sandbox", text: str, folder: Path) -> "Review":
    """Send the draft as Slack would, wait for the card, and print the kept review behind it."""
    from bot.cli.show import show
    from bot.errors import VoiceError
    from bot.log.sqlite_log import SqliteLog

    click.echo(f"/neutral {text}\n")
    delivery = slack.command(text)
    if not delivery.ok:
        raise VoiceError(f"The bot answered {delivery.status} to the command.")
    try:
        slack.wait_for(lambda: _review_id(slack) is not None, REVIEW_SECONDS)
    except TimeoutError:
        raise VoiceError(_last_words(slack)) from None
    review = SqliteLog(folder / "log.db").find(str(_review_id(slack)))
    if review is None:
        raise VoiceError("A card was shown for a review that the log does not hold.")
    show(review)
    return review


def _review_id(slack: "Sandbox") -> str | None:
    """The id behind the newest card's Share button."""
    from bot.slack.parts import SHARE

    for message in reversed(slack.ephemerals()):
        for block in message.blocks:
            for element in block.get("elements", ()) if block["type"] == "actions" else ():
                if element.get("action_id") == SHARE:
                    return str(element["value"])
    return None


def _last_words(slack: "Sandbox") -> str:
    said = slack.ephemerals()
    return f"No review came. The bot's last words: {said[-1].text if said else 'none'}"


@contextmanager
def _bot(slack: "Sandbox", folder: Path, *, with_model: bool) -> Iterator[None]:
    """Run the real bot as its own process against the sandbox, by the signed HTTP door.

    It gets no setting of this machine's but the model's, if that is wanted, and stands in a
    folder without a .env: nothing tried here may reach the real record or the real Slack.
    """
    from bot.config import foreign_environment

    _lay_in_official_words(folder)
    port = _free_port()
    settings = {
        "NEUTRAL_DATA_DIR": str(folder),
        "NEUTRAL_SLACK_DOOR": "http",
        "NEUTRAL_SLACK_BOT_TOKEN": slack.bot_token,
        "NEUTRAL_SLACK_SIGNING_SECRET": slack.signing_secret,
        "NEUTRAL_SLACK_API_URL": slack.api_url,
        "NEUTRAL_PORT": str(port),
        "NEUTRAL_ADMINS": "U0LEAD",
        **(_model_settings() if with_model else {}),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        env={**foreign_environment(), **settings},
        cwd=folder,
        stdin=subprocess.DEVNULL,
    )
    try:
        _wait_until_up(process, port)
        slack.connect(f"http://127.0.0.1:{port}/slack/events")
        yield
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)


def _model_settings() -> dict[str, str]:
    from bot.config import read_settings

    settings = read_settings()
    return {
        "NEUTRAL_MODEL": settings.model,
        "NEUTRAL_MODEL_BASE_URL": settings.model_base_url,
        "NEUTRAL_MODEL_KEY": settings.model_key.get_secret_value(),
        "NEUTRAL_MODEL_DEADLINE": str(settings.model_deadline),
    }


def _wait_until_up(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Ask /healthz until it answers; the process's own words explain a failure."""
    import time
    import urllib.request

    from bot.errors import VoiceError

    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise VoiceError(f"The bot stopped at its start with code {process.returncode}.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise VoiceError(f"The bot did not come up in {START_SECONDS:.0f} s.")


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait() -> None:
    import threading

    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo()
