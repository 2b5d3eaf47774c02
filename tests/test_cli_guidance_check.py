"""``neutral guidance check``: tells every mistake with its place, its line and what is right."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.guidance.checking import mistakes_in
from tests.as_shipped import GUIDANCE
from tests.test_guidance_mistakes import DOCUMENT, written

MISTAKES = [
    # the file, what stands there, what is put instead, line, column, what is told, what is right
    ("code", "concern: evidence", "concern: evidense", 12, 14, "not allowed", "mean evidence?"),
    ("code", "strength: must", "strength: most", 13, 15, "'most' is not allowed", "mean must?"),
    ("code", "basis: primary", "basis: primery", 14, 12, "basis", "did you mean primary?"),
    ("code", "[all]", "[reply, al]", 15, 22, "applies", "did you mean all?"),
    ("code", "[all]", "all", 15, 14, "a list expected", "put it in brackets: [all]"),
    ("code", "[all]", "[]", 15, 14, "an empty list", "give at least one"),
    ("code", "    locator: item 1\n", "", 10, 5, "locator: this key is missing", "add a line"),
    ("code", "    cues:", "    clues:", 21, 5, "no such key", "did you mean cues?"),
    ("code", "licence: OGL v3.0", "license: OGL v3.0", 1, 1, "licence: this key", "add a line"),
    ("code", "title: A code", "title: ''", 1, 8, "nothing stands here", "write it"),
    ("code", "title: A code", "title: 2024", 1, 8, "words expected", "in quotes: '2024'"),
    ("code", "https://www.gov.uk/code", "www.gov.uk", 3, 6, "is no address", "https://"),
    ("code", "id: code.one", "id: Code One", 10, 9, "is no id", "for example code-one"),
    ("code", "format: html", "format: html\nformat: pdf", 5, 1, "stands twice", "leave one"),
    ("code", "applies: [all]", "applies: [all", 16, 9, "line 15 is not ended", "close the list"),
    ("code", "locator: item 1", "locator: item: 1", 11, 18, "mapping values", "in quotes"),
    ("code", "title: A code", "title: 'A code", 22, 1, "end of stream", "quotation mark"),
    ("code", "format: html", "format html", 5, 1, "':'", "a colon and a space"),
    ("code", "format: html", "format: html\nrank: codes", 5, 7, "rank", "did you mean code?"),
    ("second", "code.two", "code.one", 10, 9, "already in code.yaml", "an id is for ever"),
    ("precedents", "[code.one]", "[code.noe]", 9, 15, "no clause 'code.noe'", "mean code.one?"),
    ("precedents", "conceded", "concede", 7, 14, "finding", "did you mean conceded?"),
    ("precedents", "[https://example.org/1]", "[1]", 8, 15, "words expected", "quotes: '1'"),
    ("calendar", "2024-07-04", "4 July", 7, 11, "no day of the calendar", "2027-05-06"),
    ("calendar", "2024-07-04", "2024-04-04", 8, 12, "after its poll", "the poll is on 2024-04-04"),
    ("calendar", "rule: G", "rule: g", 10, 11, "not among the rules", "did you mean G?"),
    ("calendar", "    means: G", "    days: 400\n    means: G", 3, 11, "400", "at most 90"),
    ("calendar", "[uk]", "[UK]", 9, 13, "'UK' is not allowed", "did you mean uk?"),
    ("shown", "code.two", "code.towo", 2, 24, "no clause 'code.towo'", "did you mean code.two?"),
    ("shown", "code.two", "code.one", 2, 24, "stands twice here", "leave one out"),
    ("shown", "evidence:", "evidense:", 2, 3, "evidense", "did you mean evidence?"),
    ("territories", "[Home Office, HM Treasury]", "[Welsh Government]", 6, 9, "under uk", "leave"),
    ("territories", "  wales:", "  whales:", 4, 3, "whales", "did you mean wales?"),
]  # fmt: skip


@pytest.mark.parametrize("row", MISTAKES, ids=lambda row: f"{row[0]}: {row[5]}")
def test_a_mistake_is_told_with_its_place_and_with_what_would_be_right(
    tmp_path: Path, row: tuple[str, str, str, int, int, str, str]
) -> None:
    stem, old, new, line, column, what, right = row
    found = mistakes_in(written(tmp_path, **{stem: (old, new)}))
    told = [m for m in found if (m.path.stem, m.line, m.column) == (stem, line, column)]
    assert told, [(m.path.stem, m.line, m.column, m.what) for m in found]
    assert what in told[0].what
    assert right in told[0].right


def test_what_a_damaged_document_holds_is_not_missed_elsewhere(tmp_path: Path) -> None:
    (mistake,) = mistakes_in(written(tmp_path, code=("title: A code", "title: 'A code")))
    assert mistake.path.stem == "code"


@pytest.fixture
def neutral(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Any:  # noqa: ANN401  # a function of the test's own
    monkeypatch.setenv("NEUTRAL_DATA_DIR", str(tmp_path / "data"))

    def run(*arguments: object) -> tuple[int, str]:
        code = main(("guidance", "check", *map(str, arguments)))
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


def test_what_is_shipped_has_no_mistakes(neutral: Any) -> None:  # noqa: ANN401  # see the fixture
    assert neutral() == (0, "No mistakes.\n")
    assert neutral(GUIDANCE) == (0, "No mistakes.\n")


def test_the_line_itself_is_shown_with_a_mark_below_it(tmp_path: Path, neutral: Any) -> None:  # noqa: ANN401  # see the fixture
    folder = written(tmp_path / "g", code=("concern: evidence", "concern: evidense"))
    code, told = neutral(folder)
    assert code == 1
    assert f"{folder}/documents/code.yaml:12:14: concern: 'evidense' is not allowed here" in told
    lines = told.splitlines()
    shown = lines.index("   12 |     concern: evidense")
    assert lines[shown + 1] == "      |              ^"
    assert lines[shown + 2] == "      = did you mean evidence?"
    assert told.endswith("1 mistake.\n")


def test_one_file_is_held_against_the_others_and_they_are_not_told(
    tmp_path: Path, neutral: Any  # noqa: ANN401  # see the fixture
) -> None:  # fmt: skip
    folder = written(
        tmp_path / "g",
        code=("concern: evidence", "concern: evidense"),
        shown=("code.two", "code.tow"),
    )
    code, told = neutral(folder / "shown.yaml", "--json")
    (row,) = json.loads(told)["mistakes"]
    assert (code, row["line"], row["column"]) == (1, 2, 24)
    assert row["text"] == "  evidence: [code.one, code.tow]"
    assert row["right"] == "did you mean code.two?"


def test_a_document_that_is_not_in_the_folder_yet_is_held_against_it(
    tmp_path: Path, neutral: Any  # noqa: ANN401  # see the fixture
) -> None:  # fmt: skip
    taken = tmp_path / "mine.yaml"
    taken.write_text(DOCUMENT.replace("code.one", "csc.objectivity.must.evidence"), "utf-8")
    code, told = neutral(taken)
    assert code == 1
    assert "stands already in csc.yaml" in told
    taken.write_text(DOCUMENT.replace("code.one", "mine.one"), "utf-8")
    assert neutral(taken) == (0, "No mistakes.\n")
    cases = tmp_path / "cases.yaml"
    cases.write_text("precedents: [{id: x, findin: cleared}]\n", "utf-8")
    code, told = neutral(cases)
    assert "did you mean finding?" in told
    assert "8 mistakes." in told


def test_mistakes_between_checks_and_clauses_are_all_told(tmp_path: Path, neutral: Any) -> None:  # noqa: ANN401  # see the fixture
    folder = written(tmp_path / "g")
    (folder / "watch").mkdir()
    (folder / "watch" / "parties.yaml").write_text(
        "family: parties\nas_of: 2026-01-01\nparties: []\n", "utf-8"
    )
    row = (
        "  - {{id: a.{0}, concern: evidence, severity: note, clause: code.{0}, "
        "why: W., advice: A., phrases: [best]}}\n"
    )
    rows = "".join(row.format(name) for name in ("one", "ine", "towo"))
    (folder / "watch" / "tone.yaml").write_text(f"family: tone\nchecks:\n{rows}", "utf-8")
    code, told = neutral(folder)
    assert code == 1
    assert "a.ine: the catalogue holds no clause code.ine" in told
    assert "did you mean code.two?" in told
    assert "2 mistakes." in told


def test_a_place_that_is_not_there_is_a_wrong_question(tmp_path: Path, neutral: Any) -> None:  # noqa: ANN401  # see the fixture
    code, told = neutral(tmp_path / "nowhere.yaml")
    assert code == 64
    assert "There is no file or folder" in told
