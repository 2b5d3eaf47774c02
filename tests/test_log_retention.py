"""Retention: what has been kept for long enough goes, what is held stays, and all of it shows."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.concerns import Verdict
from bot.desk.records import Place
from bot.desk.seams import Kept, Placed
from bot.desk.speech import Chosen
from bot.errors import BadQuestion, BadSettings, LogError
from bot.log import holds
from bot.log.address import damage_in
from bot.log.classes import CLASSES, periods
from bot.log.erasing import Order
from bot.log.holds import Hold, Target, days
from bot.log.outline import ERASED
from bot.log.person import about, erase
from bot.log.postgres_log import PostgresLog
from bot.log.record import StoredLog
from bot.log.retention import Due, cutoffs, let_go, plan
from bot.log.sqlite_log import SqliteLog
from bot.log.verify import Walk, faults
from tests.drawn import a_decision, a_dispute, a_miss, a_remark, a_review, a_switch
from tests.letting_go import a_hold, put_hold
from tests.postgres import fresh_database

OLD = datetime(2020, 3, 10, 12, 0, tzinfo=UTC)
NEW = datetime(2028, 11, 30, 12, 0, tzinfo=UTC)
NOW = datetime(2028, 12, 1, 12, 0, tzinfo=UTC)
ORDER = Order("", "Kept for long enough", "A Records Officer", NOW)
BEFORE = cutoffs(periods(""), NOW)
NOTHING = {one.name: 0 for one in CLASSES}
BACK_ENDS = ("sqlite", "postgres")


@pytest.fixture(params=BACK_ENDS)
def log(request: pytest.FixtureRequest, tmp_path: Path) -> StoredLog:
    """A log with something of every class, old and new."""
    if request.param == "sqlite":
        made: StoredLog = SqliteLog(tmp_path / "log.db")
    else:
        made = PostgresLog(fresh_database(request.getfixturevalue("postgres_url")))
    fill(made, "old", OLD)
    fill(made, "new", NEW)
    return made


def fill(log: StoredLog, name: str, at: datetime) -> None:
    """Put something of every class in: a clear review, and one that was discussed and decided."""
    clear = replace(a_review(f"{name}-clear", at, f"The {name} quay."), verdict=Verdict.CLEAR)
    log.keep(replace(clear, findings=(), rewording=None))
    log.keep(a_review(f"{name}-found", at, f"The {name} jetty, at last."))
    review = f"{name}-found"
    log.keep_remark(replace(a_remark(f"{name}-a", review, "Ask <@U1>."), at=at))
    log.keep_turn(replace(a_decision(f"{name}-d", review, "U1 agreed."), at=at), 0)
    log.keep_dispute(replace(a_dispute(f"{name}-x", review), at=at))
    log.keep_switch(replace(a_switch(f"{name}-s"), at=at))
    log.keep_miss(a_miss(f"{name}-m", at))
    log.keep_language(Chosen(id=f"{name}-l", by="U1", language="cy", at=at))
    place = Place(channel="D1", user="U1")
    log.place(Placed(review_id=review, kind="card", place=place))
    log.place(Placed(review_id=review, kind="shared", place=replace(place, channel="C1")))


def goes(log: StoredLog) -> dict[str, int]:
    return {one.name: one.many for one in planned(log)}


def planned(log: StoredLog) -> list[Due]:
    with log.store.reading() as tables:
        return plan(tables, BEFORE)


def is_whole(log: StoredLog) -> bool:
    with log.store.reading() as tables:
        wrong = list(faults(tables, Walk()))
    assert wrong == []
    return True


def test_the_plan_counts_what_is_old_by_class_with_its_days(log: StoredLog) -> None:
    assert goes(log) == {
        "clear": 1, "findings": 1, "remarks": 1, "reasons": 3, "misses": 1, "people": 10,
    }  # fmt: skip
    (clear, *_) = planned(log)
    assert (clear.oldest, clear.newest, clear.before) == ("2020-03-10", "2020-03-10", "2026-12-01")


def test_what_was_planned_goes_once_and_the_chain_is_whole(log: StoredLog) -> None:
    before = goes(log)
    told: list[int] = []
    assert let_go(log.store, BEFORE, ORDER, told.append) == before
    assert sum(told) == sum(before.values())
    assert is_whole(log)
    assert goes(log) == NOTHING
    assert let_go(log.store, BEFORE, ORDER) == {}


def test_what_is_new_stays_word_for_word(log: StoredLog) -> None:
    since = date(2028, 1, 1), date(2029, 1, 1)
    before = list(log.between(*since))
    assert len(before) == 3
    let_go(log.store, BEFORE, ORDER)
    assert list(log.between(*since)) == before


def test_a_month_that_was_let_go_still_adds_up(log: StoredLog) -> None:
    march = date(2020, 3, 1), date(2020, 4, 1)
    figures = log.figures(*march)
    let_go(log.store, BEFORE, ORDER)
    assert log.figures(*march) == figures
    kept = {one.review.id: one for one in log.between(*march) if isinstance(one, Kept)}
    found = kept["old-found"]
    assert found.review.draft.text == ERASED
    assert [one.clause_id for one in found.review.findings] == ["csc.impartiality.must"]
    assert found.review.rewording is not None
    assert found.decisions[0].reason == ERASED
    assert found.shared
    assert found.review.asked_by.startswith("erased-")
    assert found.review.asked_by == found.decisions[0].by
    assert log.remarks("old-found")[0].text == ERASED


def test_an_erased_draft_is_no_case_and_no_version_to_compare_with(log: StoredLog) -> None:
    log.keep(replace(a_review("later", NEW, "Another jetty."), revises="old-found"))
    before = log.kept("later")
    assert before
    assert before.earlier
    assert [one.review.id for one in log.disputed()] == ["old-found", "new-found"]
    let_go(log.store, BEFORE, ORDER)
    assert [one.review.id for one in log.disputed()] == ["new-found"]
    after = log.kept("later")
    assert after == replace(before, earlier=None)


def test_who_writes_while_others_are_erased_waits_and_is_linked(log: StoredLog) -> None:
    def keep(number: int) -> None:
        log.keep(a_review(f"w{number}", NEW))
        log.keep_remark(replace(a_remark(f"w{number}", f"w{number}"), at=NEW))
        log.keep_turn(replace(a_decision(f"w{number}", f"w{number}"), at=NEW), 0)

    with ThreadPoolExecutor(4) as threads:
        at_work: list[Future[Any]] = [threads.submit(keep, number) for number in range(12)]
        at_work += [threads.submit(let_go, log.store, BEFORE, ORDER) for _ in range(2)]
        at_work.append(threads.submit(erase, log.store, "U2", ORDER))
        for one in at_work:
            one.result(60)
    assert is_whole(log)
    assert goes(log) == NOTHING
    assert sum(1 for number in range(12) if log.find(f"w{number}")) == 12


def test_words_that_were_lost_and_not_erased_are_still_told(log: StoredLog) -> None:
    with log.store.writing() as tables:
        tables.change("delete from bodies where id = 'old-found'")
    with pytest.raises(LogError, match="no longer in the log"):
        log.find("old-found")


@pytest.mark.parametrize(
    ("target", "sought", "kept"),
    [
        (Target.REVIEW, "old-found", {"findings": 1, "remarks": 1, "reasons": 2, "people": 6}),
        (Target.PERSON, "U2", {"findings": 1, "remarks": 1, "reasons": 2, "people": 6}),
        (Target.PERSON, "U9", {}),
        (Target.MONTHS, "2020-03", {"clear": 1, "findings": 1, "remarks": 1, "reasons": 3,
                                    "misses": 1, "people": 10}),
        (Target.MONTHS, "2020-04..2020-06", {}),
        (Target.WORDS, "OLD QUAY", {"clear": 1, "people": 1}),
        (Target.WORDS, "old_quay", {}),
        (Target.WORDS, "u1 AGREED", {"findings": 1, "remarks": 1, "reasons": 2, "people": 6}),
    ],
)  # fmt: skip
def test_a_hold_keeps_all_that_it_covers(
    log: StoredLog, target: Target, sought: str, kept: dict[str, int]
) -> None:
    before = goes(log)
    put_hold(log.store, a_hold(target, sought))
    due = planned(log)
    assert {one.name: one.held["h-1"] for one in due if one.held} == kept
    assert goes(log) == {name: many - kept.get(name, 0) for name, many in before.items()}
    let_go(log.store, BEFORE, ORDER)
    assert {one.name: one.held["h-1"] for one in planned(log) if one.held} == kept
    assert is_whole(log)


def test_a_hold_on_a_review_covers_its_other_versions(log: StoredLog) -> None:
    for name, revises in (("v2", "old-found"), ("v3", "v2")):
        log.keep(replace(a_review(name, OLD), revises=revises))
    put_hold(log.store, a_hold(sought="v2"))
    let_go(log.store, BEFORE, ORDER)
    for name in ("old-found", "v2", "v3"):
        review = log.find(name)
        assert review
        assert review.draft.text != ERASED


def test_a_hold_that_is_over_holds_no_more_and_stays_on_record(log: StoredLog) -> None:
    put_hold(log.store, a_hold(sought="old-found"))
    with log.store.writing() as tables:
        holds.end(tables, "h-1", "Answered", "A Lead", NOW)
    with log.store.reading() as tables:
        (over,) = holds.all_of(tables)
    assert (over.stands, over.ended_by, over.ended_why) == (False, "A Lead", "Answered")
    let_go(log.store, BEFORE, ORDER)
    assert goes(log) == NOTHING
    assert is_whole(log)
    with log.store.writing() as tables, pytest.raises(BadQuestion, match="was ended on 2028-12-01"):
        holds.end(tables, "h-1", "Again", "A Lead", NOW)


@pytest.mark.parametrize(
    ("hold", "said"),
    [
        (a_hold(Target.REVIEW, "none"), "holds no review"),
        (a_hold(Target.MONTHS, "March"), "no span of months"),
        (a_hold(Target.MONTHS, "2020-03..2020-02"), "ends before it begins"),
    ],
)
def test_a_hold_on_nothing_is_refused(tmp_path: Path, hold: Hold, said: str) -> None:
    with pytest.raises(BadQuestion, match=said):
        put_hold(SqliteLog(tmp_path / "log.db").store, hold)


def test_an_erased_person_is_found_nowhere_and_has_one_name(log: StoredLog) -> None:
    about(log.store, "U1", ORDER)
    done = erase(log.store, "U1", ORDER)
    assert done.name.startswith("erased-")
    assert done.kept == {}
    assert is_whole(log)
    again = about(log.store, "U1", replace(ORDER, by="Another"))
    assert {name: rows for name, rows in again.items() if isinstance(rows, list) and rows} == {
        "accesses": again["accesses"]
    }
    assert [row["by"] for row in again["accesses"]] == ["Another"]
    found = log.kept("old-found")
    assert found
    assert {found.review.asked_by, found.decisions[0].by} == {done.name}
    assert found.decisions[0].reason == f"{done.name} agreed."
    assert found.review.draft.text == "The old jetty, at last."
    assert [remark.by for remark in log.remarks("old-found")] == ["U2"]
    assert {placed.place.user for placed in log.places("old-found")} == {done.name}


def test_what_is_held_is_not_erased_for_a_person_either(log: StoredLog) -> None:
    put_hold(log.store, a_hold(sought="old-found"))
    done = erase(log.store, "U1", ORDER)
    assert done.kept == {"h-1": 6}
    found = log.kept("old-found")
    assert found
    assert found.review.asked_by == "U1"
    clear = log.find("old-clear")
    assert clear
    assert clear.asked_by == done.name
    assert is_whole(log)


def test_what_is_given_holds_words_rows_and_places(log: StoredLog) -> None:
    given = about(log.store, "U1", ORDER)
    assert {name: len(rows) for name, rows in given.items() if isinstance(rows, list)} == {
        "reviews": 4, "misses": 2, "remarks": 0, "decisions": 2, "disputes": 2, "switches": 2,
        "languages": 2, "placements": 4, "accesses": 1, "mentioned_in": 4, "holds": 0,
    }  # fmt: skip
    assert given["reviews"][0]["text"] == "The old quay."
    assert {one["kind"] for one in given["mentioned_in"]} == {"remark", "decision"}


def test_who_was_given_what_is_on_record(log: StoredLog) -> None:
    about(log.store, "U1", ORDER)
    with log.store.reading() as tables:
        (access,) = tables.read("select person, what, by, why from accesses")
        last = tables.read("select kind from chain order by seq desc limit 1")
    assert access == {
        "person": "U1", "what": "given", "by": ORDER.by, "why": ORDER.why,
    }  # fmt: skip
    assert last == [{"kind": "access"}]


def test_the_seals_are_back_after_every_erasure(log: StoredLog, tmp_path: Path) -> None:
    let_go(log.store, BEFORE, ORDER)
    erase(log.store, "U1", ORDER)
    address = getattr(log.store, "address", str(tmp_path / "log.db"))
    assert damage_in(address) == ()
    with pytest.raises(LogError, match="kept as they were"), log.store.writing() as tables:
        tables.change("update reviews set verdict = 'clear'")


@pytest.mark.parametrize(
    ("setting", "months"),
    [
        ("", {"clear": 24, "misses": 6, "people": 60}),
        ("clear=12, people = always", {"clear": 12, "misses": 6, "people": 0}),
        ("misses=0,", {"clear": 24, "misses": 0, "people": 60}),
    ],
)
def test_a_setting_changes_the_classes_that_it_names(setting: str, months: dict[str, int]) -> None:
    assert months.items() <= periods(setting).items()


@pytest.mark.parametrize("setting", ["drafts=12", "clear", "clear=-1", "clear=1=2"])
def test_a_setting_that_names_no_class_is_refused_with_the_right_form(setting: str) -> None:
    with pytest.raises(BadSettings, match="Write for example clear=12"):
        periods(setting)


@pytest.mark.parametrize(
    ("now", "months", "day"),
    [
        (datetime(2026, 11, 27, tzinfo=UTC), 24, date(2024, 11, 27)),
        (datetime(2026, 3, 31, tzinfo=UTC), 1, date(2026, 3, 1)),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), 6, date(2026, 1, 2)),
        (datetime(2026, 1, 31, tzinfo=UTC), 2, date(2025, 12, 1)),
    ],
)
def test_a_class_is_let_go_by_whole_uk_days(now: datetime, months: int, day: date) -> None:
    assert cutoffs({"clear": months, "people": 0}, now) == {"clear": day, "people": None}


def test_a_span_of_months_ends_where_the_next_begins() -> None:
    assert days("2026-12") == (date(2026, 12, 1), date(2027, 1, 1))
    assert days("2026-03..2026-05") == (date(2026, 3, 1), date(2026, 6, 1))


def test_the_document_gives_every_class_as_the_code_has_it() -> None:
    document = (Path(__file__).parent.parent / "docs" / "retention.md").read_text(encoding="utf-8")
    rows = [line for line in document.splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{one.name}` | {one.what} | {one.months} months | {one.why} |" for one in CLASSES
    ]
