"""What every log promises, whatever it is built on: a new back end joins ``BACK_ENDS``."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.concerns import Verdict
from bot.desk.records import Citing, Decision, Miss, Outcome, Place
from bot.desk.seams import Kept, Log, Placed, Record
from bot.desk.switch import Switch, Switchboard
from bot.errors import LogError
from bot.guidance.acceptance import Newer
from bot.log.postgres_log import PostgresLog
from bot.log.sqlite_log import SqliteLog
from bot.review.review import Review
from tests.drawn import (
    IN_NOVEMBER,
    NOON,
    a_decision,
    a_dispute,
    a_miss,
    a_remark,
    a_review,
    decisions,
    misses,
    reviews,
)  # fmt: skip
from tests.postgres import fresh_database


class WholeLog(Log, Record, Switchboard, Protocol):
    """What the desk and the report ask of a log."""

    def disputed(self) -> Iterator[Kept]: ...

    def citing(self, clauses: Sequence[str], most: int) -> Citing: ...


def sqlite(folder: Path) -> WholeLog:
    return SqliteLog(folder / "log.db")


Opening = Callable[[Path], WholeLog]


def postgres(request: pytest.FixtureRequest) -> Opening:
    server = request.getfixturevalue("postgres_url")
    return lambda _: PostgresLog(fresh_database(server))


BACK_ENDS = {"sqlite": lambda _: sqlite, "postgres": postgres}
NOVEMBER = date(2026, 11, 1), date(2026, 12, 1)
THREAD = Place(channel="C1", thread="1.5")


@pytest.fixture(scope="module", params=BACK_ENDS)
def back_end(request: pytest.FixtureRequest) -> Opening:
    """How a new, empty log is opened; skipped where its server is not installed."""
    return BACK_ENDS[request.param](request)


@pytest.fixture
def log(back_end: Opening, tmp_path: Path) -> WholeLog:
    return back_end(tmp_path)


def share(log: WholeLog, review_id: str, kind: str = "shared") -> None:
    place = replace(THREAD, user="U1", reply_to="https://one.time/address")
    log.place(Placed(review_id=review_id, kind=kind, place=place))


@settings(max_examples=25, deadline=None)
@given(review=reviews(), decided=st.lists(decisions, max_size=2, unique_by=lambda d: d.id))
def test_a_review_comes_back_equal_to_what_was_kept(
    back_end: Opening, review: Review, decided: list[Decision]
) -> None:
    with TemporaryDirectory() as folder:
        log = back_end(Path(folder))
        log.keep(review)
        assert [log.keep_decision(decision) for decision in decided] == [True] * len(decided)
        assert log.find(review.id) == review
        assert list(log.month(*NOVEMBER)) == [review]
        (kept,) = log.between(*NOVEMBER)
        assert isinstance(kept, Kept)
        assert set(kept.decisions) == set(decided)


@settings(max_examples=12, deadline=None)
@given(miss=misses)
def test_a_miss_comes_back_equal_to_what_was_kept(back_end: Opening, miss: Miss) -> None:
    with TemporaryDirectory() as folder:
        log = back_end(Path(folder))
        log.keep_miss(miss)
        log.keep_miss(miss)
        assert list(log.between(*NOVEMBER)) == [miss]


@settings(max_examples=8, deadline=None)
@given(times=st.lists(IN_NOVEMBER | st.just(NOON), max_size=6))
def test_a_span_is_in_order_of_time(back_end: Opening, times: list[datetime]) -> None:
    with TemporaryDirectory() as folder:
        log = back_end(Path(folder))
        for number, time in enumerate(times):
            log.keep_miss(a_miss(f"m{number}", time))
            log.keep(a_review(f"r{number}", time))
        seen = [moment(entry) for entry in log.between(*NOVEMBER)]
        assert seen == sorted(times * 2)
        assert log.count(*NOVEMBER) == len(seen)


def moment(entry: Kept | Miss) -> datetime:
    return entry.at if isinstance(entry, Miss) else entry.review.made_at


def test_a_review_that_was_never_kept_is_not_found(log: WholeLog) -> None:
    assert log.find("r1") is None


def test_keeping_the_same_id_again_changes_nothing(log: WholeLog) -> None:
    log.keep(a_review())
    log.keep(a_review(text="Other words under the same id."))
    assert log.find("r1") == a_review()


def test_a_miss_and_a_review_may_have_the_key_of_the_same_job(log: WholeLog) -> None:
    log.keep_miss(a_miss("key", text="First try."))
    log.keep(a_review("key", text="Second try."))
    assert log.find("key") == a_review("key", text="Second try.")


def test_remarks_come_back_oldest_first_and_are_kept_once(log: WholeLog) -> None:
    log.keep(a_review())
    later = replace(a_remark("b", text="Because of the comparison."), answers="a")
    earlier = replace(a_remark("a"), at=datetime(2026, 11, 12, 11, tzinfo=UTC))
    assert [log.keep_remark(later), log.keep_remark(earlier)] == [True, True]
    assert log.keep_remark(replace(later, text="Something else.")) is False
    assert log.remarks("r1") == (earlier, later)


def test_a_decision_is_kept_once_with_its_reason(log: WholeLog) -> None:
    log.keep(a_review())
    assert log.keep_decision(a_decision("d1", reason="The minister asked.")) is True
    assert log.keep_decision(a_decision("d1", reason="Another story.")) is False
    (kept,) = log.between(*NOVEMBER)
    assert isinstance(kept, Kept)
    assert kept.decisions == (a_decision("d1", reason="The minister asked."),)


def test_each_turn_holds_one_decision_and_the_second_writer_is_told(log: WholeLog) -> None:
    log.keep(a_review())
    assert log.keep_turn(a_decision("d1"), 0) is True
    assert log.keep_turn(a_decision("d2"), 0) is False
    assert log.keep_turn(a_decision("d2"), 1) is True
    kept = log.kept("r1")
    assert kept is not None
    assert [decision.id for decision in kept.decisions] == ["d1", "d2"]
    assert log.kept("nobody") is None


def test_eight_threads_that_want_the_same_turn_leave_one_decision(log: WholeLog) -> None:
    log.keep(a_review())
    made = [a_decision(f"d{number}") for number in range(16)]
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(log.keep_turn, made, [0] * 16))
    assert taken.count(True) == 1
    (kept,) = log.between(*NOVEMBER)
    assert isinstance(kept, Kept)
    assert [decision.id for decision in kept.decisions] == [made[taken.index(True)].id]


def test_a_dispute_comes_back_with_its_review_and_is_kept_once(log: WholeLog) -> None:
    log.keep(a_review())
    log.keep(a_review("r2"))
    assert log.keep_dispute(a_dispute("x", right=True)) is True
    assert log.keep_dispute(a_dispute("x")) is False
    kept = log.kept("r1")
    assert kept is not None
    assert kept.disputes == (a_dispute("x", right=True),)
    assert list(log.disputed()) == [kept]


def test_what_waits_for_a_lead_is_listed_until_something_else_is_decided(log: WholeLog) -> None:
    asked = replace(a_decision("d1"), outcome=Outcome.SIGN_OFF_ASKED)
    late = replace(asked, id="d2", review_id="r2", at=datetime(2026, 11, 12, 11, tzinfo=UTC))
    for name in ("r1", "r2", "r3"):
        log.keep(a_review(name))
    for decision in (asked, late, a_decision("d3", "r3")):
        assert log.keep_turn(decision, 0)
    assert [kept.review.id for kept in log.waiting()] == ["r2", "r1"]
    assert log.keep_turn(a_decision("d4", "r2"), 1)
    assert [kept.review.id for kept in log.waiting()] == ["r1"]


def test_a_place_is_given_back_and_a_question_to_the_leads_is_no_sharing(log: WholeLog) -> None:
    log.keep(a_review())
    share(log, "r1", kind="asked")
    assert log.places("r1") == (
        Placed(review_id="r1", kind="asked", place=replace(THREAD, user="U1")),
    )
    kept = log.kept("r1")
    assert kept is not None
    assert not kept.shared
    assert log.review_at(THREAD) == a_review()


def test_nothing_is_kept_about_a_review_that_was_not_kept(log: WholeLog) -> None:
    with pytest.raises(LogError):
        log.keep_remark(a_remark("a", review_id="nobody"))
    with pytest.raises(LogError):
        log.keep_decision(a_decision("d", review_id="nobody"))
    with pytest.raises(LogError):
        share(log, "nobody")
    assert log.remarks("nobody") == ()


def test_a_thread_leads_to_the_newest_review_shared_in_it(log: WholeLog) -> None:
    newer = a_review("new", made_at=datetime(2026, 11, 13, tzinfo=UTC))
    for review in (newer, a_review("old")):
        log.keep(review)
        share(log, review.id)
        share(log, review.id)
    assert log.review_at(THREAD) == newer
    assert log.review_at(Place(channel="C1", thread="2.0")) is None
    assert log.review_at(Place(channel="C2", thread="1.5")) is None


def test_somebodys_last_reviews_come_newest_first_and_no_more_than_asked_for(
    log: WholeLog,
) -> None:
    days = [datetime(2026, 11, day, tzinfo=UTC) for day in (12, 14, 13)]
    for number, day in enumerate(days):
        log.keep(a_review(f"r{number}", made_at=day))
    log.keep(replace(a_review("theirs", made_at=days[1]), asked_by="U2"))
    assert [kept.review.id for kept in log.asked_by("U1", 2)] == ["r1", "r2"]
    assert log.asked_by("U1", 9)[0].review == a_review("r1", made_at=days[1])
    assert log.asked_by("nobody", 9) == ()


def decide(log: WholeLog, review_id: str, *outcomes: Outcome, minutes: int = 5) -> None:
    for turn, outcome in enumerate(outcomes):
        at = NOON + timedelta(minutes=minutes + turn)
        decision = replace(a_decision(f"{review_id}-{turn}", review_id), outcome=outcome, at=at)
        assert log.keep_turn(decision, turn)


def test_what_waits_for_its_asker_is_found_and_nothing_that_is_settled(log: WholeLog) -> None:
    made = {
        "open": (Verdict.REVISE, ()),
        "check": (Verdict.CHECK, ()),
        "clear": (Verdict.CLEAR, ()),
        "asked": (Verdict.CLEAR, (Outcome.PROPRIETY_ASKED,)),
        "back": (Verdict.STOP, (Outcome.SIGN_OFF_ASKED, Outcome.DECLINED)),
        "done": (Verdict.STOP, (Outcome.SIGN_OFF_ASKED, Outcome.WITHDRAWN)),
        "old": (Verdict.STOP, ()),
        "revised": (Verdict.STOP, ()),
        "theirs": (Verdict.STOP, ()),
    }
    for number, (name, (verdict, outcomes)) in enumerate(made.items()):
        at = NOON - timedelta(days=9 if name == "old" else 0, minutes=number)
        user = "U2" if name == "theirs" else "U1"
        log.keep(replace(a_review(name, at), verdict=verdict, asked_by=user))
        decide(log, name, *outcomes)
    later = replace(a_review("later", NOON), verdict=Verdict.CLEAR, asked_by="U2")
    log.keep(replace(later, revises="revised"))
    found = log.undecided("U1", NOON - timedelta(days=2), 9)
    assert [kept.review.id for kept in found] == ["open", "check", "asked", "back"]
    assert [d.outcome for d in found[-1].decisions] == [Outcome.SIGN_OFF_ASKED, Outcome.DECLINED]
    assert len(log.undecided("U1", NOON - timedelta(days=2), 2)) == 2
    assert log.undecided("nobody", NOON - timedelta(days=2), 9) == ()


def test_a_month_in_figures_is_by_uk_time_and_its_last_decisions(log: WholeLog) -> None:
    june = date(2026, 6, 1), date(2026, 7, 1)
    midnight = datetime(2026, 5, 31, 23, tzinfo=UTC)
    for name, at in (("may", midnight - timedelta(seconds=1)), ("june", midnight)):
        log.keep(a_review(name, at))
        log.keep_miss(a_miss(f"m-{name}", at))
    found = log.figures(*june)
    assert (found.month, found.reviews, found.misses) == (june[0], 1, 1)
    assert found.median is None
    assert found.undecided == 1
    for name, minutes in (("a", 10), ("b", 20), ("c", 60)):
        log.keep(a_review(name))
        decide(log, name, Outcome.PROPRIETY_ASKED, Outcome.ACCEPTED, minutes=minutes)
    log.keep(a_review("pending"))
    decide(log, "pending", Outcome.SIGN_OFF_ASKED)
    november = log.figures(*NOVEMBER)
    assert november.outcomes == {Outcome.ACCEPTED: 3, Outcome.SIGN_OFF_ASKED: 1}
    assert november.median == timedelta(minutes=21)
    assert november.undecided == 0


@settings(max_examples=8, deadline=None)
@given(
    made=st.lists(
        st.tuples(st.sampled_from(Verdict), st.lists(st.sampled_from(Outcome), max_size=3)),
        max_size=6,
    )
)
def test_the_figures_are_those_that_a_count_of_the_record_gives(
    back_end: Opening, made: list[tuple[Verdict, list[Outcome]]]
) -> None:
    with TemporaryDirectory() as folder:
        log = back_end(Path(folder))
        for number, (verdict, outcomes) in enumerate(made):
            log.keep(replace(a_review(f"r{number}"), verdict=verdict))
            decide(log, f"r{number}", *outcomes)
        kept = [one for one in log.between(*NOVEMBER) if isinstance(one, Kept)]
        found = log.figures(*NOVEMBER)
        assert found.verdicts == Counter(one.review.verdict for one in kept)
        assert found.outcomes == Counter(k.decisions[-1].outcome for k in kept if k.decisions)
        assert found.undecided == sum(not one.decisions for one in kept)


def test_a_review_shown_to_its_asker_alone_is_found_by_no_thread(log: WholeLog) -> None:
    log.keep(a_review())
    share(log, "r1", kind="card")
    assert log.review_at(THREAD) is None
    (kept,) = log.between(*NOVEMBER)
    assert isinstance(kept, Kept)
    assert not kept.shared


def test_a_review_is_given_with_what_became_of_it(log: WholeLog) -> None:
    log.keep(a_review())
    log.keep_decision(a_decision("d1"))
    log.keep_remark(a_remark("a"))
    share(log, "r1")
    assert list(log.between(*NOVEMBER)) == [
        Kept(review=a_review(), decisions=(a_decision("d1"),), shared=True, remarks=1)
    ]


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        ("2026-03-31T22:59:59.999999", 3),  # summer time began on 29 March
        ("2026-03-31T23:00:00", 4),
        ("2026-10-31T23:59:59.999999", 10),  # and ended on 25 October
        ("2026-11-01T00:00:00", 11),
        ("2026-12-31T23:59:59.999999", 12),
    ],
)
def test_a_month_begins_and_ends_at_midnight_in_uk_time(
    log: WholeLog, moment: str, month: int
) -> None:
    time = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    log.keep(a_review(made_at=time))
    log.keep_miss(a_miss(at=time))
    bounds = [date(2026, number, 1) for number in range(1, 13)] + [date(2027, 1, 1)]
    found = {number: log.count(bounds[number - 1], bounds[number]) for number in range(1, 13)}
    assert {number for number, count in found.items() if count == 2} == {month}
    assert sum(found.values()) == 2


def test_a_time_without_a_zone_is_refused_and_nothing_is_kept(log: WholeLog) -> None:
    with pytest.raises(LogError, match="zone"):
        log.keep(a_review(made_at=NOON.replace(tzinfo=None)))
    assert log.find("r1") is None


def test_half_a_character_is_refused_in_plain_words_and_nothing_is_kept(log: WholeLog) -> None:
    with pytest.raises(LogError, match="half a character"):
        log.keep(a_review(text="Ports \ud83d open."))
    assert log.count(*NOVEMBER) == 0


def test_eight_threads_keep_forty_reviews_and_none_is_lost(log: WholeLog) -> None:
    made = [a_review(f"r{number:02}") for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(log.keep, made * 2))
    assert list(log.month(*NOVEMBER)) == made


def test_eight_threads_that_say_the_same_are_heard_once(log: WholeLog) -> None:
    log.keep(a_review())
    with ThreadPoolExecutor(8) as threads:
        heard = list(threads.map(log.keep_remark, [a_remark("a")] * 16))
    assert heard.count(True) == 1
    assert log.remarks("r1") == (a_remark("a"),)


def test_a_month_is_read_as_it_was_when_the_reading_began(log: WholeLog) -> None:
    log.keep(a_review("r1"))
    log.keep(a_review("r2"))
    reading: Iterator[Review] = log.month(*NOVEMBER)
    first = next(reading)
    log.keep(a_review("r3"))
    assert [first.id, *(review.id for review in reading)] == ["r1", "r2"]


def test_an_edition_is_kept_in_silence_the_second_time(log: WholeLog) -> None:
    log.keep_edition("prompt", "e1", "Read the draft.")
    log.keep_edition("prompt", "e1", "Read the draft.")


def a_word(name: str, minute: int, *, taking: bool) -> Switch:
    at = NOON + timedelta(minutes=minute)
    return Switch(id=name, taking=taking, by="U1", at=at, reason=f"Because {name} 🎉")


def test_the_latest_word_about_taking_drafts_stands_and_each_is_kept_once(log: WholeLog) -> None:
    assert log.last_switch() is None
    off, on = a_word("s1", 0, taking=False), a_word("s2", 5, taking=True)
    assert log.keep_switch(on)
    assert log.keep_switch(off)
    assert not log.keep_switch(replace(off, reason="Another."))
    assert log.last_switch() == on
    later = a_word("s3", 9, taking=False)
    assert log.keep_switch(later)
    assert log.last_switch() == later
    assert log.switches(2) == (later, on)
    assert log.switches(9) == (later, on, off)


def test_the_reviews_that_cited_a_clause_are_counted_once_and_the_newest_named(
    log: WholeLog,
) -> None:
    for day, clauses in enumerate((("a", "b", "a"), ("b",), ("c",), ("a",))):
        made = a_review(f"r{day}", made_at=NOON + timedelta(days=day))
        found = tuple(replace(made.findings[0], clause_id=name) for name in clauses)
        passages = tuple(replace(made.passages[0], clause_id=name) for name in set(clauses))
        log.keep(replace(made, findings=found, passages=passages))
    assert log.citing(["a", "b"], 2) == Citing(many=3, newest=("r3", "r1"))
    assert log.citing(["c", *(f"z{number}" for number in range(500))], 5) == Citing(
        many=1, newest=("r2",)
    )
    assert log.citing([], 5) == log.citing(["zz"], 5) == Citing(many=0, newest=())


def test_a_review_keeps_which_official_words_it_cited_and_what_was_newer(log: WholeLog) -> None:
    made = a_review()
    cited = replace(made.making, official_edition="a1b2", newer=Newer(waiting=2, ended=1))
    log.keep(replace(made, making=cited))
    found = log.find(made.id)
    assert found is not None
    assert found.making == cited
