"""What a person does in this Slack: types, clicks, submits; each is delivered to the app."""

import json
from dataclasses import dataclass

from sandbox import clicks, typed
from sandbox.courier import COMMAND, EVENT, INTERACTIVE, Courier
from sandbox.filling import held_back
from sandbox.methods.views import prepared
from sandbox.payloads import Payloads
from sandbox.refusals import Refused
from sandbox.responses import answer_command, notice
from sandbox.shapes import Delivery, Json, Message, View
from sandbox.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Words in a place. ``event_id`` and ``retry_num`` let a test play a repeat."""

    text: str
    user: str
    channel: str
    thread_ts: str = ""
    event_id: str = ""
    retry_num: int = 0


class People:
    """The hands of everybody in the workspace."""

    def __init__(self, world: World, courier: Courier, payloads: Payloads) -> None:
        self._world = world
        self._courier = courier
        self._payloads = payloads
        self._bodies: dict[str, Json] = {}

    def command_in_thread(self, command: str, user: str, channel: str) -> Delivery:
        """Type a slash command in a thread: Slack says that there is none, and delivers nothing."""
        words = f"{command} is not supported in threads. Sorry!"
        notice(self._world, user, self._world.channel(channel).id, words)
        return Delivery(0, error="not_supported_in_threads")

    def command(self, command: str, text: str, user: str, channel: str) -> Delivery:
        """Run a slash command; text in the acknowledgement is shown, and so is a failure."""
        with self._world.changed:
            place = self._world.channel(channel)
            payload = self._payloads.command(command, text, user, place)
        delivery = self._courier.deliver(COMMAND, payload)
        if not delivery.ok:
            words = f"{command} failed with the error “{delivery.error}”"
            notice(self._world, user, place.id, words)
            return delivery
        body = _command_answer(delivery.body)
        if body:
            self._shown(payload, body, place.id)
        return delivery

    def say(self, saying: Saying) -> Delivery:
        """Write a message. The app hears of it if it is named, or in a direct message."""
        place = self._world.channel(saying.channel)
        message, known = self._written(saying, place.id)
        kind = self._heard_as(message, place.kind)
        if not kind:
            return Delivery(200)
        inner = self._payloads.message_event(message, kind)
        payload = known or self._payloads.event(inner, saying.event_id)
        if saying.event_id:
            self._bodies[saying.event_id] = payload
        return self._courier.deliver(EVENT, payload, saying.retry_num)

    def _written(self, saying: Saying, channel: str) -> tuple[Message, Json | None]:
        """The message, once: a repeat of a known event does not write it again."""
        known = self._bodies.get(saying.event_id) if saying.event_id else None
        if known:
            return self._world.message(channel, known["event"]["ts"]), known
        text = typed.as_wire(saying.text, self._world.users)
        message = Message(
            channel=channel,
            ts=self._world.new_ts(),
            user=saying.user,
            text=text,
            blocks=typed.as_blocks(text),
            thread_ts=saying.thread_ts,
        )
        return self._world.put(message), None

    def _heard_as(self, message: Message, kind: str) -> str:
        app, inside = self._world.app, self._world.channels[message.channel].members
        if self._world.bot.id not in inside:
            return ""
        if kind == "im":
            return "message" if app.hears("message.im") else ""
        if f"<@{self._world.bot.id}>" in message.text and app.hears("app_mention"):
            return "app_mention"
        listens = {"public": "message.channels", "private": "message.groups"}[kind]
        return "message" if app.events is not None and app.hears(listens) else ""

    def event(self, event: Json, event_id: str = "", retry_num: int = 0) -> Delivery:
        """Deliver any event."""
        return self._courier.deliver(EVENT, self._payloads.event(event, event_id), retry_num)

    def click(
        self,
        on: Message | View,
        action_id: str,
        user: str,
        chosen: object = "",
        entered: dict[str, object] | None = None,
    ) -> Delivery:
        """Use a button, menu or other element. LookupError when it is not there.

        ``entered`` is what stands in the fields of a form meanwhile.
        """
        block, element = clicks.find(on.blocks, action_id)
        action = clicks.action(block, element, self._world.new_ts(), chosen)
        if isinstance(on, Message):
            payload = self._payloads.message_action(on, action, user)
        else:
            held = clicks.values(on.blocks, entered or {})
            payload = self._payloads.view_action(on, action, held)
        return self._courier.deliver(INTERACTIVE, payload)

    def submit(self, view: View, entered: dict[str, object]) -> tuple[Delivery, dict[str, str]]:
        """Send a form off; the second value holds the complaints by block id.

        They are the app's, or the client's own: then nothing is delivered.
        """
        values = clicks.values(view.blocks, entered)
        if wrong := held_back(view.blocks, values):
            return Delivery(0, error="held_back"), wrong
        payload = self._payloads.submission(view, values)
        delivery = self._courier.deliver(INTERACTIVE, payload)
        if not delivery.ok:
            return delivery, {}
        return delivery, self._obey(view, _parsed(delivery.body))

    def _obey(self, view: View, answer: Json) -> dict[str, str]:
        """Do what the app answered to a submission."""
        order = answer.get("response_action")
        surfaces = self._world.surfaces
        with self._world.changed:
            if order == "errors":
                return dict(answer["errors"])
            if order == "update":
                surfaces.change(view, prepared(answer.get("view"), self._world, "modal"))
            elif order == "push":
                body = prepared(answer.get("view"), self._world, "modal")
                surfaces.open(view.user, body, view)
            elif order == "clear":
                surfaces.close_all(view.user)
            else:
                surfaces.close(view)
            self._world.touch()
        return {}

    def close(self, view: View) -> Delivery:
        """Put a form away; the app hears of it if it asked to."""
        with self._world.changed:
            self._world.surfaces.close(view)
            self._world.touch()
        if not view.body.get("notify_on_close"):
            return Delivery(200)
        return self._courier.deliver(INTERACTIVE, self._payloads.closing(view))

    def shortcut(self, callback_id: str, user: str, message: Message | None) -> Delivery:
        """Use a shortcut: of a message, or of the workspace."""
        if message is None:
            payload = self._payloads.global_shortcut(callback_id, user)
        else:
            payload = self._payloads.message_shortcut(message, callback_id, user)
        return self._courier.deliver(INTERACTIVE, payload)

    def open_home(self, user: str) -> Delivery:
        """Look at the app's Home tab."""
        if not self._world.app.hears("app_home_opened"):
            return Delivery(200)
        channel = self._world.direct(user)
        ts = self._world.new_ts()
        event = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": "home"}
        return self.event(event | {"event_ts": ts})

    def _shown(self, payload: Json, body: Json, channel: str) -> None:
        name = payload["response_url"].rpartition("/")[2]
        try:
            answer_command(self._world, name, body)
        except Refused as refused:
            words = f"{payload['command']} failed with the error “{refused.code}”"
            notice(self._world, payload["user_id"], channel, words)


def _command_answer(body: str) -> Json:
    """A command's acknowledgement: empty, JSON, or plain text."""
    parsed = _parsed(body)
    if parsed:
        return parsed if parsed.get("text") or parsed.get("blocks") else {}
    return {"text": body} if body.strip() not in ("", "{}") else {}


def _parsed(body: str) -> Json:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
