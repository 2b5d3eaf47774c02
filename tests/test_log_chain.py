"""The chain: whatever is changed, taken out, put in or put elsewhere in a log is found."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.desk.records import Place
from bot.desk.seams import Placed
from bot.errors import LogError
from bot.log.chain import Linking
from bot.log.heads import Head, newest, unlike
from bot.log.schema import KEYS
from bot.log.sqlite.connection import FoundStore, SqliteTables, reading, writing
from bot.log.sqlite.damage import damage
from bot.log.sqlite.opening import prepare
from bot.log.sqlite_log import SqliteLog
from bot.log.steps import STEPS
from bot.log.verify import Fault, Walk, Wrong, faults
from bot.log.whole import KINDS
from tests.drawn import a_remark, a_review
from tests.test_log import CASE, NOTE, fill

CHAINED = [table for table in KEYS if table != "chain"]


@pytest.fixture
def log(tmp_path: Path) -> SqliteLog:
    """A log with a row in every table."""
    return whole_log(tmp_path / "log.db")


def whole_log(path: Path) -> SqliteLog:
    log = SqliteLog(path)
    fill(log)
    log.place(
        Placed(review_id="r1", kind="shared", place=Place(channel="C1", user="U1", thread="1.2"))
    )
    log.keep(replace(a_review("r2"), notes=(NOTE,), precedents=(CASE,)))
    return log


def found_in(path: Path) -> list[Fault]:
    with FoundStore(path).reading() as tables:
        return list(faults(tables, Walk()))


def tampered(path: Path, *statements: str) -> None:
    """Do what somebody does who has the file: no triggers, no foreign keys."""
    with closing(sqlite3.connect(path)) as file, file:
        triggers = file.execute("select name from sqlite_master where type = 'trigger'").fetchall()
        for (name,) in triggers:
            file.execute(f"drop trigger {name}")
        for statement in statements:
            file.execute(statement)


def test_a_whole_log_has_one_link_for_each_record_and_nothing_is_wrong(log: SqliteLog) -> None:
    assert found_in(log.path) == []
    with closing(sqlite3.connect(log.path)) as file:
        kinds = [kind for (kind,) in file.execute("select kind from chain order by seq")]
    assert set(kinds) == set(KINDS)
    assert kinds.count("review") == 2


def test_what_is_kept_a_second_time_is_linked_once(log: SqliteLog) -> None:
    log.keep(a_review())
    assert not log.keep_remark(a_remark("a"))
    assert found_in(log.path) == []


def columns() -> Iterator[tuple[str, str]]:
    """Every column of every table whose rows are linked, or are named by their hash."""
    with closing(sqlite3.connect(":memory:")) as file:
        for step in STEPS.values():
            step(SqliteTables(Database(file)))
        for table in CHAINED:
            for row in file.execute(f"pragma table_info({table})"):
                yield table, row[1]


@pytest.mark.parametrize(("table", "column"), tuple(columns()))
def test_a_change_of_any_column_is_found(log: SqliteLog, table: str, column: str) -> None:
    first = " and ".join(f'"{key}" = (select "{key}" from {table} limit 1)' for key in KEYS[table])  # noqa: S608  # our own names
    other = f"""case typeof("{column}") when 'integer' then "{column}" + 7
        when 'real' then "{column}" + 0.001 when 'null' then
        (case when '{column}' in ('cost_usd') then 0.5 when '{column}' in ('starts', 'ends')
        then 3 else 'x' end) else "{column}" || 'x' end"""
    if (table, column) == ("passages", "passage"):
        other = "replace(passage, 'clause', 'clausf')"
    tampered(log.path, f'update {table} set "{column}" = {other} where {first}')  # noqa: S608  # as above
    assert found_in(log.path)


@pytest.mark.parametrize("table", CHAINED)
def test_a_row_that_was_taken_out_is_found(log: SqliteLog, table: str) -> None:
    key = ", ".join(f'"{name}"' for name in KEYS[table])
    first = f"select {key} from {table} limit 1"  # noqa: S608  # our own names
    tampered(log.path, f"delete from {table} where ({key}) = ({first})")  # noqa: S608  # as above
    assert found_in(log.path)


def test_a_fault_says_which_record_and_what(log: SqliteLog) -> None:
    tampered(
        log.path,
        "update remarks set by = 'U9'",
        "delete from drafts where id = 'r1'",
        "delete from drafts where id = 'r2'",
        "delete from bodies where id = 'r2'",
    )
    assert [(fault.kind, fault.id, fault.wrong) for fault in found_in(log.path)] == [
        ("review", "r1", Wrong.WORDS_CHANGED),
        ("remark", "a", Wrong.CHANGED),
        ("review", "r2", Wrong.WORDS_MISSING),
    ]


def test_a_record_that_was_put_in_is_found(log: SqliteLog) -> None:
    tampered(
        log.path,
        "insert into remarks (id, review_id, by, at, answers) values ('z', 'r1', 'U9', 'x', '')",
        "insert into bodies (kind, id, body) values ('remark', 'z', 'I agreed.')",
    )
    assert [(fault.id, fault.wrong) for fault in found_in(log.path)] == [
        ("z", Wrong.UNLINKED),
        ("z", Wrong.UNLINKED),
    ]


def test_links_that_changed_places_are_found(log: SqliteLog) -> None:
    tampered(
        log.path,
        "update chain set seq = -1 where seq = 2",
        "update chain set seq = 2 where seq = 3",
        "update chain set seq = 3 where seq = -1",
    )
    wrong = [fault.wrong for fault in found_in(log.path)]
    assert Wrong.OUT_OF_ORDER in wrong
    assert Wrong.LINK_CHANGED in wrong


def test_a_link_that_was_taken_out_with_its_record_is_found(log: SqliteLog) -> None:
    tampered(
        log.path,
        "delete from disputes",
        "delete from bodies where kind = 'dispute'",
        "delete from chain where kind = 'dispute'",
    )
    assert [fault.wrong for fault in found_in(log.path)] == [Wrong.LINKS_MISSING]


@pytest.mark.parametrize("column", ["kind", "id", "at", "record", "words", "prev", "hash"])
def test_a_change_of_any_part_of_a_link_is_found(log: SqliteLog, column: str) -> None:
    tampered(log.path, f"update chain set {column} = {column} || '0' where seq = 3")  # noqa: S608  # our own names
    assert Wrong.LINK_CHANGED in {fault.wrong for fault in found_in(log.path)}


def test_a_link_of_a_newer_program_is_said_to_be_unreadable(log: SqliteLog) -> None:
    tampered(log.path, "update chain set form = 99 where seq = 3")
    assert Wrong.UNREADABLE in {fault.wrong for fault in found_in(log.path)}


def rechained(path: Path) -> None:
    """Make the chain anew over what the tables hold now, as somebody who knows this program."""
    tampered(path, "delete from chain", "delete from salts")
    with writing(path) as tables:
        for kind, made in KINDS.items():
            for row in tables.read(made.listing(tables.turn)):
                Linking(tables).append(kind, [made.name_of(row)])
    tampered(path, "update salts set words = '' where id = 'm1'")


def test_a_chain_made_anew_is_found_by_a_head_that_was_written_down_before(log: SqliteLog) -> None:
    with reading(log.path) as tables:
        before = newest(tables)
    assert before
    tampered(log.path, "update reviews set verdict = 'clear'")
    rechained(log.path)
    assert found_in(log.path) == []
    with reading(log.path) as tables:
        assert [fault.wrong for fault in unlike(tables, [before])] == [Wrong.HEAD_DIFFERS]


def test_an_end_that_was_cut_off_is_found_by_its_head(log: SqliteLog) -> None:
    with reading(log.path) as tables:
        last = newest(tables)
    assert last
    parts = ("findings", "notes", "shown", "precedents")
    tampered(
        log.path,
        *(f"delete from {table} where review_id = 'r2'" for table in parts),  # noqa: S608  # our own names
        *(f"delete from {table} where id = 'r2'" for table in ("drafts", "bodies", "reviews")),  # noqa: S608  # as above
        "delete from chain where id = 'r2'",
    )
    assert found_in(log.path) == []
    with reading(log.path) as tables:
        assert [fault.wrong for fault in unlike(tables, [last])] == [Wrong.HEAD_MISSING]


def test_heads_of_every_day_hold(log: SqliteLog) -> None:
    heads: list[Head] = []
    for number in range(5):
        log.keep_remark(a_remark(f"n{number}"))
        with reading(log.path) as tables:
            heads += filter(None, [newest(tables)])
    assert [head.seq for head in heads] == list(range(heads[0].seq, heads[0].seq + 5))
    with reading(log.path) as tables:
        assert list(unlike(tables, heads)) == []


def test_what_an_older_version_kept_is_linked_once_when_the_log_is_brought_up_to_date(
    tmp_path: Path,
) -> None:
    old = whole_log(tmp_path / "log.db")
    tampered(
        old.path,
        *(f"drop table {table}" for table in ("releases", "holds", "erasures", "accesses")),
        *(f"drop table {table}" for table in ("salts", "chain")),
        "alter table placements drop column mark",
        "delete from _sqlite_migrations where name in ('the_chain', 'the_keeping')",
    )
    prepare(old.path)
    assert found_in(old.path) == []
    with closing(sqlite3.connect(old.path)) as file:
        assert file.execute("select count(*), max(seq) from chain").fetchone() == (10, 10)


def test_what_was_put_in_beside_the_chain_is_not_linked_at_the_next_start(log: SqliteLog) -> None:
    columns = "(id, review_id, by, at, answers) values ('z', 'r1', 'U9', 'x', '')"
    tampered(log.path, f"insert into remarks {columns}")  # our own names
    prepare(log.path)
    assert Fault(0, "remark", "z", Wrong.UNLINKED) in found_in(log.path)


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every value of every record."""
    with closing(sqlite3.connect(path)) as file:
        return {
            table: sorted(file.execute(f"select * from {table}").fetchall(), key=repr)  # noqa: S608  # our own names
            for table in KEYS
        }


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_bit_that_is_flipped_anywhere_is_found_or_touches_no_record(
    tmp_path_factory: pytest.TempPathFactory, place: float, bit: int
) -> None:
    path = one_file(tmp_path_factory)
    before = everything(path)
    flipped = path.with_name("flipped.db")
    content = bytearray(path.read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    flipped.write_bytes(content)
    assert is_found(flipped) or everything(flipped) == before


def one_file(folders: pytest.TempPathFactory) -> Path:
    """A log without anything beside it."""
    path = folders.getbasetemp() / "bits" / "log.db"
    if not path.exists():
        whole_log(path)
        with closing(sqlite3.connect(path)) as file:
            file.execute("pragma journal_mode = delete")
            file.execute("vacuum")
    return path


def is_found(path: Path) -> bool:
    """Whether verifying the file says that anything is wrong with it."""
    try:
        return bool(damage(path)) or bool(found_in(path))
    except LogError:
        return True


def test_a_table_with_other_columns_is_a_fault_and_no_trace(log: SqliteLog) -> None:
    tampered(log.path, "alter table chain rename column words to wordt")
    assert [fault.wrong for fault in found_in(log.path)] == [Wrong.NOT_READ]


def test_a_record_that_is_no_text_any_more_is_named(log: SqliteLog) -> None:
    tampered(log.path, "update reviews set account = cast(x'ff' as text) where id = 'r2'")
    (fault,) = found_in(log.path)
    assert (fault.kind, fault.id, fault.wrong) == ("review", "r2", Wrong.CHANGED)


def test_memory_is_bounded_by_a_batch(log: SqliteLog) -> None:
    for number in range(40):
        log.keep_remark(a_remark(f"m{number}"))
    told: list[int] = []
    walk = Walk(tell=told.append)
    with reading(log.path) as tables:
        assert list(islice(faults(tables, walk), 1)) == []
    assert told == [walk.seq]
