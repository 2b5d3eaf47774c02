"""The bodies of what Slack sends to an app: commands, clicks, shortcuts, submissions, events."""

from dataclasses import dataclass
from typing import Any

from sandbox import seats
from sandbox.methods.views import described
from sandbox.replies import Reply
from sandbox.shapes import Channel, Json, Message, View
from sandbox.world import World

TOKEN = "sandbox-verification"  # noqa: S105  # the legacy token that nobody checks


@dataclass(frozen=True, slots=True)
class Payloads:
    """Builds each kind of body. ``hooks`` is the URL under which response_urls stand."""

    world: World
    hooks: str

    def reply_url(self, reply: Reply) -> str:
        """A new response_url."""
        return self.hooks + self.world.replies.give(reply).id

    def new_reply(self, user: str, channel: str, original: str = "", thread_ts: str = "") -> Reply:
        """A response_url's record, not given out yet."""
        name = self.world.new_id("R")
        return Reply(name, user, channel, 0.0, original=original, thread_ts=thread_ts)

    def command(self, command: str, text: str, user: str, channel: Channel) -> Json:
        """A slash command. The text is as typed: the command does not ask Slack to escape."""
        return {
            "token": TOKEN,
            "team_id": self._team(user),
            "team_domain": "sandbox",
            "channel_id": channel.id,
            "channel_name": "directmessage" if channel.kind == "im" else channel.name,
            "user_id": user,
            "user_name": self._user_name(user),
            "command": command,
            "text": text,
            "api_app_id": "A0SANDBOX",
            "is_enterprise_install": "false",
            "response_url": self.reply_url(self.new_reply(user, channel.id)),
            "trigger_id": self.world.surfaces.trigger(user),
        }

    def message_action(self, message: Message, action: Json, user: str) -> Json:
        """A click in a message. An ephemeral message is not repeated in it, as in Slack."""
        channel = self.world.channel(message.channel)
        reply = self.new_reply(user, channel.id, original=message.ts, thread_ts=message.thread_ts)
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.ephemeral,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        body = self._interactive("block_actions", user) | {
            "container": container,
            "channel": {"id": channel.id, "name": channel.name},
            "response_url": self.reply_url(reply),
            "state": {"values": {}},
            "actions": [action],
        }
        return body if message.ephemeral else body | {"message": self.world.wire(message)}

    def view_action(self, view: View, action: Json, values: Json) -> Json:
        """A click in a modal or on Home."""
        shown = described(view) | {"state": {"values": values}}
        return self._interactive("block_actions", view.user) | {
            "container": {"type": "view", "view_id": view.id},
            "view": shown,
            "actions": [action],
        }

    def submission(self, view: View, values: Json) -> Json:
        """A form sent off. ``values``: block id, then action id, then the element's state."""
        shown = described(view) | {"state": {"values": values}}
        return self._interactive("view_submission", view.user) | {
            "view": shown,
            "response_urls": [],
        }

    def closing(self, view: View) -> Json:
        """A form put away, for views that asked to be told."""
        body = self._interactive("view_closed", view.user) | {"view": described(view)}
        return body | {"is_cleared": False}

    def message_shortcut(self, message: Message, callback_id: str, user: str) -> Json:
        """A shortcut from the menu of a message."""
        channel = self.world.channel(message.channel)
        reply = self.new_reply(user, channel.id, thread_ts=message.thread_ts)
        return self._interactive("message_action", user) | {
            "callback_id": callback_id,
            "channel": {"id": channel.id, "name": channel.name},
            "message_ts": message.ts,
            "message": self.world.wire(message),
            "response_url": self.reply_url(reply),
        }

    def global_shortcut(self, callback_id: str, user: str) -> Json:
        """A shortcut from the workspace's own menu."""
        return self._interactive("shortcut", user) | {"callback_id": callback_id}

    def event(self, event: Json, event_id: str = "") -> Json:
        """An event in its envelope. ``event_id`` is the key by which an app tells repeats."""
        return {
            "token": TOKEN,
            "team_id": seats.TEAM,
            "api_app_id": "A0SANDBOX",
            "event": event,
            "type": "event_callback",
            "event_id": event_id or self.world.new_id("Ev"),
            "event_time": int(self.world.clock.now()),
            "is_ext_shared_channel": self._is_shared(str(event.get("channel", ""))),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": seats.TEAM,
                    "user_id": self.world.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
        }

    def message_event(self, message: Message, kind: str) -> Json:
        """The inner event of a message: ``kind`` is app_mention or message."""
        channel = self.world.channel(message.channel)
        body: Json = {**self.world.wire(message), "type": kind, "channel": channel.id}
        if kind == "message":
            names = {"im": "im", "public": "channel", "private": "group"}
            body["channel_type"] = names[channel.kind]
        if theirs := self.world.users[message.user].team:
            body |= {"user_team": theirs, "source_team": theirs}
        return body | {"event_ts": message.ts, "client_msg_id": f"client-{message.ts}"}

    def _interactive(self, kind: str, user: str) -> dict[str, Any]:
        name, own = self._user_name(user), self.world.users[user].team
        return {
            "type": kind,
            "token": TOKEN,
            "team": {"id": self._team(user), "domain": "sandbox"},
            "user": {"id": user, "username": name, "name": name, "team_id": own or seats.TEAM},
            "api_app_id": "A0SANDBOX",
            "enterprise": None,
            "is_enterprise_install": False,
            "trigger_id": self.world.surfaces.trigger(user),
            "action_ts": self.world.new_ts(),
        }

    def _is_shared(self, channel: str) -> bool:
        """Whether people of another organisation are in a channel."""
        place = self.world.channels.get(channel)
        inside = place.members if place else ()
        known = (self.world.users.get(user) for user in inside)
        return any(user.team and not user.teams for user in known if user)

    def _team(self, user: str) -> str:
        """The workspace in which somebody does something: another's people are in their own."""
        found = self.world.users[user]
        return seats.TEAM if found.teams else found.team or seats.TEAM

    def _user_name(self, user: str) -> str:
        return self.world.users[user].name.lower().replace(" ", ".")
