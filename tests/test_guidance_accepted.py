"""Which version of a document reviews cite: the first one seen, then only what somebody accepts."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlite_utils import Database

from bot.errors import LogError
from bot.guidance.acceptance import Newer, edition_of, edition_said
from bot.guidance.official import Document, State
from bot.log.guidance.edition import CitedVersions, versions_in
from bot.log.guidance.opening import prepare
from bot.log.guidance.rows import version_row
from bot.log.guidance.schema import STEPS
from bot.log.guidance.store import GuidanceStore
from tests.test_log_guidance import NOW, a_document, a_page, keep


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


LATER = NOW + timedelta(1)


def test_a_later_version_is_cited_once_a_named_person_has_accepted_it(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    keep(store, a_document("one"), a_page(b"1"))
    keep(store, a_document("two"), a_page(b"2"))
    (waiting,) = store.waiting().values()
    (given,) = store.accept({"code": waiting.newest}, "A Lead", LATER, "It is clearer.")
    assert store.accepted("code") == a_document("two")
    assert store.waiting() == {}
    first, second = store.acceptances()
    assert (first.by, second) == ("first sync", given)
    assert (given.by, given.at, given.why) == ("A Lead", LATER, "It is clearer.")
    assert store.version(first.version) == a_document("one")
    assert store.version(second.version) == a_document("two")


def test_what_has_changed_since_it_was_shown_is_not_accepted_unseen(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    for text in ("one", "two"):
        keep(store, a_document(text), a_page(text.encode()))
    shown = {"code": store.waiting()["code"].newest}
    keep(store, a_document("three"), a_page(b"three"))
    assert store.accept(shown, "A Lead", LATER) == []
    assert store.accepted("code") == a_document("one")


def test_the_edition_names_the_accepted_versions_and_can_be_read_back(tmp_path: Path) -> None:
    store = GuidanceStore(tmp_path)
    assert (CitedVersions(store).edition, CitedVersions(store).newer()) == ("", Newer())
    keep(store, a_document("one"), a_page(b"1"))
    keep(store, a_document("act", source="act"), a_page(b"a", "https://act"))
    cited = CitedVersions(store)
    versions = {"code": a_document("one").hash, "act": a_document("act", source="act").hash}
    assert cited.edition == edition_of(store.in_use().values())
    assert versions_in(cited.words) == versions
    keep(store, a_document("two"), a_page(b"2"))
    keep(store, a_document(source="act", state=State.GONE), a_page(b"b", "https://act"))
    assert cited.newer() == Newer(waiting=2, ended=1)
    assert CitedVersions(store).edition == cited.edition
    store.accept({"code": a_document("two").hash}, "A Lead", LATER)
    assert CitedVersions(store).edition != cited.edition
    assert cited.newer() == Newer(waiting=2, ended=1), "it cites what it cited when it began"


def test_a_document_without_words_is_in_the_record_of_an_edition_and_not_in_its_name(
    tmp_path: Path,
) -> None:
    store = GuidanceStore(tmp_path)
    keep(store, a_document("one"), a_page(b"1"))
    before = CitedVersions(store).edition
    keep(store, a_document(source="act", state=State.GONE), a_page(b"a", "https://act"))
    cited = CitedVersions(store)
    assert cited.edition == before
    assert set(versions_in(cited.words)) == {"act", "code"}


def test_a_review_does_not_fail_because_the_documents_cannot_be_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = GuidanceStore(tmp_path)
    keep(store, a_document("one"), a_page(b"1"))
    cited = CitedVersions(store)
    keep(store, a_document("two"), a_page(b"2"))
    assert cited.newer().waiting == 1
    for path in tmp_path.glob("guidance.db*"):
        path.write_bytes(b"no database" * 100)
    with pytest.raises(LogError):
        store.waiting()
    assert cited.newer().waiting == 1
    assert "is damaged" in caplog.text


@pytest.mark.parametrize(
    ("edition", "newer", "said"),
    [
        ("", Newer(), "no official words"),
        ("0123456789abcdef", Newer(), "official words 0123456789ab"),
        (
            "a1",
            Newer(waiting=1),
            "official words a1; newer words of 1 document wait for acceptance",
        ),
        (
            "a1",
            Newer(waiting=3, ended=2),
            (
                "official words a1; newer words of 3 documents wait for acceptance; "
                "2 of these are no longer in force"
            ),
        ),
    ],
)
def test_a_review_says_which_official_words_it_cites(edition: str, newer: Newer, said: str) -> None:
    assert edition_said(edition, newer) == said


VERSIONS = (a_document("one"), a_document("two"), a_document("three"), a_document(state=State.GONE))


class AnyOrder(RuleBasedStateMachine):
    """Whatever is fetched and accepted in whatever order, a model in a few lines says the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = GuidanceStore(Path(self.folder.name))
        self.seen: list[Document] = []
        self.accepted: list[Document] = []
        self.untold: set[int] = set()
        self.now = NOW

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(which=st.sampled_from(VERSIONS))
    def sync(self, which: Document) -> None:
        self.now += timedelta(hours=1)
        is_new = keep(
            self.store, replace(which, fetched_at=self.now), a_page(repr(which.hash).encode())
        )
        assert is_new is (not self.seen or self.seen[-1].hash != which.hash)
        if is_new:
            self.seen.append(which)
            self.untold.add(len(self.seen))
        self.accepted = self.accepted or [which]

    @rule()
    def accept(self) -> None:
        self.now += timedelta(hours=1)
        waiting = self.store.waiting()
        versions = {source: one.newest for source, one in waiting.items()}
        given = self.store.accept(versions, "A Lead", self.now)
        assert len(given) == len(waiting)
        if given:
            self.accepted.append(self.seen[-1])

    @rule()
    def tell(self) -> None:
        notices = self.store.notices()
        is_new = self.waits and len(self.seen) in self.untold
        assert len(notices) == is_new
        for notice in notices:
            self.store.told(notice)
        if is_new:
            self.untold.discard(len(self.seen))
        assert self.store.notices() == []

    @property
    def waits(self) -> bool:
        return bool(self.seen) and self.seen[-1].hash != self.accepted[-1].hash

    @invariant()
    def reviews_cite_what_was_accepted_last(self) -> None:
        found = self.store.accepted("code")
        assert (found and found.hash) == (self.accepted[-1].hash if self.accepted else None)

    @invariant()
    def what_is_newer_waits(self) -> None:
        assert bool(self.store.waiting()) is self.waits
        newest = self.store.current("code")
        assert (newest and newest.hash) == (self.seen[-1].hash if self.seen else None)

    @invariant()
    def every_acceptance_is_on_record(self) -> None:
        found = [one.version for one in self.store.acceptances("code")]
        assert found == [one.hash for one in self.accepted]


AnyOrder.TestCase.settings = settings(max_examples=30, stateful_step_count=12, deadline=None)
TestAnyOrder = AnyOrder.TestCase
