"""The page's own routes: what a person sees, and what a person does."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.routing import Rule
from werkzeug.wrappers import Request, Response

from sandbox import seats
from sandbox.courier import Courier
from sandbox.people import People, Saying
from sandbox.refusals import Refused
from sandbox.shapes import Channel, Delivery, File, Json, Message
from sandbox.world import World

FOLDER = Path(__file__).parent / "page"
SCRIPT = "text/javascript"
KINDS = {
    "index.html": "text/html",
    "style.css": "text/css",
    "words.js": SCRIPT,
    "blocks.js": SCRIPT,
    "messages.js": SCRIPT,
    "state.js": SCRIPT,
    "sandbox.js": SCRIPT,
}
# Nothing from elsewhere, and no script that is not the shipped file.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
)
HEARTBEAT = 15.0
NEWEST = 300


class Screen:
    """Serves the page. ``people`` is set by the sandbox before it starts."""

    people: People

    def __init__(self, world: World, courier: Courier) -> None:
        self._world = world
        self._courier = courier

    def rules(self) -> list[Rule]:
        """The routes."""
        acts = {
            "command": self._command,
            "say": self._say,
            "click": self._click,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "home": self._home,
        }
        return [
            Rule(
                "/", endpoint=lambda request: self._shipped(request, "index.html"), methods=["GET"]
            ),
            Rule("/page/<name>", endpoint=self._shipped, methods=["GET"]),
            Rule("/page/state", endpoint=self._state, methods=["GET"]),
            Rule("/page/events", endpoint=self._events, methods=["GET"]),
            Rule("/page/files/<name>", endpoint=self.file, methods=["GET"]),
            *(
                Rule(f"/page/do/{name}", endpoint=_act(act), methods=["POST"])
                for name, act in acts.items()
            ),
        ]

    def file(self, request: Request, name: str) -> Response:
        """The bytes of an uploaded file, always as a download."""
        del request
        file = self._world.files.get(name)
        if file is None or not file.complete:
            raise NotFound("There is no such file.")
        response = Response(file.content, content_type="application/octet-stream")
        response.headers.set("Content-Disposition", "attachment", filename=file.name)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    def _shipped(self, request: Request, name: str) -> Response:
        del request
        if name not in KINDS:
            raise NotFound("There is no such page.")
        response = Response(
            (FOLDER / name).read_bytes(), content_type=f"{KINDS[name]}; charset=utf-8"
        )
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    def _state(self, request: Request) -> Response:
        user = request.args.get("user", seats.PRESS)
        with self._world.changed:
            if user not in self._world.users:
                raise NotFound("Nobody has that id.")
            return _json(self._seen_by(user))

    def _seen_by(self, user: str) -> Json:
        world = self._world
        world.direct(user)
        places = [c for c in world.channels.values() if user in c.members]
        said = [m for m in world.said() if m.only_for in ("", user)]
        seen = {place.id for place in places}
        return {
            "version": world.version,
            "connected": self._courier.connected,
            "me": user,
            "app": self._app(),
            "users": [
                {"id": u.id, "name": u.name, "bot": u.bot, "gone": u.gone}
                for u in world.users.values()
            ],
            "channels": [self._channel(place) for place in places],
            "messages": [self._message(m) for m in said if m.channel in seen][-NEWEST:],
            "statuses": [
                {"channel": c, "thread_ts": t, "text": s}
                for (c, t), s in world.statuses.items()
                if s
            ],
            **self._views(user),
        }

    def _app(self) -> Json:
        app = self._world.app
        return {
            "name": app.name,
            "bot": self._world.bot.id,
            "commands": list(app.commands),
            "shortcuts": [
                {"callback_id": s.callback_id, "name": s.name, "kind": s.kind}
                for s in app.shortcuts
            ],
        }

    def _channel(self, place: Channel) -> Json:
        return {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "archived": place.archived,
            "bot": self._world.bot.id in place.members,
        }

    def _views(self, user: str) -> Json:
        """The Home tab and the modal on top."""
        surfaces = self._world.surfaces
        home, stack = surfaces.homes.get(user), surfaces.stack(user)
        return {
            "home": _view(home) if home else None,
            "modal": _view(stack[-1]) if stack else None,
            "depth": len(stack),
        }

    def _message(self, message: Message) -> Json:
        return self._world.wire(message) | {
            "channel": message.channel,
            "ephemeral": message.ephemeral,
            "edited": message.edited,
            "files": [_file(self._world.files[name]) for name in message.files],
        }

    def _events(self, request: Request) -> Response:
        del request
        response = Response(self._versions(), content_type="text/event-stream")
        response.headers["Cache-Control"] = "no-store"
        return response

    def _versions(self) -> Iterator[bytes]:
        """The world's version each time it changes, and a beat now and then."""
        told = -1
        while not self._world.stopping:
            yield f"data: {told}\n\n".encode() if told >= 0 else b": hello\n\n"
            with self._world.changed:
                if self._world.version == told and not self._world.stopping:
                    self._world.changed.wait(HEARTBEAT)
                told = self._world.version

    def _command(self, body: Json) -> Json:
        return _delivered(
            self.people.command(body["command"], body["text"], body["user"], body["channel"])
        )

    def _say(self, body: Json) -> Json:
        saying = Saying(
            text=body["text"],
            user=body["user"],
            channel=body["channel"],
            thread_ts=body.get("thread_ts", ""),
        )
        return _delivered(self.people.say(saying))

    def _click(self, body: Json) -> Json:
        if body.get("view"):
            on: Any = self._world.surfaces.find(body["view"])
        else:
            on = self._world.message(body["channel"], body["ts"])
        chosen = body.get("chosen", "")
        typed = body.get("values", {})
        return _delivered(self.people.click(on, body["action_id"], body["user"], chosen, typed))

    def _submit(self, body: Json) -> Json:
        view = self._world.surfaces.find(body["view"])
        delivery, wrong = self.people.submit(view, body.get("values", {}))
        return _delivered(delivery) | {"errors": wrong}

    def _close(self, body: Json) -> Json:
        return _delivered(self.people.close(self._world.surfaces.find(body["view"])))

    def _shortcut(self, body: Json) -> Json:
        message = self._world.message(body["channel"], body["ts"]) if body.get("ts") else None
        return _delivered(self.people.shortcut(body["callback_id"], body["user"], message))

    def _home(self, body: Json) -> Json:
        return _delivered(self.people.open_home(body["user"]))


def _act(act: Any) -> Any:  # noqa: ANN401  # a bound method in, an endpoint out
    """An endpoint for something done on the page: JSON in, JSON out."""

    def endpoint(request: Request) -> Response:
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            raise BadRequest("JSON is wanted here.")
        try:
            return _json(act(body))
        except (KeyError, LookupError) as missing:
            raise BadRequest(f"Something is missing: {missing}") from missing
        except Refused as refused:
            return _json({"ok": False, "error": refused.code})

    return endpoint


def _delivered(delivery: Delivery) -> Json:
    return {"ok": delivery.ok, "error": delivery.error}


def _view(view: Any) -> Json:  # noqa: ANN401  # a View
    return {**view.body, "id": view.id, "hash": view.hash}


def _file(file: File) -> Json:
    return {"id": file.id, "name": file.name, "title": file.title, "size": file.length}


def _json(body: Json) -> Response:
    response = Response(json.dumps(body), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
