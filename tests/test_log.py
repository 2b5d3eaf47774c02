"""What the SQLite log promises beyond every log: what was written stays as it was."""

import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk.records import Place
from bot.desk.seams import Placed
from bot.desk.speech import Chosen
from bot.log.record import StoredLog
from bot.log.schema import KEYS, ONLY_GROW
from bot.log.sqlite_log import SqliteLog
from bot.quoting import Span
from bot.review.review import Note, ShownPrecedent
from tests.drawn import a_decision, a_dispute, a_miss, a_remark, a_review, a_switch
from tests.letting_go import let_go_of

NOTE = Note(excerpt="open", span=Span(6, 10), why="Say since when.")
CASE = ShownPrecedent(
    id="p1", date="2025", body="b", what="w", outcome="o", finding="conceded", url="https://u.test"
)


@pytest.fixture
def log(tmp_path: Path) -> SqliteLog:
    return SqliteLog(tmp_path / "data" / "log.db")


def raw(log: SqliteLog) -> closing[sqlite3.Connection]:
    """A connection of another program, with none of our settings."""
    return closing(sqlite3.connect(log.path))


def test_an_edition_is_kept_once_with_its_whole_text(log: SqliteLog) -> None:
    log.keep_edition("prompt", "e1", "Read the draft.\n" * 1_000)
    log.keep_edition("prompt", "e1", "Changed afterwards.")
    assert log.edition("prompt", "e1") == "Read the draft.\n" * 1_000
    assert log.edition("checks", "e1") is None


@pytest.mark.parametrize("table", sorted(ONLY_GROW))
@pytest.mark.parametrize("change", ["update {0} set rowid = rowid", "delete from {0}"])
def test_what_stands_for_good_cannot_be_changed_or_removed(
    log: SqliteLog, table: str, change: str
) -> None:
    fill(log)
    column = KEYS[table][0]
    with raw(log) as other, pytest.raises(sqlite3.IntegrityError, match="kept as they were"):
        other.execute(change.format(table).replace("rowid", column))


@pytest.mark.parametrize("table", sorted(ONLY_GROW))
def test_insert_or_replace_of_another_program_changes_nothing(log: SqliteLog, table: str) -> None:
    fill(log)
    with raw(log) as other, pytest.raises(sqlite3.IntegrityError, match="kept as they were"):
        other.execute(f"insert or replace into {table} select * from {table}")  # noqa: S608  # own


def fill(log: StoredLog) -> None:
    """Put a row into every table that only grows."""
    log.keep(replace(a_review(), notes=(NOTE,), precedents=(CASE,)))
    log.keep_miss(a_miss())
    log.keep_remark(a_remark("a"))
    log.keep_turn(a_decision("d"), 0)
    log.keep_dispute(a_dispute("x"))
    log.keep_switch(a_switch())
    log.keep_language(Chosen(id="l1", by="U0PRESS", language="cy", at=a_miss().at))
    log.keep_edition("prompt", "e1", "Read the draft.")
    let_go_of(log.store)


def test_the_words_of_a_draft_stand_apart_from_what_stands_for_good(log: SqliteLog) -> None:
    log.keep(a_review(text="Unmistakable words."))
    with raw(log) as other:
        for table in ONLY_GROW:
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


def test_a_passage_is_kept_once_however_often_it_is_shown(log: SqliteLog) -> None:
    for number in range(3):
        log.keep(a_review(f"r{number}"))
    with raw(log) as other:
        assert other.execute("select count(*) from passages").fetchone() == (1,)
        assert other.execute("select count(*) from shown").fetchone() == (3,)


def test_the_columns_answer_questions_without_opening_a_review(log: SqliteLog) -> None:
    log.keep(a_review())
    with raw(log) as other:
        question = "select verdict, findings, reworded, made_at, platform from reviews"
        assert other.execute(question).fetchall() == [
            ("revise", 1, 1, "2026-11-12T12:00:00.000000Z", "x")
        ]
        found = "select concern, clause_id, proven, starts, ends from findings"
        assert other.execute(found).fetchall() == [
            ("party-political", "csc.impartiality.must", 1, 20, 54)
        ]


def test_the_one_time_address_for_an_answer_is_not_kept(log: SqliteLog) -> None:
    log.keep(a_review())
    place = Place(channel="C1", reply_to="https://hooks.test/secret")
    log.place(Placed(review_id="r1", kind="card", place=place))
    assert b"hooks.test" not in b"".join(path.read_bytes() for path in log.path.parent.iterdir())
