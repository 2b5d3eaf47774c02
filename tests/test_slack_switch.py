"""The off switch: turned by admins with a reason, on record first, and read by everybody."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk import refusals
from bot.desk.access import Access, Rules
from bot.desk.records import Place
from bot.desk.seams import NoticeJob, SwitchJob
from bot.desk.speech import Speech
from bot.desk.switch import Switch
from bot.errors import LogError
from bot.log.postgres_log import PostgresLog
from bot.log.sqlite_log import SqliteLog
from bot.slack.form import OPEN_FORM
from bot.slack.opening import Opener
from bot.slack.switching import NO_FORM, NO_REASON, SwitchListeners
from bot.work.engine import Engine
from sandbox.shapes import View
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door, slack_settings
from tests.drawn import a_review
from tests.guarded import DRAFT, Guarded, guarded, strict_slack
from tests.postgres import fresh_database
from tests.rehearsal import PLACE, ADesk, AVoice, settings_for, used_before

WHY = "The new guidance <!channel> is read first"
OFF = "I take no drafts at present"
NOW = datetime(2026, 11, 27, 9, 5, tzinfo=UTC)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with strict_slack() as sandbox:
        yield sandbox


def words(view: View) -> str:
    return json.dumps(view.body, ensure_ascii=False)


def turn(bot: Guarded, action: str, reason: str = WHY, user: str = "U0LEAD") -> None:
    """Press the button on the page, give the reason, and see the page drawn anew."""
    assert bot.slack.click(bot.home(user), action, user=user).ok
    (form,) = bot.slack.views(user)
    assert bot.slack.submit(form, reason=reason).ok
    bot.settle_home(user)
    bot.settle()


def test_an_admin_stops_drafts_with_a_reason_that_everybody_reads(
    slack: Sandbox, tmp_path: Path
) -> None:
    with guarded(slack, tmp_path, admins="U0LEAD") as bot:
        turn(bot, "switch_off")
        kept = bot.log.last_switch()
        assert kept is not None
        assert (kept.taking, kept.by, kept.reason) == (False, "U0LEAD", WHY)
        slack.command(DRAFT)
        slack.mention(DRAFT, user="U0DIGITAL", thread_ts="1.1")
        bot.settle()
        for user in ("U0PRESS", "U0DIGITAL"):
            assert bot.told(user)[-1].startswith(f"{OFF}. An admin stopped me on")
            assert "&lt;!channel&gt; is read first." in bot.told(user)[-1]
            page = words(bot.home(user))
            assert OFF in page
            assert WHY in page
            assert '{"type": "user", "user_id": "U0LEAD"}' in page
            assert "Type /neutral" in page
            assert "Take drafts again" not in page
            assert OPEN_FORM not in page
        assert not bot.desk.judged
        assert DRAFT not in bot.written()


def test_drafts_are_taken_again_after_a_restart_and_a_word_to_that_effect(
    slack: Sandbox, tmp_path: Path
) -> None:
    with guarded(slack, tmp_path, admins="U0LEAD") as bot:
        turn(bot, "switch_off")
    with guarded(slack, tmp_path, admins="U0LEAD") as bot:
        slack.command(DRAFT)
        bot.settle()
        assert not bot.desk.judged
        turn(bot, "switch_on", "It is read.")
        slack.command(DRAFT)
        bot.settle()
        assert bot.desk.judged == [DRAFT]
        assert OFF not in words(bot.home("U0PRESS"))


def test_what_is_kept_already_may_be_shared_while_drafts_are_stopped(
    slack: Sandbox, tmp_path: Path
) -> None:
    with guarded(slack, tmp_path, admins="U0LEAD") as bot:
        bot.log.keep(a_review())
        bot.voice.show(a_review(), PLACE)
        turn(bot, "switch_off")
        slack.click(slack.ephemerals()[-1], "share")
        bot.settle()
        assert [said for said in slack.messages() if not said.thread_ts]


@pytest.mark.parametrize(
    ("settings", "user", "told"),
    [
        ({"admins": "U0LEAD"}, "U0LEAD", []),
        ({"admin_group": "S0LEADS"}, "U0LEAD", []),
        ({"admin_group": "S0LEADS"}, "U0PRESS", [refusals.NO_ADMIN]),
        ({"admins": "U0LEAD", "admin_group": "S0NONE"}, "U0PRESS", [refusals.UNSURE]),
        ({"admins": "U0GUEST"}, "U0GUEST", [refusals.GUEST]),
        ({}, "U0PRESS", [refusals.NO_ADMIN]),
    ],
)
def test_only_an_admin_turns_it_whoever_sends_the_form_off(
    slack: Sandbox, tmp_path: Path, settings: dict[str, object], user: str, told: list[str]
) -> None:
    with guarded(slack, tmp_path, **settings) as bot:
        bot.engine.put(a_wish("switch:V1", user))
        bot.settle()
        assert bool(bot.log.last_switch()) is not bool(told)
        assert bot.told(user) == told


def test_admins_alone_read_on_their_page_who_turned_it_when_and_why_long_after(
    slack: Sandbox, tmp_path: Path
) -> None:
    with guarded(slack, tmp_path, admins="U0LEAD") as bot:
        for n in range(3):
            turn(bot, "switch_off", f"Off {n}")
            turn(bot, "switch_on", f"On {n}")
        page = words(bot.home("U0LEAD"))
        told = [page.find(f": {why}") for why in ("On 2", "Off 2", "On 1", "Off 1", "On 0")]
        assert -1 not in told
        assert told == sorted(told)
        assert ": Off 0" not in page
        assert page.count('{"type": "user", "user_id": "U0LEAD"}') == 5
        assert f" {datetime.now(UTC):%B %Y} at " in page
        assert "On 2" not in words(bot.home("U0PRESS"))


def test_a_named_admin_is_one_while_slack_says_nothing_and_a_guest_never_is(
    slack: Sandbox, tmp_path: Path
) -> None:
    with guarded(slack, tmp_path, admins="U0LEAD,U0GUEST") as bot:
        assert "How the work stands" not in words(bot.home("U0GUEST"))
        slack.faults.fail("users.info", 99, 503)
        assert "How the work stands" in words(bot.home("U0LEAD"))


@pytest.mark.parametrize(
    ("remembered", "status"), [("switch_off", 200), ("switch_on", 200), ("", 400), ("{}", 400)]
)
def test_a_form_that_does_not_say_which_way_turns_nothing(
    slack: Sandbox, tmp_path: Path, remembered: str, status: int
) -> None:
    body = {
        "user": {"id": "U0LEAD"},
        "view": {
            "id": "V1",
            "private_metadata": remembered,
            "state": {"values": {"reason": {"reason": {"value": WHY}}}},
        },
    }
    kept = Kept()
    heard = SwitchListeners(kept, Opener(slack_settings(slack, tmp_path)), Speech())
    assert heard.submitted(body).status == status
    assert [type(job) for job in kept.jobs] == [SwitchJob] * (status == 200)
    long = {"reason": {"reason": {"value": "x" * 501}}}
    body["view"]["state"]["values"] = long  # type: ignore[index]  # JSON
    assert ("fewer words" in heard.submitted(body).body) is (status == 200)


def test_the_button_stands_on_the_pages_of_admins_alone(slack: Sandbox, tmp_path: Path) -> None:
    with guarded(slack, tmp_path, admin_group="S0LEADS", allow_users="U0PRESS") as bot:
        assert "Stop taking drafts" in words(bot.home("U0LEAD"))
        assert "How the work stands" in words(bot.home("U0LEAD"))
        assert "Stop taking drafts" not in words(bot.home("U0PRESS"))


def test_a_group_of_admins_that_cannot_be_asked_makes_nobody_an_admin(
    slack: Sandbox, tmp_path: Path
) -> None:
    slack.faults.refuse("usergroups.users.list", "missing_scope", 99)
    with guarded(slack, tmp_path, admins="U0DIGITAL", admin_group="S0LEADS") as bot:
        assert "Stop taking drafts" not in words(bot.home("U0LEAD"))
        assert "Stop taking drafts" in words(bot.home("U0DIGITAL"))
        bot.engine.put(a_wish("switch:V1", "U0LEAD"))
        bot.settle()
        assert bot.told("U0LEAD") == [refusals.UNSURE]
        assert bot.log.last_switch() is None


@pytest.mark.parametrize("reason", ["   \n"])
def test_a_form_without_a_reason_stays_open(slack: Sandbox, tmp_path: Path, reason: str) -> None:
    with guarded(slack, tmp_path, admins="U0LEAD") as bot:
        slack.click(bot.home("U0LEAD"), "switch_off", user="U0LEAD")
        (form,) = slack.views("U0LEAD")
        answer = slack.submit(form, reason=reason)
        assert json.loads(answer.body)["errors"] == {"reason": NO_REASON}
        assert slack.views("U0LEAD")
        assert bot.log.last_switch() is None


def test_a_word_that_cannot_be_kept_leaves_the_form_open(slack: Sandbox, tmp_path: Path) -> None:
    kept = Kept()
    with guarded(slack, tmp_path, admins="U0LEAD") as bot:
        slack.click(bot.home("U0LEAD"), "switch_off", user="U0LEAD")
    (form,) = slack.views("U0LEAD")
    with http_door(slack, kept, tmp_path):
        kept.broken = True
        answer = slack.submit(form, reason=WHY)
        assert "Nothing was changed: The disk is full." in answer.body
        kept.broken = False
        assert slack.submit(form, reason=WHY).ok
    (first,) = kept.jobs
    assert isinstance(first, SwitchJob)
    assert first.key == f"switch:{form.id}"
    assert (first.taking, first.reason, first.place.user) == (False, WHY, "U0LEAD")


def test_a_form_that_does_not_open_is_owned_up_to(slack: Sandbox, tmp_path: Path) -> None:
    with guarded(slack, tmp_path, admins="U0LEAD") as bot:
        page = bot.home("U0LEAD")
    kept = Kept()
    slack.faults.fail("views.open", 1, 503)
    with http_door(slack, kept, tmp_path):
        assert slack.click(page, "switch_off", user="U0LEAD").ok
    (job,) = kept.jobs
    assert isinstance(job, NoticeJob)
    assert job.words == NO_FORM


def a_wish(key: str, user: str, *, taking: bool = False) -> SwitchJob:
    place = Place(channel="", user=user, team="T0SANDBOX")
    return SwitchJob(
        key=key, taking=taking, reason=WHY, place=place, asked_at=datetime.now(UTC)
    )  # fmt: skip


class Board:
    """A record of the switch in memory, which fails as often as it is told to."""

    def __init__(self, faults: int = 0) -> None:
        self.words: list[Switch] = []
        self.faults = faults

    def _fault(self) -> None:
        if self.faults:
            self.faults -= 1
            raise LogError("The invented disk is full.")

    def keep_switch(self, switch: Switch) -> bool:
        self._fault()
        self.words.append(switch)
        return True

    def last_switch(self) -> Switch | None:
        self._fault()
        return self.words[-1] if self.words else None

    def switches(self, most: int) -> tuple[Switch, ...]:
        return tuple(self.words[::-1][:most])


def a_word(*, taking: bool = False) -> Switch:
    return Switch(id="s1", taking=taking, by="U0LEAD", at=NOW, reason=WHY)


def test_what_was_asked_before_it_went_off_is_answered() -> None:
    board = Board()
    board.words.append(a_word())
    access = Access(Rules(), switchboard=board)
    assert access.refusal(PLACE, NOW - timedelta(seconds=1)) is None
    refused = access.refusal(PLACE, NOW)
    assert refused is not None
    assert "on 27 November 2026 at 09:05." in refused.words


def test_a_record_that_cannot_be_read_leaves_the_switch_as_it_was_read_last() -> None:
    board = Board()
    board.words.append(a_word())
    access = Access(Rules(), switchboard=board)
    assert access.refusal(PLACE, NOW)
    board.faults = 1
    assert access.refusal(PLACE, NOW)
    assert not board.faults


def test_it_has_no_effect_before_it_is_on_record_and_is_kept_as_soon_as_it_can_be(
    tmp_path: Path,
) -> None:
    board, voice, log = Board(faults=1), AVoice(), SqliteLog(tmp_path / "log.db")
    access = Access(Rules(admins=frozenset({"U0LEAD"})), switchboard=board)
    engine = Engine(
        settings_for(used_before(tmp_path)), ADesk(log), voice, log, access=access
    )  # fmt: skip
    engine.start()
    try:
        engine.put(a_wish("switch:V1", "U0LEAD"))
        engine.put(a_wish("switch:V1", "U0LEAD"))
        voice.wait_for("home")
    finally:
        engine.stop(5)
    assert [word.id for word in board.words] == ["switch:V1"]
    assert not board.faults
    assert voice.said == [("home", "U0LEAD 0")]


def test_a_word_on_one_worker_holds_on_every_worker_of_the_same_postgres(
    postgres_url: str,
) -> None:
    address = fresh_database(postgres_url)
    one, other = (Access(Rules(), switchboard=PostgresLog(address)) for _ in range(2))
    assert other.refusal(PLACE, NOW) is None
    one.turn(a_word())
    one.turn(a_word())
    assert other.refusal(PLACE, NOW)
    other.turn(replace(a_word(taking=True), id="s2", at=NOW + timedelta(seconds=1)))
    assert one.refusal(PLACE, NOW) is None
