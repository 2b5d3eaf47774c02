"""What somebody is told who may not use the bot: why, what became of their words, whom to ask."""

from datetime import datetime
from zoneinfo import ZoneInfo

_UK = ZoneInfo("Europe/London")
_NOTHING = "Nothing was done, and nothing of what you sent is kept."

WORKSPACE = (
    f"You asked from another workspace, and I work for one alone. {_NOTHING} Ask in the workspace "
    "where I belong, or ask your own press office to read the draft."
)
CHANNEL = (
    f"I take nothing in this channel. {_NOTHING} Ask me in a channel where I work; the person who "
    "runs the bot can tell you which, and can add this one."
)
NOT_LISTED = (
    f"You are not among the people for whom I work. {_NOTHING} Ask the person who runs the bot to "
    "add you, or ask a colleague who may use me."
)
GUEST = (
    f"You are a guest in this workspace, and I work for its members alone. {_NOTHING} Ask the "
    "person who invited you to send me the draft, or the person who runs the bot to admit guests."
)
STRANGER = (
    f"You come from another organisation, and I work for this one alone. {_NOTHING} Ask somebody "
    "of this organisation in the channel to send me the draft."
)
GONE = (
    f"Your account in this workspace is switched off. {_NOTHING} Ask the person who runs the "
    "workspace to switch it on."
)
UNSURE = (
    f"Slack did not tell me who you are or to which groups you belong, so I cannot know whether "
    f"you may use me. {_NOTHING} Try again in some minutes. If it happens again, tell the person "
    "who runs the bot."
)
FAULT = (
    f"I met a fault while I looked whether you may use me. {_NOTHING} Try again. If it happens "
    "again, tell the person who runs the bot."
)
NO_ADMIN = (
    "Only an admin may stop me from taking drafts or let me take them again. Nothing was changed. "
    "Ask the person who runs the bot to name you as one."
)
BUTTON_USED = "The Share button of that card is used up: send the draft again for a new one."
"""Stands behind the refusal of a share: a review is shared in a channel once, whoever clicks."""


def off(at: datetime, reason: str) -> str:
    """Say that no drafts are taken, since when and why."""
    return (
        f"I take no drafts at present. {since(at, reason)} {_NOTHING} Ask a propriety lead to read "
        "the draft, or send it again when I take drafts again: my page in Slack says when."
    )


def on_page(words: str) -> str:
    """The same refusal for somebody who only looks: they have sent nothing."""
    return words.replace(f"{_NOTHING} ", "")


def since(at: datetime, reason: str) -> str:
    """Say since when no drafts are taken and, in the admin's words, why."""
    then = at.astimezone(_UK)
    words = " ".join(reason.split())
    why = words if words.endswith((".", "!", "?")) else f"{words}."
    stopped = f"An admin stopped me on {then.day} {then:%B %Y} at {then:%H:%M}."
    return f"{stopped} The reason given: {why}" if words else stopped
