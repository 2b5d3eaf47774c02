"""The Socket Mode door: the bot calls out to Slack, so it works behind a firewall."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Any, Protocol

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.config import Settings
from bot.errors import VoiceUnreachable
from bot.slack.client import LOGGER, faults, web_client

WORKERS = 16
"""Envelopes taken at once; a listener waits for a disk, not for a model."""
PATIENCE = 15.0
"""Seconds until Slack's hello; before it, nothing is delivered."""
HANG_UP_SECONDS, _AGAIN = 4.0, 0.1
"""The client waits up to 3 s for a silent connection. With the 15 s that a stop has for the work
under way, all of it stays below 20."""


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
        hang_up(door.client)


class Session(Protocol):
    """A connection, as far as it can be told that it is over."""

    terminated: bool


class Client(Protocol):
    """As much of the SDK's client as is needed to be rid of it."""

    auto_reconnect_enabled: bool

    @property
    def current_session_state(self) -> Session:
        """The connection of the moment."""

    def close(self) -> None:
        """Close, and wait for its threads."""

    def disconnect(self) -> None:
        """Close the connection of the moment."""


def hang_up(client: Client, seconds: float = HANG_UP_SECONDS) -> None:
    """Close, whatever the client is about; leave it to itself after so many seconds.

    It may be making a new connection, as Slack asks for every few hours: then it forgets that it
    was closed, listens to the new one, and its own close waits for ever for the end of that.
    So it is told again until it has ended.
    """
    closing = Thread(target=client.close, name="hanging up", daemon=True)
    closing.start()
    until = monotonic() + seconds
    while closing.is_alive() and monotonic() < until:
        client.auto_reconnect_enabled = False
        client.current_session_state.terminated = True
        closing.join(_AGAIN)
    if closing.is_alive():
        LOGGER.error("The connection to Slack did not close in time.")
    else:
        client.disconnect()


def _greet(message: dict[str, Any], greeted: Event) -> None:
    if message.get("type") == "hello":
        greeted.set()
