"""A log is moved whole or not at all, between any two back ends, and the copy is proven."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from bot.desk.records import Place
from bot.desk.seams import Placed
from bot.errors import BadQuestion, LogError
from bot.log.address import ready, standing
from bot.log.move import move
from bot.log.postgres_log import PostgresLog
from bot.log.record import StoredLog
from bot.log.sqlite_log import SqliteLog
from tests.drawn import a_decision, a_miss, a_remark, a_review, a_switch
from tests.postgres import fresh_database

NOVEMBER = date(2026, 11, 1), date(2026, 12, 1)
ODD = "Nul \x00, escape \x10 and 0, 🎉, \u2028, 'quotes' and \\ \x7f"
Naming = Callable[[str], str]


@pytest.fixture
def named(tmp_path: Path, request: pytest.FixtureRequest) -> Naming:
    """Give the address of a log that is not there yet, by the name of its back end."""
    numbers = count(1)

    def name(back_end: str) -> str:
        if back_end == "postgres":
            return fresh_database(request.getfixturevalue("postgres_url"))
        return str(tmp_path / f"{next(numbers)}.db")

    return name


def opened(address: str) -> StoredLog:
    return PostgresLog(address) if "://" in address else SqliteLog(Path(address))


def fill(log: StoredLog) -> None:
    """Put rows into every table, in an order that the ids do not tell."""
    for number in (3, 1, 2):
        review = a_review(f"r{number}", text=f"{ODD} {number}")
        log.keep(replace(review, making=replace(review.making, cost_usd=0.1 * number)))
    log.keep_miss(a_miss())
    for name in ("b", "a"):
        log.keep_remark(a_remark(name, text=ODD))
        log.keep_decision(a_decision(name, reason="Sent."))
    log.keep_switch(a_switch())
    log.keep_edition("prompt", "e1", "Read the draft.\n" * 1_000)
    log.place(Placed(review_id="r2", kind="shared", place=Place(channel="C1", thread="1.5")))
    log.place(Placed(review_id="r1", kind="shared", place=Place(channel="C1", thread="1.5")))


@pytest.mark.parametrize("target", ["sqlite", "postgres"])
@pytest.mark.parametrize("source", ["sqlite", "postgres"])
def test_a_moved_log_says_all_that_it_said_and_in_the_same_order(
    named: Naming, source: str, target: str
) -> None:
    old, new = named(source), named(target)
    fill(opened(old))
    digest = move(standing(old), ready(new))
    assert digest.rows["reviews"] == 3
    before, after = opened(old), opened(new)
    assert list(after.between(*NOVEMBER)) == list(before.between(*NOVEMBER))
    assert [remark.id for remark in after.remarks("r1")] == ["b", "a"]
    assert after.review_at(Place(channel="C1", thread="1.5")) == a_kept("r2", before)
    assert after.edition("prompt", "e1") == "Read the draft.\n" * 1_000
    after.keep(a_review("r4"))
    assert after.count(*NOVEMBER) == before.count(*NOVEMBER) + 1


def a_kept(name: str, log: StoredLog) -> object:
    return log.find(name)


def test_there_and_back_again_gives_the_same_digest(named: Naming) -> None:
    places = [named("sqlite"), named("postgres"), named("sqlite")]
    fill(opened(places[0]))
    there = move(standing(places[0]), ready(places[1]))
    back = move(standing(places[1]), ready(places[2]))
    assert (there.mark, there.rows) == (back.mark, back.rows)


def test_a_target_that_holds_a_log_is_refused_and_left_as_it_is(named: Naming) -> None:
    old, new = named("sqlite"), named("sqlite")
    fill(opened(old))
    opened(new).keep_miss(a_miss("theirs"))
    with pytest.raises(LogError, match="not empty"):
        move(standing(old), ready(new))
    assert opened(new).count(*NOVEMBER) == 1


def test_a_log_is_not_moved_onto_itself(named: Naming) -> None:
    old = named("sqlite")
    fill(opened(old))
    with pytest.raises(LogError, match="not empty"):
        move(standing(old), standing(old))


@pytest.mark.parametrize("target", ["sqlite", "postgres"])
def test_a_log_that_grew_while_it_was_copied_is_not_half_kept(named: Naming, target: str) -> None:
    old, new = named("sqlite"), named(target)
    fill(opened(old))

    def grow(done: int, of: int) -> None:
        if done == of:
            opened(old).keep_miss(a_miss("late"))

    with pytest.raises(LogError, match=r"grew while it was copied.*Stop the bot"):
        move(standing(old), ready(new), grow)
    assert opened(new).count(*NOVEMBER) == 0
    assert move(standing(old), ready(new)).rows["misses"] == 2


def test_what_stops_the_move_leaves_the_target_empty(named: Naming) -> None:
    old, new = named("sqlite"), named("sqlite")
    fill(opened(old))
    with pytest.raises(KeyboardInterrupt):
        move(standing(old), ready(new), interrupt)
    assert opened(new).count(*NOVEMBER) == 0


def interrupt(_: int, __: int) -> None:
    raise KeyboardInterrupt


def test_a_copy_that_differs_is_not_kept(named: Naming) -> None:
    old, new = named("sqlite"), named("sqlite")
    fill(opened(old))
    target = ready(new)
    with closing(sqlite3.connect(new)) as other, other:
        other.execute(
            "create trigger meddle after insert on drafts "
            "begin update drafts set text = 'Other words.' where id = new.id; end"
        )
    with pytest.raises(LogError, match="differs"):
        move(standing(old), target)
    assert opened(new).count(*NOVEMBER) == 0


def test_the_source_is_left_as_it_is(named: Naming) -> None:
    old = named("sqlite")
    fill(opened(old))
    before = Path(old).read_bytes()
    move(standing(old), ready(named("sqlite")))
    assert Path(old).read_bytes() == before


def test_a_source_that_is_not_there_or_not_ready_is_refused(named: Naming) -> None:
    with pytest.raises(LogError, match="cannot be opened"):
        standing(named("sqlite"))
    empty = named("sqlite")
    Path(empty).touch()
    with pytest.raises(LogError, match=r"empty, or an older version.*Start the bot on it"):
        standing(empty)


def test_an_address_of_another_kind_of_database_is_refused() -> None:
    with pytest.raises(BadQuestion, match="mysql:// leads to no log"):
        ready("mysql://user:secret@host/name")
