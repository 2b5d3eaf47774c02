"""A mistake in a guidance file is told with its file and line; an edition is its words."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import BadGuidance
from bot.guidance.library import read_library

DOCUMENT = """\
title: A code
publisher: An office
url: https://www.gov.uk/code
format: html
licence: OGL v3.0
revision_seen: the only one
numbering: none

clauses:
  - id: code.one
    locator: item 1
    concern: evidence
    strength: must
    basis: primary
    applies: [all]
    gist: >-
      Say what is so,
      and how it is known.
    examples:
      - The best ever.
    cues: [best]
"""
SECOND = DOCUMENT.replace("code.one", "code.two")
PRECEDENTS = """\
precedents:
  - id: case-2020
    date: 2020-01-02
    body: An office
    what: A post.
    outcome: Withdrawn.
    finding: conceded
    sources: [https://example.org/1]
    clauses: [code.one]
"""
CALENDAR = """\
rules:
  G:
    means: General election.
    clauses: [code.one]
periods:
  - what: UK general election
    poll: 2024-07-04
    start: "2024-05-25T00:01"
    scope: [uk]
    rule: G
    start_status: verified
    poll_status: verified
    id: general-2024
"""
TERRITORIES = """\
territories:
  uk:
    accounts: [Home Office, HM Treasury]
  wales:
    accounts:
      - Welsh Government
    places: [Wales]
"""
SHOWN = """\
shown:
  evidence: [code.one, code.two]
"""
FILES = {
    "documents/code.yaml": DOCUMENT,
    "documents/second.yaml": SECOND,
    "precedents.yaml": PRECEDENTS,
    "calendar.yaml": CALENDAR,
    "territories.yaml": TERRITORIES,
    "shown.yaml": SHOWN,
}


def written(folder: Path, **changes: tuple[str, str]) -> Path:
    """A small guidance folder; a change names a file by its stem: (what stands there, instead)."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old, new = changes.get(path.stem, ("", ""))
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return folder


def test_a_small_library_is_read_as_it_was_written(tmp_path: Path) -> None:
    library = read_library(written(tmp_path))
    clause = library.clause("code.one")
    assert clause.gist == "Say what is so, and how it is known."
    assert clause.url == "https://www.gov.uk/code"
    assert clause.precedents == ("case-2020",)
    assert clause.source.id == "code"
    assert library.precedent("case-2020").date == "2020-01-02"
    assert library.periods[0].clauses == ("code.one",)
    assert library.ladders[0].clauses == ("code.one", "code.two")


@pytest.mark.parametrize(
    ("stem", "old", "new", "line", "words"),
    [
        ("code", "evidence", "evidenze", 12, "concern"),
        ("code", "strength: must", "strength: might", 13, "strength"),
        ("code", "basis: primary", "basis: hearsay", 14, "basis"),
        ("code", "[all]", "[everything]", 15, "applies"),
        ("code", "    locator: item 1\n", "", 10, "locator"),
        ("code", "    cues:", "    queues:", 21, "queues"),
        ("code", "title: A code", "title: ''", 1, "title"),
        ("code", "https://www.gov.uk/code", "www.gov.uk", 3, "url"),
        ("code", "id: code.one", "id: Code One", 10, "id"),
        ("code", "    basis: primary", "    basis: primary\n    basis: recall", 15, "twice"),
        ("code", "applies: [all]", "applies: [all", 16, "expected"),
        ("second", "code.two", "code.one", 10, "already in code.yaml"),
        ("precedents", "[code.one]", "[code.nine]", 9, "no clause 'code.nine'"),
        ("precedents", "conceded", "admitted", 7, "finding"),
        ("precedents", "[code.one]", "[code.one, code.one]", 9, "twice"),
        ("calendar", "2024-07-04", "2024-02-30", 7, "poll"),
        ("calendar", "2024-07-04", "2024-04-04", 8, "starts after its poll"),
        ("calendar", "rule: G", "rule: X", 10, "the rule 'X'"),
        ("calendar", "[code.one]", "[code.nine]", 4, "no clause 'code.nine'"),
        ("calendar", "start_status: verified", "start_status: sure", 11, "start_status"),
        ("shown", "code.two", "code.nine", 2, "no clause 'code.nine'"),
        ("shown", "evidence:", "proof:", 2, "proof"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(
    tmp_path: Path, stem: str, old: str, new: str, line: int, words: str
) -> None:
    folder = written(tmp_path, **{stem: (old, new)})
    with pytest.raises(BadGuidance) as told:
        read_library(folder)
    assert told.value.path.stem == stem
    assert told.value.line == line
    assert words in told.value.what
    assert str(told.value).startswith(f"{told.value.path}:{line}: ")


def test_a_precedent_that_stands_twice_is_a_mistake(tmp_path: Path) -> None:
    again = PRECEDENTS + PRECEDENTS.removeprefix("precedents:\n")
    (written(tmp_path) / "precedents.yaml").write_text(again, encoding="utf-8")
    with pytest.raises(BadGuidance, match=r"precedents\.yaml:10: .*'case-2020' stands twice"):
        read_library(tmp_path)


def _no_file(folder: Path) -> None:
    (folder / "calendar.yaml").unlink()


def _no_documents(folder: Path) -> None:
    shutil.rmtree(folder / "documents")


def _not_text(folder: Path) -> None:
    (folder / "shown.yaml").write_bytes(b"shown: \xff\xfe")


def _a_control_character(folder: Path) -> None:
    (folder / "shown.yaml").write_bytes(b"shown: \x01")


@pytest.mark.parametrize("spoil", [_no_file, _no_documents, _not_text, _a_control_character])
def test_a_folder_that_cannot_be_read_is_bad_guidance(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(written(tmp_path))
    with pytest.raises(BadGuidance):
        read_library(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_an_edition_changes_with_any_word_of_any_file(tmp_path: Path, name: str) -> None:
    before = read_library(written(tmp_path)).edition
    path = tmp_path / name
    path.write_text(path.read_text(encoding="utf-8") + "# a word\n", encoding="utf-8")
    assert read_library(tmp_path).edition != before


def test_an_edition_does_not_change_with_line_ends_or_the_order_of_writing(tmp_path: Path) -> None:
    before = read_library(written(tmp_path / "here"))
    there = tmp_path / "there"
    for name, text in reversed(FILES.items()):
        path = there / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.replace("\n", "\r\n").encode())
    after = read_library(there)
    assert after.edition == before.edition
    assert after.words == before.words
    assert after == before


def test_the_words_and_the_ledgers_of_other_rooms_are_no_part_of_an_edition(tmp_path: Path) -> None:
    before = read_library(written(tmp_path)).edition
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "words.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# A ledger\n", encoding="utf-8")
    assert read_library(tmp_path).edition == before


def test_a_mistake_does_not_hide_the_others(tmp_path: Path) -> None:
    folder = written(tmp_path, shown=("code.two", "code.tow"))
    path = folder / "documents" / "code.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("strength: must", "strength: might").replace("    cues:", "    queues:")
    path.write_text(text + SECOND[SECOND.index("  - id:") :], encoding="utf-8")
    with pytest.raises(BadGuidance) as told:
        read_library(folder)
    assert [(each.path.stem, each.line) for each in told.value.all] == [
        ("code", 13), ("code", 21), ("second", 10), ("shown", 2),
    ]  # fmt: skip
    assert str(told.value).endswith("(3 more: neutral guidance check)")
