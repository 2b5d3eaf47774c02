"""Where a message can be opened: Slack's own address of it, asked for once."""

from contextlib import suppress

from slack_sdk import WebClient

from bot.desk.records import Place
from bot.errors import VoiceError
from bot.slack.client import faults

_HELD = 1_000


class Links:
    """Addresses of messages. Safe to share among threads."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._known: dict[tuple[str, str], str] = {}

    def to(self, place: Place) -> str:
        """The address of a thread's first message; empty where Slack gives none."""
        name = (place.channel, place.thread)
        if name not in self._known:
            with suppress(VoiceError), faults():
                given = self._client.chat_getPermalink(
                    channel=place.channel, message_ts=place.thread
                )
                if len(self._known) >= _HELD:
                    self._known.clear()
                self._known[name] = str(given["permalink"])
        return self._known.get(name, "")
