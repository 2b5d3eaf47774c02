"""``neutral retention`` and ``neutral log person``: what they say, ask, refuse and leave behind."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.commands import neutral
from bot.errors import BadQuestion, BadSettings, NeutralError
from bot.log.sqlite_log import SqliteLog
from tests.test_log_chain import found_in
from tests.test_log_retention import NEW, OLD, fill

Told = Callable[..., Result]
OFFICER = ("--by", "A Records Officer")
CASE = ("--why", "FOI 2026/17", *OFFICER)


@pytest.fixture
def log(apart: Path) -> SqliteLog:
    """The log of the settings, with something of every class, old and very new."""
    made = SqliteLog(apart / "data" / "log.db")
    fill(made, "old", OLD)
    fill(made, "new", NEW.replace(year=9000))
    return made


@pytest.fixture
def told(log: SqliteLog) -> Told:
    """Runs ``neutral ...`` beside it."""
    assert log.path.exists()
    return lambda *arguments, typed="": CliRunner().invoke(neutral, arguments, input=typed)


def error_of(result: Result) -> str:
    assert isinstance(result.exception, NeutralError)
    return str(result.exception)


def columns(result: Result) -> dict[str, list[str]]:
    lines = [line.split() for line in result.stdout.splitlines()]
    return {line[0]: line[1:] for line in lines if line}


def test_the_plan_shows_each_class_and_changes_nothing(told: Told, log: SqliteLog) -> None:
    shown = told("retention", "plan")
    assert columns(shown)["clear"][:3] == ["1", "2020-03-10", "2020-03-10"]
    assert columns(shown)["reasons"][0] == "3"
    assert "17 would go: neutral retention apply --by NAME" in shown.stdout
    assert told("retention", "plan").stdout == shown.stdout
    assert found_in(log.path) == []


def test_apply_does_what_the_plan_shows_once_and_says_so(told: Told, log: SqliteLog) -> None:
    done = told("retention", "apply", *OFFICER, typed="y\n")
    assert "Erase these 17 for good?" in done.stdout
    assert "Gone: people: 10" in done.stdout
    assert found_in(log.path) == []
    assert "Nothing goes." in told("retention", "apply", *OFFICER).stdout
    lines = told("retention", "done").stdout.splitlines()
    assert len(lines) == 6
    assert any("clear: words of 1 records, by A Records Officer" in line for line in lines)
    stones = [json.loads(one) for one in told("retention", "done", "--json").stdout.splitlines()]
    assert {one["record_id"] for one in stones if one["rule"] == "clear"} == {"old-clear"}


def test_apply_erases_nothing_without_a_yes_or_a_name(told: Told, log: SqliteLog) -> None:
    assert told("retention", "apply", *OFFICER, typed="n\n").exit_code == 1
    assert "--by NAME" in error_of(told("retention", "apply", "--yes"))
    kept = log.find("old-clear")
    assert kept
    assert kept.draft.text == "The old quay."


def test_a_hold_stops_apply_and_is_named_with_its_reason(told: Told, log: SqliteLog) -> None:
    added = told("retention", "hold", "add", "--words", "old quay", *CASE).stdout
    name = added.split()[1]
    assert f"Held by {name} (words old quay: FOI 2026/17): 2" in told("retention", "plan").stdout
    plan = json.loads(told("retention", "plan", "--json").stdout)
    assert plan["classes"][0]["held"] == {name: 1}
    assert plan["holds"][0]["why"] == "FOI 2026/17"
    told("retention", "apply", *OFFICER, "--yes")
    kept = log.find("old-clear")
    assert kept
    assert (kept.draft.text, kept.asked_by) == ("The old quay.", "U1")
    over = told("retention", "hold", "end", name, "--why", "Answered", "--by", "A Lead")
    assert "is over" in over.stdout
    assert "Gone: clear: 1" in told("retention", "apply", *OFFICER, "--yes").stdout
    assert told("retention", "hold", "list").stdout.strip() == "No hold stands."
    assert "by A Lead: Answered" in told("retention", "hold", "list", "--all").stdout
    assert found_in(log.path) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "--words", "x"), "--why WORDS"),
        (("add", "--words", "x", "--why", "y"), "--by NAME"),
        (("add", *CASE), "Give one of --review"),
        (("add", "--words", "x", "--months", "2026-03", *CASE), "Give one of --review"),
        (("add", "--review", "none", *CASE), "neutral log show"),
        (("end", "h-0", *CASE), "neutral retention hold list"),
    ],
)
def test_a_hold_that_makes_no_sense_is_refused_with_what_to_do(
    told: Told, arguments: tuple[str, ...], said: str
) -> None:
    result = told("retention", "hold", *arguments)
    assert isinstance(result.exception, BadQuestion)
    assert said in error_of(result)


def test_a_class_that_is_kept_for_good_never_goes(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEUTRAL_KEEP_MONTHS", "people=always, reasons=0")
    shown = columns(told("retention", "plan"))
    assert shown["people"] == ["0", "always", "kept"]
    assert shown["clear"][0] == "1"
    monkeypatch.setenv("NEUTRAL_KEEP_MONTHS", "drafts=3")
    assert isinstance(told("retention", "plan").exception, BadSettings)


def test_a_copy_from_before_an_upgrade_is_named_by_the_plan(told: Told, log: SqliteLog) -> None:
    copy = log.path.with_name("log-2026-11-22-version-2.db")
    copy.write_bytes(b"")
    assert f"still holds everything: {copy}" in " ".join(
        told("retention", "plan").stdout.split("\n")
    )


def test_what_is_held_about_somebody_is_given_as_json_and_summed_up(
    told: Told, tmp_path: Path
) -> None:
    file = tmp_path / "u1.json"
    given = told("log", "person", "U1", *CASE, "--to", str(file))
    assert "Held about U1: 4 reviews, 2 misses, 2 decisions" in given.stdout
    assert "jobs are deleted 7 days after" in given.stdout
    assert json.loads(file.read_text(encoding="utf-8"))["reviews"][0]["asked_by"] == "U1"
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(told("log", "person", "U1", *CASE).stdout)["accesses"][0]["by"] == OFFICER[1]


def test_somebody_is_erased_but_for_what_is_held_and_it_is_said(told: Told, log: SqliteLog) -> None:
    told("retention", "hold", "add", "--review", "old-found", *CASE)
    said = told("log", "person", "U1", *CASE, "--erase").stdout
    assert "U1 is now erased-" in said
    assert "FOI 2026/17): 6 kept as they are" in said
    assert "Not erased, and why:" in said
    kept, gone = log.find("old-found"), log.find("old-clear")
    assert kept
    assert gone
    assert kept.asked_by == "U1"
    assert gone.asked_by.startswith("erased-")
    assert found_in(log.path) == []


def test_a_person_is_neither_given_nor_erased_without_a_name_and_a_reason(told: Told) -> None:
    assert "--why WORDS" in error_of(told("log", "person", "U1", *OFFICER))
    assert "--by NAME" in error_of(told("log", "person", "U1", "--why", "SAR 1", "--erase"))
    both = told("log", "person", "U1", *CASE, "--erase", "--to", "u1.json")
    assert "Give what is held first" in error_of(both)
