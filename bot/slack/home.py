"""The app's page in Slack, its Home tab: how to ask, and for admins how the work stands."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.desk.records import Standing
from bot.desk.seams import Kept
from bot.desk.switch import Front
from bot.slack import switch
from bot.slack.blocks import Block, button, header, line, listing, note, rich, words
from bot.slack.decisions import waiting_list
from bot.slack.form import OPEN_FORM

_UK = ZoneInfo("Europe/London")
_HOW = (
    ("Ask. ", "Type {command} and the words of your post, in {where}."),
    ("Read. ", "The review comes to you alone, with each rule that it rests on."),
    ("Share. ", "The button under it puts the review in the channel, its findings in the thread."),
    ("Discuss. ", "Mention me in that thread and ask what the rules say."),
)
_EVERYWHERE, _SOMEWHERE = "any channel or message to me", "a channel where I work"
_ADVICE = "I advise, and never post outside Slack: you decide. Every review is kept on record."


def page(
    command: str,
    standing: Standing | None,
    waiting: tuple[Kept, ...] | None = None,
    front: Front | None = None,
) -> Block:
    """The view for ``views.publish``; ``front`` on top of all.

    ``standing`` is for admins alone, ``waiting`` for leads.
    """
    front = front or Front()
    blocks = switch.shown(front, _how(command, front))
    if waiting is not None:
        blocks += waiting_list(waiting)
    if standing is not None:
        blocks += _work(standing)
    return {"type": "home", "blocks": blocks}


def _how(command: str, front: Front) -> list[Block]:
    """How to ask, and where no draft may be given here no button for it."""
    where = _EVERYWHERE if front.form else _SOMEWHERE
    told = [(what, how.format(command=command, where=where)) for what, how in _HOW]
    steps = [line(words(what, "bold"), words(how)) for what, how in told]
    blocks = [header("Check a post for neutrality"), rich(listing(steps))]
    if front.form and not front.off:
        blocks.append(_open_form())
    return [*blocks, note(_ADVICE)]


def _open_form() -> Block:
    label = "Check a draft: opens a form"
    return button("Check a draft", action=OPEN_FORM, value="open", label=label)


def _work(standing: Standing) -> list[Block]:
    """Depth and age of the queue, in words."""
    many = f"{standing.waiting} waiting, {standing.under_way} under way, {standing.put_off}"
    at = standing.at.astimezone(_UK)
    lines = [
        line(words(f"Jobs: {many} put off")),
        line(words(_oldest(standing))),
        line(words(_failed(standing))),
    ]
    return [
        {"type": "divider"},
        header("How the work stands"),
        rich(listing(lines)),
        note(f"For admins. Drawn at {at:%H:%M} on {at.day} {at:%B %Y}; open the page again later."),
    ]


def _oldest(standing: Standing) -> str:
    if standing.oldest is None:
        return "No review waits"
    return f"The oldest review has waited for {_long(standing.at - standing.oldest)}"


def _failed(standing: Standing) -> str:
    if not standing.failed:
        return "Nothing failed in the last day"
    jobs = "job" if standing.failed == 1 else "jobs"
    return f"{standing.failed} {jobs} failed in the last day: run neutral work list --failed"


def _long(time: timedelta) -> str:
    minutes = max(0, int(time.total_seconds() // 60))
    if minutes < 1:
        return "less than a minute"
    hours, minutes = divmod(minutes, 60)
    said = [
        f"{n} {unit}{'s' * (n != 1)}" for n, unit in ((hours, "hour"), (minutes, "minute")) if n
    ]
    return " ".join(said)
