"""conversations.*: where people talk, who is there, and what was said."""

from sandbox.methods.call import Call, Method, method
from sandbox.refusals import Refused
from sandbox.shapes import Channel, Json

_KIND = {"public": "channels", "private": "groups", "im": "im"}
_READ = tuple(f"{kind}:read" for kind in _KIND.values())
_HISTORY = tuple(f"{kind}:history" for kind in _KIND.values())
PAGE = 100


def _described(call: Call, channel: Channel) -> Json:
    body: Json = {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": False,
        "is_im": channel.kind == "im",
        "is_private": channel.kind != "public",
        "is_archived": channel.archived,
        "is_member": call.world.bot.id in channel.members,
        "num_members": len(channel.members),
    }
    if channel.kind == "im":
        body["user"] = next(iter(channel.members - {call.world.bot.id}), "")
    return body


def _scoped(call: Call, channel: Channel, right: str) -> None:
    """Each kind of channel needs its own scope for reading and for history."""
    wanted = f"{_KIND[channel.kind]}:{right}"
    if not call.world.app.grants(frozenset({wanted})):
        raise missing(call, wanted)


def missing(call: Call, wanted: str) -> Refused:
    """Slack's missing_scope, which says what was needed and what was provided."""
    provided = ",".join(sorted(call.world.app.scopes or ()))
    return Refused("missing_scope", more={"needed": wanted, "provided": provided})


def _open(call: Call) -> Json:
    users = [name for name in call.text("users").split(",") if name]
    if call.text("channel"):
        return {"channel": _described(call, call.channel())}
    if len(users) != 1 or users[0] not in call.world.users:
        raise Refused("user_not_found")
    if call.world.users[users[0]].gone:
        raise Refused("user_disabled")
    return {"channel": {"id": call.world.direct(users[0]).id}}


def _info(call: Call) -> Json:
    channel = call.channel()
    _scoped(call, channel, "read")
    return {"channel": _described(call, channel)}


def _members(call: Call) -> Json:
    channel = call.channel()
    _scoped(call, channel, "read")
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


def _list(call: Call) -> Json:
    asked = call.text("types", "public_channel").split(",")
    kinds = {"public_channel": "public", "private_channel": "private", "im": "im"}
    wanted = {kinds[kind] for kind in asked if kind in kinds}
    seen = [
        _described(call, channel)
        for channel in call.world.channels.values()
        if channel.kind in wanted
        and (channel.kind == "public" or call.world.bot.id in channel.members)
    ]
    return {"channels": seen, "response_metadata": {"next_cursor": ""}}


def _readable(call: Call) -> Channel:
    channel = call.channel()
    _scoped(call, channel, "history")
    if call.world.bot.id not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _history(call: Call) -> Json:
    channel = _readable(call)
    said = [
        call.world.wire(message)
        for message in call.world.said(channel.id)
        if not message.only_for and message.thread_ts in ("", message.ts)
    ]
    return _page(call, said[::-1])


def _replies(call: Call) -> Json:
    channel = _readable(call)
    root = call.need("ts")
    call.world.message(channel.id, root)
    said = [
        call.world.wire(message)
        for message in call.world.said(channel.id)
        if not message.only_for and root in (message.ts, message.thread_ts)
    ]
    return _page(call, said)


def _page(call: Call, said: list[Json]) -> Json:
    oldest, latest = float(call.text("oldest", "0")), float(call.text("latest", "inf"))
    within = [message for message in said if oldest <= float(message["ts"]) <= latest]
    start, limit = int(call.text("cursor", "0") or 0), int(call.text("limit", str(PAGE)))
    more = start + limit < len(within)
    return {
        "messages": within[start : start + limit],
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }


METHODS: dict[str, Method] = {
    "conversations.open": method(_open, "im:write", "mpim:write"),
    "conversations.info": method(_info, *_READ),
    "conversations.members": method(_members, *_READ),
    "conversations.list": method(_list, *_READ),
    "conversations.history": method(_history, *_HISTORY),
    "conversations.replies": method(_replies, *_HISTORY),
}
