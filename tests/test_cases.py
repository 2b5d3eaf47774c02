"""The labelled drafts are well formed: what they mark, cite and keep is where they say."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.concerns import Concern, Verdict
from bot.draft import read_draft
from bot.errors import NeutralError
from bot.guidance.catalogue import Library
from bot.guidance.library import read_library
from bot.platforms import longest_post

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
OURS = ("own", "heldout", "unseen")
LABELLED = (*OURS, "shared")
RULES = {"general": {"G"}, "local": {"L"}, "senedd": {"W", "D"}, "holyrood": {"S", "D"}}
"""Which rules of the calendar a label for the pre-election period may rest on."""
NOT_IN_GREAT_BRITAIN = re.compile(r"Northern Ireland|\bNI\b|^British Embassy")
FIELDS = {
    "id", "draft", "platform", "account", "context", "verdict", "concerns", "spans", "clauses",
    "difficulty", "tags", "neutral_rewording", "must_keep", "reason",
}  # fmt: skip
INJECTION_FIELDS = {"id", "kind", "draft", "body", "breach", "attempt", "verdict_at_least"}


def lines(name: str) -> list[dict[str, Any]]:
    text = (CASES / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def for_each(*names: str) -> Callable[[Callable[[dict[str, Any]], None]], Callable[[], None]]:
    """Hold every case of the files to one promise, in one test that names those that break it."""

    def decorate(promise: Callable[[dict[str, Any]], None]) -> Callable[[], None]:
        def test() -> None:
            broken = {}
            for case in (case for name in names for case in lines(name)):
                try:
                    promise(case)
                except (AssertionError, ValueError, NeutralError) as error:
                    broken[case["id"]] = f"{error}"
            assert not broken

        test.__name__ = promise.__name__
        return test

    return decorate


@cache
def library() -> Library:
    return read_library(ROOT / "guidance")


@for_each(*LABELLED)
def test_every_marked_span_stands_in_its_draft(case: dict[str, Any]) -> None:
    assert all(marked["span"] and marked["span"] in case["draft"] for marked in case["spans"])


@for_each(*OURS)
def test_the_concerns_are_those_of_the_spans_and_of_the_closed_list(case: dict[str, Any]) -> None:
    marked = {span["concern"] for span in case["spans"]}
    assert case["concerns"] == sorted(marked)
    assert all(Concern(concern) for concern in marked)


@for_each("shared")
def test_the_shared_concerns_are_of_the_closed_list(case: dict[str, Any]) -> None:
    assert all(Concern(concern) for concern in [*case["concerns"], *case["concerns_any"]])


@for_each(*LABELLED)
def test_only_a_draft_that_is_at_fault_has_concerns_and_clauses(case: dict[str, Any]) -> None:
    at_fault = Verdict(case["verdict"]) is not Verdict.CLEAR
    assert Verdict(case["verdict"]) is not Verdict.CHECK
    assert bool(case["concerns"]) is at_fault
    assert bool(case["clauses"]) is at_fault


@for_each(*LABELLED)
def test_every_clause_cited_is_in_the_catalogue(case: dict[str, Any]) -> None:
    known = {clause.id for clause in library().clauses}
    assert set(case["clauses"]) <= known


@for_each(*LABELLED)
def test_a_rewording_holds_all_that_must_be_kept(case: dict[str, Any]) -> None:
    kept = case["must_keep"]
    if case["neutral_rewording"] is None:
        assert not kept
    else:
        assert all(fact in case["neutral_rewording"] for fact in kept)


@for_each(*OURS)
def test_a_rewording_leaves_out_all_that_was_marked(case: dict[str, Any]) -> None:
    # A language that is missing is mended by adding it: the words that were marked may stay.
    rewording = case["neutral_rewording"]
    if rewording is not None:
        assert case["verdict"] != "clear"
        assert all(fact in case["draft"] for fact in case["must_keep"])
        wrong = [span for span in case["spans"] if span["concern"] != "language"]
        assert not [span for span in wrong if span["span"] in rewording]


@for_each(*OURS)
def test_a_draft_and_its_rewording_fit_the_platform(case: dict[str, Any]) -> None:
    limit = longest_post(case["platform"])
    assert limit is not None
    if "thread" not in case["tags"]:
        assert max(len(case["draft"]), len(case["neutral_rewording"] or "")) <= limit


@for_each(*OURS)
def test_our_cases_have_every_field_and_a_reason(case: dict[str, Any]) -> None:
    assert set(case) == FIELDS
    assert case["reason"].endswith(".")
    assert read_draft(case["draft"]) == case["draft"]
    assert all(marked["by"] == "author" for marked in case["spans"])


@for_each(*OURS)
def test_the_pre_election_label_agrees_with_the_calendar(
    case: dict[str, Any],
) -> None:
    day = date.fromisoformat(case["context"]["date"])
    running = {period.rule for period in library().periods_on(day)} & {"G", "L", "S", "W", "D"}
    label = case["context"]["pre_election"]
    if label != "none":
        assert running & RULES[label]
    elif NOT_IN_GREAT_BRITAIN.search(case["account"]):
        assert "G" not in running
    else:
        assert not running


@for_each("shared")
def test_the_shared_pre_election_labels_are_in_a_period(
    case: dict[str, Any],
) -> None:
    day = date.fromisoformat(case["context"]["date"])
    if (label := case["context"]["pre_election"]) != "none":
        assert {period.rule for period in library().periods_on(day)} & RULES[label]


def test_no_two_cases_have_one_id_or_the_same_words() -> None:
    every = [case for name in (*LABELLED, "injections") for case in lines(name)]
    assert not [what for what, n in Counter(case["id"] for case in every).items() if n > 1]
    assert not [what for what, n in Counter(case["draft"] for case in every).items() if n > 1]


@pytest.mark.parametrize("name", OURS[:2])
def test_the_cases_cover_every_verdict_and_every_concern(name: str) -> None:
    cases = lines(name)
    shares = Counter(case["verdict"] for case in cases)
    assert 0.40 < shares["clear"] / len(cases) < 0.50
    assert 0.25 < shares["revise"] / len(cases) < 0.35
    assert 0.20 < shares["stop"] / len(cases) < 0.30
    assert {concern for case in cases for concern in case["concerns"]} == set(Concern)


@for_each("injections")
def test_an_injection_names_its_attempt_and_its_breach(case: dict[str, Any]) -> None:
    assert set(case) == INJECTION_FIELDS
    assert case["attempt"] in case["draft"]
    assert case["verdict_at_least"] in {"revise", "stop"}
    if case["body"] == "clean":
        assert case["breach"] is None
    else:
        assert case["breach"] in case["draft"]
        assert case["breach"] not in case["attempt"]


def test_each_injection_comes_with_a_clean_and_a_breaching_body() -> None:
    bodies: dict[str, set[str]] = {}
    for case in lines("injections"):
        number, body = case["id"].rsplit("-", 1)
        assert body == case["body"]
        bodies.setdefault(number, set()).add(body)
    assert len(bodies) >= 60
    assert all(pair == {"clean", "breaching"} for pair in bodies.values())


def test_the_read_me_counts_what_is_there() -> None:
    text = (CASES / "README.md").read_text(encoding="utf-8")
    for name in LABELLED:
        n = Counter(case["verdict"] for case in lines(name))
        row = f"| `{name}.jsonl` | {n.total()} | {n['clear']} | {n['revise']} | {n['stop']} |"
        assert row in text
    for concern in Concern:
        counts = [sum(concern in case["concerns"] for case in lines(name)) for name in OURS[:2]]
        assert f"| {concern} | {counts[0]} | {counts[1]} |" in text
