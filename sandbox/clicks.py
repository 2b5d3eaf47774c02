"""From a drawn element to the action or state that Slack sends when somebody uses it."""

from collections.abc import Iterable

from sandbox.shapes import Json

_SELECTED = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
_ONE = ("overflow", "static_select", "external_select", "radio_buttons")
_MANY = ("checkboxes", "multi_static_select", "multi_external_select")


def find(blocks: Iterable[Json], action_id: str) -> tuple[Json, Json]:
    """The block and the element with an action_id; LookupError when nobody drew one."""
    for block in blocks:
        for part in (*block.get("elements", []), block.get("accessory"), block.get("element")):
            if isinstance(part, dict) and part.get("action_id") == action_id:
                return block, part
    raise LookupError(f"There is nothing to click called {action_id!r}.")


def action(block: Json, element: Json, ts: str, chosen: object = "") -> Json:
    """The action of a click. ``chosen`` is an option's value, or what was picked or typed."""
    body: Json = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "action_ts": ts,
    }
    if element["type"] in ("button", "icon_button"):
        body["text"] = element["text"]
        return body | ({"value": element["value"]} if "value" in element else {})
    if element["type"] == "feedback_buttons":
        return body | {"value": chosen or element["positive_button"]["value"]}
    return body | state(element, chosen)


def state(element: Json, chosen: object) -> Json:
    """What an element holds, in the words of ``state.values``."""
    kind = element["type"]
    if kind in _ONE:
        return {"type": kind, "selected_option": _option(element, chosen)}
    if kind in _MANY:
        wanted = chosen if isinstance(chosen, list) else [chosen] if chosen else []
        return {"type": kind, "selected_options": [_option(element, each) for each in wanted]}
    if kind in _SELECTED:
        return {"type": kind, _SELECTED[kind]: chosen or None}
    return {"type": kind, "value": chosen or None}


def values(blocks: Iterable[Json], typed: dict[str, object]) -> Json:
    """``state.values`` of a view: what was typed by action_id, else what stood there at first."""
    found: Json = {}
    for block in blocks:
        for part in (*block.get("elements", []), block.get("accessory"), block.get("element")):
            if isinstance(part, dict) and part.get("action_id") and part["type"] != "button":
                name = part["action_id"]
                held = state(part, typed[name]) if name in typed else _initial(part)
                found.setdefault(block["block_id"], {})[name] = held
    return found


def _option(element: Json, value: object) -> Json | None:
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    for group in groups:
        for option in group["options"]:
            if option["value"] == value:
                return dict(option)
    if value:
        raise LookupError(f"{element.get('action_id')} has no option {value!r}.")
    return None


def _initial(element: Json) -> Json:
    kind = element["type"]
    if kind in _ONE:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in _MANY:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    name = _SELECTED.get(kind, "value")
    initial = element.get(f"initial_{name.removeprefix('selected_')}")
    return {"type": kind, name: initial}
