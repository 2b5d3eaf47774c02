"""The log keeps what it is given, once, whole, and gives it back."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drawn import NOON, a_decision, a_miss, a_remark, a_review, misses, reviews
from hypothesis import given, settings

from bot.desk.records import Miss, Place
from bot.desk.seams import Kept, Log, Placed, Record
from bot.errors import LogError
from bot.log.append_only import _KEYS
from bot.log.sqlite_log import SqliteLog
from bot.quoting import Span
from bot.review.review import Note, Review, ShownPrecedent

NOTE = Note(excerpt="open", span=Span(6, 10), why="Say since when.")
CASE = ShownPrecedent(
    id="p1", date="2025", body="b", what="w", outcome="o", finding="conceded", url="https://u.test"
)
NOVEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def log(tmp_path: Path) -> SqliteLog:
    return SqliteLog(tmp_path / "data" / "log.db")


def raw(log: SqliteLog) -> closing[sqlite3.Connection]:
    """A connection of another program, with none of our settings."""
    return closing(sqlite3.connect(log.path))


def test_it_satisfies_what_the_desk_and_the_report_ask_of_a_log(log: SqliteLog) -> None:
    as_log: Log = log
    as_record: Record = log
    assert as_log is log is as_record


@settings(max_examples=60, deadline=None)
@given(reviews())
def test_a_review_comes_back_equal_to_what_was_kept(review: Review) -> None:
    with TemporaryDirectory() as folder:
        log = SqliteLog(Path(folder) / "log.db")
        log.keep(review)
        assert log.find(review.id) == review
        assert list(log.month(*NOVEMBER)) == [review]


@settings(max_examples=20, deadline=None)
@given(misses)
def test_a_miss_comes_back_equal_to_what_was_kept(miss: Miss) -> None:
    with TemporaryDirectory() as folder:
        log = SqliteLog(Path(folder) / "log.db")
        log.keep_miss(miss)
        log.keep_miss(miss)
        assert list(log.between(*NOVEMBER)) == [miss]


def test_a_review_that_was_never_kept_is_not_found(log: SqliteLog) -> None:
    assert log.find("r1") is None


def test_keeping_the_same_id_again_changes_nothing(log: SqliteLog) -> None:
    log.keep(a_review())
    log.keep(a_review(text="Other words under the same id."))
    assert log.find("r1") == a_review()


def test_a_miss_and_a_review_may_have_the_key_of_the_same_job(log: SqliteLog) -> None:
    log.keep_miss(a_miss("key", text="First try."))
    log.keep(a_review("key", text="Second try."))
    assert log.find("key") == a_review("key", text="Second try.")


def test_remarks_come_back_oldest_first_and_are_kept_once(log: SqliteLog) -> None:
    log.keep(a_review())
    later = replace(a_remark("b", text="Because of the comparison."), answers="a")
    earlier = replace(a_remark("a"), at=datetime(2026, 11, 12, 11, tzinfo=UTC))
    assert [log.keep_remark(later), log.keep_remark(earlier)] == [True, True]
    assert log.keep_remark(replace(later, text="Something else.")) is False
    assert log.remarks("r1") == (earlier, later)


def test_a_decision_is_kept_once_with_its_reason(log: SqliteLog) -> None:
    log.keep(a_review())
    assert log.keep_decision(a_decision("d1", reason="The minister asked.")) is True
    assert log.keep_decision(a_decision("d1", reason="Another story.")) is False
    assert log.decisions("r1") == (a_decision("d1", reason="The minister asked."),)


def test_a_remark_about_an_unknown_review_is_refused(log: SqliteLog) -> None:
    with pytest.raises(LogError, match="FOREIGN KEY"):
        log.keep_remark(a_remark("a", review_id="nobody"))
    assert log.remarks("nobody") == ()


def test_an_edition_is_kept_once_with_its_whole_text(log: SqliteLog) -> None:
    log.keep_edition("prompt", "e1", "Read the draft.\n" * 1_000)
    log.keep_edition("prompt", "e1", "Changed afterwards.")
    assert log.edition("prompt", "e1") == "Read the draft.\n" * 1_000
    assert log.edition("checks", "e1") is None


def test_a_thread_leads_to_the_newest_review_shared_in_it(log: SqliteLog) -> None:
    place = Place(channel="C1", user="U1", thread="1.5", reply_to="https://one.time/address")
    newer = a_review("new", made_at=datetime(2026, 11, 13, tzinfo=UTC))
    for review in (newer, a_review("old")):
        log.keep(review)
        log.place(Placed(review_id=review.id, kind="shared", place=place))
        log.place(Placed(review_id=review.id, kind="shared", place=place))
    assert log.review_at(Place(channel="C1", thread="1.5")) == newer
    assert log.review_at(Place(channel="C1", thread="2.0")) is None
    assert log.review_at(Place(channel="C2", thread="1.5")) is None


def test_a_review_shown_to_its_asker_alone_is_found_by_no_thread(log: SqliteLog) -> None:
    log.keep(a_review())
    log.place(Placed(review_id="r1", kind="card", place=Place(channel="C1", thread="1.5")))
    assert log.review_at(Place(channel="C1", thread="1.5")) is None
    (kept,) = log.between(*NOVEMBER)
    assert isinstance(kept, Kept)
    assert not kept.shared


def test_a_span_gives_reviews_and_misses_in_one_order_of_time(log: SqliteLog) -> None:
    log.keep(a_review("late", made_at=datetime(2026, 11, 30, tzinfo=UTC)))
    log.keep(a_review("early", made_at=datetime(2026, 11, 2, tzinfo=UTC)))
    log.keep_miss(a_miss())
    log.keep_decision(a_decision("d1", "early"))
    log.keep_remark(a_remark("a", "early"))
    log.place(Placed(review_id="early", kind="shared", place=Place(channel="C1", thread="1")))
    early, miss, late = log.between(*NOVEMBER)
    assert miss == a_miss()
    assert isinstance(early, Kept)
    assert early.decisions == (a_decision("d1", "early"),)
    assert (early.shared, early.remarks) == (True, 1)
    assert late == Kept(
        review=a_review("late", made_at=datetime(2026, 11, 30, tzinfo=UTC)),
        decisions=(),
        shared=False,
        remarks=0,
    )
    assert log.count(*NOVEMBER) == 3


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
    log: SqliteLog, moment: str, month: int
) -> None:
    review = a_review(made_at=datetime.fromisoformat(moment).replace(tzinfo=UTC))
    log.keep(review)
    bounds = [date(2026, number, 1) for number in range(1, 13)] + [date(2027, 1, 1)]
    holding = [
        number for number in range(1, 13) if list(log.month(bounds[number - 1], bounds[number]))
    ]
    assert holding == [month]


def test_a_time_without_a_zone_is_refused(log: SqliteLog) -> None:
    with pytest.raises(LogError, match="zone"):
        log.keep(a_review(made_at=NOON.replace(tzinfo=None)))
    assert log.find("r1") is None


def test_half_a_character_is_refused_in_plain_words_and_nothing_is_kept(log: SqliteLog) -> None:
    with pytest.raises(LogError, match="half a character"):
        log.keep(a_review(text="Ports \ud83d open."))
    assert log.count(*NOVEMBER) == 0


def test_eight_threads_keep_forty_reviews_and_none_is_lost(log: SqliteLog) -> None:
    made = [a_review(f"r{number:02}") for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(log.keep, made * 2))
    assert list(log.month(*NOVEMBER)) == made


def test_a_month_is_read_as_it_was_when_the_reading_began(log: SqliteLog) -> None:
    log.keep(a_review("r1"))
    log.keep(a_review("r2"))
    reading = log.month(*NOVEMBER)
    first = next(reading)
    log.keep(a_review("r3"))
    assert [first.id, *(review.id for review in reading)] == ["r1", "r2"]


@pytest.mark.parametrize("table", sorted(_KEYS))
@pytest.mark.parametrize("change", ["update {0} set rowid = rowid", "delete from {0}"])
def test_what_stands_for_good_cannot_be_changed_or_removed(
    log: SqliteLog, table: str, change: str
) -> None:
    fill(log)
    column = _KEYS[table][0]
    with raw(log) as other, pytest.raises(sqlite3.IntegrityError, match="kept as they were"):
        other.execute(change.format(table).replace("rowid", column))


@pytest.mark.parametrize("table", sorted(_KEYS))
def test_insert_or_replace_of_another_program_changes_nothing(log: SqliteLog, table: str) -> None:
    fill(log)
    with raw(log) as other, pytest.raises(sqlite3.IntegrityError, match="kept as they were"):
        other.execute(f"insert or replace into {table} select * from {table}")  # noqa: S608  # own


def fill(log: SqliteLog) -> None:
    """Put a row into every table that only grows."""
    log.keep(replace(a_review(), notes=(NOTE,), precedents=(CASE,)))
    log.keep_miss(a_miss())
    log.keep_remark(a_remark("a"))
    log.keep_decision(a_decision("d"))
    log.keep_edition("prompt", "e1", "Read the draft.")


def test_the_words_of_a_draft_stand_apart_from_what_stands_for_good(log: SqliteLog) -> None:
    log.keep(a_review(text="Unmistakable words."))
    with raw(log) as other:
        for table in _KEYS:
            rows = other.execute(f"select * from {table}").fetchall()  # noqa: S608  # our own names
            assert "Unmistakable" not in str(rows)
        assert other.execute("select text from drafts").fetchall() == [("Unmistakable words.",)]


def test_every_table_is_strict(log: SqliteLog) -> None:
    with raw(log) as other:
        loose = other.execute(
            "select name from pragma_table_list where schema = 'main' and not strict "
            "and name not like 'sqlite%' and name not like '\\_sqlite%' escape '\\'"
        ).fetchall()
    assert loose == []


def test_the_file_and_its_folder_are_for_the_bots_user_alone(log: SqliteLog) -> None:
    log.keep(a_review())
    assert stat.S_IMODE(log.path.parent.stat().st_mode) == 0o700
    for path in log.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
