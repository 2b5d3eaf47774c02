"""A complaint quotes the post: the review of it is found by the words, as they were typed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import BadQuestion
from bot.log.address import damage_in, ready, standing
from bot.log.move import move
from bot.log.postgres_log import PostgresLog
from bot.log.record import StoredLog
from bot.log.search.asked import asked, words
from bot.log.search.found import Post
from bot.log.sqlite.connection import SqliteStore, writing
from bot.log.sqlite.opening import prepare
from bot.log.sqlite_log import SqliteLog
from bot.log.steps import STEPS
from bot.log.verify import Walk, faults
from bot.review.review import Rewording
from tests.drawn import NOON, a_miss, a_review
from tests.postgres import fresh_database

BUDGET = (
    "Today’s Budget has delivered for Wales — for the first time in a generation. 🎉\n"
    "Mae’r Gyllideb wedi cyflawni dros Gymru: tŷ, café, naïve #Budget2026 @WalesOffice"
)
PORTS = "The ports open on 1 April. Hauliers can book a place now."
REWORDED = Rewording(text="Wales has a new Budget.", kept=(), by="checks")
BACK_ENDS = ("sqlite", "postgres")


class Kept:
    """A log of one back end, and a way to its tables for whoever erases."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.log: StoredLog = PostgresLog(address) if "://" in address else SqliteLog(Path(address))

    @contextmanager
    def opened(self) -> Iterator[Any]:
        if "://" not in self.address:
            with closing(sqlite3.connect(self.address)) as file, file:
                yield file.execute
            return
        url = sqlalchemy.make_url(self.address).set(drivername="postgresql+psycopg")
        engine = sqlalchemy.create_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql("set search_path to neutral_log")
            yield connection.exec_driver_sql
        engine.dispose()

    def found(self, quotation: str, most: int = 10) -> list[str]:
        return [post.review_id for post in self.log.search(quotation, most)]


@pytest.fixture(params=BACK_ENDS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    if request.param == "postgres":
        return Kept(fresh_database(request.getfixturevalue("postgres_url")))
    return Kept(str(tmp_path / "log.db"))


@pytest.fixture
def two(kept: Kept) -> Kept:
    kept.log.keep(replace(a_review("budget", text=BUDGET), rewording=REWORDED))
    kept.log.keep(replace(a_review("ports", text=PORTS), rewording=None))
    return kept


@pytest.mark.parametrize(
    "quotation",
    [
        "Today's Budget has delivered for Wales - for the first time in a generation",
        "TODAY’S BUDGET HAS DELIVERED",
        "“Today’s Budget … for the first time in a generation.”",
        "Today's Budget [...] in a generation",
        "Today's Budget (…) in a generation",
        "delivered\nfor   Wales",
        "generation. Mae'r Gyllideb",
        "dros Gymru: ty, cafe, naive",
        "cafe\u0301",
        "#Budget2026",
        "Budget2026 WalesOffice",
        "@WalesOffice",
        "deliv\u00adered for Wales",
        "ｄｅｌｉｖｅｒｅｄ for Wales",
    ],
)
def test_a_quotation_is_found_word_for_word_however_it_was_typed(two: Kept, quotation: str) -> None:
    (post,) = two.log.search(quotation, 10)
    assert post.review_id == "budget"
    assert post.standing.exact
    assert (post.at, post.platform, post.verdict) == (NOON, "x", "revise")


def test_the_words_are_marked_where_they_stand(two: Kept) -> None:
    (post,) = two.log.search("today's budget ... café", 10)
    assert [post.text[start:end] for start, end in post.standing.spans] == [
        "Today’s Budget",
        "café",
    ]


def test_the_parts_of_a_quotation_stand_in_their_order(two: Kept) -> None:
    (post,) = two.log.search("in a generation ... Today's Budget", 10)
    assert not post.standing.exact


@pytest.mark.parametrize(
    "quotation",
    [
        "Today's Budget has delivered so much for Wales, for the first time in our generation",
        "the Budget delivered for Wales for the first time this generation",
        "Wales for delivered has Budget",
        "something about hauliers and a generation of Budget2026 people, delivered",
    ],
)
def test_a_quotation_with_a_slip_in_it_is_found_by_what_is_left(two: Kept, quotation: str) -> None:
    first = two.log.search(quotation, 10)[0]
    assert first.review_id == "budget"
    assert not first.standing.exact


def test_word_for_word_comes_before_more_recent_words(two: Kept) -> None:
    two.log.keep(
        a_review("later", text="Ports: the April hauliers open a book now. On 1 can place.")
    )
    assert two.found("The ports open on 1 April") == ["ports"]


def test_the_newest_of_equal_posts_comes_first_and_no_more_than_asked_for(kept: Kept) -> None:
    for number in range(6):
        kept.log.keep(a_review(f"r{number}", NOON.replace(minute=number), text=PORTS))
    assert kept.found("ports open", most=3) == ["r5", "r4", "r3"]


def test_a_post_that_went_out_as_it_was_reworded_is_found(two: Kept) -> None:
    review = a_review("reworded", text="Vote for our ports.")
    two.log.keep(
        replace(review, rewording=Rewording(text="The quays are ready.", kept=(), by="checks"))
    )
    (post,) = two.log.search("the quays are ready", 10)
    assert (post.review_id, post.part, post.text) == (
        "reworded",
        "rewording",
        "The quays are ready.",
    )


def test_a_draft_that_could_not_be_reviewed_is_found_too(two: Kept) -> None:
    two.log.keep_miss(a_miss(text="Bridges close at noon."))
    (post,) = two.log.search("bridges close", 10)
    assert (post.review_id, post.part, post.verdict) == ("", "miss", "")


def test_what_stands_nowhere_is_not_found(two: Kept) -> None:
    assert two.found("Harbour dues were abolished yesterday") == []


@pytest.mark.parametrize("nothing", ["", "   ", "…", "!!! -- (*)", '"', "🎉"])
def test_a_quotation_without_a_word_is_refused_in_words(two: Kept, nothing: str) -> None:
    with pytest.raises(BadQuestion, match="no word to look for"):
        two.log.search(nothing, 10)


RAW = (
    "ports-open (now", 'say "ports', "ports* AND OR NOT", "NEAR(ports open", "text:ports",
    "^ports", "ports'; drop table drafts --", "-ports", "+ports", "ports\x00open", "{ports}:open",
)  # fmt: skip


@pytest.mark.parametrize("raw", RAW)
def test_no_sign_of_a_search_language_is_obeyed_or_refused(two: Kept, raw: str) -> None:
    assert two.found(raw) == ["ports"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=st.text(max_size=60))
def test_whatever_is_typed_is_answered_or_said_to_have_no_word(two: Kept, raw: str) -> None:
    if words(raw):
        two.log.search(raw, 5)
    else:
        with pytest.raises(BadQuestion):
            two.log.search(raw, 5)


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=200))
def test_a_word_is_found_at_its_own_place(text: str) -> None:
    for word in words(text):
        assert word.said in "".join(one.said for one in words(text[word.start : word.end]))
        assert 0 <= word.start < word.end <= len(text)


def test_a_quotation_is_taken_apart_where_words_are_left_out() -> None:
    assert asked("… one two [...] three").parts == (("one", "two"), ("three",))


def test_erased_words_are_found_no_more(two: Kept) -> None:
    with two.opened() as execute:
        execute("delete from drafts where id = 'ports'")
        execute("delete from bodies where id = 'budget'")
    assert two.found("ports open on 1 April") == []
    assert two.found("Wales has a new Budget") == ["budget"]
    (left,) = two.log.search("Wales has a new Budget", 10)
    assert (left.part, left.standing.exact) == ("draft", False)


def test_changed_words_are_found_as_they_are_now(two: Kept) -> None:
    with two.opened() as execute:
        execute("update drafts set text = 'Erased under rule 7.' where id = 'ports'")
        execute("update bodies set body = 'gone' where id = 'budget'")
    assert two.found("ports open on 1 April") == []
    assert two.found("erased under rule") == ["ports"]
    assert two.found("new") == []


def test_a_log_of_an_earlier_program_is_filled(kept: Kept) -> None:
    kept.log.keep(a_review("old", text=PORTS))
    with kept.opened() as execute:
        _undo_the_search(execute, kept.address)
    Kept(kept.address)
    assert kept.found("ports open on 1 April") == ["old"]
    assert kept.found("The ports are open.") == ["old"]


def _undo_the_search(execute: Any, address: str) -> None:  # noqa: ANN401  # either driver's own
    """Take out what the step brought, as if it had never been taken."""
    on_postgres = "://" in address
    names = ("are_found",) if on_postgres else ("are_found", "are_forgotten", "are_found_anew")
    for table in ("drafts", "bodies"):
        for name in names:
            execute(f"drop trigger {table}_{name}" + (f" on {table}" if on_postgres else ""))
    if not on_postgres:
        execute("drop table posts_words")
        execute("drop view posts_said")
    execute("drop table posts")
    if not on_postgres:
        execute("delete from _sqlite_migrations where name = 'the_search'")
    else:
        execute("delete from taken_steps where name = 'the_search'")


def test_a_lost_trigger_is_missed_and_comes_back_with_what_was_written_meanwhile(
    kept: Kept,
) -> None:
    with kept.opened() as execute:
        on = " on drafts" if "://" in kept.address else ""
        execute(f"drop trigger drafts_are_found{on}")
    kept.log.keep(replace(a_review("meanwhile", text=PORTS), rewording=None))
    assert kept.found("ports open on 1 April") == []
    assert "drafts_are_found" in damage_in(kept.address)[0]
    Kept(kept.address)
    assert kept.found("ports open on 1 April") == ["meanwhile"]


@pytest.mark.parametrize("to", BACK_ENDS)
def test_a_log_that_was_moved_is_searched_at_its_new_place(
    two: Kept, to: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    address = str(tmp_path / "moved.db")
    if to == "postgres":
        address = fresh_database(request.getfixturevalue("postgres_url"))
    move(standing(two.address), ready(address))
    moved = Kept(address)
    assert moved.found("ports open on 1 April") == ["ports"]
    assert moved.found("wales has a new budget.") == ["budget"]


def test_the_search_is_no_part_of_the_chain(two: Kept) -> None:
    with ready(two.address).reading() as tables:
        assert list(faults(tables, Walk())) == []


def test_a_file_that_was_packed_still_knows_which_words_are_whose(tmp_path: Path) -> None:
    kept = Kept(str(tmp_path / "log.db"))
    for name in ("a", "b", "c"):
        only = a_review(name, text=f"Only {name}{name}{name} says this.")
        kept.log.keep(replace(only, rewording=None))
    with kept.opened() as execute:
        execute("delete from drafts where id = 'a'")
    with closing(sqlite3.connect(kept.address)) as file:
        file.execute("vacuum")
    assert kept.found("only ccc says this") == ["c"]
    with kept.opened() as execute:
        execute("delete from drafts where id = 'b'")
    assert kept.found("bbb") == []
    assert kept.found("only ccc says this") == ["c"]


def test_no_trace_of_erased_words_stays_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    kept = Kept(str(path))
    for number in range(30):
        kept.log.keep(a_review(f"r{number}", text="Quixotic." if number == 7 else PORTS))
    assert b"quixotic" in _blocks(path)
    with writing(path) as tables:
        tables.db.execute("delete from drafts where id = 'r7'")
        tables.db.execute("insert into posts_words (posts_words) values ('optimize')")
    assert b"quixotic" not in _blocks(path)
    assert b"hauliers" in _blocks(path)


def _blocks(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as file:
        return b"".join(block for (block,) in file.execute("select block from posts_words_data"))


def test_the_words_stand_in_the_search_by_their_places_alone(tmp_path: Path) -> None:
    """No second copy of a draft: what has to be erased is erased in one place."""
    kept = Kept(str(tmp_path / "log.db"))
    kept.log.keep(a_review("r1", text=PORTS))
    with closing(sqlite3.connect(kept.address)) as file:
        dump = "\n".join(file.iterdump())
        (names,) = file.execute(
            "select group_concat(name) from sqlite_master where name like 'posts_words%'"
        ).fetchone()
    assert "posts_words_content" not in names
    assert PORTS in dump


def test_a_new_log_has_the_search(tmp_path: Path) -> None:
    prepare(tmp_path / "log.db", STEPS)
    with SqliteStore(tmp_path / "log.db").reading() as tables:
        assert tables.matching(["anything"], 5) == []


def test_a_post_says_all_that_leads_to_its_dossier() -> None:
    assert {"review_id", "at", "platform", "account", "verdict", "text"} <= set(
        Post.__dataclass_fields__
    )
