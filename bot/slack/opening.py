"""Opens or changes a form while Slack waits for the acknowledgement: in little time, or not.

Slack's right to open one lasts three seconds, and so does its patience; a socket's own time
limit begins anew with each piece, so a thread is waited for and left to itself.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from typing import Any

from bot.config import Settings
from bot.errors import VoiceUncertain
from bot.slack.client import faults, hasty_client
from bot.words.speaking import worded

SECONDS = 1.8
"""For opening; what is left of three goes to the way here and back."""
_AT_ONCE = 16


class Opener:
    """Opens forms. Safe for threads."""

    def __init__(self, settings: Settings, seconds: float = SECONDS) -> None:
        """Reach Slack as the settings say, once and without waiting for a busy Slack."""
        self._seconds = seconds
        token = settings.slack_bot_token.get_secret_value()
        self._client = hasty_client(settings, token, seconds)
        self._hands = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="opening")

    def open(self, trigger: str, view: dict[str, Any]) -> None:
        """Open a form by a trigger. Raises VoiceError."""
        self._in_time(lambda: self._client.views_open(trigger_id=trigger, view=view))

    def change(self, name: str, seen: str, view: dict[str, Any]) -> None:
        """Change an open form that still stands as it was ``seen``. Raises VoiceError."""
        known = {"hash": seen} if seen else {}
        self._in_time(lambda: self._client.views_update(view_id=name, view=view, **known))

    def _in_time(self, call: Callable[[], object]) -> None:
        done = self._hands.submit(_translated, call)
        try:
            done.result(self._seconds)
        except TooLate:
            done.cancel()
            raise VoiceUncertain(worded("Slack did not open the form in time")) from None


def _translated(call: Callable[[], object]) -> None:
    with faults():
        call()
