"""Slack's rules for what stands inside a block: texts, buttons, menus, inputs."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from sandbox.shapes import Json

Wrong: TypeAlias = tuple[str, str]
"""Where (a JSON pointer) and what is wrong."""

BUTTON_TEXT, BUTTON_VALUE, BUTTON_URL, BUTTON_LABEL = 75, 2_000, 3_000, 75
ACTION_ID, PLACEHOLDER, INPUT_TEXT = 255, 150, 3_000
OPTION_TEXT, OPTION_VALUE, OPTIONS, OVERFLOW, BOXES = 75, 150, 100, 5, 10
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30
ALT = 2_000


def length(value: object, at: str, most: int) -> Iterator[Wrong]:
    """A string of 1 to ``most`` characters."""
    if not isinstance(value, str):
        yield at, "must be a string"
    elif not value:
        yield at, "must be more than 0 characters"
    elif len(value) > most:
        yield at, f"must be less than {most + 1} characters"


def text_object(value: object, at: str, most: int) -> Iterator[Wrong]:
    """A plain_text or mrkdwn object."""
    if not isinstance(value, dict):
        yield at, "must be an object"
    elif value.get("type") not in ("plain_text", "mrkdwn"):
        yield f"{at}/type", "must be plain_text or mrkdwn"
    else:
        yield from length(value.get("text"), f"{at}/text", most)


def plain(value: object, at: str, most: int) -> Iterator[Wrong]:
    """A plain_text object."""
    if isinstance(value, dict) and value.get("type") == "mrkdwn":
        yield f"{at}/type", "must be plain_text"
    else:
        yield from text_object(value, at, most)


def elements(parts: object, at: str) -> Iterator[Wrong]:
    """Interactive parts of one block; no action_id twice."""
    seen: set[str] = set()
    for number, part in enumerate(parts if isinstance(parts, list) else []):
        yield from element(part, f"{at}/{number}")
        name = part.get("action_id") if isinstance(part, dict) else None
        if name in seen:
            yield f"{at}/{number}/action_id", f"action_id {name} already exists"
        if name:
            seen.add(name)


def element(part: object, at: str) -> Iterator[Wrong]:
    """One part: a button, a menu, an input, an image."""
    if not isinstance(part, dict) or part.get("type") not in _RULES:
        kind = part.get("type") if isinstance(part, dict) else part
        yield f"{at}/type", f"unsupported type: {kind}"
        return
    if "action_id" in part:
        yield from length(part["action_id"], f"{at}/action_id", ACTION_ID)
    if "placeholder" in part:
        yield from plain(part["placeholder"], f"{at}/placeholder", PLACEHOLDER)
    if "confirm" in part:
        yield from _confirm(part["confirm"], f"{at}/confirm")
    yield from _RULES[part["type"]](part, at)


def option_text(option: Json) -> str:
    """What an option says."""
    return str(option.get("text", {}).get("text", ""))


def _confirm(value: object, at: str) -> Iterator[Wrong]:
    if not isinstance(value, dict):
        yield at, "must be an object"
        return
    yield from plain(value.get("title"), f"{at}/title", CONFIRM_TITLE)
    yield from text_object(value.get("text"), f"{at}/text", CONFIRM_TEXT)
    yield from plain(value.get("confirm"), f"{at}/confirm", CONFIRM_BUTTON)
    yield from plain(value.get("deny"), f"{at}/deny", CONFIRM_BUTTON)


def _button(part: Json, at: str) -> Iterator[Wrong]:
    yield from plain(part.get("text"), f"{at}/text", BUTTON_TEXT)
    for key, most in (
        ("value", BUTTON_VALUE),
        ("url", BUTTON_URL),
        ("accessibility_label", BUTTON_LABEL),
    ):
        if key in part:
            yield from length(part[key], f"{at}/{key}", most)
    if part.get("style", "primary") not in ("primary", "danger"):
        yield f"{at}/style", "must be primary or danger"


def _options(most: int) -> Callable[[Json, str], Iterator[Wrong]]:
    def rule(part: Json, at: str) -> Iterator[Wrong]:
        groups = part.get("option_groups")
        options = part.get("options")
        if isinstance(groups, list) and groups:
            options = [each for group in groups for each in group.get("options", [])]
        if not isinstance(options, list) or not options:
            yield f"{at}/options", "no fewer than 1 items allowed"
            return
        if len(options) > most:
            yield f"{at}/options", f"no more than {most} items allowed"
        for number, option in enumerate(options):
            here = f"{at}/options/{number}"
            yield from text_object(option.get("text"), f"{here}/text", OPTION_TEXT)
            yield from length(option.get("value"), f"{here}/value", OPTION_VALUE)

    return rule


def _image(part: Json, at: str) -> Iterator[Wrong]:
    yield from length(part.get("alt_text"), f"{at}/alt_text", ALT)


def _text_input(part: Json, at: str) -> Iterator[Wrong]:
    if not 0 <= int(part.get("max_length", 1)) <= INPUT_TEXT:
        yield f"{at}/max_length", f"must be between 1 and {INPUT_TEXT}"


def _feedback(part: Json, at: str) -> Iterator[Wrong]:
    for side in ("positive_button", "negative_button"):
        button = part.get(side)
        if not isinstance(button, dict):
            yield f"{at}/{side}", "must be an object"
            continue
        yield from plain(button.get("text"), f"{at}/{side}/text", BUTTON_TEXT)
        yield from length(button.get("value"), f"{at}/{side}/value", BUTTON_VALUE)


def _icon_button(part: Json, at: str) -> Iterator[Wrong]:
    yield from length(part.get("icon"), f"{at}/icon", BUTTON_TEXT)
    yield from plain(part.get("text"), f"{at}/text", BUTTON_TEXT)


def _anything(part: Json, at: str) -> Iterator[Wrong]:
    del part, at
    yield from ()


_RULES: dict[str, Callable[[Json, str], Iterator[Wrong]]] = {
    "button": _button,
    "overflow": _options(OVERFLOW),
    "static_select": _options(OPTIONS),
    "multi_static_select": _options(OPTIONS),
    "radio_buttons": _options(BOXES),
    "checkboxes": _options(BOXES),
    "image": _image,
    "plain_text_input": _text_input,
    "feedback_buttons": _feedback,
    "icon_button": _icon_button,
    **dict.fromkeys(
        (
            "datepicker",
            "timepicker",
            "datetimepicker",
            "users_select",
            "conversations_select",
            "channels_select",
            "multi_users_select",
            "multi_conversations_select",
            "multi_channels_select",
            "external_select",
            "multi_external_select",
            "email_text_input",
            "url_text_input",
            "number_input",
            "file_input",
            "rich_text_input",
        ),
        _anything,
    ),
}
