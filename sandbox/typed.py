"""What a person types, and what Slack makes of it on the wire: escapes, mentions, links."""

import re
from collections.abc import Iterator

from sandbox.shapes import Json, User

_TOKEN = re.compile(r"<@(?P<id>[UW][A-Z0-9]+)>|(?P<url>https?://[^\s<>|]+)")
_WIRE = re.compile(r"<@(?P<user>[UW][A-Z0-9]+)>|<(?P<url>https?://[^>|]+)>")


def escape(text: str) -> str:
    """The three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The reverse of escape."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_wire(text: str, people: dict[str, User]) -> str:
    """Escape, turn @names and ``<@U...>`` of known people into mentions, and wrap links."""
    for user in people.values():
        name = re.compile(rf"(?<!\S)@{re.escape(user.name)}\b", re.IGNORECASE)
        text = name.sub(f"<@{user.id}>", text)
    parts: list[str] = []
    place = 0
    for found in _TOKEN.finditer(text):
        parts.append(escape(text[place : found.start()]))
        if found["url"]:
            parts.append(f"<{escape(found['url'])}>")
        else:
            parts.append(found[0] if found["id"] in people else escape(found[0]))
        place = found.end()
    return "".join((*parts, escape(text[place:])))


def as_blocks(wire: str) -> tuple[Json, ...]:
    """The rich_text block that Slack's own clients send along with what was typed."""
    leaves = list(_leaves(wire))
    section: Json = {"type": "rich_text_section", "elements": leaves}
    return ({"type": "rich_text", "block_id": "typed", "elements": [section]},) if leaves else ()


def _leaves(wire: str) -> Iterator[Json]:
    place = 0
    for found in _WIRE.finditer(wire):
        if before := unescape(wire[place : found.start()]):
            yield {"type": "text", "text": before}
        if found["user"]:
            yield {"type": "user", "user_id": found["user"]}
        else:
            yield {"type": "link", "url": unescape(found["url"])}
        place = found.end()
    if rest := unescape(wire[place:]):
        yield {"type": "text", "text": rest}
