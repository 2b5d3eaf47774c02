"""``neutral guidance add``, ``add-case``, ``own`` and ``remove``: what people here put in."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.config import foreign_environment
from bot.guidance.library import read_library
from bot.guidance.own_cases import entries
from bot.log.sqlite_log import SqliteLog
from tests.as_shipped import GUIDANCE, LIBRARY
from tests.test_cli_calendar import said_at

STYLE = """\
# House style

## Names

The scheme is the Lantern Grant, never Lantern Cash.

## Tone

You must not:

- use more than two emoji in a post
- mock a complaint
"""
LINES = "# Spring lines\n\n- The Lantern Grant opens to every lighthouse keeper on 1 May.\n"
CASE = (
    "add-case", "--what", "Posted that the Lantern Grant opens to every lighthouse keeper in May",
    "--date", "2026-05-03", "--body", "Invented Office",
    "--outcome", "The head of propriety found it factual.", "--source", "Letter of 4 May 2026",
    "--clause", "csc.objectivity.must.evidence", "--by", "Head of news",
)  # fmt: skip
DRAFT = "Lantern Cash is here: the Lantern Grant opens to every lighthouse keeper on 1 May."
WHO = ("--by", "Head of digital")
Neutral = Callable[..., tuple[int, str]]


@pytest.fixture
def neutral(apart: Path, capsys: pytest.CaptureFixture[str]) -> Neutral:
    (apart / "style.md").write_text(STYLE, "utf-8")
    (apart / "lines.md").write_text(LINES, "utf-8")

    def run(*arguments: str, room: str = "guidance") -> tuple[int, str]:
        code = main((room, *arguments))
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


def rows(neutral: Neutral, *options: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in json.loads(neutral("own", "--json", *options)[1])}


def reviewed(neutral: Neutral, *options: str) -> dict[str, Any]:
    code, told = neutral(DRAFT, "--json", *options, room="review")
    assert code in {0, 1, 2}, told
    review: dict[str, Any] = json.loads(told)
    return review


def test_a_document_is_kept_in_the_data_folder_with_who_and_when(
    tmp_path: Path, neutral: Neutral
) -> None:
    before = {p: p.read_bytes() for p in GUIDANCE.rglob("*.yaml")}
    code, told = neutral("add", "style.md", *WHO, "--why", "Agreed in May")
    assert code == 0, told
    assert "Put in: House style, 3 passages, as house-style." in told
    kept = (tmp_path / "data/own/rules/house-style.yaml").read_text("utf-8")
    assert "added_by: Head of digital" in kept
    assert "why: Agreed in May" in kept
    assert "never Lantern Cash." in kept
    row = rows(neutral)["house-style"]
    assert (row["from"], row["by"], row["what"]) == (
        "style.md", "Head of digital", "rules, rank own, 3 passages",
    )  # fmt: skip
    assert before == {p: p.read_bytes() for p in GUIDANCE.rglob("*.yaml")}


def test_the_edition_changes_with_it_and_its_words_are_kept_once_in_the_log(
    tmp_path: Path, neutral: Neutral
) -> None:
    neutral("add", "style.md", *WHO)
    edition = reviewed(neutral)["making"]["guidance_edition"]
    assert edition != LIBRARY.edition
    assert reviewed(neutral)["making"]["guidance_edition"] == edition
    words = SqliteLog(tmp_path / "data" / "log.db").edition("guidance", edition)
    assert words is not None
    assert "never Lantern Cash." in words
    neutral("remove", "house-style", *WHO, "--why", "Withdrawn")
    assert reviewed(neutral)["making"]["guidance_edition"] == LIBRARY.edition


def test_a_rule_is_laid_beside_the_draft_in_its_own_words_with_its_rank(neutral: Neutral) -> None:
    neutral("add", "style.md", *WHO)
    review = reviewed(neutral)
    (own, *_) = [p for p in review["passages"] if p["is_own"]]
    assert own["words"] == "The scheme is the Lantern Grant, never Lantern Cash."
    assert (own["clause_id"], own["rank"], own["is_summary"]) == ("own.house-style.1", "own", False)
    told = neutral(DRAFT, room="review")[1]
    assert "Your own rules that may bear on this" in told
    assert "in its own words (rank: below the propriety guidance): “The scheme is the" in told


def test_the_catalogue_gives_up_no_place_for_it(neutral: Neutral) -> None:
    before = [p["clause_id"] for p in reviewed(neutral)["passages"]]
    neutral("add", "style.md", *WHO)
    after = [p["clause_id"] for p in reviewed(neutral)["passages"]]
    assert after[: len(before)] == before
    own = after[len(before) :]
    assert own[0] == "own.house-style.1"
    assert all(name.startswith("own.") for name in own)


def test_a_rule_is_for_the_account_or_the_channel_that_it_names(
    tmp_path: Path, neutral: Neutral
) -> None:
    scope = ("--scope", "account:Wales Office", "--scope", "channel:C0NEWS")
    assert neutral("add", "style.md", *WHO, *scope)[0] == 0
    assert not any(p["is_own"] for p in reviewed(neutral)["passages"])
    there = reviewed(neutral, "--account", "UK Government: Wales Office")["passages"]
    assert any(p["is_own"] for p in there)
    elsewhere = reviewed(neutral, "--account", "Home Office")["passages"]
    assert not any(p["is_own"] for p in elsewhere)
    (document,) = read_library(GUIDANCE, rules=tmp_path / "data/own/rules").own
    assert document.covers("", "C0NEWS")
    assert not document.covers("", "C0OTHER")
    assert rows(neutral)["house-style"]["scope"] == ["account Wales Office", "channel C0NEWS"]


def test_a_cleared_line_is_shown_as_cleared_and_is_no_defence(neutral: Neutral) -> None:
    before = reviewed(neutral)
    assert neutral("add", "lines.md", "--kind", "lines", *WHO)[0] == 0
    after = reviewed(neutral)
    (note,) = [n for n in after["notes"] if "cleared line" in n["why"]]
    assert note["excerpt"] == "the Lantern Grant opens to every lighthouse keeper on 1 May"
    assert "Spring lines, opening, item 1; put in by Head of digital" in note["why"]
    assert "That is no defence" in note["why"]
    assert (after["verdict"], after["findings"]) == (before["verdict"], before["findings"])
    assert not any(p["is_own"] for p in after["passages"])


def test_nonsense_changes_nothing_and_every_mistake_is_told(
    tmp_path: Path, neutral: Neutral
) -> None:
    code, told = neutral(
        "add", "style.md", *WHO, "--rank", "code", "--id", "House Style",
        "--scope", "channel:news", "--scope", "team:x",
    )  # fmt: skip
    assert code == 64
    for words in ("never above a code", "--id House Style", "Slack's id of the channel",
                  "--scope team:x"):  # fmt: skip
        assert words in told
    assert "Still to say" in neutral("add", "style.md")[1]
    assert neutral("add", "nowhere.md", *WHO)[0] == 64
    assert neutral("add", "http://127.0.0.1:8000/", *WHO)[0] == 64
    assert not list((tmp_path / "data").rglob("*.yaml"))


def test_an_id_is_never_used_again(tmp_path: Path, neutral: Neutral) -> None:
    neutral("add", "style.md", *WHO, "--id", "style")
    assert "Give the new one another --id, for example style-2" in neutral(
        "add", "style.md", *WHO, "--id", "style"
    )[1]  # fmt: skip
    assert neutral("remove", "style", *WHO, "--why", "Old")[0] == 0
    assert "another --id" in neutral("add", "style.md", *WHO, "--id", "style")[1]
    neutral("add", "style.md", *WHO)
    neutral("add", "style.md", *WHO)
    assert set(rows(neutral)) == {"house-style", "house-style-2"}
    removed = rows(neutral, "--all")["style"]
    assert removed["removed"].startswith("by Head of digital on ")
    assert removed["removed"].endswith(": Old")
    assert not [p for p in (tmp_path / "data").rglob("*") if ".part" in p.name]


def test_what_is_removed_holds_no_longer_and_what_is_shipped_stays(neutral: Neutral) -> None:
    neutral("add", "style.md", *WHO)
    assert "--by, --why" in neutral("remove", "house-style")[1]
    assert neutral("remove", "house-style", *WHO, "--why", "Old")[0] == 0
    assert not any(p["is_own"] for p in reviewed(neutral)["passages"])
    assert "no document that was put in" in neutral("remove", "house-style", *WHO, "--why", "x")[1]
    for shipped in ("csc", "wales-office-budget-2024"):
        assert "cannot be removed" in neutral("remove", shipped, *WHO, "--why", "x")[1]


def test_a_folder_that_may_not_be_written_leaves_all_as_it_was(
    tmp_path: Path, neutral: Neutral
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", "utf-8")
    code, told = neutral("add", "style.md", *WHO)
    assert code == 73, told
    assert "Nothing was changed" in told


def test_a_case_of_ones_own_is_retrieved_with_its_finding_and_source(neutral: Neutral) -> None:
    code, told = neutral(*CASE, "--finding", "cleared")
    assert code == 0, told
    name = "own-posted-that-the-lantern-grant-opens"
    assert f"Put in: {name} (cleared, 2026-05-03)." in told
    review = reviewed(neutral)
    case = next(case for case in review["precedents"] if case["id"] == name)
    assert (case["finding"], case["url"], case["is_own"]) == (
        "cleared", "Letter of 4 May 2026", True,
    )  # fmt: skip
    shown = neutral(DRAFT, room="review")[1]
    assert "Letter of 4 May 2026" in shown
    assert "counts for the draft; it lifts no finding" in shown
    assert rows(neutral)[name]["by"] == "Head of news"
    assert neutral("remove", name, *WHO, "--why", "Overturned")[0] == 0
    assert not any(case["is_own"] for case in reviewed(neutral)["precedents"])


def test_a_cleared_case_counts_and_changes_no_verdict(neutral: Neutral) -> None:
    before = reviewed(neutral)
    neutral(*CASE, "--finding", "cleared")
    after = reviewed(neutral)
    assert [c["id"] for c in after["precedents"]] != [c["id"] for c in before["precedents"]]
    assert (after["verdict"], after["findings"]) == (before["verdict"], before["findings"])


@pytest.mark.parametrize("name", ["case.yaml", "case.json"])
def test_a_case_may_come_in_a_file(tmp_path: Path, neutral: Neutral, name: str) -> None:
    case = {
        "what": "Liked a post", "finding": "conceded", "date": "2026-05", "body": "Office",
        "outcome": "Withdrawn.", "sources": ["https://example.org/1"],
        "clauses": ["gcs.social.perceived-attack"],
    }  # fmt: skip
    text = json.dumps(case) if name.endswith("json") else "\n".join(
        f"{key}: {json.dumps(value)}" for key, value in case.items())  # fmt: skip
    (tmp_path / name).write_text(text, "utf-8")
    code, told = neutral("add-case", name, "--by", "Head of news")
    assert code == 0, told
    assert rows(neutral)["own-liked-a-post"]["from"] == "https://example.org/1"
    assert neutral("check") == (0, "No mistakes.\n")


def test_every_mistake_of_a_case_is_told_with_what_would_be_right(
    tmp_path: Path, neutral: Neutral
) -> None:
    said = [*CASE, "--finding", "cleerd", "--clause", "csc.objectivity.must.evidense"]
    said[said.index("2026-05-03")] = "May"
    code, told = neutral(*said)
    assert code == 64
    assert "did you mean cleared?" in told
    assert "did you mean csc.objectivity.must.evidence?" in told
    assert "'May' is no day" in told
    assert "--what, --finding, --date, --body, --outcome, --source, --clause, --by" in neutral(
        "add-case"
    )[1]  # fmt: skip
    (tmp_path / "case.yaml").write_text("whot: A post\n", "utf-8")
    assert "did you mean what?" in neutral("add-case", "case.yaml")[1]
    assert not (tmp_path / "data/own/cases.yaml").exists()


def test_a_person_at_a_terminal_is_asked_for_what_is_missing(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    settings = {**foreign_environment(), "NEUTRAL_DATA_DIR": str(tmp_path)}
    left = CASE[: CASE.index("--clause")]
    command = [sys.executable, "-m", "bot", "guidance", *left, "--finding", "cleared"]
    with subprocess.Popen(  # noqa: S603  # our own program
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=settings
    ) as run:
        os.close(theirs)
        os.write(ours, b"csc.objectivity.must.evidence, gpc.not-misrepresentable\nHead of news\n")
        said = b"".join(said_at(ours)).decode()
    os.close(ours)
    assert run.returncode == 0, said
    assert "Which clauses was it about" in said
    (case,) = entries(tmp_path / "own" / "cases.yaml")
    assert case.clauses == ["csc.objectivity.must.evidence", "gpc.not-misrepresentable"]
    assert (case.added_by, case.finding.value) == ("Head of news", "cleared")


def test_a_file_that_was_damaged_is_told_like_any_guidance(
    tmp_path: Path, neutral: Neutral
) -> None:
    neutral("add", "style.md", *WHO)
    path = tmp_path / "data/own/rules/house-style.yaml"
    path.write_text(path.read_text("utf-8").replace("title:", "titel:"), "utf-8")
    code, told = neutral("check")
    assert code == 1
    assert "did you mean title?" in told
    assert "2 mistakes." in told
