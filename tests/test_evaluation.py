"""Evaluation: figures that are right by hand, and honest about chance."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.concerns import Concern, Verdict
from bot.draft import Draft
from bot.errors import BadQuestion
from bot.evaluation.case import Case, read_cases
from bot.evaluation.chance import changes, interval, mcnemar
from bot.evaluation.figures import figures, macro_f1
from bot.evaluation.result import Result

LINE = {
    "id": "x1",
    "draft": "Finally. Read https://www.gov.uk/a",
    "platform": "X",
    "context": {"date": "2024-06-03", "link_urls": ["https://www.gov.uk/a", "https://b.uk"]},
    "verdict": "revise",
    "concerns": ["evidence"],
    "spans": [{"by": "author", "concern": "evidence", "span": "Finally"}],
    "must_keep": [],
}


def written(folder: Path, *lines: str) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def result(due: Verdict, got: Verdict, name: str = "a", **more: object) -> Result:
    case = Case(
        id=name,
        draft=Draft(text="Finally it works."),
        verdict=due,
        concerns=(Concern.EVIDENCE,) if due is not Verdict.CLEAR else (),
        spans=("Finally",) if due is not Verdict.CLEAR else (),
        clauses=("c.1", "c.2") if due is not Verdict.CLEAR else (),
        rewording="",
        must_keep=(),
    )
    given: dict[str, object] = {
        "why": "", "shown": ("c.1",), "shown_concerns": frozenset({Concern.EVIDENCE}),
        "marked": ((0, 7),), "found": frozenset(), "findings": 1, "unfounded": 0, "rewording": "",
        "facts_lost": (), "facts_added": (), "flagged_again": False, "milliseconds": 2.0,
    }  # fmt: skip
    return Result(case=case, got=got, **{**given, **more})  # type: ignore[arg-type]


def test_a_case_is_read_with_its_context(tmp_path: Path) -> None:
    (case,) = read_cases(written(tmp_path, json.dumps(LINE)))
    assert case.draft.posting_on == date(2024, 6, 3)
    assert case.draft.links == ("https://b.uk",)
    assert case.spans == ("Finally",)


@pytest.mark.parametrize("broken", ["{", '{"id": "x"}', '{"id":"x","draft":"d","verdict":"maybe"}'])
def test_a_line_that_is_no_case_is_named_by_file_and_line(tmp_path: Path, broken: str) -> None:
    with pytest.raises(BadQuestion, match=r"cases\.jsonl:2: "):
        read_cases(written(tmp_path, json.dumps(LINE), broken))


def test_the_figures_are_those_that_a_person_counts() -> None:
    clear, revise, stop = Verdict.CLEAR, Verdict.REVISE, Verdict.STOP
    results = [
        result(clear, clear), result(clear, revise), result(revise, revise),
        result(stop, stop), result(stop, clear), result(stop, revise),
    ]  # fmt: skip
    told = figures(results)
    assert told["n"] == 6
    assert told["accuracy"] == pytest.approx(3 / 6)
    assert told["verdicts"]["revise"]["precision"] == pytest.approx(1 / 3)
    assert told["verdicts"]["stop"]["recall"] == pytest.approx(1 / 3)
    assert told["macro_f1"] == pytest.approx((0.5 + 0.5 + 0.5) / 3)
    assert told["stop_caught"] == pytest.approx(2 / 3)
    assert told["clear_false_alarm"] == pytest.approx(1 / 2)
    assert told["confusion"]["stop"] == {"clear": 1, "revise": 1, "stop": 1, "check": 0}
    assert told["retrieval"] == {"shown_max": 1, "any": 1.0, "recall": 0.5, "concerns": 1.0}
    assert told["span_overlap"] == 1.0
    json.dumps(told)


def test_a_check_by_hand_is_right_for_nothing() -> None:
    told = figures([result(Verdict.CLEAR, Verdict.CHECK)])
    assert told["accuracy"] == 0
    assert told["clear_false_alarm"] == 1


def test_rewordings_are_counted_where_offered() -> None:
    told = figures(
        [
            result(Verdict.REVISE, Verdict.REVISE, rewording="It works.", facts_lost=("x",)),
            result(Verdict.REVISE, Verdict.REVISE, flagged_again=True),
        ]
    )
    assert told["rewordings"]["offered"] == 1
    assert told["rewordings"]["facts_lost"] == 1
    assert told["rewordings"]["flagged_again"] == 0


def test_an_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    results = [result(Verdict.CLEAR, Verdict.CLEAR)] * 30 + [result(Verdict.STOP, Verdict.STOP)] * 9
    low, high = interval(results, macro_f1)
    assert low <= macro_f1(results) <= high
    assert interval(results, macro_f1) == (low, high)


def test_mcnemars_test_is_exact() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(1, 9) == pytest.approx(22 / 1024)
    assert mcnemar(5, 5) == 1.0


def test_a_comparison_names_the_cases_that_changed() -> None:
    before = figures(
        [result(Verdict.STOP, Verdict.CLEAR, "a"), result(Verdict.CLEAR, Verdict.CLEAR, "b")]
    )
    after = figures(
        [result(Verdict.STOP, Verdict.STOP, "a"), result(Verdict.CLEAR, Verdict.REVISE, "b")]
    )
    told = changes(before, after)
    assert (told["better"], told["worse"], told["shared"]) == (1, 1, 2)
    assert [row["id"] for row in told["changed"]] == ["a", "b"]
