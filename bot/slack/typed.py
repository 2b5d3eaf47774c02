"""What a person typed, from what Slack sends: the draft reviewed is the draft pasted."""

import re

_LINK = re.compile(r"<((?:https?|mailto|tel):[^<>|\s]*)(?:\|([^<>]*))?>")


def as_typed(text: str) -> str:
    """Undo Slack's escaping of three letters. Mentions and everything else stay as they are."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def said_in_mention(text: str, bot: str) -> str:
    """The words of a message without the mention of the bot at its start, links as typed.

    Slack puts the links of a message (not those of a command) into angle brackets.
    """
    return as_typed(
        _LINK.sub(_bare, re.sub(rf"^\s*<@{re.escape(bot)}(?:\|[^>]*)?>[:,]?[ \t]*", "", text))
    )


def _bare(match: re.Match[str]) -> str:
    address, label = match[1], match[2]
    if not label or re.sub(r"^(?:https?://|mailto:|tel:)", "", address) == label:
        return label or address
    return label if label == address else f"{label} ({address})"
