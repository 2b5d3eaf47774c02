"""The labelled drafts that the trained reader learned from, and that it can be learned anew."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest

from bot.checks.learned import FILE
from bot.checks.run import TRAINED, read_checks
from bot.concerns import Verdict
from tests.as_shipped import CHECKS, LIBRARY
from training import judging, learn, slanted
from training.examples import DRAFTS, SENTENCES, Example, examples
from training.svm import separate
from training.table import BIAS, Text, is_told, table, weights_of

GUIDANCE = Path(__file__).parent.parent / "guidance"
MEASURED = [
    GUIDANCE.parent / "tests" / "cases" / name for name in ("heldout.jsonl", "shared.jsonl")
]
_ORDER = {"clear": 0, "revise": 1, "stop": 2}


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def plain(text: object) -> str:
    return " ".join(str(text).casefold().split())


@cache
def learned_from() -> tuple[Example, ...]:
    return examples(read_checks(GUIDANCE, LIBRARY, with_reader=False))


@pytest.mark.parametrize("path", [p for p in DRAFTS if p.stem != "own"], ids=lambda path: path.stem)
def test_every_draft_marks_its_own_words_and_has_the_verdict_of_its_worst_mark(path: Path) -> None:
    for row in lines(path):
        spans: list[dict[str, str]] = row["spans"]  # type: ignore[assignment]  # JSON
        assert all(span["span"] in str(row["draft"]) for span in spans), row["id"]
        assert (row["verdict"] == "clear") == (not row["concerns"]), row["id"]
        worst = max((_ORDER[span["severity"]] for span in spans), default=0)
        assert worst <= _ORDER[str(row["verdict"])], row["id"]
        assert row["reason"], row["id"]


def test_no_draft_is_there_twice_or_among_those_kept_for_measuring() -> None:
    drafts = [row for path in DRAFTS for row in lines(path)]
    told = Counter((plain(row["draft"]), str(row["context"])) for row in drafts)
    assert not [text for text, times in told.items() if times > 1]
    texts = {plain(row["draft"]) for row in drafts}
    assert not texts & {plain(row["draft"]) for path in MEASURED for row in lines(path)}
    ids = [row["id"] for path in (*DRAFTS, *SENTENCES) for row in lines(path)]
    assert len(ids) == len(set(ids))


def test_the_weights_in_the_file_are_those_that_the_drafts_give() -> None:
    """One of the four readings; the others are made by the same code and take minutes more."""
    kept = json.loads((GUIDANCE / FILE).read_text(encoding="utf-8"))
    rows = learned_from()
    drafts = table([Text(row.grams, row.signals) for row in rows], kept["grams"])
    fault = weights_of(drafts, [row.verdict is not Verdict.CLEAR for row in rows])
    assert [fault[gram] for gram in kept["grams"]] == kept["fault"]["weights"]


def test_the_slant_in_the_file_is_what_the_news_sentences_give() -> None:
    kept = json.loads((GUIDANCE / FILE).read_text(encoding="utf-8"))["slant"]
    weighed = slanted.slanted(slanted.news())
    assert kept == {"bias": weighed.pop(BIAS), "weights": weighed}


def test_news_sentences_come_once_and_mark_words_of_their_own() -> None:
    rows = [row for path in slanted.SENTENCES for row in lines(path)]
    for row in rows:
        words: list[str] = row["words"]  # type: ignore[assignment]  # JSON
        assert all(word in str(row["text"]) for word in words), row["id"]
        assert bool(words) == row["loaded"], row["id"]
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({plain(row["text"]) for row in rows}) == len(rows)


def test_the_reader_scores_a_draft_as_the_judge_was_taught() -> None:
    """What is learned from and what is used are two pieces of code."""
    rows = learned_from()[:300]
    learned = judging.readings(rows, sorted({gram for row in rows for gram in row.grams})[:5_000])
    row = max(rows, key=lambda row: len(row.sentences))
    scores = judging.scores_of(row, learned)
    whole = Text(row.grams, row.signals)
    known = table([whole], [g for g in learned.fault if not is_told(g)])
    again = sum(learned.fault[known.names[at]] * value for at, value in known.rows[0]) / 1000
    assert scores.fault == pytest.approx(again)
    assert scores.brevity == pytest.approx(len(row.sentences) ** -0.5)
    assert scores.single == 0


def test_both_drafts_of_a_pair_are_dealt_into_one_part() -> None:
    subjects = Counter(row.subject for row in learned_from())
    assert sum(times == 2 for times in subjects.values()) > 500
    parts = judging.parts(learned_from())
    assert set(parts) == {row.subject for row in learned_from()}
    assert {*parts.values()} == {0, 1, 2}


def test_the_reader_has_words_for_every_kind_of_fault_that_it_tells_apart() -> None:
    kept = json.loads((GUIDANCE / FILE).read_text(encoding="utf-8"))
    rows = {row.concern.value for row in CHECKS.rows if row.sees == TRAINED}
    assert set(kept["concerns"]) == rows
    often = Counter(concern.value for row in learned_from() for concern in row.concerns)
    assert all(often[concern] >= learn.FEWEST for concern in rows)


def test_the_machine_finds_the_line_between_two_sides() -> None:
    chance = Random(1)  # noqa: S311  # to be repeated, not to be secret
    points = [(chance.uniform(-1, 1), chance.uniform(-1, 1)) for _ in range(200)]
    sides = [x > 0.2 + y for x, y in points]
    rows = [[(0, x), (1, y), (2, 1.0)] for x, y in points]
    weights = separate(rows, sides, 3, cost=100, rounds=200)
    right = [
        (sum(weights[at] * value for at, value in row) > 0) == side
        for row, side in zip(rows, sides, strict=True)
    ]
    assert sum(right) >= 195


def test_the_same_examples_give_the_same_weights() -> None:
    rows = [[(n % 3, 1.0), (3, 1.0)] for n in range(30)]
    sides = [n % 3 == 0 for n in range(30)]
    assert separate(rows, sides, 4, cost=1) == separate(rows, sides, 4, cost=1)
