"""The routes: the Web API, uploads, files, response_urls, and the page."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from werkzeug.exceptions import Forbidden, HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from sandbox.faults import Faults
from sandbox.loopback import is_own
from sandbox.methods import METHODS
from sandbox.methods.call import Call, Method
from sandbox.methods.conversations import missing
from sandbox.refusals import Refused
from sandbox.responses import respond
from sandbox.screen import Screen
from sandbox.server import hang_up
from sandbox.shapes import Json
from sandbox.socketmode import SocketMode
from sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

WIDEST = 64 * 1024 * 1024


class Dropped(ConnectionError):
    """The fault of a connection that closes without an answer."""


class Web:
    """The WSGI app."""

    def __init__(self, world: World, faults: Faults, socket: SocketMode, screen: Screen) -> None:
        self._world = world
        self._faults = faults
        self._socket = socket
        self._screen = screen
        self.port = 0
        self._routes = Map(
            [
                Rule("/api/<name>", endpoint=self._api, methods=["GET", "POST"]),
                Rule("/upload/v1/<name>", endpoint=self._upload, methods=["POST", "PUT"]),
                Rule("/files/<name>/<path:title>", endpoint=self._file, methods=["GET"]),
                Rule("/response/<name>", endpoint=self._respond, methods=["POST"]),
                *screen.rules(),
            ]
        )

    @property
    def url(self) -> str:
        """The root, with a slash at the end."""
        return f"http://127.0.0.1:{self.port}/"

    def __call__(self, environ: Json, start: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        request.max_content_length = WIDEST
        try:
            self._guard(request)
            endpoint, names = self._routes.bind_to_environ(environ).match()
            response: Response = endpoint(request, **names)
        except HTTPException as wrong:
            response = Response(f"{wrong.description}\n", wrong.code or 500)
        except Refused as refused:
            with self._world.changed:
                self._world.refused[request.path.rpartition("/")[2]] += 1
            response = _refusal(refused)
        return response(environ, start)

    def _guard(self, request: Request) -> None:
        """Answer to our own name only: neither a rebound name nor another site's page gets in."""
        origin = request.headers.get("Origin")
        if not is_own(request.headers.get("Host", ""), self.port):
            raise Forbidden("The sandbox answers to 127.0.0.1 and localhost only.")
        if origin is not None and not is_own(origin.removeprefix("http://"), self.port):
            raise Forbidden("The sandbox answers to its own page only.")

    def _api(self, request: Request, name: str) -> Response:
        lost = self._trouble(request, name)
        args = _arguments(request)
        method = METHODS.get(name)
        if name == "apps.connections.open":
            self._token(request, args, "app")
            return _answer({"url": self._socket.ticket_url()})
        if method is None:
            raise Refused("unknown_method", more={"req_method": name})
        self._token(request, args, method.token)
        args.pop("token", None)
        with self._world.changed:
            call = Call(self._world, args, self.url)
            self._scoped(call, method)
            done = _answer(method.run(call))
        return self._lost(request) if lost else done

    def _scoped(self, call: Call, method: Method) -> None:
        if not self._world.app.grants(method.scopes):
            raise missing(call, ",".join(sorted(method.scopes)))

    def _token(self, request: Request, args: Json, kind: str) -> None:
        """Slack's words for a token that is missing, unknown, revoked, or of the wrong kind."""
        header = request.headers.get("Authorization", "")
        token = header.removeprefix("Bearer ").strip() or str(args.get("token") or "")
        app = self._world.app
        if not kind:
            return
        if not token:
            raise Refused("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise Refused("invalid_auth")
        if token != {"bot": app.bot_token, "app": app.app_token}[kind]:
            raise Refused("not_allowed_token_type")
        if self._world.revoked and kind == "bot":
            raise Refused("token_revoked")

    def _upload(self, request: Request, name: str) -> Response:
        self._trouble(request, "upload")
        file = self._world.files.get(name)
        content = _uploaded(request)
        if file is None or file.complete:
            return Response("no such upload\n", 404)
        if len(content) != file.length:
            return Response("the length is not the one announced\n", 400)
        with self._world.changed:
            self._world.files[name] = replace(file, content=content)
        return Response(f"OK - {len(content)}")

    def _file(self, request: Request, name: str, title: str) -> Response:
        del title
        self._token(request, {}, "bot")
        return self._screen.file(request, name)

    def _respond(self, request: Request, name: str) -> Response:
        lost = self._trouble(request, "response_url")
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            raise Refused("invalid_payload", status=400)
        respond(self._world, name, body)
        return self._lost(request) if lost else Response("ok")

    def _trouble(self, request: Request, method: str) -> bool:
        """Let a planned fault happen; True when the answer is to be lost after the deed."""
        trouble = self._faults.next_for(method)
        if trouble is None:
            return False
        if trouble.wait:
            with self._world.changed:
                self._world.changed.wait_for(lambda: self._world.stopping, trouble.wait)
        if trouble.drop:
            self._lost(request)
        if trouble.refusal:
            raise trouble.refusal
        return trouble.lose

    def _lost(self, request: Request) -> NoReturn:
        """Close the connection without an answer."""
        hang_up(request.environ["werkzeug.socket"])
        raise Dropped


def _arguments(request: Request) -> Json:
    """Query, form and JSON together, as Slack reads them."""
    args: Json = {**request.args.to_dict(), **request.form.to_dict()}
    if request.is_json and request.get_data():
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            raise Refused("invalid_json")
        args |= body
    return args


def _uploaded(request: Request) -> bytes:
    """The bytes: the part of a multipart form, or the whole body whatever its type says."""
    if request.mimetype != "multipart/form-data":
        return request.get_data(parse_form_data=False)
    sent = next(iter(request.files.values()), None)
    return sent.read() if sent else b""


def _answer(body: Json) -> Response:
    return Response(json.dumps({"ok": True, **body}), content_type="application/json")


def _refusal(refused: Refused) -> Response:
    headers = {"Retry-After": str(refused.retry_after)} if refused.retry_after else {}
    return Response(
        json.dumps(refused.body), refused.status, headers, content_type="application/json"
    )
