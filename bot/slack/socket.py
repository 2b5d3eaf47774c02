"""The Socket Mode door: the bot calls out to Slack, so it works behind a firewall."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.config import Settings
from bot.errors import VoiceUnreachable
from bot.slack.client import LOGGER, faults, web_client

WORKERS = 16
"""Envelopes taken at once; a listener waits for a disk, not for a model."""
PATIENCE = 15.0
"""Seconds until Slack's hello; before it, nothing is delivered."""


@contextmanager
def listen_socket(app: App, settings: Settings) -> Iterator[None]:
    """Listen while the block runs. Raises VoiceError when Slack does not let the bot in.

    The handler has a client of its own: it calls with the app token, at the same address.
    """
    token = settings.slack_app_token.get_secret_value()
    door = SocketModeHandler(
        app, token, logger=LOGGER, web_client=web_client(settings, token), concurrency=WORKERS
    )
    greeted = Event()
    door.client.message_listeners.append(lambda _, message, __: _greet(message, greeted))
    try:
        with faults():
            door.client.connect()
        if not greeted.wait(PATIENCE):
            raise VoiceUnreachable("Slack took the connection and did not say hello")
        yield
    finally:
        door.client.close()


def _greet(message: dict[str, Any], greeted: Event) -> None:
    if message.get("type") == "hello":
        greeted.set()
