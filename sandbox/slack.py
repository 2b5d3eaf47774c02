"""A Slack on this machine, for tests and for a first look: the public face of the sandbox."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from sandbox import seats
from sandbox.app import App
from sandbox.clock import Clock
from sandbox.courier import Courier
from sandbox.faults import Faults
from sandbox.payloads import Payloads
from sandbox.people import People, Saying
from sandbox.screen import Screen
from sandbox.server import Server
from sandbox.shapes import Delivery, File, Json, Message, Sent, View
from sandbox.socketmode import SocketMode
from sandbox.web import Web
from sandbox.world import World

Seen = TypeVar("Seen")
LOOK_AGAIN = 0.05


class Sandbox:
    """A Slack on loopback. Use as a context manager, or start() and stop().

    ``port`` 0 takes any free port; a taken port raises OSError.
    ``one_a_second`` insists on one message a second a channel.
    """

    def __init__(
        self, app: App | None = None, *, port: int = 0, one_a_second: bool = False
    ) -> None:
        self.app = app or App()
        self.clock = Clock()
        self.world = World(self.app, self.clock)
        self.world.one_a_second = one_a_second
        self.faults = Faults(self.world)
        self._socket = SocketMode(self.world)
        self._courier = Courier(self.world, self.faults, self._socket)
        self._screen = Screen(self.world, self._courier)
        self._web = Web(self.world, self.faults, self._socket, self._screen)
        self._server = Server(self._web, port)
        self._web.port = self._server.port
        self._people = People(
            self.world, self._courier, Payloads(self.world, f"{self._web.url}response/")
        )
        self._screen.people = self._people

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to answer."""
        self._server.start()

    def stop(self) -> None:
        """Close everything; no thread is left."""
        self.world.stopping = True
        self.world.touch()
        self._socket.stop()
        self._server.stop()

    # Where it is, and its secrets.

    @property
    def api_url(self) -> str:
        """The Web API's root: the ``base_url`` of a client."""
        return f"{self._web.url}api/"

    @property
    def page_url(self) -> str:
        """The page to open in a browser."""
        return self._web.url

    @property
    def bot_token(self) -> str:
        """The xoxb token."""
        return self.app.bot_token

    @property
    def app_token(self) -> str:
        """The xapp token, for Socket Mode."""
        return self.app.app_token

    @property
    def signing_secret(self) -> str:
        """What signs every request to the app."""
        return self.app.signing_secret

    @property
    def bot_user(self) -> str:
        """The bot's user id."""
        return self.world.bot.id

    def connect(self, request_url: str) -> None:
        """Send deliveries to this URL, unless a Socket Mode client is connected."""
        self._courier.connect(request_url)

    @property
    def connected(self) -> bool:
        """Whether an app can be reached."""
        return self._courier.connected

    @property
    def callers(self) -> tuple[int, ...]:
        """The port from which each Socket Mode client calls, to tell one process from another."""
        return self._socket.callers

    # What people do.

    def command(
        self,
        text: str,
        user: str = seats.PRESS,
        channel: str = "C0PRESS",
        command: str = "/neutral",
        thread_ts: str = "",
    ) -> Delivery:
        """Type a slash command. In a thread Slack has none, and says so."""
        if thread_ts:
            return self._people.command_in_thread(command, user, channel)
        return self._people.command(command, text, user, channel)

    def mention(  # the places and keys of one message, all but two with defaults
        self,
        text: str,
        user: str = seats.PRESS,
        channel: str = "C0PRESS",
        thread_ts: str = "",
        event_id: str = "",
        retry_num: int = 0,
    ) -> Delivery:
        """Name the bot in a message. A known event_id repeats that event instead."""
        tag = f"<@{self.bot_user}>"
        words = text if tag in text else f"{tag} {text}"
        saying = Saying(
            text=words,
            user=user,
            channel=channel,
            thread_ts=thread_ts,
            event_id=event_id,
            retry_num=retry_num,
        )
        return self._people.say(saying)

    def say(
        self, text: str, user: str = seats.PRESS, channel: str = "C0PRESS", thread_ts: str = ""
    ) -> Delivery:
        """Write a message; in a direct message, or with the bot's name, the app hears of it."""
        saying = Saying(text=text, user=user, channel=channel, thread_ts=thread_ts)
        return self._people.say(saying)

    def direct(self, text: str, user: str = seats.PRESS, thread_ts: str = "") -> Delivery:
        """Write to the bot in a direct message."""
        return self.say(text, user, self.world.direct(user).id, thread_ts)

    def click(
        self,
        on: Message | View,
        action_id: str,
        user: str = seats.PRESS,
        chosen: object = "",
        entered: dict[str, object] | None = None,
    ) -> Delivery:
        """Use an element; ``chosen`` is an option's value. LookupError when it is not there.

        ``entered``: what was typed into the fields of a form by then, by action id.
        """
        return self._people.click(on, action_id, user, chosen, entered)

    def submit(self, view: View, **entered: object) -> Delivery:
        """Send a form off; keywords are action ids. Complaints are in the answer's body.

        What the client itself holds back is not delivered: ``held_back`` is the error then.
        """
        return self._people.submit(view, entered)[0]

    def close(self, view: View) -> Delivery:
        """Put a form away."""
        return self._people.close(view)

    def shortcut(
        self, callback_id: str, user: str = seats.PRESS, message: Message | None = None
    ) -> Delivery:
        """Use a shortcut of a message, or (without one) of the workspace."""
        return self._people.shortcut(callback_id, user, message)

    def open_home(self, user: str = seats.PRESS) -> Delivery:
        """Look at the Home tab."""
        return self._people.open_home(user)

    def event(self, event: Json, event_id: str = "", retry_num: int = 0) -> Delivery:
        """Deliver any event."""
        return self._people.event(event, event_id, retry_num)

    # What there is to see.

    def messages(self, channel: str = "C0PRESS", thread_ts: str = "") -> tuple[Message, ...]:
        """What all can see in a channel, or in one thread (with its root), oldest first."""
        return tuple(
            message
            for message in self.world.said(channel)
            if not message.ephemeral and thread_ts in ("", message.ts, message.thread_ts)
        )

    def ephemerals(self, user: str = seats.PRESS, channel: str = "") -> tuple[Message, ...]:
        """What one person alone can see, oldest first."""
        return tuple(m for m in self.world.said(channel) if m.only_for == user)

    def directs(self, user: str = seats.PRESS) -> tuple[Message, ...]:
        """The direct messages between one person and the bot."""
        return self.messages(self.world.direct(user).id)

    def views(self, user: str = seats.PRESS) -> tuple[View, ...]:
        """The modals that a person has open, top last."""
        with self.world.changed:
            return self.world.surfaces.stack(user)

    def home(self, user: str = seats.PRESS) -> View | None:
        """A person's Home tab."""
        return self.world.surfaces.homes.get(user)

    def files(self) -> tuple[File, ...]:
        """Files whose upload is complete."""
        return tuple(file for file in self.world.files.values() if file.complete)

    @property
    def deliveries(self) -> tuple[Sent, ...]:
        """Every attempt to deliver, oldest first."""
        return tuple(self._courier.sent)

    def wait_for(self, condition: Callable[[], Seen], seconds: float = 10) -> Seen:
        """Wait until a condition holds and give its value; TimeoutError when it never does."""
        end = time.monotonic() + seconds
        with self.world.changed:
            while not (seen := condition()):
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"It did not happen in {seconds} s.")
                self.world.changed.wait(min(left, LOOK_AGAIN))
        return seen

    # What Slack does by itself.

    def advance(self, seconds: float) -> tuple[Delivery, ...]:
        """Let time pass: triggers and response_urls age, and events due are retried."""
        self.clock.advance(seconds)
        return self._courier.retry_due()

    def repeat(self, sent: Sent) -> Delivery:
        """Deliver once more what was delivered before, signed anew or in a new envelope."""
        return self._courier.repeat(sent)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Close the Socket Mode connections with a word why, as Slack does every few hours."""
        self._socket.disconnect(reason)
