"""Which version of a document reviews cite: the first one seen, then only what somebody accepts."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.guidance.official import State
from bot.log.guidance.opening import prepare
from bot.log.guidance.rows import version_row
from bot.log.guidance.schema import STEPS
from bot.log.guidance.store import GuidanceStore
from tests.test_log_guidance import a_document, a_page, keep


def test_the_first_version_seen_is_accepted_and_no_later_one(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    assert store.accepted("code") is None
    keep(store, a_document("one"), a_page(b"1"))
    assert store.accepted("code") == a_document("one")
    keep(store, a_document("two"), a_page(b"2"))
    assert store.accepted("code") == a_document("one")
    keep(store, a_document(state=State.GONE), a_page(b"3"))
    assert store.accepted("code") == a_document("one")
    assert store.accepted("other") is None


def test_what_was_fetched_before_there_were_acceptances_is_accepted_as_first_seen(
    tmp_path: Path,
) -> None:
    old = {name: step for name, step in STEPS.items() if name == "the_documents"}
    prepare(tmp_path / "guidance.db", old)
    with sqlite3.connect(tmp_path / "guidance.db") as db:
        for number, text in enumerate(("one", "two"), 1):
            _insert_version(Database(db), number, text)
    store = GuidanceStore(tmp_path)
    accepted = store.accepted("code")
    assert accepted is not None
    assert accepted.title == "one"
    with sqlite3.connect(tmp_path / "guidance.db") as db:
        assert db.execute("select by, version from acceptances").fetchall() == [("first sync", 1)]


def _insert_version(db: Database, number: int, title: str) -> None:
    document = replace(a_document(), title=title)
    db.table("versions").insert({"id": number, **version_row(document, 1)})
    at = document.fetched_at.isoformat()
    db.table("sightings").insert({"source": "code", "version": number, "at": at})


@pytest.mark.parametrize("change", ["update acceptances set by = 'me'", "delete from acceptances"])
def test_an_acceptance_is_never_changed(tmp_path: Path, change: str) -> None:
    store = GuidanceStore(tmp_path)
    keep(store, a_document("one"), a_page(b"1"))
    with sqlite3.connect(store.path) as db, pytest.raises(sqlite3.IntegrityError, match="never"):
        db.execute(change)
