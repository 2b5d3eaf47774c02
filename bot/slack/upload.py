"""Uploads a file into a channel, or to one person alone: the bytes as they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from urllib.error import HTTPError

from bot.config import Settings
from bot.errors import VoiceRefused, VoiceUnreachable
from bot.slack.budget import escape
from bot.slack.client import faults, web_client

_LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
_PEOPLE = ("U", "W")
"""How the ids of people begin."""


class Uploader:
    """Sends files. Nothing can be read or downloaded with the right that it needs."""

    def __init__(self, settings: Settings) -> None:
        """Reach Slack as the settings say. Nothing is called yet."""
        self._client = web_client(settings, settings.slack_bot_token.get_secret_value())

    def upload(self, name: str, content: bytes, channel: str, words: str) -> str:
        """Share a file under a name, with words of our own above it; give the file's id.

        ``channel`` is the id of a channel, or of a person, who gets it as a direct message.
        Raises VoiceUnreachable where nobody has seen it, VoiceUncertain where nobody can know,
        and VoiceRefused with Slack's own word for why. It is not repeated on a doubt.
        """
        if not content:
            raise VoiceRefused("Slack takes no file that is empty")
        place = self._open(channel) if channel.startswith(_PEOPLE) else channel
        with faults(), _sending():
            done = self._client.files_upload_v2(
                filename=name,
                title=name,
                content=content,
                channel=place,
                initial_comment=escape(words),
            )
        return str(done["file"]["id"])

    def _open(self, user: str) -> str:
        with faults():
            return str(self._client.conversations_open(users=user)["channel"]["id"])


@contextmanager
def _sending() -> Iterator[None]:
    """Name bytes that were not taken: an error that the SDK lets through, before any sharing."""
    try:
        yield
    except HTTPError as error:
        what = f"Slack did not take the bytes of the file ({error.code})"
        later = error.code >= HTTPStatus.INTERNAL_SERVER_ERROR or error.code in _LATER
        raise (VoiceUnreachable if later else VoiceRefused)(what) from error
