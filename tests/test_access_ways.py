"""Who may: one gate for every way in. Whoever is refused by one is refused by all, in private."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.desk import refusals
from bot.desk.page import Page
from bot.slack.entrances import CHECK
from bot.slack.form import OPEN_FORM
from bot.slack.listeners import LOOKING, READING
from bot.work.admission import JOBS
from bot.work.kinds import FLOW_OF
from sandbox.shapes import Message
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door
from tests.drawn import a_review
from tests.guarded import Guarded, guarded, strict_slack
from tests.rehearsal import PLACE

SECRET = "The unannounced port opens on Monday."
EVER = date(2020, 1, 1), date(2090, 1, 1)
Way = Callable[[Sandbox, str], object]


def posted(slack: Sandbox) -> Message:
    """The shared card, on which anybody in the channel may press a button."""
    return next(message for message in slack.messages() if not message.thread_ts)


def own_card(slack: Sandbox, user: str) -> Message:
    """Somebody's own card, that they have from better days."""
    return next(m for m in slack.ephemerals(user) if '"share"' in json.dumps(m.blocks))


def form(slack: Sandbox, user: str) -> object:
    """The form, opened by the command; a door that knows already opens none."""
    slack.command("", user=user)
    opened = slack.views(user)
    return slack.submit(opened[-1], draft=SECRET) if opened else None


def form_of_the_page(slack: Sandbox, user: str) -> object:
    """The form, opened by the button of a page that was drawn in better days."""
    (page,) = [view for view in [slack.home(user)] if view]
    slack.click(page, OPEN_FORM, user=user)
    opened = slack.views(user)
    return slack.submit(opened[-1], draft=SECRET) if opened else None


def with_reason(slack: Sandbox, user: str) -> object:
    """A decision that needs a form: what it says is kept nowhere."""
    slack.click(posted(slack), "decide_dispute", user)
    opened = slack.views(user)
    return slack.submit(opened[-1], finding="1", right="wrong", reason=SECRET) if opened else None


WAYS: dict[str, Way] = {
    "command": lambda slack, user: slack.command(SECRET, user=user),
    "form": form,
    "form of the page": form_of_the_page,
    "shortcut": lambda slack, user: slack.shortcut(
        CHECK, user, slack.messages("C0SOCIAL")[0]
    ),
    "mention": lambda slack, user: slack.mention(SECRET, user=user),
    "new version": lambda slack, user: slack.mention(
        f"check: {SECRET}", user=user, thread_ts=posted(slack).ts
    ),
    "question": lambda slack, user: slack.mention(SECRET, user=user, thread_ts=posted(slack).ts),
    "direct message": lambda slack, user: slack.direct(SECRET, user),
    "status": lambda slack, user: slack.command("status", user=user),
    "mine": lambda slack, user: slack.direct("mine", user),
    "share": lambda slack, user: slack.click(own_card(slack, user), "share", user=user),
    "decision": lambda slack, user: slack.click(posted(slack), "decide_withdraw", user),
    "decision with a reason": with_reason,
}  # fmt: skip
"""Everything that somebody can do with the bot, but to look at its page."""

Case = tuple[dict[str, object], str, str]
WHO: dict[str, Case] = {
    "guest": ({}, "U0GUEST", refusals.GUEST),
    "another organisation's": ({}, "U0STRANGER", refusals.STRANGER),
    "on no list": ({"allow_users": "U0LEAD"}, "U0PRESS", refusals.NOT_LISTED),
    "in no group": ({"allow_groups": "S0LEADS"}, "U0DIGITAL", refusals.NOT_LISTED),
    "another workspace's": ({"workspace": "T0ELSEWHERE"}, "U0PRESS", refusals.WORKSPACE),
}


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with strict_slack() as sandbox:
        yield sandbox


def prepare(bot: Guarded, user: str) -> None:
    """A shared card, a private one, a page and a message, all from when anybody might."""
    review = replace(a_review(), asked_by=user)
    bot.log.keep(review)
    bot.voice.show(review, replace(PLACE, user=user))
    bot.voice.share_card(review, PLACE)
    bot.voice.home(user, Page())
    bot.slack.say(SECRET, "U0CYMRU", "C0SOCIAL")


@pytest.mark.parametrize("who", WHO)
def test_whoever_may_not_is_refused_by_every_way_in_plain_words_alone_with_nothing_kept(
    slack: Sandbox, tmp_path: Path, who: str
) -> None:
    settings, user, words = WHO[who]
    with guarded(slack, tmp_path, **settings) as bot:
        prepare(bot, user)
        public = [message.text for message in spoken(slack)]
        for name, way in WAYS.items():
            before = Counter(alone(slack, user))
            way(slack, user)
            bot.settle()
            said = Counter(alone(slack, user)) - before
            refusals_told = [one for one in said.elements() if one not in {READING, LOOKING}]
            assert len(refusals_told) == 1, f"{name}: {refusals_told}"
            assert words in refusals_told[0], name
            for view in slack.views(user):
                slack.close(view)
        assert [message.text for message in spoken(slack)] == public
        assert not bot.desk.judged
        assert not bot.log.decisions("r1")
        assert len(list(bot.log.between(*EVER))) == 1
        assert SECRET not in bot.written()


def spoken(slack: Sandbox) -> list[Message]:
    """What the bot has said for all to read."""
    return [message for message in slack.messages() if message.user == slack.bot_user]


def alone(slack: Sandbox, user: str) -> list[str]:
    """What the bot has said to somebody alone, at the fields of a form too."""
    said = [*slack.ephemerals(user), *slack.directs(user)]
    bodies = [each.delivery.body for each in slack.deliveries]
    own = [one.text for one in said if one.user == slack.bot_user]
    return own + [body for body in bodies if "errors" in body]


def test_the_ways_are_all_there_are(slack: Sandbox, tmp_path: Path) -> None:
    kept = Kept()
    with guarded(slack, tmp_path) as bot:
        prepare(bot, "U0PRESS")
    with http_door(slack, kept, tmp_path):
        for way in WAYS.values():
            way(slack, "U0PRESS")
    by_way = {FLOW_OF[type(job)] for job in kept.jobs}
    # An admin's word and a lead's dossier are not everybody's, and have tests of their own.
    assert by_way == set(JOBS) - {"switch", "dossier"}
