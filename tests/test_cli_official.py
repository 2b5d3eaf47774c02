"""From the file of official documents to a review on a terminal, and to what status says."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bot.cli.guidance_status import status as guidance_status
from bot.cli.house import open_desk, open_log, open_official
from bot.cli.review import review
from bot.cli.sandbox import sandbox
from bot.cli.status import status
from bot.config import Settings, read_settings
from bot.desk.desk import Asked, Desk
from bot.draft import Draft
from bot.guidance.official import Document
from bot.log.guidance.opening import NAME
from bot.log.guidance.store import GuidanceStore
from bot.log.guidance.ties_file import NAME as TIES
from tests.as_shipped import LIBRARY
from tests.fakes import NOON
from tests.official_pages import documents

DRAFT = "We have the best schools in the world."
CLAUSE = "csc.objectivity.must.evidence"
WORDS = "base information and advice on evidence, and give the options and facts accurately"


def keep(folder: Path, *changed: Document) -> None:
    """Keep the documents as a sync does, less their pages."""
    store = GuidanceStore(folder)
    for one in {**documents(LIBRARY), **{c.source: c for c in changed}}.values():
        store.keep(one, (), (), edition=1)


def environment(folder: Path) -> dict[str, str]:
    return {"NEUTRAL_DATA_DIR": str(folder), "NEUTRAL_MODEL": "", "NEUTRAL_DATABASE_URL": ""}


def ran(folder: Path, command: Any, *arguments: str) -> str:  # noqa: ANN401  # any command
    return CliRunner().invoke(command, arguments, env=environment(folder)).output


def settings(folder: Path) -> Settings:
    return read_settings().model_copy(update={"data_dir": folder, "model": ""})


@contextmanager
def a_desk(folder: Path) -> Iterator[Desk]:
    own = settings(folder)
    with open_desk(own, open_log(own)) as desk:
        yield desk


def reviewed(folder: Path, key: str) -> dict[str, str]:
    """The official words of a review, by clause."""
    with a_desk(folder) as desk:
        made = desk.review(Draft(text=DRAFT), Asked(key=key, by="U1", at=NOON))
    kept = open_log(settings(folder)).find(made.id)
    assert kept == made
    return {p.clause_id: p.official.words for p in made.passages if p.official}


def test_a_review_quotes_the_accepted_words_and_its_record_keeps_them(tmp_path: Path) -> None:
    keep(tmp_path)
    first = reviewed(tmp_path, "one")
    assert first[CLAUSE] == f"You must: {WORDS}"
    changed = documents(LIBRARY)["csc"]
    passages = tuple(
        replace(p, text=p.text.replace("accurately", "exactly")) for p in changed.passages
    )
    newer = replace(changed, passages=passages)
    keep(tmp_path, newer)
    assert reviewed(tmp_path, "unaccepted") == first
    GuidanceStore(tmp_path).accept({"csc": newer.hash}, "Head of propriety", NOON)
    second = reviewed(tmp_path, "two")
    assert second[CLAUSE] == f"You must: {WORDS.replace('accurately', 'exactly')}"
    assert reviewed(tmp_path, "one") == first


def test_on_a_terminal_the_official_words_are_told_from_ours(tmp_path: Path) -> None:
    said = ran(tmp_path, review, DRAFT)
    assert "Our summary:" in said
    assert "no official document has been fetched" in said
    keep(tmp_path)
    said = ran(tmp_path, review, DRAFT)
    told = " ".join(said.split())
    assert "Official words, fetched 2026-11-20: “You must" in told
    assert "Cabinet Office / Civil Service, Open Government Licence v3.0." in told
    assert "no official document" not in told
    assert "official words " in told


def test_status_lists_what_is_not_found_and_counts_how_sure_the_ties_are(tmp_path: Path) -> None:
    keep(tmp_path)
    found = json.loads(ran(tmp_path, guidance_status, "--json"))["ties"]
    counts = found["counts"]
    assert counts["sure"] >= 20
    assert sum(counts.values()) == len(LIBRARY.clauses)
    rows = {row["clause"]: row for row in found["clauses"]}
    assert rows[CLAUSE]["sureness"] == "sure"
    assert rows[CLAUSE]["passage"] == "Objectivity: you must, item 1"
    said = ran(tmp_path, guidance_status)
    assert f"Clauses whose passage is sure: {counts['sure']}" in said
    assert "  gcsa.captions: No passage of the document says it in words near ours." in said
    assert "No official words to look in for " in said
    assert "  csc.integrity.must.records\n" in said
    short = ran(tmp_path, status)
    assert f"clauses tied: {counts['sure']} surely, {counts['likely']} probably" in short


def test_the_sandbox_quotes_what_this_machine_has_fetched_and_writes_nothing_there(
    tmp_path: Path,
) -> None:
    keep(tmp_path)
    before = (tmp_path / NAME).read_bytes()
    told = " ".join(ran(tmp_path, sandbox, "--once", DRAFT).split())
    assert "Official words, fetched 2026-11-20: “You must" in told
    assert (tmp_path / NAME).read_bytes() == before
    assert not (tmp_path / "log.db").exists()


def test_without_a_sync_status_says_that_the_catalogue_serves_alone(tmp_path: Path) -> None:
    said = ran(tmp_path, status)
    assert "official documents: none fetched, the catalogue's own summaries stand alone" in said
    assert not (tmp_path / TIES).exists()


def test_a_damaged_file_of_official_documents_stops_no_review(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database at all " * 500)
    assert reviewed(tmp_path, "one") == {}
    assert "official documents cannot be read, the summaries stand alone" in ran(tmp_path, status)


def test_ties_are_remembered_in_a_file_that_may_be_lost_or_spoilt(tmp_path: Path) -> None:
    keep(tmp_path)
    own = settings(tmp_path)
    first = open_official(own, LIBRARY)[1].ties
    kept = (tmp_path / TIES).read_text(encoding="utf-8")
    assert len(json.loads(kept)) == len(documents(LIBRARY))
    for spoilt in ("{", "[]", "null", ""):
        (tmp_path / TIES).write_text(spoilt, encoding="utf-8")
        assert open_official(own, LIBRARY)[1].ties == first
        assert (tmp_path / TIES).read_text(encoding="utf-8") == kept
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(f"{TIES}.")] == []


def test_ties_that_are_of_no_use_any_more_are_forgotten(tmp_path: Path) -> None:
    keep(tmp_path)
    own = settings(tmp_path)
    open_official(own, LIBRARY)
    changed = documents(LIBRARY)["csc"]
    keep(tmp_path, replace(changed, passages=changed.passages[:9]))
    open_official(own, LIBRARY)
    kept = json.loads((tmp_path / TIES).read_text(encoding="utf-8"))
    assert len(kept) == len(documents(LIBRARY))
