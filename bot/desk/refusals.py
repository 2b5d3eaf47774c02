"""What somebody is told who may not use the bot: why, what became of their words, whom to ask.

The constants are said with ``worded``. Each but the last three holds ``NOTHING``, in every
language.
"""

from datetime import datetime

from bot.words.days import told_moment
from bot.words.speaking import to_say, worded

NOTHING = to_say("Nothing was done, and nothing of what you sent is kept.")

WORKSPACE = to_say(
    "You asked from another workspace, and I work for one alone. Nothing was done, and nothing of "
    "what you sent is kept. Ask in the workspace where I belong, or ask your own press office to "
    "read the draft."
)
CHANNEL = to_say(
    "I take nothing in this channel. Nothing was done, and nothing of what you sent is kept. Ask "
    "me in a channel where I work; the person who runs the bot can tell you which, and can add "
    "this one."
)
NOT_LISTED = to_say(
    "You are not among the people for whom I work. Nothing was done, and nothing of what you sent "
    "is kept. Ask the person who runs the bot to add you, or ask a colleague who may use me."
)
GUEST = to_say(
    "You are a guest in this workspace, and I work for its members alone. Nothing was done, and "
    "nothing of what you sent is kept. Ask the person who invited you to send me the draft, or "
    "the person who runs the bot to admit guests."
)
STRANGER = to_say(
    "You come from another organisation, and I work for this one alone. Nothing was done, and "
    "nothing of what you sent is kept. Ask somebody of this organisation in the channel to send "
    "me the draft."
)
GONE = to_say(
    "Your account in this workspace is switched off. Nothing was done, and nothing of what you "
    "sent is kept. Ask the person who runs the workspace to switch it on."
)
UNSURE = to_say(
    "Slack did not tell me who you are or to which groups you belong, so I cannot know whether "
    "you may use me. Nothing was done, and nothing of what you sent is kept. Try again in some "
    "minutes. If it happens again, tell the person who runs the bot."
)
FAULT = to_say(
    "I met a fault while I looked whether you may use me. Nothing was done, and nothing of what "
    "you sent is kept. Try again. If it happens again, tell the person who runs the bot."
)
NO_ADMIN = to_say(
    "Only an admin may stop me from taking drafts or let me take them again. Nothing was changed. "
    "Ask the person who runs the bot to name you as one."
)
NO_LEAD = to_say(
    "Only a propriety lead is given a dossier: it holds what was said and decided about a draft. "
    "Nothing was made. Ask a propriety lead for it, or the person who runs the bot to name you as "
    "one."
)
BUTTON_USED = to_say(
    "The Share button of that card is used up: send the draft again for a new one."
)
"""Stands behind the refusal of a share: a review is shared in a channel once, whoever clicks."""


def off(at: datetime, reason: str) -> str:
    """Say that no drafts are taken, since when and why, in the language that is spoken now."""
    return worded(
        "I take no drafts at present. {since} {nothing} Ask a propriety lead to read the draft, or "
        "send it again when I take drafts again: my page in Slack says when.",
        since=since(at, reason),
        nothing=worded(NOTHING),
    )


def on_page(words: str) -> str:
    """Say the same refusal to somebody who only looks: they have sent nothing."""
    return worded(words).replace(f"{worded(NOTHING)} ", "")


def since(at: datetime, reason: str) -> str:
    """Say since when no drafts are taken and, in the admin's words, why."""
    stopped = worded("An admin stopped me on {when}.", when=told_moment(at))
    words = " ".join(reason.split())
    if not words:
        return stopped
    why = words if words.endswith((".", "!", "?")) else f"{words}."
    return f"{stopped} {worded('The reason given: {reason}', reason=why)}"
