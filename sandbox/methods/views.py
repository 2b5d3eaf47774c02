"""views.*: opening, pushing, changing modals, and publishing Home."""

from sandbox.methods.call import Call, Method, method, named
from sandbox.modals import check_view
from sandbox.refusals import Refused
from sandbox.shapes import Json, View
from sandbox.world import World


def described(view: View) -> Json:
    """A view as the Web API and the payloads give it."""
    return {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **view.body,
        "id": view.id,
        "hash": view.hash,
        "team_id": "T0SANDBOX",
        "app_id": "A0SANDBOX",
        "bot_id": "B0SANDBOX",
        "root_view_id": view.root or view.id,
        "previous_view_id": view.previous or None,
        "state": {"values": {}},
    }


def prepared(body: object, world: World, *kinds: str) -> Json:
    """A view checked, with ids on its blocks."""
    view = check_view(body, *kinds)
    return {**view, "blocks": list(named(view["blocks"], world))}


def _body(call: Call, *kinds: str) -> Json:
    return prepared(call.parsed("view"), call.world, *kinds)


def _answer(call: Call, view: View) -> Json:
    call.world.touch()
    return {"view": described(view)}


def _open(call: Call) -> Json:
    body = _body(call, "modal")
    user = call.world.surfaces.pull(call.need("trigger_id"))
    return _answer(call, call.world.surfaces.open(user, body))


def _push(call: Call) -> Json:
    body = _body(call, "modal")
    user = call.world.surfaces.pull(call.need("trigger_id"))
    stack = call.world.surfaces.stack(user)
    if not stack:
        raise Refused("no_view_to_push_on")
    return _answer(call, call.world.surfaces.open(user, body, stack[-1]))


def _update(call: Call) -> Json:
    view = call.world.surfaces.find(call.text("view_id"), call.text("external_id"))
    changed = call.world.surfaces.change(view, _body(call, view.kind), call.text("hash"))
    return _answer(call, changed)


def _publish(call: Call) -> Json:
    user = call.need("user_id")
    if user not in call.world.users:
        raise Refused("user_not_found")
    view = call.world.surfaces.publish(user, _body(call, "home"), call.text("hash"))
    return _answer(call, view)


METHODS: dict[str, Method] = {
    "views.open": method(_open),
    "views.push": method(_push),
    "views.update": method(_update),
    "views.publish": method(_publish),
}
