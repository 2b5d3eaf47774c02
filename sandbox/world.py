"""Everything that this Slack knows, behind one condition variable."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sandbox import seats
from sandbox.app import App
from sandbox.clock import Clock
from sandbox.refusals import Refused
from sandbox.replies import Replies
from sandbox.shapes import Channel, File, Json, Message, User
from sandbox.surfaces import Surfaces

# Slack waits three seconds for an answer, then shows operation_timeout.
ANSWER_SECONDS = 3.0


class World:
    """People, channels, messages and files. Hold ``changed`` to read or write several at once."""

    def __init__(self, app: App, clock: Clock) -> None:
        self.app = app
        self.clock = clock
        self.changed = threading.Condition(threading.RLock())
        self.version = 0
        self.stopping = False
        self.revoked = False
        self.one_a_second = False
        self.answer_seconds = ANSWER_SECONDS
        self.last_post: dict[str, float] = {}
        self.refused: Counter[str] = Counter()
        """How many calls were refused, by the last part of their address."""
        self._ids = 0
        self._epoch = f"{int(clock.now() * 1000):X}"
        self._last_ts = 0
        self.bot = User(id=seats.BOT, name=app.name, bot=True)
        self.users = {user.id: user for user in (*seats.USERS, self.bot)}
        self.channels = {channel.id: channel for channel in seats.CHANNELS}
        self.usergroups = dict(seats.USERGROUPS)
        self.files: dict[str, File] = {}
        self.statuses: dict[tuple[str, str], str] = {}
        self._messages: dict[tuple[str, str], Message] = {}
        self.replies = Replies(clock)
        self.surfaces = Surfaces(self.new_id, clock)

    def touch(self) -> None:
        """Tell everybody who waits that something changed."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()

    def new_id(self, prefix: str) -> str:
        """An id never given before, in this run or an earlier one."""
        with self.changed:
            self._ids += 1
            return f"{prefix}{self._epoch}{self._ids:05X}"

    def new_ts(self) -> str:
        """A message's name: its time in seconds with six digits, never twice the same."""
        with self.changed:
            self._last_ts = max(int(self.clock.now() * 1_000_000), self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def channel(self, name: str) -> Channel:
        """A channel by id; a person's id means the direct message. Else channel_not_found."""
        if name in self.users and not self.users[name].bot:
            return self.direct(name)
        if name not in self.channels:
            raise Refused("channel_not_found")
        return self.channels[name]

    def direct(self, user: str) -> Channel:
        """The direct message between a person and the bot, opened when it is not there."""
        found = seats.direct_message(user)
        with self.changed:
            return self.channels.setdefault(found.id, found)

    def change_channel(self, channel: str, **changes: Any) -> None:  # noqa: ANN401  # field values
        """Change fields of a channel."""
        with self.changed:
            self.channels[channel] = replace(self.channels[channel], **changes)
            self.touch()

    def remove_user(self, user: str) -> None:
        """Deactivate somebody and take them out of every channel."""
        with self.changed:
            self.users[user] = replace(self.users[user], gone=True)
            for channel in tuple(self.channels.values()):
                self.change_channel(channel.id, members=channel.members - {user})

    def put(self, message: Message) -> Message:
        """Add a message, or replace the one with the same channel and ts."""
        with self.changed:
            self._messages[message.channel, message.ts] = message
            self.touch()
        return message

    def take(self, channel: str, ts: str) -> None:
        """Delete a message."""
        with self.changed:
            del self._messages[channel, ts]
            self.touch()

    def message(self, channel: str, ts: str) -> Message:
        """One message, ephemeral or not. Else message_not_found."""
        found = self._messages.get((channel, ts))
        if found is None:
            raise Refused("message_not_found")
        return found

    def said(self, channel: str = "") -> Iterator[Message]:
        """All messages in order of arrival, ephemeral ones too."""
        with self.changed:
            kept = tuple(self._messages.values())
        return (message for message in kept if channel in ("", message.channel))

    def wire(self, message: Message) -> Json:
        """A message as the Web API gives it."""
        body: Json = {
            "type": "message",
            "user": message.user,
            "text": message.text,
            "ts": message.ts,
            "team": seats.TEAM,
            "blocks": list(message.blocks),
        }
        if message.user == self.bot.id:
            body |= {"bot_id": "B0SANDBOX", "app_id": "A0SANDBOX"}
        if message.thread_ts:
            body["thread_ts"] = message.thread_ts
        if message.edited:
            body["edited"] = {"user": message.user, "ts": message.ts}
        if message.reactions:
            body["reactions"] = _grouped(message.reactions)
        if "metadata" in message.sent:
            body["metadata"] = message.sent["metadata"]
        return body


def _grouped(reactions: tuple[tuple[str, str], ...]) -> list[Json]:
    names = dict.fromkeys(name for name, _ in reactions)
    users = {name: [user for given, user in reactions if given == name] for name in names}
    return [{"name": name, "users": who, "count": len(who)} for name, who in users.items()]
