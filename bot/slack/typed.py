"""What a person typed, from what Slack sends: the draft reviewed is the draft pasted."""

import re

_LINK = re.compile(r"<((?:https?|mailto|tel):[^<>|\s]*)(?:\|([^<>]*))?>")


def as_typed(text: str) -> str:
    """Undo Slack's escaping of three letters. Mentions and everything else stay as they are."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def without_mention(text: str, bot: str) -> str:
    """A text without the mention of the bot at its start."""
    return re.sub(rf"^\s*<@{re.escape(bot)}(?:\|[^>]*)?>[:,]?[ \t]*", "", text) if bot else text


def without_links(text: str) -> str:
    """A text with its links as they were typed.

    Slack puts the links of a message (not those of a command) into angle brackets.
    """
    return _LINK.sub(_bare, text)


def _bare(match: re.Match[str]) -> str:
    address, label = match[1], match[2]
    if not label or re.sub(r"^(?:https?://|mailto:|tel:)", "", address) == label:
        return label or address
    return label if label == address else f"{label} ({address})"
