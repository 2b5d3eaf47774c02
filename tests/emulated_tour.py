"""What people do with the bot, one journey each, and the scopes without which it fails.

A journey gives whether it ended as it should; it looks with a person's eyes alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.desk.records import Place
from bot.desk.seams import Choice
from bot.errors import VoiceError
from bot.slack.decisions import PREFIX
from bot.slack.entrances import CHECK
from bot.slack.form import OPEN_FORM
from bot.slack.home_mine import SHOW
from bot.slack.links import Links
from bot.slack.parts import SHARE
from bot.slack.pressed import About
from bot.slack.upload import Uploader
from tests.drawn import a_review
from tests.emulated_bot import Office, Withheld

POST = "The Opposition would wreck our ports. Only this Government keeps its promises."
STOP = "Stop: ask propriety first"
REVISE = "Revise before posting"
"""The verdict of the review that every office has on record."""
NOWHERE = "C0NOWHERE"


def answer(office: Office) -> bool:
    """A command is answered in the channel, to the asker alone."""
    office.command(POST, reply_to=office.workspace.gone_url())
    office.settle()
    return STOP in office.private() and not office.history()


def aside(office: Office) -> bool:
    """Where Slack does not know the channel the answer is a direct message."""
    office.command(POST, channel=NOWHERE)
    office.settle()
    return any(STOP in message["text"] for message in office.directs())


def share(office: Office) -> bool:
    """The card stands in the channel, and its findings in the thread."""
    office.click(SHARE, a_review().id)
    office.settle()
    return any(REVISE in message["text"] for message in office.history())


def question(office: Office) -> bool:
    """A mention in a thread of a review is answered there."""
    stamp = office.place_a_review()
    office.mention("Why?", stamp)
    office.settle()
    return len(office.thread(stamp)) > 1


def mention(office: Office) -> bool:
    """A mention with a draft is answered to the one who wrote it, alone."""
    office.mention("Ports open on Monday.")
    office.settle()
    reviews = office.log.asked_by(office.user, 9)
    return any(kept.review.draft.text == "Ports open on Monday." for kept in reviews)


def direct(office: Office) -> bool:
    """A direct message is answered as one."""
    before = len(office.directs())
    office.direct(POST)
    office.settle()
    return any(STOP in message["text"] for message in office.directs()[before:])


def shortcut(office: Office) -> bool:
    """The shortcut of a message is answered to the one who used it, alone."""
    before = office.private().count(STOP)
    office.shortcut(CHECK, POST)
    office.settle()
    return office.private().count(STOP) > before


def home(office: Office) -> bool:
    """The app's page is drawn, and its button opens the form."""
    before = len(office.forms())
    office.open_home()
    office.settle()
    office.interact(
        "block_actions",
        trigger_id=office.trigger(),
        container={"type": "view", "view_id": "V0"},
        actions=[{"type": "button", "action_id": OPEN_FORM, "block_id": "b", "value": "open"}],
    )
    return bool(office.pages()) and len(office.forms()) == before + 1


def again(office: Office) -> bool:
    """The page leads to the thread of a shared review, and its button shows the card again."""
    review = replace(a_review(f"again-{office.user}"), asked_by=office.user)
    office.log.keep(review)
    office.click(SHARE, review.id)
    office.settle()
    office.open_home()
    office.settle()
    before = len(office.directs())
    office.interact(
        "block_actions",
        container={"type": "view", "view_id": "V0"},
        actions=[{"type": "button", "action_id": SHOW, "block_id": "b", "value": review.id}],
    )
    office.settle()
    shared = Place(channel=office.channel, thread=str(office.history()[-1]["ts"]))
    leads_there = Links(office.bot).to(shared).startswith("http")
    shown = office.directs()[before:]
    return leads_there and bool(office.pages()) and any(REVISE in one["text"] for one in shown)


def form(office: Office) -> bool:
    """The command alone opens the form."""
    before = len(office.forms())
    office.command("", trigger=office.trigger())
    return len(office.forms()) == before + 1


def lead(office: Office) -> bool:
    """Somebody in the user group of the leads decides about another's review."""
    review = replace(a_review(), id=f"r-{office.user}", asked_by="U0ANOTHER")
    office.log.keep(review)
    about = About(review=review.id, by=review.asked_by).model_dump_json()
    office.click(f"{PREFIX}{Choice.WITHDRAW}", about)
    office.settle()
    return [one.by for one in office.log.decisions(review.id)] == [office.user]


def file(office: Office) -> bool:
    """A file is shared in the channel."""
    Uploader(office.settings).upload("month.csv", b"a,b\r\n", office.channel, "The month.")
    return any(message.get("files") for message in office.history())


@dataclass(frozen=True)
class Journey:
    """Something that people do, and the scopes that it needs."""

    walk: Callable[[Office], bool]
    needs: frozenset[str]


_SAYS, _COMMAND, _WHO = "chat:write", "commands", "users:read"
JOURNEYS = (
    Journey(answer, frozenset({_SAYS, _COMMAND, _WHO})),
    Journey(aside, frozenset({_SAYS, _COMMAND, _WHO, "im:write"})),
    Journey(share, frozenset({_SAYS, _WHO})),
    Journey(question, frozenset({_SAYS, _WHO, "app_mentions:read"})),
    Journey(mention, frozenset({_WHO, "app_mentions:read"})),
    Journey(direct, frozenset({_SAYS, _WHO, "im:history", "im:write"})),
    Journey(shortcut, frozenset({_SAYS, _COMMAND, _WHO})),
    Journey(lead, frozenset({_WHO, "usergroups:read"})),
    Journey(home, frozenset()),
    Journey(again, frozenset({_SAYS, _WHO, "im:write"})),
    Journey(form, frozenset({_COMMAND})),
    Journey(file, frozenset({"files:write"})),
)


def failed(office: Office) -> set[str]:
    """Walk every journey; give the names of those that did not end as they should."""
    return {journey.walk.__name__ for journey in JOURNEYS if not _ended_well(journey, office)}


def _ended_well(journey: Journey, office: Office) -> bool:
    try:
        return journey.walk(office)
    except (Withheld, VoiceError):
        return False
