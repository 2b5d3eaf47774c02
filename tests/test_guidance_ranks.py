"""Ranks: which clause leads where two bear on the same words, and that no rank clears anything."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
import yaml

from bot.concerns import Concern, Severity, Verdict
from bot.desk.shelf import Shelf
from bot.desk.shown import passage
from bot.draft import Draft
from bot.guidance.catalogue import Clause
from bot.guidance.ranks import OF_OWN, Rank, leading
from bot.review.proof import prove
from bot.review.review import Claim, Finding, Passage
from bot.review.verdict import read_verdict
from tests.as_shipped import CHECKS, GUIDANCE, LIBRARY
from tests.fakes import NOON, PROMPTS, SOURCE, FakeIndex, a_clause

DRAFT = Draft(text="A record sum for our county, delivered at last.", account="HM Treasury")
WORDS = "delivered at last"
ELECTION, PROPRIETY = "ge.factual-explanation-only", "gcs.propriety.objective-no-bias"


def claim(clause: Passage, severity: Severity = Severity.REVISE) -> Claim:
    return Claim(
        excerpt=WORDS, concern=Concern.PARTY_POLITICAL, severity=severity,
        clause_id=clause.clause_id, quote=clause.words, why="It boasts.",
    )  # fmt: skip


def of_rank(rank: Rank) -> Clause:
    source = replace(SOURCE, id=rank.value, rank=rank, is_own=rank is Rank.OWN)
    return a_clause(f"{rank.value}.rule", source=source)


def found(passages: tuple[Passage, ...], **severities: Severity) -> tuple[Finding, ...]:
    claims = [claim(p, severities.get(p.rank, Severity.REVISE)) for p in passages]
    return prove(claims, DRAFT, passages)[0]


def test_every_document_that_is_shipped_says_its_rank() -> None:
    for path in (GUIDANCE / "documents").glob("*.yaml"):
        assert "rank" in yaml.safe_load(path.read_text("utf-8")), path.name


def test_statute_and_code_lead_over_policy_and_history_whatever_was_claimed_first() -> None:
    ranks = (Rank.STATUTE, Rank.CODE, Rank.PROPRIETY, Rank.OWN, Rank.POLICY, Rank.HISTORY)
    passages = [passage(of_rank(rank)) for rank in ranks]
    for order in list(permutations(passages))[::37]:
        told = [finding.clause_id for finding in found(order)]
        assert told == [f"{rank.value}.rule" for rank in ranks]


def test_a_rank_moves_no_finding_before_a_worse_one_and_takes_none_away() -> None:
    passages = tuple(passage(of_rank(rank)) for rank in (Rank.CODE, Rank.POLICY))
    told = found(passages, policy=Severity.STOP)
    assert [finding.clause_id for finding in told] == ["policy.rule", "code.rule"]
    assert read_verdict(told, ()) is Verdict.STOP


def test_an_own_rule_that_is_milder_cannot_clear_what_a_code_stops() -> None:
    mild = a_clause("own.style.1", gist="Words like delivered at last are welcome in our posts.",
                    source=replace(SOURCE, id="own.style", rank=Rank.OWN, is_own=True))  # fmt: skip
    code = of_rank(Rank.CODE)
    shown = (passage(mild), passage(code))
    told = prove([claim(shown[0], Severity.NOTE), claim(shown[1], Severity.STOP)], DRAFT, shown)[0]
    assert told[0].clause_id == "code.rule"
    assert read_verdict(told, ()) is Verdict.STOP


def test_a_departments_own_rules_stand_below_the_propriety_pages_and_never_above_a_code() -> None:
    lowest = leading(Rank.PROPRIETY)
    assert all(leading(rank) > lowest for rank in OF_OWN)
    assert leading("no such rank") > max(map(leading, Rank))


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [
        (date(2024, 6, 10), ELECTION, PROPRIETY),  # in the period of July 2024
        (date(2025, 2, 10), PROPRIETY, ELECTION),  # in none
    ],
)
def test_in_its_period_election_guidance_leads_over_the_propriety_pages_and_outside_not(
    day: date, first: str, second: str
) -> None:
    both = tuple(map(LIBRARY.clause, (PROPRIETY, ELECTION)))
    shelf = Shelf(
        library=LIBRARY, index=FakeIndex(clauses=both), checks=CHECKS, prompts=PROMPTS
    )  # fmt: skip
    reading = shelf.read(replace(DRAFT, posting_on=day), NOON)
    shown = tuple(p for p in reading.passages if p.clause_id in {ELECTION, PROPRIETY})
    assert [finding.clause_id for finding in found(shown)] == [first, second]


def test_the_guidance_of_another_election_does_not_lead() -> None:
    names = (PROPRIETY, ELECTION, "loc.three-weeks-special-care", "dev.wales.no-celebrating-record")
    index = FakeIndex(clauses=tuple(map(LIBRARY.clause, names)))
    shelf = Shelf(library=LIBRARY, index=index, checks=CHECKS, prompts=PROMPTS)
    reading = shelf.read(replace(DRAFT, posting_on=date(2024, 6, 10)), NOON)
    ranks = {p.clause_id: p.rank for p in reading.passages}
    assert [ranks[name] for name in names] == ["propriety", "election", "history", "history"]
