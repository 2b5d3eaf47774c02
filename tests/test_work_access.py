"""Who may, at work: each kind of person by each way in, and a Slack that will not say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.cli.serve import open_bot
from bot.desk import refusals
from bot.slack.http import wsgi
from sandbox.slack import Sandbox
from tests.at_the_door import served, slack_settings
from tests.drawn import a_review
from tests.guarded import DRAFT, Guarded, guarded, strict_slack
from tests.rehearsal import PLACE

EVER = date(2020, 1, 1), date(2090, 1, 1)
BARRED = [
    ("U0GUEST", refusals.GUEST),
    ("U0SINGLE", refusals.GUEST),
    ("U0STRANGER", refusals.STRANGER),
    ("U0HIDDEN", refusals.STRANGER),
]


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with strict_slack() as sandbox:
        yield sandbox


def nothing_came_of_it(bot: Guarded, but: str = "") -> None:
    """No question to a model, no word in public, and the draft nowhere kept."""
    assert not bot.desk.judged
    said = [said for said in bot.slack.messages() if said.user == bot.slack.bot_user]
    assert not [one for one in said if one.channel != but]
    assert DRAFT not in bot.written()
    assert not list(bot.log.between(*EVER))


@pytest.mark.parametrize(("user", "words"), BARRED)
def test_a_command_of_somebody_who_may_not_is_refused(
    slack: Sandbox, tmp_path: Path, user: str, words: str
) -> None:
    with guarded(slack, tmp_path) as bot:
        assert slack.command(DRAFT, user=user).ok
        bot.settle()
        assert bot.told(user)[-1] == words
        nothing_came_of_it(bot)


@pytest.mark.parametrize(("user", "words"), BARRED)
def test_a_mention_of_somebody_who_may_not_is_refused_once_however_often_it_comes(
    slack: Sandbox, tmp_path: Path, user: str, words: str
) -> None:
    with guarded(slack, tmp_path) as bot:
        for retry in range(3):
            assert slack.mention(DRAFT, user=user, event_id="Ev1", retry_num=retry).ok
            bot.settle()
        assert bot.told(user) == [words]
        nothing_came_of_it(bot)


@pytest.mark.parametrize(("user", "words"), BARRED)
def test_a_question_of_somebody_who_may_not_is_refused(
    slack: Sandbox, tmp_path: Path, user: str, words: str
) -> None:
    with guarded(slack, tmp_path) as bot:
        assert slack.mention(DRAFT, user=user, thread_ts="1.1").ok
        bot.settle()
        assert bot.told(user) == [words]
        nothing_came_of_it(bot)


@pytest.mark.parametrize(("user", "words"), BARRED)
def test_a_share_of_somebody_who_may_not_is_refused(
    slack: Sandbox, tmp_path: Path, user: str, words: str
) -> None:
    with guarded(slack, tmp_path) as bot:
        bot.log.keep(a_review())
        bot.voice.show(a_review(), replace(PLACE, user=user))
        assert slack.click(slack.ephemerals(user)[-1], "share", user=user).ok
        bot.settle()
        assert bot.told(user)[-1] == f"{words} {refusals.BUTTON_USED}"
        assert not slack.messages()


def test_a_refusal_at_the_door_of_what_has_no_answer_of_its_own_is_told_once(
    slack: Sandbox, tmp_path: Path
) -> None:
    with guarded(slack, tmp_path, allow_channels="C0SOCIAL") as bot:
        bot.voice.show(a_review(), PLACE)
        card = slack.ephemerals()[-1]
        for retry in range(2):
            assert slack.mention(DRAFT, event_id="Ev1", retry_num=retry).ok
        assert slack.click(card, "share").ok
        bot.settle()
        assert bot.told("U0PRESS").count(refusals.CHANNEL) == 2
        nothing_came_of_it(bot)


def test_somebody_whose_account_is_switched_off_while_their_draft_waits_is_refused(
    slack: Sandbox, tmp_path: Path
) -> None:
    with guarded(slack, tmp_path) as bot:
        slack.faults.remove_user("U0PRESS")
        assert slack.command(DRAFT).ok
        bot.settle()
        assert bot.told("U0PRESS")[-1] == refusals.GONE
        nothing_came_of_it(bot)


@pytest.mark.parametrize("user", ["U0PRESS", "U0CYMRU", "U0SISTER"])
def test_the_workspaces_own_are_served(slack: Sandbox, tmp_path: Path, user: str) -> None:
    with guarded(slack, tmp_path, workspace="T0SANDBOX") as bot:
        slack.command(DRAFT, user=user)
        bot.settle()
        assert bot.desk.judged == [DRAFT]
        assert "Revise before posting" in bot.told(user)[-1]
        assert DRAFT in bot.written()


def test_guests_are_served_where_the_settings_say_so_and_strangers_never(
    slack: Sandbox, tmp_path: Path
) -> None:
    with guarded(slack, tmp_path, allow_guests=True) as bot:
        for user in ("U0GUEST", "U0SINGLE", "U0STRANGER"):
            slack.command(DRAFT, user=user)
        bot.settle()
        assert len(bot.desk.judged) == 2
        assert bot.told("U0STRANGER")[-1] == refusals.STRANGER


def test_a_group_or_a_list_lets_somebody_in_and_nothing_else(
    slack: Sandbox, tmp_path: Path
) -> None:
    lists = {"allow_users": "U0CYMRU", "allow_groups": "S0LEADS"}
    with guarded(slack, tmp_path, **lists) as bot:
        for user in ("U0CYMRU", "U0LEAD", "U0PRESS"):
            slack.command(DRAFT, user=user)
        bot.settle()
        assert len(bot.desk.judged) == 2
        assert bot.told("U0PRESS")[-1] == refusals.NOT_LISTED


def test_one_group_that_cannot_be_asked_hides_no_other(slack: Sandbox, tmp_path: Path) -> None:
    with guarded(slack, tmp_path, allow_groups="S0GONE,S0LEADS") as bot:
        for user in ("U0LEAD", "U0PRESS"):
            slack.command(DRAFT, user=user)
        bot.settle()
        assert bot.desk.judged == [DRAFT]
        assert bot.told("U0PRESS")[-1] == refusals.UNSURE


@pytest.mark.parametrize("method", ["users.info", "usergroups.users.list"])
def test_where_slack_will_not_say_who_asks_nobody_is_let_in_and_the_admins_are_told_once(
    slack: Sandbox, tmp_path: Path, method: str
) -> None:
    slack.faults.refuse(method, "missing_scope", 99)
    with guarded(slack, tmp_path, allow_groups="S0PRESS", admin_channel="C0LEADS") as bot:
        for user in ("U0PRESS", "U0DIGITAL"):
            slack.command(DRAFT, user=user)
        bot.settle()
        for user in ("U0PRESS", "U0DIGITAL"):
            assert bot.told(user)[-1] == refusals.UNSURE
        nothing_came_of_it(bot, but="C0LEADS")
        (told,) = [message.text for message in slack.messages("C0LEADS")]
        for words in ("missing_scope", "users:read", "usergroups:read", "manifest.json"):
            assert words in told


def test_a_share_waits_until_slack_can_be_asked(slack: Sandbox, tmp_path: Path) -> None:
    with guarded(slack, tmp_path) as bot:
        bot.log.keep(a_review())
        bot.voice.show(a_review(), PLACE)
        slack.faults.fail("users.info", 2, 503)
        card = slack.ephemerals()[-1]
        assert slack.click(card, "share").ok
        bot.settle()
        assert len([said for said in slack.messages() if not said.thread_ts]) == 1
        assert not slack.faults.left()
        assert [place["channel"] for place in bot.engine.shares("r1")] == ["C0PRESS"]
        assert not bot.engine.sharing("C0PRESS")["under_way"]
        assert slack.click(card, "share").ok
        bot.settle()
        assert len([said for said in slack.messages() if not said.thread_ts]) == 1


@pytest.mark.parametrize("times", [2, 4])
def test_a_draft_waits_over_a_restart_until_slack_can_be_asked_and_is_answered_once(
    slack: Sandbox, tmp_path: Path, times: int
) -> None:
    slack.faults.fail("users.info", times, 503)
    with guarded(slack, tmp_path) as bot:
        for retry in range(2):
            assert slack.mention(DRAFT, event_id="Ev1", retry_num=retry).ok
        slack.wait_for(lambda: slack.faults.left() < times - 1)
    with guarded(slack, tmp_path) as again:
        assert slack.mention(DRAFT, event_id="Ev1", retry_num=2).ok
        again.settle()
        assert [*bot.desk.judged, *again.desk.judged] == [DRAFT]
        (told,) = again.told("U0PRESS")
        assert "Revise before posting" in told
        assert not slack.faults.left()


def test_a_page_says_to_its_reader_that_they_may_not(slack: Sandbox, tmp_path: Path) -> None:
    with guarded(slack, tmp_path, allow_users="U0LEAD", admins="U0LEAD") as bot:
        refused = repr(bot.home("U0PRESS").body)
        served = repr(bot.home("U0LEAD").body)
        guest = repr(bot.home("U0GUEST").body)
    assert refusals.on_page(refusals.NOT_LISTED) in refused
    assert "what you sent" not in refused
    assert "Type /neutral" not in refused
    assert "Type /neutral" in served
    assert refusals.on_page(refusals.NOT_LISTED) in guest


def test_the_bot_as_it_is_served_holds_people_to_the_rules(slack: Sandbox, tmp_path: Path) -> None:
    with open_bot(slack_settings(slack, tmp_path)) as app, served(slack, wsgi(app)):
        slack.command(DRAFT, user="U0GUEST")
        slack.wait_for(lambda: refusals.GUEST in [m.text for m in slack.ephemerals("U0GUEST")])
