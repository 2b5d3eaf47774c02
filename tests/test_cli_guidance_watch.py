"""From the publishers to the card: what changed is shown, accepted by name, and kept in reviews."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.cli.guidance_watch import OfficialWatch
from bot.desk.codec import to_json
from bot.guidance.library import read_library
from bot.log.guidance.edition import CitedVersions
from bot.log.guidance.store import GuidanceStore
from bot.log.guidance.turn import turn
from bot.log.sqlite_log import SqliteLog
from bot.review.review import Review
from tests.drawn import a_review
from tests.publishers import API, CODE, Publishers, item, publishers
from tests.rehearsal import settings_for
from tests.test_cli_guidance import ROOT, a_catalogue, gives, ran, settings

TRIM = "trim each lamp before dusk</li>\n  <li>answer"
NEW = CODE.replace(TRIM, "trim each lamp before noon</li>\n  <li>answer")


def a_page(name: str, body: str = CODE, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # as JSON has it
    return {
        **item(f"/guidance/{name}", "detailed_guide", f"{name.title()} paper", body=body),
        **more,
    }


@dataclass
class House:
    """A bot's folder, and the publishers."""

    folder: Path
    site: Publishers

    def does(self, *arguments: str) -> str:
        code, said, complained = ran(self.folder, self.site, *arguments)
        assert code == 0, complained
        return said

    def give(
        self,
        name: str,
        body: str = CODE,
        held: Event | None = None,
        **more: Any,  # noqa: ANN401  # as JSON has it
    ) -> None:
        self.site.give(f"{API}/guidance/{name}", a_page(name, body, **more), held=held)

    def diff(self, *arguments: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.does("diff", "--json", *arguments))
        return found


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    a_catalogue(tmp_path)
    with publishers() as site:
        gives(site)
        found = House(tmp_path, site)
        found.does("sync")
        yield found


@contextmanager
def unwritten(path: Path) -> Iterator[None]:
    """Nothing is written into a database meanwhile."""
    with sqlite3.connect(path) as db:
        before = db.execute("pragma data_version").fetchone()
        yield
        assert db.execute("pragma data_version").fetchone() == before


def test_where_nothing_changed_nothing_waits_and_nothing_is_written(house: House) -> None:
    store = GuidanceStore(house.folder / "data")
    first = store.looks.read()
    with unwritten(store.path):
        assert "4 unchanged" in house.does("sync")
        assert house.does("diff").startswith("Nothing waits")
        assert house.does("accept", "--all", "--by", "A Lead") == ""
    last = store.looks.read()
    assert first.ended
    assert last.ended
    assert last.ended > first.ended
    assert last.documents["alpha"] > first.documents["alpha"]
    row = json.loads(house.does("status", "--json"))["documents"][0]
    assert (row["document"], row["waits"], row["accepted"]["by"]) == ("alpha", False, "first sync")
    assert row["looked"] == last.documents["alpha"].isoformat()


def test_a_changed_item_is_shown_word_by_word_until_a_named_person_accepts_it(house: House) -> None:
    house.give("alpha", NEW)
    said = house.does("sync")
    assert "citing the accepted words: alpha\n" in said
    shown = house.does("diff")
    assert "Integrity: you must, item 1 (changed)" in shown
    assert "trim each lamp before [-dusk-] [+noon+]" in shown
    assert "clauses: alpha.one" in shown
    assert "neutral guidance accept alpha --by NAME" in shown
    (change,) = house.diff("alpha")
    (passage,) = change["passages"]
    assert (passage["old"], passage["new"]) == (
        "trim each lamp before dusk", "trim each lamp before noon",
    )  # fmt: skip
    assert change["clauses"] == ["alpha.one"]
    before = json.loads(house.does("status", "--json"))["edition"]
    said = house.does("accept", "alpha", "--by", "A Lead", "--why", "Clearer")
    assert "A Lead: Clearer" in said
    assert json.loads(house.does("status", "--json"))["edition"] != before
    assert house.diff() == []
    lines = house.does("history", "alpha").splitlines()
    assert [line.split("  ")[-1] for line in lines] == ["first sync", "A Lead: Clearer"]


def test_a_withdrawn_page_is_said_at_once_and_touches_every_clause(house: House) -> None:
    notice = {"explanation": "<p>Replaced.</p>", "withdrawn_at": "2026-11-01T00:00:00Z"}
    house.give("beta", withdrawn_notice=notice)
    said = house.does("sync")
    assert "beta: withdrawn" in said
    shown = house.does("diff")
    assert "withdrawn by its publisher: no longer in force" in shown
    assert "All clauses of the catalogue that rest on it are touched." in shown
    assert GuidanceStore(house.folder / "data").accepted("beta") is not None
    (change,) = house.diff()
    assert (change["state"], change["accepted_state"]) == ("withdrawn", "current")


def test_a_page_that_moved_is_said_to_have_and_no_passage_is_shown_as_changed(house: House) -> None:
    house.site.give(
        f"{API}/guidance/gamma",
        {
            "base_path": "/guidance/gamma",
            "schema_name": "redirect",
            "redirects": [
                {
                    "path": "/guidance/gamma",
                    "type": "exact",
                    "destination": "/guidance/gamma-two",
                }
            ],
        },
    )
    house.give("gamma-two")
    house.does("sync")
    (change,) = house.diff()
    assert change["state"] == "moved"
    assert "moved to another address" in change["said"]
    assert change["passages"] == []


def test_diff_accepts_just_what_it_showed_where_it_is_asked_to(house: House) -> None:
    house.give("alpha", NEW)
    house.give("beta", NEW)
    house.does("sync")
    said = house.does("diff", "alpha", "--accept", "--by", "A Lead")
    assert "before [-dusk-] [+noon+]" in said
    assert "Accepted:" in said
    assert [one["document"] for one in house.diff()] == ["beta"]


REFUSED = (
    (("accept", "alpha"), "Say who accepts"),
    (("accept", "alpha", "--by", "First  Sync"), "Say who accepts"),
    (("accept", "--by", "A Lead"), "or give --all"),
    (("accept", "alpha", "--all", "--by", "A Lead"), "or give --all"),
    (("accept", "omega", "--by", "A Lead"), "no document 'omega'"),
    (("diff", "--accept"), "Say who accepts"),
)


def test_nothing_is_accepted_without_a_name_and_a_document(house: House) -> None:
    house.give("alpha", NEW)
    house.does("sync")
    for arguments, why in REFUSED:
        code, _, complained = ran(house.folder, house.site, *arguments)
        assert code == 64, arguments
        assert why in complained
    assert [one["document"] for one in house.diff()] == ["alpha"]


def past_review(house: House, name: str, *, official: bool = True) -> Review:
    """A review that cites alpha.one, kept as the desk keeps one."""
    log, library = (
        SqliteLog(house.folder / "data" / "log.db"),
        read_library(house.folder / "guidance"),
    )
    cited = CitedVersions(GuidanceStore(house.folder / "data"))
    made = a_review(name, made_at=datetime.now(UTC))
    making = replace(
        made.making,
        guidance_edition=library.edition,
        official_edition=cited.edition if official else "",
    )
    finding = replace(made.findings[0], clause_id="alpha.one")
    passage = replace(made.passages[0], clause_id="alpha.one")
    made = replace(made, findings=(finding,), passages=(passage,), making=making)
    log.keep_edition("guidance", library.edition, json.dumps(to_json(library)))
    if official:
        log.keep_edition("official", cited.edition, cited.words)
    log.keep(made)
    return made


def asked(house: House, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True, text=True, cwd=ROOT, env=settings(house.folder, None), check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("official", [True, False])
def test_a_past_review_is_shown_with_the_words_then_in_force_and_todays(
    house: House, *, official: bool
) -> None:
    past_review(house, "r1", official=official)
    code, said, _ = asked(house, "log", "show", "r1", "--as-of")
    assert code == 0
    assert "The same today." in said
    house.give("alpha", NEW)
    house.does("sync")
    assert "The same today." in asked(house, "review", "show", "r1", "--as-of")[1]
    assert "Cited in 1 past review; the newest: r1" in house.does("diff")
    house.does("accept", "--all", "--by", "A Lead")
    code, said, _ = asked(house, "review", "show", "r1", "--as-of")
    assert code == 0
    then, _, today = said.partition("    Today")
    assert "item 1: You must: “trim each lamp before dusk”" in then
    assert "item 1: You must: “trim each lamp before noon”" in today
    assert ("It cited none" in said) is not official
    _, as_json, _ = asked(house, "log", "show", "r1", "--as-of", "--json")
    (clause,) = json.loads(as_json)["as_of"]
    assert clause["changed"]
    assert [one["text"] for one in clause["then"]["passages"]] == ["trim each lamp before dusk"]
    assert [one["text"] for one in clause["now"]["passages"]] == ["trim each lamp before noon"]


def test_a_review_that_is_not_there_is_said_so(house: House) -> None:
    code, _, complained = asked(house, "review", "show", "r9")
    assert code == 64
    assert "no review 'r9'" in complained


def test_the_leads_hear_what_changed_with_its_words_and_what_it_touches(house: House) -> None:
    past_review(house, "r1")
    log = SqliteLog(house.folder / "data" / "log.db")
    own = settings_for(
        house.folder / "data",
        guidance_dir=house.folder / "guidance",
        contact="press@dept.example",
    )
    watch = OfficialWatch(own, log)
    assert watch.is_watched()
    assert None not in watch.looked()
    assert watch.notices() == []
    house.give("alpha", NEW)
    house.does("sync")
    (notice,) = watch.notices()
    said = watch.said(notice)
    assert "• Alpha paper: 1 passage changed." in said
    assert "1 clause of the catalogue rests on these, cited in 1 past review." in said
    assert (
        "Integrity: you must, item 1: “trim each lamp before noon”; "
        "before: “trim each lamp before dusk”"
    ) in said
    house.does("accept", "--all", "--by", "A Lead")
    assert watch.said(notice) == ""
    watch.told(notice)
    assert watch.notices() == []


def test_one_sync_at_a_time_asks_the_publishers(house: House) -> None:
    house.site.asked.clear()
    with turn(house.folder / "data"):
        code, _, complained = ran(house.folder, house.site, "sync")
    assert code == 69
    assert "A sync is under way already" in complained
    assert house.site.paths() == []


def test_the_bots_own_sync_is_a_process_apart_that_can_be_ended_and_taken_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings(house.folder, house.site).items():
        monkeypatch.setenv(name, value)
    log = SqliteLog(house.folder / "data" / "log.db")
    watch = OfficialWatch(settings_for(house.folder / "data"), log)
    house.give("gamma", NEW, held=Event())
    began, ended = watch.looked()
    run = watch.begin()
    assert house.site.came.wait(60)
    assert not run.ended()
    run.end()
    assert run.ended()
    assert began is not None
    assert watch.looked()[0] is not None
    assert watch.looked()[0] != began
    assert watch.looked()[1] == ended
    house.give("gamma", NEW)
    house.site.asked.clear()
    house.does("sync")
    assert house.site.paths() == [f"{API}/guidance/gamma"]
    assert [notice.sources for notice in watch.notices()] == [("gamma",)]
