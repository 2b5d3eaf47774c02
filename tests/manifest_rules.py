"""Slack's rules for a manifest, from the schema that it publishes (version 2), as far as we go.

A field that is not listed here is refused: Slack may know it, and we have not looked it up.
"""

from typing import Any

Rule = dict[str, Any]

_FLAG: Rule = {"type": "boolean"}
_PAGE: Rule = {"type": "string", "pattern": r"^https?://", "maxLength": 3000}


def _words(longest: int, shortest: int = 1, **more: str) -> Rule:
    return {"type": "string", "minLength": shortest, "maxLength": longest, **more}


def _group(*needed: str, **fields: Rule) -> Rule:
    return {
        "type": "object",
        "required": list(needed),
        "properties": fields,
        "additionalProperties": False,
    }


def _list(most: int, item: Rule) -> Rule:
    return {"type": "array", "minItems": 1, "maxItems": most, "items": item, "uniqueItems": True}


_DISPLAY = _group(
    "name",
    "description",
    name=_words(35),
    description=_words(140),
    long_description=_words(4000, 175),
    background_color=_words(7, 4, pattern="^#([0-9a-fA-F]{3}){1,2}$"),
)
_SHORTCUT = _group(
    "name",
    "type",
    "callback_id",
    "description",
    name=_words(24),
    type={"enum": ["message", "global"]},
    callback_id=_words(255),
    description=_words(150),
)
_COMMAND = _group(
    "command",
    "description",
    command=_words(32, 2, pattern=r"^/[^\s/]+$"),
    url=_PAGE,
    description=_words(2000),
    usage_hint=_words(1000),
    should_escape=_FLAG,
)
_FEATURES = _group(
    app_home=_group(
        home_tab_enabled=_FLAG,
        messages_tab_enabled=_FLAG,
        messages_tab_read_only_enabled=_FLAG,
    ),
    bot_user=_group("display_name", display_name=_words(80), always_online=_FLAG),
    shortcuts=_list(10, _SHORTCUT),
    slash_commands=_list(50, _COMMAND),
)
_SETTINGS = _group(
    event_subscriptions=_group(request_url=_PAGE, bot_events=_list(100, _words(255))),
    interactivity=_group("is_enabled", is_enabled=_FLAG, request_url=_PAGE),
    org_deploy_enabled=_FLAG,
    socket_mode_enabled=_FLAG,
    token_rotation_enabled=_FLAG,
)
RULES = _group(
    "display_information",
    "features",
    "oauth_config",
    "settings",
    _metadata=_group(major_version={"const": 2}, minor_version={"type": "integer"}),
    display_information=_DISPLAY,
    features=_FEATURES,
    oauth_config=_group(
        "scopes",
        scopes=_group("bot", bot=_list(255, _words(255, pattern=r"^[a-z_.]+(:[a-z.]+)*$"))),
    ),
    settings=_SETTINGS,
)
