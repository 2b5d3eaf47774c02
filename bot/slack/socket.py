"""The Socket Mode door: the bot calls out to Slack, so it works behind a firewall."""

from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.config import Settings
from bot.slack.client import LOGGER, faults, web_client

WORKERS = 16
"""Envelopes taken at once; a listener waits for a disk, not for a model."""


@contextmanager
def listen_socket(app: App, settings: Settings) -> Iterator[None]:
    """Listen while the block runs. Raises VoiceError when Slack does not let the bot in.

    The handler has a client of its own: it calls with the app token, at the same address.
    """
    token = settings.slack_app_token.get_secret_value()
    door = SocketModeHandler(
        app, token, logger=LOGGER, web_client=web_client(settings, token), concurrency=WORKERS
    )
    try:
        with faults():
            door.client.connect()
        yield
    finally:
        door.client.close()
