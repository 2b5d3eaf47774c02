"""Disputed findings as cases: read back by the evaluation, and with nobody's name."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.concerns import Concern, Severity, Verdict
from bot.desk.seams import Kept
from bot.evaluation.case import read_cases
from bot.log.sqlite_log import SqliteLog
from bot.report.disputed import case
from bot.review.review import Review
from bot.slack.nameless import nameless
from tests.drawn import FINDING, a_dispute, a_review

GRAVE = replace(FINDING, concern=Concern.ATTACK, severity=Severity.STOP, clause_id="z", excerpt="x")
BOTH = replace(a_review(), verdict=Verdict.STOP, findings=(FINDING, GRAVE))


def kept(review: Review, **finding: bool) -> Kept:
    said = [
        replace(a_dispute(name), finding=int(name[1:]), right=right)
        for name, right in finding.items()
    ]
    return Kept(review=review, decisions=(), shared=False, remarks=0, disputes=tuple(said))


def test_the_verdict_is_that_without_the_findings_that_were_called_wrong() -> None:
    assert case(kept(a_review(), f1=False), nameless)["verdict"] == "clear"
    assert case(kept(a_review(), f1=True), nameless)["verdict"] == "revise"
    made = case(kept(BOTH, f2=False), nameless)
    assert made["verdict"] == "revise"
    assert made["concerns"] == ["party-political"]


def test_a_finding_over_which_people_differ_stands() -> None:
    both = kept(a_review(), f1=False)
    other = replace(a_dispute("b"), by="U7", right=True)
    made = case(replace(both, disputes=(*both.disputes, other)), nameless)
    assert made["verdict"] == "revise"
    assert "called wrong" in made["reason"]
    assert "called right" in made["reason"]


def test_nobody_is_named() -> None:
    review = a_review(text="Thanks <@U024BE7LH> for UNPRECEDENTED work.")
    said = replace(a_dispute("x"), by="U0PRESS77", reason="Ask <@W012A3CDE|jo> or @U024BE7LH")
    disputed = Kept(review=review, decisions=(), shared=False, remarks=0, disputes=(said,))
    told = str(case(disputed, nameless))
    for name in ("U024BE7LH", "W012A3CDE", "U0PRESS77", "U1"):
        assert name not in told
    assert "UNPRECEDENTED" in told


def test_the_command_writes_cases_that_the_evaluation_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = SqliteLog(tmp_path / "log.db")
    for name in ("r1", "r2"):
        log.keep(a_review(name))
    log.keep_dispute(a_dispute("x"))
    out = tmp_path / "out.jsonl"
    monkeypatch.setenv("NEUTRAL_DATA_DIR", str(tmp_path))
    assert main(["eval", "--disputed", str(out)]) == 0
    assert "1 case in" in capsys.readouterr().out
    (read,) = read_cases(out)
    assert (read.draft, read.verdict) == (a_review().draft, Verdict.CLEAR)
    assert main(["eval", "--disputed", str(tmp_path / "no" / "out.jsonl")]) == 73
