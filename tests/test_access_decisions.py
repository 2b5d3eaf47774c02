"""Who may decide: decisions are held to the rule, and leads may be named by a user group."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.concerns import Verdict
from bot.desk import refusals
from bot.desk.seams import DecideJob, NoticeJob
from bot.review.review import Review
from bot.slack.voice import SlackVoice
from sandbox.shapes import Message
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door, slack_settings
from tests.drawn import a_review
from tests.guarded import Guarded, guarded, strict_slack
from tests.rehearsal import PLACE

WHY = "The minister cleared it."
REVISE = replace(a_review(), asked_by="U0PRESS")
STOP = replace(REVISE, verdict=Verdict.STOP)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with strict_slack() as sandbox:
        yield sandbox


def card_of(bot: Guarded, review: Review) -> Message:
    """A review that its asker has shared."""
    bot.log.keep(review)
    bot.voice.show(review, replace(PLACE, user=review.asked_by))
    bot.slack.click(bot.slack.ephemerals(review.asked_by)[-1], "share", review.asked_by)
    bot.settle()
    return next(m for m in bot.slack.messages("C0PRESS") if not m.thread_ts)


def press(bot: Guarded, card: Message, wish: str, user: str, **entered: object) -> None:
    """Press a button, fill in its form where there is one, and let all of it be done."""
    assert bot.slack.click(card, f"decide_{wish}", user).ok
    if entered:
        assert bot.slack.submit(bot.slack.views(user)[-1], **entered).ok
    bot.settle()


def outcomes(bot: Guarded) -> list[str]:
    return [one.outcome.value for one in bot.log.decisions("r1")]


@pytest.mark.parametrize(
    ("user", "words"),
    [
        ("U0GUEST", refusals.GUEST),
        ("U0STRANGER", refusals.STRANGER),
        ("U0HIDDEN", refusals.STRANGER),
    ],
)
def test_a_decision_of_somebody_who_may_not_is_refused_alone_even_of_a_lead(
    slack: Sandbox, tmp_path: Path, user: str, words: str
) -> None:
    with guarded(slack, tmp_path, leads=user) as bot:
        card = card_of(bot, REVISE)
        before = slack.messages("C0PRESS")
        press(bot, card, "withdraw", user)
        press(bot, card, "post", user, reason=WHY)
        assert bot.told(user) == [words, words]
        assert outcomes(bot) == []
        assert slack.messages("C0PRESS") == before
        assert WHY not in bot.written()


CASES: list[tuple[dict[str, object], str]] = [
    ({"allow_channels": "C0SOCIAL"}, refusals.CHANNEL),
    ({"allow_users": "U0CYMRU"}, refusals.NOT_LISTED),
    ({"workspace": "T0ANOTHER"}, refusals.WORKSPACE),
]


@pytest.mark.parametrize(("settings", "words"), CASES, ids=["channel", "list", "workspace"])
def test_the_door_refuses_a_press_in_private_and_a_form_in_the_form(
    slack: Sandbox, tmp_path: Path, settings: dict[str, object], words: str
) -> None:
    kept = Kept()
    SlackVoice(slack_settings(slack, tmp_path)).share_card(REVISE, PLACE)
    (card,) = slack.messages("C0PRESS")
    with http_door(slack, kept, tmp_path):
        slack.click(card, "decide_post")
    with http_door(slack, kept, tmp_path, **settings):
        assert slack.click(card, "decide_withdraw").ok
        assert slack.click(card, "decide_dispute").ok
        (view,) = slack.views()
        answer = slack.submit(view, reason=WHY)
    assert json.loads(answer.body)["errors"] == {"reason": words}
    assert [type(job) for job in kept.jobs] == [NoticeJob, NoticeJob]
    for job in kept.jobs:
        assert isinstance(job, NoticeJob)
        assert (job.words, job.place.user) == (words, "U0PRESS")
        assert job.key.startswith("refused:decide:")
        assert job.place.reply_to


def test_a_lead_needs_to_be_on_no_list_and_decides_where_the_bot_asked(
    slack: Sandbox, tmp_path: Path
) -> None:
    lists = {"allow_users": "U0PRESS", "allow_channels": "C0PRESS", "leads": "U0LEAD"}
    with guarded(slack, tmp_path, **lists) as bot:
        press(bot, card_of(bot, STOP), "post", "U0PRESS", reason=WHY)
        press(bot, slack.directs("U0LEAD")[0], "sign-off", "U0LEAD")
        assert outcomes(bot) == ["sign-off-asked", "signed-off"]


def test_in_the_channel_of_the_leads_they_decide_though_no_drafts_are_taken_there(
    slack: Sandbox, tmp_path: Path
) -> None:
    lists = {"allow_channels": "C0PRESS", "leads": "U0LEAD", "leads_channel": "C0LEADS"}
    with guarded(slack, tmp_path, **lists) as bot:
        press(bot, card_of(bot, STOP), "post", "U0PRESS", reason=WHY)
        press(bot, slack.messages("C0LEADS")[0], "decline", "U0LEAD", reason="No.")
        assert outcomes(bot) == ["sign-off-asked", "declined"]


@pytest.mark.parametrize("allowed", [{}, {"allow_users": "U0PRESS"}])
def test_a_lead_by_group_is_asked_reads_what_waits_and_signs_off(
    slack: Sandbox, tmp_path: Path, allowed: dict[str, object]
) -> None:
    with guarded(slack, tmp_path, leads_group="S0LEADS", **allowed) as bot:
        press(bot, card_of(bot, STOP), "post", "U0PRESS", reason=WHY)
        page = slack.home("U0LEAD")
        assert page is not None
        assert WHY in json.dumps(page.body)
        assert "Waiting for a propriety lead" not in json.dumps(bot.home("U0PRESS").body)
        press(bot, slack.directs("U0LEAD")[0], "sign-off", "U0LEAD")
        assert outcomes(bot) == ["sign-off-asked", "signed-off"]


def test_with_a_group_of_leads_the_form_opens_for_anybody_and_the_work_says_who_may(
    slack: Sandbox, tmp_path: Path
) -> None:
    with guarded(slack, tmp_path, leads_group="S0LEADS") as bot:
        press(bot, card_of(bot, STOP), "post", "U0DIGITAL", reason=WHY)
        assert "Only the person who asked" in bot.told("U0DIGITAL")[-1]
        assert outcomes(bot) == []


def test_what_waits_for_the_leads_is_shown_to_no_guest_in_their_group(
    slack: Sandbox, tmp_path: Path
) -> None:
    slack.world.usergroups["S0LEADS"] = frozenset({"U0LEAD", "U0GUEST"})
    with guarded(slack, tmp_path, leads_group="S0LEADS") as bot:
        assert "Waiting for a propriety lead" not in json.dumps(bot.home("U0GUEST").body)
        assert "Waiting for a propriety lead" in json.dumps(bot.home("U0LEAD").body)


def test_nobody_is_asked_of_slack_on_the_way_to_an_acknowledgement(
    slack: Sandbox, tmp_path: Path
) -> None:
    kept = Kept()
    SlackVoice(slack_settings(slack, tmp_path)).share_card(REVISE, PLACE)
    for method in ("users.info", "usergroups.users.list", "auth.test"):
        slack.faults.fail(method, 9)
    with http_door(slack, kept, tmp_path, leads_group="S0LEADS", allow_groups="S0PRESS"):
        assert slack.click(slack.messages("C0PRESS")[0], "decide_withdraw").ok
    assert [type(job) for job in kept.jobs] == [DecideJob]
    assert slack.faults.left() == 27
