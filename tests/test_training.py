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
from training import learn
from training.examples import DRAFTS, SENTENCES, Example, examples
from training.svm import separate

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
    texts = [plain(row["draft"]) for path in DRAFTS for row in lines(path)]
    assert not [text for text, times in Counter(texts).items() if times > 1]
    assert not {*texts} & {plain(row["draft"]) for path in MEASURED for row in lines(path)}
    ids = [row["id"] for path in (*DRAFTS, *SENTENCES) for row in lines(path)]
    assert len(ids) == len(set(ids))


def test_the_weights_in_the_file_are_those_that_the_drafts_give() -> None:
    kept = json.loads((GUIDANCE / FILE).read_text(encoding="utf-8"))
    rows = learned_from()
    faulty = [row.verdict is not Verdict.CLEAR for row in rows]
    fault = learn.weights_of(learn.table(rows), faulty)
    assert [fault[gram] for gram in kept["grams"]] == kept["fault"]["weights"]


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
