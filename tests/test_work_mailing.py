"""A month is sent once to everybody who gets it, whatever dies, and never in silence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Nation
from bot.errors import VoiceRefused, VoiceUncertain, VoiceUnreachable, WorkError
from bot.log.sqlite_log import SqliteLog
from bot.report.month import Month
from bot.work.flows import PATIENCE
from bot.work.mailing import Mailing
from bot.work.monthly import LONGEST, Monthly
from bot.work.months import Months
from bot.work.saying import Json
from tests.drawn import a_review
from tests.month_post import (
    LINK,
    NOVEMBER,
    Clock,
    Died,
    Files,
    Memory,
    Post,
    a_mailing,
    a_monthly,
)

WHAT = {"month": "2026-11", "to": "C0MONTH"}
SENT = ["C0MONTH words", "C0MONTH neutral-2026-11.xlsx", "C0MONTH neutral-2026-11.csv"]
DUE = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A log with a review of November."""
    SqliteLog(tmp_path / "log.db").keep(a_review())
    return tmp_path


def said(monthly: Monthly, month: Month = NOVEMBER) -> str:
    (words,) = monthly.plan(month, "C0MONTH")["words"]
    return str(words)


def test_the_words_count_the_month_teach_its_lessons_and_end_with_the_link(folder: Path) -> None:
    words = said(a_monthly(folder))
    assert words.startswith("The reviews of November 2026: 1 draft.")
    assert "Names of people are not" in words
    assert "November 2026: Say who did it." in words
    assert LINK in words.splitlines()[-2]


def test_a_person_hears_their_language_and_a_channel_that_of_the_settings(folder: Path) -> None:
    monthly = a_monthly(folder)
    welsh = replace(monthly, speech=type(monthly.speech)("cy"))
    assert "Tachwedd 2026" in said(welsh)


def test_lessons_of_any_length_cut_off_no_link(folder: Path) -> None:
    words = a_monthly(folder, lessons="Say who did it. " * 400).plan(NOVEMBER, "C0MONTH")["words"]
    assert len(words) == 2
    assert LINK in words[1]
    assert len(words[1]) < LONGEST


def test_a_month_without_reviews_is_told_in_a_line_and_has_no_file(folder: Path) -> None:
    plan = a_monthly(folder).plan(Month(2026, 12), "C0MONTH")
    assert plan["files"] == []
    assert plan["words"][0].startswith("No draft was reviewed in December 2026.")


def test_everything_is_sent_in_order_and_nothing_is_left_behind(folder: Path) -> None:
    post = Post()
    ended = a_mailing(folder, a_monthly(folder, post), Memory()).mail(WHAT)
    assert (ended, post.sent) == ({"ended": "said"}, SENT)
    assert not [path for path in (folder / "monthly").rglob("*") if path.is_file()]


def test_each_receiver_has_a_flow_of_its_own(folder: Path) -> None:
    memory = Memory()
    mailing = a_mailing(folder, a_monthly(folder), memory)
    mailing.month({"month": "2026-11", "to": ["C0MONTH", "U0LEAD"]})
    assert memory.begun == {
        "month:2026-11:C0MONTH": ("mail", ({"month": "2026-11", "to": "C0MONTH"},)),
        "month:2026-11:U0LEAD": ("mail", ({"month": "2026-11", "to": "U0LEAD"},)),
    }


@pytest.mark.parametrize("moment", range(11))
def test_a_process_that_dies_at_any_step_sends_nothing_twice_and_loses_nothing_in_silence(
    folder: Path, moment: int
) -> None:
    post, memory = Post(), Memory(dies_at=moment)
    mailing = a_mailing(folder, a_monthly(folder, post), memory)
    with pytest.raises(Died):
        mailing.mail(WHAT)
    memory.again("run 2")
    mailing.mail(WHAT)
    assert len(post.sent) == len(set(post.sent))
    assert memory.alarms or post.sent == SENT
    if memory.alarms:
        assert "cannot be known" in str(memory.alarms)


def test_the_steps_above_are_all_there_are(folder: Path) -> None:
    memory = Memory()
    a_mailing(folder, a_monthly(folder), memory).mail(WHAT)
    assert sum(len(given) for given in memory.kept.values()) == 11


@pytest.mark.parametrize("many", [1, 5, 40])
def test_what_slack_does_not_take_now_is_sent_after_growing_waits(folder: Path, many: int) -> None:
    post, memory = Post(faults=[VoiceUnreachable("ratelimited")] * many), Memory()
    a_mailing(folder, a_monthly(folder, post), memory).mail(WHAT)
    assert post.sent == SENT
    assert memory.slept == [*PATIENCE[:many]]
    assert memory.slept == sorted(memory.slept)
    assert not memory.alarms


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (VoiceRefused("Slack refused: channel_not_found"), "channel_not_found"),
        (VoiceUncertain("Slack's answer was lost"), "cannot be known"),
    ],
)
def test_what_slack_never_takes_is_told_to_an_admin_with_the_way_to_send_it_again(
    folder: Path, fault: Exception, told: str
) -> None:
    post, memory = Post(faults=[fault]), Memory()
    a_mailing(folder, a_monthly(folder, post), memory).mail(WHAT)
    ((key, words),) = memory.alarms.items()
    assert key == "alarm:month:2026-11:C0MONTH"
    assert told in words
    assert "neutral month send 2026-11 --to C0MONTH" in words
    assert post.sent == (SENT[1:] if isinstance(fault, VoiceUncertain) else [])


def test_a_slack_that_is_down_for_more_than_a_day_is_told_to_an_admin(folder: Path) -> None:
    post, memory = Post(faults=[VoiceUnreachable("down")] * 1000), Memory()
    a_mailing(folder, a_monthly(folder, post), memory).mail(WHAT)
    assert sum(memory.slept) > timedelta(days=1).total_seconds()
    assert "was not sent to C0MONTH: down" in str(memory.alarms)


def test_a_file_that_cannot_be_made_now_is_made_later(folder: Path) -> None:
    post, memory = Post(), Memory()
    a_mailing(folder, a_monthly(folder, post, Files(fails=3)), memory).mail(WHAT)
    assert post.sent == SENT
    assert memory.slept


def test_a_file_that_can_never_be_made_is_told_to_an_admin(folder: Path) -> None:
    post, memory = Post(), Memory()
    a_mailing(folder, a_monthly(folder, post, Files(fails=10_000)), memory).mail(WHAT)
    assert post.sent == ["C0MONTH words"]
    assert "was not sent to C0MONTH: The bot's own log says why." in "".join(memory.alarms.values())


def test_a_file_is_made_once_though_slack_refuses_it_for_its_rate(folder: Path) -> None:
    files = Files()
    post, memory = Post(), Memory()
    mailing = a_mailing(folder, a_monthly(folder, post, files), memory)
    mailing.monthly.say("words", "C0MONTH")
    post.faults = [VoiceUnreachable("ratelimited")] * 4
    mailing.mail(WHAT)
    assert files.made_of == ["neutral-2026-11.xlsx", "neutral-2026-11.csv"]


def test_a_file_that_another_machine_made_is_made_anew(folder: Path) -> None:
    files, post = Files(), Post()
    assert a_monthly(folder, post, files).send(NOVEMBER, "neutral-2026-11.csv", "C0") == {
        "ended": "said"
    }
    assert files.made_of == ["neutral-2026-11.csv"]


class Engine:
    """Begins a flow once for a key, as the engine's database does; may be out of order."""

    def __init__(self) -> None:
        self.begun: dict[str, Json] = {}
        self.breaks = False

    def __call__(self, key: str, what: Json) -> None:
        if self.breaks:
            raise WorkError("The job could not be kept.")
        self.begun.setdefault(key, what)


def rounds(folder: Path, engine: Engine, clock: Clock, *to: str) -> Months:
    return Months(a_monthly(folder), to, Nation.ENGLAND_AND_WALES, engine, clock=clock)


def announce(key: str, words: str, channel: str) -> None:
    raise AssertionError((key, words, channel))


def test_a_month_is_begun_at_its_hour_and_once(folder: Path) -> None:
    engine, clock = Engine(), Clock(DUE - timedelta(minutes=1))
    chore = rounds(folder, engine, clock, "C0MONTH", "U0LEAD")
    chore.round(announce)
    assert not engine.begun
    for _ in range(3):
        clock.now += timedelta(minutes=1)
        chore.round(announce)
    assert engine.begun == {"month:2026-11": {"month": "2026-11", "to": ["C0MONTH", "U0LEAD"]}}


@pytest.mark.parametrize("days", [1, 10, 35])
def test_a_bot_that_was_down_sends_what_was_due_at_its_next_start(folder: Path, days: int) -> None:
    engine = Engine()
    rounds(folder, engine, Clock(DUE + timedelta(days=days)), "C0MONTH").round(announce)
    assert "month:2026-11" in engine.begun
    assert ("month:2026-12" in engine.begun) == (days > 34)


def test_two_processes_begin_it_under_one_key(folder: Path) -> None:
    engine, clock = Engine(), Clock()
    for _ in range(2):
        rounds(folder, engine, clock, "C0MONTH").round(announce)
    assert list(engine.begun) == ["month:2026-11"]


def test_what_cannot_be_kept_is_begun_in_the_next_round(folder: Path) -> None:
    engine, clock = Engine(), Clock()
    chore = rounds(folder, engine, clock, "C0MONTH")
    engine.breaks = True
    with pytest.raises(WorkError):
        chore.round(announce)
    engine.breaks = False
    chore.round(announce)
    assert engine.begun


def test_months_before_the_first_record_are_nobodys(folder: Path) -> None:
    engine = Engine()
    rounds(folder, engine, Clock(DUE - timedelta(days=3)), "C0MONTH").round(announce)
    assert not engine.begun


def test_an_empty_month_of_a_bot_that_was_there_is_told(folder: Path) -> None:
    engine = Engine()
    rounds(folder, engine, Clock(datetime(2027, 1, 4, 9, tzinfo=UTC)), "C0MONTH").round(announce)
    assert "month:2026-12" in engine.begun


def test_where_nobody_is_named_nothing_is_begun(folder: Path) -> None:
    engine = Engine()
    rounds(folder, engine, Clock()).round(announce)
    assert not engine.begun


def test_a_log_that_cannot_be_read_ends_no_round(folder: Path) -> None:
    engine = Engine()
    chore = rounds(folder, engine, Clock(), "C0MONTH")
    (folder / "log.db").write_bytes(b"no database at all, " * 400)
    chore.round(announce)
    assert not engine.begun


def test_the_flows_have_the_names_of_their_queues() -> None:
    assert callable(Mailing.month)
    assert callable(Mailing.mail)
