"""The words of a message letter for letter, where Slack gives them so: in its rich text block.

A message's ``text`` has signs for what is bold, names for emoji and brackets around links; the
block that Slack's own clients send along has the letters that were typed.
"""

from collections.abc import Iterator
from typing import Any

from bot.slack.typed import as_typed, without_links

Json = dict[str, Any]
DEEPEST = 8
"""Steps by which Slack indents the items of a list, at most."""
_LINES = {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}


class _Unread(Exception):  # no error: the plain text is read instead
    """A piece of a kind that is not known here."""


def exact_words(text: str, blocks: list[Json] | None) -> str:
    """The words of a message, from its one rich text block, else from its ``text``."""
    if blocks and len(blocks) == 1 and blocks[0].get("type") == "rich_text":
        try:
            return "\n".join(_lines(blocks[0]))
        except (_Unread, LookupError, TypeError, ValueError, AttributeError, OverflowError):
            pass
    return as_typed(without_links(text))


def _lines(block: Json) -> Iterator[str]:
    for part in block["elements"]:
        if part["type"] == "rich_text_list":
            yield from _items(part)
        elif part["type"] in _LINES:
            words = "".join(map(_leaf, part["elements"]))
            yield words.removesuffix("\n") if part is not block["elements"][-1] else words
        else:
            raise _Unread


def _items(part: Json) -> Iterator[str]:
    first = int(part.get("offset") or 0) + 1
    for number, item in enumerate(part["elements"], first):
        mark = f"{number}. " if part.get("style") == "ordered" else "• "
        indent = "    " * min(int(part.get("indent") or 0), DEEPEST)
        yield indent + mark + "".join(map(_leaf, item["elements"]))


def _leaf(piece: Json) -> str:
    kind = piece["type"]
    if kind == "text":
        return str(piece["text"])
    if kind == "link":
        return _link(str(piece["url"]), str(piece.get("text") or ""))
    if kind == "emoji":
        return _emoji(piece)
    if kind in _NAMED:
        opening, name, closing = _NAMED[kind]
        return f"{opening}{piece[name]}{closing}"
    raise _Unread


_NAMED = {
    "user": ("<@", "user_id", ">"), "channel": ("<#", "channel_id", ">"),
    "usergroup": ("<!subteam^", "usergroup_id", ">"), "broadcast": ("@", "range", ""),
    "color": ("", "value", ""), "date": ("", "fallback", ""),
}  # fmt: skip


def _link(address: str, label: str) -> str:
    bare = address.removeprefix("https://").removeprefix("http://").removeprefix("mailto:")
    if not label or label == address:
        return address
    return label if label.rstrip("/") == bare.rstrip("/") else f"{label} ({address})"


def _emoji(piece: Json) -> str:
    """The sign itself; one of the workspace's own has none, and stands by its name."""
    signs = str(piece.get("unicode") or "")
    return "".join(chr(int(s, 16)) for s in signs.split("-")) if signs else f":{piece['name']}:"
