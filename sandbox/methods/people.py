"""auth, users, user groups, reactions: who is who, and small signs."""

from dataclasses import replace

from sandbox import seats
from sandbox.methods.call import Call, Method, method
from sandbox.refusals import Refused
from sandbox.shapes import Json


def _auth(call: Call) -> Json:
    return {
        "url": call.url,
        "team": "Sandbox",
        "team_id": seats.TEAM,
        "user": call.world.bot.name,
        "user_id": call.world.bot.id,
        "bot_id": "B0SANDBOX",
        "is_enterprise_install": False,
    }


def _echo(call: Call) -> Json:
    if call.text("error"):
        raise Refused(call.text("error"), more={"args": call.args})
    return {"args": call.args}


def _user(call: Call) -> Json:
    user = call.world.users.get(call.need("user"))
    if user is None or user.hidden:
        raise Refused("user_not_found" if user is None else "user_not_visible")
    body: Json = {
        "id": user.id,
        "team_id": user.team or seats.TEAM,
        "name": user.name.lower().replace(" ", "."),
        "real_name": user.name,
        "profile": {"display_name": user.name, "real_name": user.name},
        "deleted": user.gone,
        "is_bot": user.bot,
        "is_admin": False,
        "is_restricted": user.guest or user.single,
        "is_ultra_restricted": user.single,
        "is_stranger": bool(user.team) and not user.teams,
        "tz": "Europe/London",
    }
    if user.teams:
        body["enterprise_user"] = {"id": user.id, "teams": list(user.teams)}
    if call.flag("include_locale"):
        body["locale"] = user.locale
    return {"user": body}


def _group(call: Call) -> Json:
    group = call.world.usergroups.get(call.need("usergroup"))
    if group is None:
        raise Refused("no_such_subteam")
    return {"users": sorted(group)}


def _react(call: Call) -> Json:
    channel = call.channel()
    old = call.world.message(channel.id, call.need("timestamp"))
    mark = (call.need("name"), call.world.bot.id)
    if mark in old.reactions:
        raise Refused("already_reacted")
    call.world.put(replace(old, reactions=(*old.reactions, mark)))
    return {}


def _unreact(call: Call) -> Json:
    channel = call.channel()
    old = call.world.message(channel.id, call.need("timestamp"))
    mark = (call.need("name"), call.world.bot.id)
    if mark not in old.reactions:
        raise Refused("no_reaction")
    left = tuple(each for each in old.reactions if each != mark)
    call.world.put(replace(old, reactions=left))
    return {}


METHODS: dict[str, Method] = {
    "auth.test": method(_auth),
    "api.test": method(_echo, token=""),
    "users.info": method(_user, "users:read"),
    "usergroups.users.list": method(_group, "usergroups:read"),
    "reactions.add": method(_react, "reactions:write"),
    "reactions.remove": method(_unreact, "reactions:write"),
}
