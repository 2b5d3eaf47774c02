"""The guidance that is shipped: whole, dated, and each edition with its line in the ledger."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.concerns import Concern
from bot.guidance.catalogue import Basis, Certainty, Library
from tests.as_shipped import GUIDANCE, LIBRARY


def ids_of(kind: str) -> list[str]:
    lines = (Path(__file__).parent / "guidance_ids.txt").read_text(encoding="utf-8").splitlines()
    return [line.split()[1] for line in lines if line.startswith(f"{kind} ")]


def test_no_id_of_the_first_edition_is_lost() -> None:
    assert len(ids_of("document")) == 46
    assert len(ids_of("clause")) == 160
    assert len(ids_of("precedent")) == 22
    assert set(ids_of("document")) <= {source.id for source in LIBRARY.sources}
    assert set(ids_of("clause")) <= {clause.id for clause in LIBRARY.clauses}
    assert set(ids_of("precedent")) <= {precedent.id for precedent in LIBRARY.precedents}


def test_an_edition_of_the_guidance_has_its_line_in_the_ledger() -> None:
    ledger = (GUIDANCE / "README.md").read_text(encoding="utf-8")
    assert f"| {LIBRARY.edition} |" in ledger, (
        f"edition {LIBRARY.edition} has no row in guidance/README.md: say what changed and why"
    )


def test_the_words_of_an_edition_are_given_whole_to_be_kept_with_it() -> None:
    for path in [*GUIDANCE.glob("*.yaml"), *GUIDANCE.glob("documents/*.yaml")]:
        assert path.read_text(encoding="utf-8") in LIBRARY.words


def test_every_clause_has_a_gist_an_example_cues_and_an_address() -> None:
    for clause in LIBRARY.clauses:
        assert clause.gist, clause.id
        assert clause.examples, clause.id
        assert clause.cues, clause.id
        assert clause.url.startswith("http"), clause.id


def test_a_clause_and_a_precedent_name_each_other() -> None:
    for precedent in LIBRARY.precedents:
        for clause_id in precedent.clauses:
            assert precedent.id in LIBRARY.clause(clause_id).precedents
    for clause in LIBRARY.clauses:
        for precedent_id in clause.precedents:
            assert clause.id in LIBRARY.precedent(precedent_id).clauses


def test_every_concern_has_clauses_to_show() -> None:
    assert {ladder.concern for ladder in LIBRARY.ladders} == set(Concern)


def test_a_clause_of_memory_says_so() -> None:
    by_basis = {basis: [c for c in LIBRARY.clauses if c.basis is basis] for basis in Basis}
    assert len(by_basis[Basis.RECALL]) == 28
    assert len(by_basis[Basis.SECONDARY]) == 64
    assert len(by_basis[Basis.PRIMARY]) == 68


def test_live_cases_have_a_clause_of_their_own() -> None:
    assert LIBRARY.clause("coca.active-proceedings").concern is Concern.LEGAL_PROCEEDINGS


def test_an_id_that_is_not_held_is_a_key_error() -> None:
    assert not LIBRARY.holds("csc.nothing")
    with pytest.raises(KeyError):
        LIBRARY.clause("csc.nothing")
    with pytest.raises(KeyError):
        LIBRARY.precedent("nothing-2020")


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2024, 5, 24), False),
        (date(2024, 5, 25), True),
        (date(2024, 7, 4), True),
        (date(2024, 7, 5), False),
        (date(2019, 11, 5), False),
        (date(2019, 11, 6), True),
    ],
)
def test_a_general_election_covers_the_days_from_its_start_to_its_poll(
    day: date,
    inside: bool,  # noqa: FBT001  # a row of the table above
) -> None:
    rules = {period.rule for period in LIBRARY.periods_on(day)}
    assert ("G" in rules) is inside


def test_the_senedd_election_of_2026_rests_on_welsh_clauses() -> None:
    welsh = next(p for p in LIBRARY.periods_on(date(2026, 4, 15)) if p.rule == "W")
    assert "dev.wales.no-electoral-advantage" in welsh.clauses
    assert welsh.confirmed


def test_a_period_that_nobody_verified_is_unconfirmed() -> None:
    for period in LIBRARY.periods:
        sure = {period.start_status, period.poll_status} == {Certainty.VERIFIED}
        assert period.confirmed is sure
    local = next(p for p in LIBRARY.periods_on(date(2025, 4, 15)) if p.rule == "L")
    assert not local.confirmed


def test_a_period_that_is_not_fixed_yet_covers_no_day() -> None:
    unfixed = [period for period in LIBRARY.periods if period.start is None]
    assert unfixed
    assert not any(period.covers(date(2027, 5, 1)) for period in unfixed)


@given(st.dates(date(2010, 1, 1), date(2032, 1, 1)))
def test_a_period_ends_and_does_not_come_back(day: date) -> None:
    for period in LIBRARY.periods:
        if period.covers(day) and not period.covers(day + timedelta(days=1)):
            assert day == period.poll


def test_every_local_period_starts_three_weeks_before_its_poll() -> None:
    for period in LIBRARY.periods:
        if period.rule == "L" and period.start and period.poll:
            assert period.poll - period.start.date() == timedelta(days=21), period.what


def test_a_lookup_does_not_walk_the_library() -> None:
    empty = Library(edition="", sources=(), clauses=(), precedents=(), periods=())
    assert not empty.holds("csc.nothing")
    assert LIBRARY.clause(LIBRARY.clauses[-1].id) is LIBRARY.clauses[-1]
