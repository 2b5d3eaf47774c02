"""The file of official documents: whole or not at all, ours alone, and once for each word."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.errors import LogError, LogTooNew, LogUnwritable
from bot.guidance.official import (
    Attempt,
    Document,
    Kind,
    OfficialPassage,
    Outcome,
    Page,
    State,
    Step,
)
from bot.log.guidance.opening import prepare
from bot.log.guidance.schema import STEPS
from bot.log.guidance.store import GuidanceStore

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def a_document(*texts: str, source: str = "code", state: State = State.CURRENT) -> Document:
    passages = tuple(
        OfficialPassage(
            position=position,
            kind=Kind.ITEM,
            headings=("Integrity", "You must"),
            locator=f"Integrity: you must, item {position + 1}",
            text=text,
            address="https://www.gov.uk/code",
            anchor="integrity",
            number=str(position + 1),
            lead="You must:",
        )
        for position, text in enumerate(texts)
    )
    return Document(
        source=source,
        title="Lamp code",
        publisher="Office of Invented Guidance",
        asked="https://www.gov.uk/code",
        address="https://www.gov.uk/code",
        published=date(2024, 5, 23),
        fetched_at=NOW,
        licence="OGL v3.0",
        attribution="A line.",
        state=state,
        passages=passages,
    )


def a_page(body: bytes = b"<p>words", address: str = "https://www.gov.uk/api/content/code") -> Page:
    return Page(address=address, kind="text/html", charset="utf-8", body=body, etag='"1"')


def steps(*pages: Page) -> tuple[Step, ...]:
    return tuple(
        Step(reader="govuk", ask=p.address, title="", address=p.address, hash=p.hash) for p in pages
    )


def keep(store: GuidanceStore, document: Document, *pages: Page, edition: int = 1) -> bool:
    return store.keep(document, steps(*pages), pages, edition)


def the_future(db: Database) -> None:
    db.execute("create table later (id integer)")


def test_what_is_kept_is_read_back_as_it_was(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path / "data")
    document, page = a_document("trim each lamp", "sell no oil – ever"), a_page(b"\x00raw\xff")
    assert keep(store, document, page)
    assert store.current("code") == document
    assert store.page(page.address) == page
    seen = store.seen(page.address)
    assert seen is not None
    assert (seen.hash, seen.etag) == (page.hash, '"1"')


def test_the_last_words_of_every_document_are_read_in_turn(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    keep(store, a_document("one"), a_page(b"1"))
    keep(store, a_document("two"), a_page(b"2"))
    keep(store, a_document("three", source="act"), a_page(b"3", "https://b"))
    keep(store, a_document(source="act", state=State.GONE), a_page(b"4", "https://b"))
    said = {d.source: [p.text for p in d.passages] for d in store.documents()}
    assert said == {"act": ["three"], "code": ["two"]}
    assert store.standings()["act"].passages == 0


def test_nothing_is_made_before_something_is_kept(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path / "data")
    assert store.current("code") is None
    assert store.seen("https://a") is None
    assert store.standings() == {}
    assert store.attempt("code") is None
    assert not (tmp_path / "data").exists()


def test_the_raw_answer_is_kept_small(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    keep(store, a_document("a"), a_page(b"<p>the same words</p>" * 10_000))
    with sqlite3.connect(store.path) as db:
        size, packed = db.execute("select size, length(body) from responses").fetchone()
    assert size == 210_000
    assert packed < 2_000


def test_a_passage_is_kept_once_whatever_versions_hold_it(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    keep(store, a_document("one", "two"), a_page(b"1"))
    keep(store, a_document("one", "three"), a_page(b"2"))
    keep(store, a_document("one", source="other"), a_page(b"3", "https://b"))
    with sqlite3.connect(store.path) as db:
        assert db.execute("select count(*) from passages").fetchone() == (3,)
        assert db.execute("select count(*) from places").fetchone() == (5,)


def test_a_version_that_cannot_be_kept_whole_is_not_kept_at_all(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    keep(store, a_document("one"), a_page(b"1"))
    broken = a_document("two", "half a character \ud800")
    with pytest.raises(LogError):
        keep(store, broken, a_page(b"2"))
    assert store.current("code") == a_document("one")
    with sqlite3.connect(store.path) as db:
        assert db.execute("select count(*) from responses").fetchone() == (1,)
        assert db.execute("select count(*) from passages").fetchone() == (1,)


def test_the_same_again_is_not_written(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    keep(store, a_document("one"), a_page())
    store.note(Attempt(source="code", at=NOW, outcome=Outcome.NEW))
    with sqlite3.connect(store.path) as db:
        before = db.execute("pragma data_version").fetchone()
        assert not keep(store, replace(a_document("one"), fetched_at=NOW + timedelta(1)), a_page())
        store.note(Attempt(source="code", at=NOW + timedelta(1), outcome=Outcome.UNCHANGED))
        assert db.execute("pragma data_version").fetchone() == before


def test_only_a_try_that_ends_otherwise_is_noted(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    ends = [
        (Outcome.NEW, ""), (Outcome.UNCHANGED, ""), (Outcome.FAILED, "busy"),
        (Outcome.FAILED, "busy"), (Outcome.FAILED, "gone"), (Outcome.UNCHANGED, ""),
    ]  # fmt: skip
    for day, (outcome, reason) in enumerate(ends):
        at = NOW + timedelta(day)
        store.note(Attempt(source="code", at=at, outcome=outcome, reason=reason))
    with sqlite3.connect(store.path) as db:
        noted = db.execute("select outcome, reason from attempts order by id").fetchall()
    assert noted == [("new", ""), ("failed", "busy"), ("failed", "gone"), ("unchanged", "")]


def test_pages_that_nothing_rests_on_any_more_are_dropped(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    keep(store, a_document("one"), a_page(b"stamped on Monday"))
    assert not keep(store, a_document("one"), a_page(b"stamped on Tuesday"))
    with sqlite3.connect(store.path) as db:
        assert db.execute("select count(*) from responses").fetchone() == (1,)
    found = store.page(a_page().address)
    assert found is not None
    assert found.body == b"stamped on Tuesday"


def test_the_answer_that_an_earlier_version_was_cut_from_stays(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    keep(store, a_document("one"), a_page(b"first"))
    keep(store, a_document("two"), a_page(b"second"))
    with sqlite3.connect(store.path) as db:
        assert db.execute("select count(*) from responses").fetchone() == (2,)


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "guidance.db"
    prepare(path, {**STEPS, "the_future": the_future})
    before = path.read_bytes()
    with pytest.raises(LogTooNew, match="the_future"):
        GuidanceStore(tmp_path).current("code")
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "guidance.db") as db:
        db.execute("create table theirs (id integer)")
    with pytest.raises(LogError, match="another program"):
        keep(GuidanceStore(tmp_path), a_document("one"), a_page())


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "guidance.db").write_bytes(b"no database" * 100)
    with pytest.raises(LogError):
        GuidanceStore(tmp_path).standings()


def test_a_folder_that_may_not_be_written_to_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(LogUnwritable):
        keep(GuidanceStore(tmp_path / "data"), a_document("one"), a_page())


def test_a_line_of_the_journal_that_was_cut_off_does_not_count(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    store.done("code")
    with (tmp_path / "guidance-sync.part").open("a", encoding="utf-8") as file:
        file.write("ballo")
    assert store.begin() == frozenset({"code"})
    store.end()
    assert store.begin() == frozenset()
