"""What Slack saw, read from outside: which message is about which request, and what it is."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chaos.plan import PEOPLE, TAG
from sandbox.shapes import Json, Message
from sandbox.slack import Sandbox

READING = "Reading your draft."
"""How the bot's words begin when it has taken a draft."""
_KINDS = (
    ("stands", "The model's review did not come"),
    ("apology", "This draft is unreviewed"),
    ("perhaps", "interrupted while sharing"),
    ("not shared", "could not be shared"),
    ("sorry", "Your question was not answered"),
    ("unsure", "interrupted while answering your question"),
    ("unknown", "knows of no review in this thread"),
    ("incomplete", "may be missing"),
)


@dataclass(frozen=True, slots=True)
class Private:
    """One private message of the bot. ``button`` is the value of its button, if it has one."""

    user: str
    kind: str
    """card, apology, stands (the model's review never came), perhaps (shared or not), not shared,
    sorry (a question unanswered), unsure (whether it was), unknown (the thread asked in),
    incomplete (a thread), or other."""
    tag: str
    button: str
    message: Message


class Reader:
    """Reads messages once each, however often it is asked."""

    def __init__(self, slack: Sandbox) -> None:
        self._slack = slack
        self._read: dict[tuple[str, str, bool], Private] = {}

    def privates(self, user: str) -> Iterator[Private]:
        """What the bot told one person alone, in the channel or directly, oldest first."""
        for message in (*self._slack.ephemerals(user), *self._slack.directs(user)):
            if message.user == self._slack.bot_user:
                yield self._private(message, user)

    def all_privates(self) -> Iterator[Private]:
        """What the bot told anybody alone."""
        for user in PEOPLE:
            yield from self.privates(user)

    def publics(self, channel: str) -> tuple[Message, ...]:
        """What the bot said in a channel and its threads, oldest first."""
        said = self._slack.messages(channel)
        return tuple(message for message in said if message.user == self._slack.bot_user)

    def _private(self, message: Message, user: str) -> Private:
        key = (message.channel, message.ts, message.edited)
        if key not in self._read:
            words, button = text_of(message), next(share_buttons(message), {})
            self._read[key] = Private(
                user, _kind(words, button, message), tag_of(words), button.get("value", ""), message
            )
        return self._read[key]


def text_of(message: Message) -> str:
    """Every word of a message."""
    return f"{message.text} {json.dumps(message.blocks)}"


def tag_of(words: str) -> str:
    """The request that words are about; empty for none."""
    found = re.search(TAG, words)
    return found[0] if found else ""


def share_buttons(message: Message) -> Iterator[Json]:
    """The buttons of a message that share a review; a card has others, for decisions."""
    for block in message.blocks:
        elements: Iterable[Json] = block.get("elements", ()) if block["type"] == "actions" else ()
        yield from (e for e in elements if str(e.get("action_id", "")).startswith("share"))


def _kind(words: str, button: Json, message: Message) -> str:
    for kind, mark in _KINDS:
        if mark in words:
            return kind
    if button or (message.edited and "Shared in a channel" in words):
        return "card"
    return "other"
