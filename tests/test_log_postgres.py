"""What the log on Postgres promises beyond every log: it is sealed, and says what is wrong."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from multiprocessing import get_context

import pytest
import sqlalchemy
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from bot.desk.speech import Chosen
from bot.errors import BadSettings, LogError, LogTooNew, LogUnwritable
from bot.log.postgres.append_only import missing
from bot.log.postgres.opening import prepare
from bot.log.postgres.server import reading, writing
from bot.log.postgres.tables import translated
from bot.log.postgres_log import PostgresLog
from bot.log.schema import KEYS, ONLY_GROW
from bot.log.steps import STEPS
from bot.log.tables import Tables
from bot.quoting import Span
from bot.review.review import Note, ShownPrecedent
from tests.drawn import a_decision, a_dispute, a_miss, a_remark, a_review, a_switch
from tests.letting_go import let_go_of
from tests.postgres import fresh_database

NOVEMBER = date(2026, 11, 1), date(2026, 12, 1)
NOTE = Note(excerpt="open", span=Span(6, 10), why="Say since when.")
CASE = ShownPrecedent(
    id="p1", date="2025", body="b", what="w", outcome="o", finding="conceded", url="https://u.test"
)


@pytest.fixture
def address(postgres_url: str) -> str:
    return fresh_database(postgres_url)


@contextmanager
def other_program(address: str) -> Iterator[sqlalchemy.Connection]:
    """A superuser's connection with none of our settings, each statement kept at once."""
    url = make_url(address).set(drivername="postgresql+psycopg")
    engine = sqlalchemy.create_engine(
        url, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool
    )
    with engine.connect() as connection:
        yield connection


def fill(log: PostgresLog) -> None:
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


def test_not_even_a_superuser_changes_removes_or_empties_what_stands_for_good(
    address: str,
) -> None:
    fill(PostgresLog(address))
    with other_program(address) as other:
        other.execute(text("set search_path = neutral_log"))
        other.execute(text("set session_replication_role = replica"))
        for table in ONLY_GROW:
            for change in ("update {0} set {1} = {1}", "delete from {0}", "truncate {0} cascade"):
                with pytest.raises(DBAPIError, match="kept as they were"):
                    other.execute(text(change.format(table, KEYS[table][0])))
    assert PostgresLog(address).count(*NOVEMBER) == 2


def test_triggers_that_were_lost_or_switched_off_come_back_at_the_next_start(address: str) -> None:
    PostgresLog(address)
    with other_program(address) as other:
        other.execute(text("drop trigger reviews_no_change on neutral_log.reviews"))
        other.execute(text("alter table neutral_log.misses disable trigger all"))
    with reading(address) as connection:
        assert missing(connection) == {
            "reviews_no_change", "misses_no_change", "misses_no_emptying",
        }  # fmt: skip
    PostgresLog(address)
    with reading(address) as connection:
        assert not missing(connection)


def test_a_log_of_a_newer_program_is_refused_and_left_as_it_is(address: str) -> None:
    PostgresLog(address).keep(a_review())
    with writing(address) as connection:
        connection.execute(text("insert into taken_steps values ('the_future', '2027')"))
    with pytest.raises(LogTooNew, match=r"newer version.*'the_future'"):
        PostgresLog(address)


def test_a_step_that_fails_leaves_the_log_as_it_was(address: str) -> None:
    PostgresLog(address).keep(a_review())
    with pytest.raises(LogError, match='"nonsense" does not exist'):
        prepare(address, {**STEPS, "half_done": half_done})
    with reading(address) as connection:
        columns = set(connection.execute(text("select * from reviews")).keys())
        assert "mood" not in columns
    assert PostgresLog(address).find("r1") == a_review()


def half_done(tables: Tables) -> None:
    tables.define("alter table reviews add column mood text")
    tables.define("alter table nonsense add column mood text")


def test_a_new_step_is_taken_once(address: str) -> None:
    PostgresLog(address).keep(a_review())
    steps = {**STEPS, "the_mood": lambda tables: tables.define(MOOD)}
    prepare(address, steps)
    prepare(address, steps)
    with reading(address) as connection:
        assert connection.scalar(text("select mood from reviews")) is None


MOOD = "alter table reviews add column mood text"


def test_eight_processes_may_open_a_new_log_at_once(address: str) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("fork")) as processes:
        names = list(processes.map(open_and_keep, [address] * 8, range(8)))
    kept = {review.id for review in PostgresLog(address).month(*NOVEMBER)}
    assert kept == set(names)


def open_and_keep(address: str, number: int) -> str:
    """What each of the processes does."""
    PostgresLog(address).keep(a_review(f"r{number}"))
    return f"r{number}"


def test_a_process_that_was_forked_has_connections_of_its_own(address: str) -> None:
    log = PostgresLog(address)
    log.keep(a_review("before"))
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as processes:
        list(processes.map(open_and_keep, [address] * 4, range(4)))
    assert log.find("before") == a_review("before")
    assert log.count(*NOVEMBER) == 5


def test_a_schema_of_another_program_is_refused_and_left_as_it_is(address: str) -> None:
    with other_program(address) as other:
        other.execute(text("create schema neutral_log"))
        other.execute(text("create table neutral_log.theirs (id integer)"))
    with pytest.raises(LogError, match=r"belongs to another program. Nothing was changed"):
        PostgresLog(address)


def test_a_database_that_cannot_hold_every_character_is_refused(postgres_url: str) -> None:
    with other_program(postgres_url) as other:
        other.execute(text("create database latin encoding 'LATIN1' locale 'C' template template0"))
    with pytest.raises(LogError, match=r"keeps text as LATIN1.*createdb --encoding=UTF8"):
        PostgresLog(f"{postgres_url.rpartition('/')[0]}/latin")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"port": 1}, "cannot be reached. Look whether the server runs"),
        ({"database": "nowhere"}, "no such database. Make it first: createdb"),
        ({"username": "stranger"}, "does not let the bot in"),
    ],
)
def test_a_server_that_does_not_answer_is_named_without_its_password(
    address: str, change: dict[str, object], words: str
) -> None:
    wrong = make_url(address).set(password="secret-word").set(**change)  # type: ignore[arg-type]  # one of its fields
    with pytest.raises(LogUnwritable, match=words) as refusal:
        PostgresLog(wrong.render_as_string(hide_password=False))
    assert "secret-word" not in str(refusal.value)


def test_an_address_that_cannot_be_read_is_refused_without_repeating_it() -> None:
    with pytest.raises(BadSettings, match="cannot be read") as refusal:
        PostgresLog("postgresql://user:secret-word@host:port:port/name")
    assert "secret-word" not in str(refusal.value)


def test_a_user_without_rights_is_told_so(address: str) -> None:
    with other_program(address) as other:
        other.execute(text("create user guest"))
        with pytest.raises(LogUnwritable, match="does not give the bot's user the right"):
            PostgresLog(make_url(address).set(username="guest").render_as_string())
        other.execute(text("drop user guest"))


def test_a_standby_that_only_reads_is_told_so(address: str) -> None:
    log = PostgresLog(address)
    log.keep(a_review())
    with other_program(address) as other:
        name = make_url(address).database
        other.execute(text(f"alter database {name} set default_transaction_read_only = on"))
        other.execute(text(CUT_OFF))
    assert log.find("r1") == a_review()
    with pytest.raises(LogUnwritable, match="is read-only"):
        log.keep(a_review("r2"))


CUT_OFF = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
"""


def test_a_server_that_went_away_and_came_back_is_not_noticed(address: str) -> None:
    log = PostgresLog(address)
    log.keep(a_review("r1"))
    with other_program(address) as other:
        other.execute(text(CUT_OFF))
    log.keep(a_review("r2"))
    assert log.count(*NOVEMBER) == 2


def test_the_words_of_a_draft_are_in_no_error(address: str) -> None:
    log = PostgresLog(address)
    with pytest.raises(LogError) as refusal:
        log.keep_remark(a_remark("a", review_id="nobody", text="Unmistakable words."))
    chain = [refusal.value, refusal.value.__cause__, refusal.value.__context__]
    assert "Unmistakable" not in " ".join(map(str, chain))


def test_a_month_that_is_read_by_half_gives_its_connection_back(address: str) -> None:
    log = PostgresLog(address)
    for number in range(3):
        log.keep(a_review(f"r{number}"))
    for _ in range(30):
        assert len(list(islice(log.month(*NOVEMBER), 1))) == 1


def test_a_statement_is_said_in_postgres_words() -> None:
    said = translated("create table t (\n    at text not null,\n    n integer\n) strict\n")
    assert "turn bigint generated always as identity,\n" in said
    assert '    at text collate "C" not null,\n    n bigint\n)' in said
    assert "strict" not in said
    keyed = translated("create table t (\n    n real\n) strict, without rowid\n")
    assert keyed.strip() == "create table t (\n    n double precision\n)"
    assert translated("create index i on t (text, at)") == "create index i on t (text, at)"
