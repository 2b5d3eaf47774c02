"""What ``emulate`` leaves out of the Web API: user groups, held to the same strict scopes.

Everything else is handed on as it came, and so is its answer.
"""

import json
from collections.abc import Iterable
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

METHOD, SCOPE = "/api/usergroups.users.list", "usergroups:read"


class Groups:
    """A WSGI app in front of ``emulate``, for one bot with these scopes."""

    def __init__(self, port: int, scopes: Iterable[str]) -> None:
        self._port, self._scopes = port, frozenset(scopes)
        self.people: dict[str, list[str]] = {}

    def __call__(self, environ: dict[str, Any], start: "StartResponse") -> Iterable[bytes]:
        """Answer about groups, or hand the request on."""
        path = str(environ["PATH_INFO"])
        raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        if path == METHOD:
            body = json.dumps(self._people(raw)).encode()
            start("200 OK", [("Content-Type", "application/json")])
            return [body]
        return self._handed_on(environ, path, raw, start)

    def _people(self, raw: bytes) -> dict[str, Any]:
        if SCOPE not in self._scopes:
            return {"ok": False, "error": "missing_scope", "needed": SCOPE}
        (group,) = parse_qs(raw.decode()).get("usergroup", [""])
        if group not in self.people:
            return {"ok": False, "error": "no_such_subteam"}
        return {"ok": True, "users": self.people[group]}

    def _handed_on(
        self, environ: dict[str, Any], path: str, raw: bytes, start: "StartResponse"
    ) -> Iterable[bytes]:
        line = HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            headers = {"Authorization": str(environ.get("HTTP_AUTHORIZATION", ""))}
            headers["Content-Type"] = str(environ.get("CONTENT_TYPE", ""))
            query = environ.get("QUERY_STRING")
            line.request("POST", f"{path}?{query}" if query else path, raw, headers)
            answer = line.getresponse()
            kind = answer.getheader("Content-Type") or "application/json"
            start(f"{answer.status} {answer.reason}", [("Content-Type", kind)])
            return [answer.read()]
        finally:
            line.close()
