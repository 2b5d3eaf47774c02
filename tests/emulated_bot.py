"""The whole bot at work against ``emulate``, and the half of Slack that ``emulate`` leaves out.

``emulate`` delivers no commands, clicks or events, so they are signed and sent here, and only
where Slack would: by the scopes that were granted and the events in the manifest.
"""

import json
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from threading import Event
from time import monotonic, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from slack_sdk import WebClient
from werkzeug.serving import make_server

from bot.cli.house import open_log
from bot.config import Settings
from bot.desk.access import Access, rules_of
from bot.desk.desk import Desk, Shelf
from bot.desk.records import Place
from bot.desk.seams import Placed
from bot.log.record import StoredLog
from bot.slack.app import build_app
from bot.slack.directory import SlackDirectory
from bot.slack.form import form
from bot.slack.http import wsgi
from bot.slack.voice import SlackVoice
from bot.work.engine import Engine
from bot.work.ledger import DONE, Ledger
from bot.work.store import WAITING, address
from sandbox.signing import FORM, JSON, signed
from tests.drawn import a_review
from tests.emulated import APP, BOT, TEAM, Json, Workspace, officer_token, token_with
from tests.emulated_groups import Groups
from tests.rehearsal import settings_for, used_before

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

MANIFEST: Json = json.loads((Path(__file__).parent.parent / "manifest.json").read_text())
SCOPES: list[str] = MANIFEST["oauth_config"]["scopes"]["bot"]
EVENTS: list[str] = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
TRIGGER_SECONDS = 3.1
"""After which a right to open a view is void."""
SECRET = "emulated-signing-secret"
SCOPE_OF = {"app_mention": "app_mentions:read", "message.im": "im:history", "app_home_opened": ""}
"""The scope without which Slack does not deliver an event, from its reference."""
LEADS = "S0LEADS"
"""The user group of propriety leads, whose one member is whoever sits in the office."""
_numbers = count(1)


class Withheld(Exception):  # no error of the bot's: Slack would not have sent it
    """What Slack does not deliver to an app with these scopes."""


@dataclass
class Letterbox:
    """The far end of a response_url: what was written there, privately."""

    url: str = ""
    bodies: list[Json] = field(default_factory=list)

    def __call__(self, environ: Json, start: "StartResponse") -> Iterable[bytes]:
        raw = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        self.bodies.append(json.loads(raw))
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]


@dataclass
class Office:
    """Somebody with a channel, and the bot that they work with."""

    workspace: Workspace
    settings: Settings
    engine: Engine
    log: StoredLog
    scopes: Sequence[str]
    officer: str
    door: int
    letters: Letterbox
    user: str = ""
    channel: str = ""

    def __post_init__(self) -> None:
        self.client: WebClient = self.workspace.client(officer_token(self.officer))
        self.bot = self.workspace.client(self.settings.slack_bot_token.get_secret_value())
        self.user = str(self.client.auth_test()["user_id"])
        name = f"press-{next(_numbers)}"
        self.channel = str(self.client.conversations_create(name=name)["channel"]["id"])
        self.client.conversations_invite(channel=self.channel, users=BOT)

    # What people do.

    def command(
        self, text: str, *, reply_to: str = "", channel: str = "", trigger: str = ""
    ) -> Json:
        """Type the command; give what stood in the acknowledgement."""
        self._needs("commands")
        said = {
            "token": _nonce(),
            "command": MANIFEST["features"]["slash_commands"][0]["command"],
            "text": text,
            "user_id": self.user,
            "team_id": TEAM,
            "channel_id": channel or self.channel,
            "trigger_id": trigger or f"trigger-{next(_numbers)}",
            "response_url": reply_to,
            "api_app_id": APP,
        }
        return self._send(urlencode(said).encode(), FORM)

    def click(self, action: str, value: str) -> Json:
        """Press a button in a private message."""
        return self.interact(
            "block_actions",
            trigger_id=f"press-{next(_numbers)}",
            channel={"id": self.channel},
            container={"type": "message", "channel_id": self.channel, "is_ephemeral": True},
            actions=[{"type": "button", "action_id": action, "block_id": "b", "value": value}],
            response_url=self.letters.url,
        )

    def shortcut(self, callback_id: str, text: str) -> Json:
        """Use the shortcut of a message."""
        self._needs("commands")
        return self.interact(
            "message_action",
            callback_id=callback_id,
            channel={"id": self.channel},
            message={"type": "message", "text": text, "user": self.user, "ts": "1.1"},
            response_url=self.workspace.gone_url(),
        )

    def submit(self, view: str, **typed: str) -> Json:
        """Send the form off with what was typed into its fields."""
        held = {name: {name: {"type": "plain_text_input", "value": typed[name]}} for name in typed}
        shown = {**form(self.channel), "id": view, "state": {"values": held}}
        return self.interact("view_submission", view=shown)

    def mention(self, text: str, thread: str = "") -> Json:
        """Name the bot in the channel, or in a thread there."""
        where = {"thread_ts": thread} if thread else {}
        said = {"text": f"<@{BOT}> {text}", "channel": self.channel, **where}
        return self._event("app_mention", said)

    def direct(self, text: str) -> Json:
        """Write to the bot alone."""
        return self._event("message.im", {"text": text, "channel": "D0", "channel_type": "im"})

    def open_home(self) -> Json:
        """Look at the app's page."""
        return self._event("app_home_opened", {"tab": "home", "channel": "D0"})

    def write(self, text: str) -> str:
        """Write to the channel, not to the bot; give the message's own stamp."""
        return str(self.client.chat_postMessage(channel=self.channel, text=text)["ts"])

    def place_a_review(self) -> str:
        """Let a message of this person's stand for a shared card; give its thread."""
        stamp = self.write("A card.")
        place = Place(channel=self.channel, user=self.user, team=TEAM, thread=stamp)
        self.log.place(Placed(review_id=a_review().id, kind="shared", place=place))
        return stamp

    def closed_room(self) -> str:
        """A private channel of this person's where the bot is no member."""
        wanted = {"name": f"leads-{next(_numbers)}", "is_private": True}
        made = self.client.api_call("conversations.create", json=wanted)
        return str(made["channel"]["id"])

    def update(self, view: str, content: Json) -> None:
        """Put in place of a view what the bot answered with, as Slack does."""
        self.bot.views_update(view_id=view, view=content)

    def trigger(self) -> str:
        """A real right to open a form: it can be used once, and for three seconds."""
        made = self.bot.api_call("views.generateTriggerId", params={"user_id": self.user})
        return str(made["trigger_id"])

    # What there is to see.

    def history(self, channel: str = "") -> list[Json]:
        """What stands in a channel, oldest first."""
        found: list[Json] = self.client.conversations_history(channel=channel or self.channel)[
            "messages"
        ]
        return found[::-1]

    def directs(self) -> list[Json]:
        """The direct messages between this person and the bot."""
        found: list[Json] = self.client.conversations_list(types="im")["channels"]
        rooms = [room["id"] for room in found if self.user in self._members(room["id"])]
        return [message for room in rooms for message in self.history(room)]

    def thread(self, stamp: str) -> list[Json]:
        """A thread, with its first message."""
        found: list[Json] = self.client.conversations_replies(channel=self.channel, ts=stamp)[
            "messages"
        ]
        return found

    def shown_value(self, action: str) -> str:
        """The value of a button in the last private answer."""
        rows = [b for b in self.letters.bodies[-1]["blocks"] if b["type"] == "actions"]
        (value,) = [e["value"] for b in rows for e in b["elements"] if e["action_id"] == action]
        return str(value)

    def download(self, file: Json) -> bytes:
        """Fetch a file as this person."""
        path = urlsplit(file["url_private_download"])
        status, content = self.workspace.get(path.path, officer_token(self.officer))
        assert status == 200
        return content

    def private(self) -> str:
        """All that the inspector shows of the channel, private messages too.

        Below the channel it shows everybody's page of the app, which is cut off.
        """
        shown = self.workspace.inspect(tab="messages", channel=self.channel)
        return re.split(r"\bApp Home\s+ID\s+Type\b", shown)[0]

    def forms(self) -> list[str]:
        """The ids of the forms that this person has opened, newest last."""
        return self._views("modal")

    def pages(self) -> list[str]:
        """The ids of the app's pages that were drawn for this person."""
        return self._views("app home")

    def settle(self, seconds: float = 20) -> list[str]:
        """Wait until all work is done; give what went wrong."""
        end, pause = monotonic() + seconds, Event()
        ledger = Ledger(address(self.settings))
        while ledger.entries(WAITING) and monotonic() < end:
            pause.wait(0.03)
        assert not ledger.entries(WAITING)
        wrong = [entry.error for entry in ledger.entries(DONE) if entry.error]
        ledger.close()
        return wrong

    def _views(self, kind: str) -> list[str]:
        shown = self.workspace.inspect(tab="views")
        return re.findall(rf"\b(V[0-9A-F]{{9}}) {kind} {self.officer} {APP}", shown)[::-1]

    def _members(self, room: str) -> list[str]:
        found: list[str] = self.client.conversations_members(channel=room)["members"]
        return found

    def _needs(self, scope: str) -> None:
        if scope and scope not in self.scopes:
            raise Withheld(scope)

    def _event(self, kind: str, said: Json) -> Json:
        self._needs(SCOPE_OF[kind])
        if kind not in EVENTS:
            raise Withheld(kind)
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": APP,
            "event_id": f"Ev{next(_numbers)}",
            "event_time": int(time()),
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
            "event": {"type": kind.partition(".")[0], "user": self.user, "ts": "1.2", **said},
        }
        return self._send(json.dumps(body).encode(), JSON)

    def interact(self, kind: str, **said: Any) -> Json:  # noqa: ANN401  # as Slack's JSON has it
        """Send any interaction: what it says stands beside who did it."""
        body = {
            "token": _nonce(),
            "type": kind,
            "team": {"id": TEAM},
            "user": {"id": self.user},
            "api_app_id": APP,
            "trigger_id": f"trigger-{next(_numbers)}",
            **said,
        }
        return self._send(urlencode({"payload": json.dumps(body)}).encode(), FORM)

    def _send(self, body: bytes, kind: str) -> Json:
        line = HTTPConnection("127.0.0.1", self.door, timeout=10)
        try:
            line.request("POST", "/slack/events", body, signed(body, SECRET, kind))
            answer = line.getresponse()
            raw = answer.read()
            assert answer.status == 200, (answer.status, raw)
            return dict(json.loads(raw)) if raw.startswith(b"{") else {}
        finally:
            line.close()


def _nonce() -> str:
    """Lets no two requests of one second be the same, as Slack's never are."""
    return f"emulated-{next(_numbers)}"


@contextmanager
def at_work(
    workspace: Workspace, shelf: Shelf, folder: Path, officer: str, scopes: Sequence[str] = SCOPES
) -> Iterator[Office]:
    """The bot with these scopes, and somebody at their desk."""
    groups = Groups(workspace.port, scopes)
    with _served(groups) as port:
        settings = settings_for(
            used_before(folder),
            SLACK_BOT_TOKEN=token_with(scopes),
            SLACK_SIGNING_SECRET=SECRET,
            slack_api_url=f"http://127.0.0.1:{port}/api/",
            leads_group=LEADS,
        )
        log = open_log(settings)
        log.keep(a_review())
        access = Access(rules_of(settings), SlackDirectory(settings), log)
        engine = Engine(settings, Desk(shelf, log, None), SlackVoice(settings), log, access=access)
        engine.start()
        letters = Letterbox()
        with _served(wsgi(build_app(settings, engine))) as door, _served(letters) as box:
            letters.url = f"http://127.0.0.1:{box}/"
            try:
                office = Office(workspace, settings, engine, log, scopes, officer, door, letters)
                groups.people[LEADS] = [office.user]
                yield office
            finally:
                engine.stop(10)


@contextmanager
def _served(app: Any) -> Iterator[int]:  # noqa: ANN401  # a WSGI app
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
