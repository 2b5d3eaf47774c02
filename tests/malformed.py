"""Requests that Slack never sends, by a seed: each a good request with something put wrong."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from random import Random
from time import time
from typing import Any
from urllib.parse import urlencode

Json = dict[str, Any]
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
PATH = "/slack/events"
SECRET_WORD = "unpublishable"  # a word of the draft that no log may show
DRAFT = f"The {SECRET_WORD} port opens for the first time in a generation."
_DEEP = "@deep@"
_TEAM, _USER, _CHANNEL = "T0SANDBOX", "U0PRESS", "C0PRESS"
WRONG: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**30, 10**400, float("inf"), float("nan"), "", " ", "soon",
    "x" * 5_000, "\ud800", "a\ud800b", "\x00", "\n", "٣", "[" * 2_900, "{}", "null", "<!channel>",
    "http://[", "file:///etc/passwd", "ffffffffffff", [], {}, [[]], [None], [1, "a"],
    {"id": 5}, {"type": []}, [{"type": "text"}], [{"type": {}}], _DEEP,
)  # fmt: skip
"""What is put in the place of a good value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, whole. ``is_fit``: nothing but its content is wrong, so it may be taken."""

    what: str
    body: bytes
    kind: str = FORM
    method: str = "POST"
    path: str = PATH
    headers: tuple[tuple[str, str], ...] = ()
    is_fit: bool = True


def sealed(request: Request, secret: str, stamp: str = "") -> Request:
    """The request with the signature that Slack would give it."""
    stamp = stamp or str(int(time()))
    seal = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + request.body, hashlib.sha256)
    signed = (
        ("X-Slack-Request-Timestamp", stamp),
        ("X-Slack-Signature", f"v0={seal.hexdigest()}"),
    )
    return replace(request, headers=(*request.headers, *signed))


def malformed(seed: int, secret: str) -> Iterator[Request]:
    """Malformed requests without end, the same ones for the same seed."""
    chance = Random(seed)  # noqa: S311  # to be repeated, not to be secret
    while True:
        draw = chance.random()
        if draw < 0.15:  # one in seven is no request of Slack's at all
            yield _unfit(chance, secret)
        else:
            yield sealed(_misread(chance, draw), secret)


def _misread(chance: Random, draw: float) -> Request:
    """A request of the right form, of which one to three fields are wrong or missing."""
    name = chance.choice(tuple(GOOD))
    body = deepcopy(GOOD[name])
    _own_id(body, chance)
    wrong = [_spoil(body, chance) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    request = written(name, body)
    if draw > 0.97:  # now and then the bytes are broken too
        request = replace(request, body=_broken(request.body, chance))
    return replace(request, what=f"{name}: {', '.join(wrong)}")


def _own_id(body: Json, chance: Random) -> None:
    """Make it a request of its own, so that it is no repeat of one before."""
    for name in ("trigger_id", "event_id"):
        if name in body:
            body[name] = f"{name}.{chance.getrandbits(64):x}"


def _spoil(body: Json, chance: Random) -> str:
    """Change one place of a body, any; say which."""
    places = list(_places(body, ()))
    if not places:
        return "nothing"
    way = chance.choice(places)
    inside: Any = body
    for step in way[:-1]:
        inside = inside[step]
    if chance.random() < 0.1:  # one in ten is missing
        del inside[way[-1]]
        return f"no {way}"
    inside[way[-1]] = deepcopy(chance.choice(WRONG))
    return f"{way} is {str(inside[way[-1]])[:20]!a}"


def _places(inside: Any, way: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  # JSON
    named = inside.items() if isinstance(inside, dict) else enumerate(inside)
    for name, value in named:
        yield (*way, name)
        if isinstance(value, dict | list):
            yield from _places(value, (*way, name))


def written(name: str, body: Json) -> Request:
    """A body as Slack writes one of its kind: a form, JSON, or JSON in a form."""
    if name in _FORMS:
        pairs = [(n, v if isinstance(v, str) else json.dumps(v)) for n, v in body.items()]
        return Request(what=name, body=urlencode(pairs, errors="surrogatepass").encode())
    text = json.dumps(body).replace(f'"{_DEEP}"', "[" * 5_000 + "]" * 5_000)
    if name in _EVENTS:
        return Request(what=name, body=text.encode(), kind=JSON)
    return Request(what=name, body=urlencode({"payload": text}).encode())


def _broken(body: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return chance.choice(
        (
            body[:at],
            body[:at] + chance.randbytes(8) + body[at:],
            body.decode().encode("utf-16"),
            b"\xef\xbb\xbf" + body,
            body + b"&payload=%ff%fe",
            body[:at] + b"\x00" * 50 + body[at:],
            b"&" * 5_000,
            b"payload=" + body,
            body + b"&" + body,
            b"",
        )
    )


def _unfit(chance: Random, secret: str) -> Request:
    """A request that must be turned away for its head alone."""
    good = replace(written("command", GOOD["command"]), is_fit=False)
    name = chance.choice(("path", "method", "kind", "stamp", "signature", "other", "old", "length"))
    good = replace(good, what=name)
    match name:
        case "path":
            wrong = replace(good, path=chance.choice(_PATHS))
        case "method":
            wrong = replace(good, method=chance.choice(_METHODS))
        case "kind":
            wrong = replace(good, kind=chance.choice(_KINDS))
        case "length":
            wrong = replace(good, headers=(("Content-Length", chance.choice(_LENGTHS)),))
        case "signature":
            stamped = ("X-Slack-Request-Timestamp", str(int(time())))
            return replace(good, headers=(stamped, ("X-Slack-Signature", chance.choice(_SEALS))))
        case "stamp":
            return sealed(good, secret, chance.choice(_STAMPS))
        case "old":
            return sealed(good, secret, str(int(time()) - chance.choice((301, 10**6, -400))))
        case _:
            return sealed(good, "not the secret")
    return sealed(wrong, secret)


_LENGTHS = ("abc", "-5", "1e3", "9" * 5_000, "2000001")
_PATHS = (
    "/", "/slack", "/slack/events/", "/slack/Events", "//slack/events", "/slack/install",
    "/healthz/", "/../slack/events", "/%2e%2e/etc/passwd", "/slack/events%00", "/" + "a" * 3_000,
)  # fmt: skip
_METHODS = ("GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW")
_KINDS = (
    "", "text/plain", "multipart/form-data; boundary=a", "application/xml", "application/jsonp",
    "*/*", "application/x-www-form-urlencoded, application/json", "a" * 3_000,
)  # fmt: skip
_STAMPS = ("soon", "-1", "1e9", "9" * 400, " ", "0", "0x5", "1.5", "NaN", "\xb2", "+1")
_SEALS = ("", "v0=", "v0=" + "0" * 64, "v1=" + "0" * 64, "0" * 64, "v0=" + "Z" * 5_000, "\xe9\xff")


def _rich_text() -> list[Json]:
    """A message of every kind of piece, as Slack's own clients write them."""
    pieces: list[Json] = [
        {"type": "text", "text": DRAFT, "style": {"bold": True}},
        {"type": "link", "url": "https://www.gov.uk/a", "text": "gov.uk/a"},
        {"type": "emoji", "name": "ship", "unicode": "1f6a2"},
        {"type": "user", "user_id": "U0LEAD"},
        {"type": "channel", "channel_id": _CHANNEL},
        {"type": "usergroup", "usergroup_id": "S0LEADS"},
        {"type": "broadcast", "range": "here"},
        {"type": "color", "value": "#FF0000"},
        {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "today"},
    ]
    section = {"type": "rich_text_section", "elements": pieces}
    listed = {
        "type": "rich_text_list", "style": "ordered", "indent": 1, "offset": 2, "border": 0,
        "elements": [{"type": "rich_text_section", "elements": pieces[:1]}],
    }  # fmt: skip
    return [{"type": "rich_text", "block_id": "b1", "elements": [section, listed]}]


def _event(**event: Any) -> Json:  # noqa: ANN401  # JSON of any form
    return {
        "token": "t", "team_id": _TEAM, "api_app_id": "A0SANDBOX", "type": "event_callback",
        "event_id": "Ev0", "event_time": 1, "event": event, "is_ext_shared_channel": False,
        "authorizations": [
            {"enterprise_id": None, "team_id": _TEAM, "user_id": "U0BOT", "is_bot": True}
        ],
    }  # fmt: skip


def _used(kind: str, **more: Any) -> Json:  # noqa: ANN401  # JSON of any form
    return {
        "type": kind, "token": "t", "team": {"id": _TEAM, "domain": "sandbox"},
        "user": {"id": _USER, "username": "press", "name": "press", "team_id": _TEAM},
        "api_app_id": "A0SANDBOX", "is_enterprise_install": False, "trigger_id": "1.2.3",
        "action_ts": "1.1", **more,
    }  # fmt: skip


def _pressed(action: str, **more: Any) -> Json:  # noqa: ANN401  # JSON of any form
    act = {
        "type": "button", "action_id": action, "block_id": "b1", "value": "r1", "action_ts": "1.1",
        "text": {"type": "plain_text", "text": "Share"},
    }  # fmt: skip
    where = {"type": "message", "message_ts": "1.1", "channel_id": _CHANNEL, "is_ephemeral": True}
    return _used(
        "block_actions", actions=[act], container=where,
        channel={"id": _CHANNEL, "name": "press"}, response_url="", state={"values": {}}, **more,
    )  # fmt: skip


def _decide(wish: str, **more: Any) -> Json:  # noqa: ANN401  # JSON of any form
    """A decision's button pressed; ``more`` is what its value says besides."""
    body = _pressed(f"decide_{wish}")
    body["actions"][0]["value"] = json.dumps({"review": "ffffffffffff", "by": _USER, **more})
    return body


def _form(callback: str, kind: str = "view_submission", remembered: str = "") -> Json:
    held: Json = {
        "draft": {"draft": {"type": "plain_text_input", "value": DRAFT}},
        "platform": {"platform": {"type": "static_select", "selected_option": {"value": "x"}}},
        "posting_on": {"posting_on": {"type": "datepicker", "selected_date": "2026-11-13"}},
        "links": {"links": {"type": "plain_text_input", "value": "https://www.gov.uk"}},
        "where": {"where": {"type": "plain_text_input", "value": "https://www.gov.uk/a"}},
        "words": {"words": {"type": "plain_text_input", "value": "The port opens."}},
        "reason": {"reason": {"type": "plain_text_input", "value": "It is what was said."}},
        "finding": {"finding": {"type": "static_select", "selected_option": {"value": "1"}}},
        "right": {"right": {"type": "radio_buttons", "selected_option": {"value": "wrong"}}},
    }
    memory = {"channel": _CHANNEL, "review": "ffffffffffff", "wish": "dispute", "on": "1.1"}
    view = {
        "id": "V1", "hash": "h1", "type": "modal", "callback_id": callback, "blocks": [],
        "private_metadata": remembered or json.dumps(memory), "state": {"values": held},
    }  # fmt: skip
    return _used(kind, view=view, response_urls=[])


def _in_form(action: str) -> Json:
    """A button pressed in the form for a draft, with what was typed by then."""
    body = _form("check_draft_form", "block_actions")
    act = {"type": "button", "action_id": action, "block_id": "b1", "value": "draft"}
    return {**body, "actions": [act], "container": {"type": "view", "view_id": "V1"}}


def _said(**more: Any) -> Json:  # noqa: ANN401  # JSON of any form
    return {
        "user": _USER, "text": DRAFT, "channel": _CHANNEL, "ts": "1.1", "event_ts": "1.1",
        "blocks": _rich_text(), "team": _TEAM, **more,
    }  # fmt: skip


GOOD: dict[str, Json] = {
    "command": {
        "command": "/neutral", "text": DRAFT, "user_id": _USER, "channel_id": _CHANNEL,
        "team_id": _TEAM, "trigger_id": "1.2.3", "response_url": "", "token": "t",
        "is_enterprise_install": "false",
    },
    "alone": {
        "command": "/neutral", "text": "", "user_id": _USER, "channel_id": _CHANNEL,
        "team_id": _TEAM, "trigger_id": "1.2.3", "response_url": "",
    },
    "unknown command": {"command": "/other", "text": DRAFT, "user_id": _USER, "trigger_id": "1"},
    "share": _pressed("share"),
    "share again": _pressed("share_again"),
    "form wanted": _pressed("check_draft"),
    "part added": _in_form("more_draft"),
    "words added": _in_form("more_words"),
    "rewording used": _decide("rewording"),
    "withdrawn": _decide("withdraw"),
    "propriety asked": _decide("propriety"),
    "posted as drafted": _decide("post", verdict="stop"),
    "disputed": _decide("dispute", findings=["1. Praise"]),
    "decision's form": _form("decide"),
    "switch pressed": _pressed("switch_off"),
    "switched on": _pressed("switch_on"),
    "switch's form": _form("switch", remembered="switch_off"),
    "unknown action": _pressed("nobody_knows", message={"text": DRAFT, "ts": "1.1"}),
    "shortcut": _used(
        "message_action", callback_id="check_neutrality", channel={"id": _CHANNEL, "name": "p"},
        message={"text": DRAFT, "ts": "1.1", "blocks": _rich_text()}, response_url="",
    ),
    "unknown shortcut": _used("shortcut", callback_id="nobody_knows"),
    "form": _form("check_draft_form"),
    "unknown form": _form("nobody_knows"),
    "form closed": _form("check_draft_form", "view_closed"),
    "unknown kind": _used("nobody_knows", callback_id="a", view={}),
    "options": _used("block_suggestion", action_id="a", value="b", container={}),
    "mention": _event(type="app_mention", **_said()),
    "question": _event(type="app_mention", **_said(thread_ts="1.0")),
    "direct": _event(type="message", channel_type="im", **_said()),
    "edited": _event(type="message", subtype="message_changed", message=_said(), **_said()),
    "home": _event(type="app_home_opened", user=_USER, channel="D1", tab="home", event_ts="1.1"),
    "unknown event": _event(type="nobody_knows", user=_USER, item={"type": "message"}),
    "function": _event(
        type="function_executed", function={"callback_id": "a"}, inputs={}, bot_access_token="x",
        function_execution_id="Fx",
    ),
    "address check": {"type": "url_verification", "challenge": "c", "token": "t"},
    "certificate check": {"ssl_check": "1", "token": "t"},
}  # fmt: skip
"""One good request of each kind that reaches the app, and of kinds that it does not know."""
KNOWN = {
    "command", "alone", "share", "share again", "form wanted", "shortcut", "form", "mention",
    "question", "direct", "edited", "home", "address check", "certificate check",
    "part added", "words added", "rewording used", "withdrawn", "propriety asked",
    "posted as drafted", "disputed", "decision's form",
    "switch pressed", "switched on", "switch's form",
}  # fmt: skip
"""Those that are answered with 200."""
_FORMS = {"command", "alone", "unknown command", "certificate check"}
_EVENTS = {
    "mention", "question", "direct", "edited", "home", "unknown event", "function", "address check",
}  # fmt: skip
