"""Proof and verdict: what becomes a finding, what does not, and what follows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.concerns import Concern, Severity, Verdict
from bot.desk.shown import passage
from bot.draft import Draft
from bot.quoting import Span
from bot.review.claims import claims_of, notes_of, opening
from bot.review.proof import MIN_QUOTED, prove, stands
from bot.review.review import Claim, Finding, Unproven
from bot.review.verdict import read_verdict
from tests.fakes import EVIDENCE, a_clause, a_signal

SHOWN = (passage(a_clause()), passage(EVIDENCE))
DRAFT = Draft(text="We have delivered for Wales, for the first time in a generation.")
CLAIM = Claim(
    excerpt="for the first time in a generation",
    concern=Concern.PARTY_POLITICAL,
    severity=Severity.REVISE,
    clause_id="csc.party",
    quote="may not act for a party political purpose",
    why="It compares.",
)
NOWHERE = Draft(text="Other words altogether, that nobody claimed anything about.")


def proven(*claims: Claim, draft: Draft = DRAFT) -> tuple[Finding, ...]:
    return prove(claims, draft, SHOWN)[0]


def doubted(*claims: Claim, draft: Draft = DRAFT) -> tuple[Unproven, ...]:
    return prove(claims, draft, SHOWN)[1]


def test_a_claim_with_its_clause_quote_and_excerpt_in_place_is_a_finding() -> None:
    (finding,) = proven(CLAIM)
    assert finding.excerpt == "for the first time in a generation"
    assert DRAFT.text[slice(*finding.span)] == finding.excerpt


@pytest.mark.parametrize(
    "changes",
    [
        {"clause_id": "csc.invented"},
        {"clause_id": "csc.evidence"},
        {"quote": "may never act for a party political purpose"},
        {"quote": ""},
        {"quote": "may not act"},
        {"excerpt": "for the second time in a generation"},
        {"excerpt": ""},
        {"excerpt": "first time"},
    ],
)
def test_no_finding_without_a_clause_that_the_reviewer_was_shown_a_quote_that_stands_in_that_clause_and_an_excerpt_that_stands_in_the_draft(  # noqa: E501  # the promise is the name
    changes: dict[str, str],
) -> None:
    (doubt,) = doubted(replace(CLAIM, **changes))  # type: ignore[arg-type]
    assert doubt.reason
    assert not proven(replace(CLAIM, **changes))  # type: ignore[arg-type]


def test_the_passages_own_words_are_shown_and_not_the_claims_copy() -> None:
    (finding,) = proven(
        replace(CLAIM, quote="MAY NOT ACT  for a party–political purpose".replace("–", " "))
    )
    assert finding.quote == "may not act for a party political purpose"


def test_a_whole_short_draft_may_be_the_excerpt() -> None:
    draft = Draft(text="Tories out!")
    assert proven(replace(CLAIM, excerpt="tories out!"), draft=draft)[0].excerpt == "Tories out!"


def test_a_fault_in_the_context_needs_no_words_of_the_draft() -> None:
    claim = replace(CLAIM, excerpt="", concern=Concern.PRE_ELECTION)
    assert proven(claim)[0].span == Span(0, 0)


def test_words_that_the_post_passes_on_prove_a_fault_of_context() -> None:
    draft = replace(DRAFT, quoting="@someone: 'Vote them out on 4 July'")
    claim = replace(CLAIM, excerpt="Vote them out on 4 July", concern=Concern.DISSEMINATION)
    assert proven(claim, draft=draft)[0].excerpt == ""
    assert not proven(claim)


def test_invisible_characters_in_a_draft_do_not_hide_its_words() -> None:
    draft = Draft(text="We deliv\u200bered for Wa\u2060les at last.")
    (finding,) = proven(replace(CLAIM, excerpt="delivered for Wales"), draft=draft)
    assert finding.excerpt == "deliv\u200bered for Wa\u2060les"


def test_a_checks_claim_is_proven_at_the_very_place_that_was_seen() -> None:
    draft = Draft(text="Labour of love. Labour broke it.")
    claim = replace(CLAIM, excerpt="Labour", span=Span(16, 22), by="checks")
    assert proven(claim, draft=draft)[0].span == Span(16, 22)
    assert not proven(replace(claim, span=Span(15, 21)), draft=draft)


def test_the_same_fault_is_told_once_and_the_worse_telling_stands() -> None:
    model = replace(CLAIM, why="The model's words.")
    checks = replace(CLAIM, by="checks", why="The checks' words.")
    assert [f.why for f in proven(model, checks)] == ["The checks' words."]
    graver = replace(model, severity=Severity.STOP)
    assert [f.severity for f in proven(graver, checks)] == [Severity.STOP]


def test_findings_are_told_worst_first_then_in_the_order_of_the_draft() -> None:
    late = replace(CLAIM, excerpt="in a generation.", severity=Severity.STOP)
    early = replace(CLAIM, excerpt="We have delivered")
    assert [f.excerpt for f in proven(early, CLAIM, late)] == [
        "in a generation.", "We have delivered", "for the first time in a generation",
    ]  # fmt: skip


@given(st.text(), st.text(max_size=40), st.text(max_size=40))
def test_what_is_proven_stands_in_both_texts(text: str, excerpt: str, quote: str) -> None:
    draft = Draft(text=text)
    for finding in proven(replace(CLAIM, excerpt=excerpt, quote=quote), draft=draft):
        assert draft.text[slice(*finding.span)] == finding.excerpt
        assert finding.quote in SHOWN[0].words


@given(st.text(min_size=MIN_QUOTED), st.data())
def test_any_long_enough_piece_of_a_text_stands_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - MIN_QUOTED))
    span = stands(text[start : start + MIN_QUOTED], text)
    assert span is None or text[slice(*span)]
    if text.isascii() and text.isalnum():
        assert span is not None


def test_a_signal_above_a_note_is_a_claim_with_the_opening_words_of_its_clause() -> None:
    seen = a_signal(span=Span(8, 17))
    (claim,) = claims_of([seen, replace(seen, severity=Severity.NOTE)], DRAFT, SHOWN)
    assert (claim.excerpt, claim.by) == ("delivered", "checks")
    assert claim.quote == "Officials may not act for a party political purpose."
    assert prove([claim], DRAFT, SHOWN)[0]


def test_a_hint_is_a_note_once() -> None:
    hint = a_signal(span=Span(8, 17), severity=Severity.NOTE)
    assert [note.excerpt for note in notes_of([hint, hint, a_signal()], DRAFT)] == ["delivered"]


def test_an_opening_is_long_enough_to_be_proven() -> None:
    assert opening("Be fair. To all of them. And more.") == "Be fair. To all of them."


REVISE = proven(CLAIM)[0]
STOP = replace(REVISE, severity=Severity.STOP)
DOUBT = Unproven(claim=CLAIM, reason="false quote")
GRAVE_DOUBT = Unproven(claim=replace(CLAIM, severity=Severity.STOP), reason="false quote")


@pytest.mark.parametrize(
    ("findings", "unproven", "verdict"),
    [
        ([], [], Verdict.CLEAR),
        ([REVISE], [], Verdict.REVISE),
        ([REVISE, STOP], [], Verdict.STOP),
        ([], [DOUBT], Verdict.CHECK),
        ([], [GRAVE_DOUBT], Verdict.CHECK),
        ([REVISE], [DOUBT], Verdict.REVISE),
        ([REVISE], [GRAVE_DOUBT], Verdict.CHECK),
        ([STOP], [GRAVE_DOUBT, DOUBT], Verdict.STOP),
    ],
)
def test_the_verdict_is_read_off_the_findings_by_our_code(
    findings: list[Finding], unproven: list[Unproven], verdict: Verdict
) -> None:
    assert read_verdict(findings, unproven) is verdict


def test_clear_means_that_nothing_was_claimed_and_unproven_claims_give_check_by_hand() -> None:
    assert read_verdict(*prove([CLAIM], NOWHERE, SHOWN)) is Verdict.CHECK
    assert read_verdict(*prove([], NOWHERE, SHOWN)) is Verdict.CLEAR


def test_a_draft_that_could_not_be_read_is_never_clear() -> None:
    assert read_verdict([], [], unread=True) is Verdict.CHECK
    assert read_verdict([REVISE], [], unread=True) is Verdict.REVISE


CAUTION = [Verdict.CLEAR, Verdict.REVISE, Verdict.CHECK, Verdict.STOP]
CLAIMS = st.lists(
    st.builds(
        replace,
        st.just(CLAIM),
        severity=st.sampled_from([Severity.REVISE, Severity.STOP]),
        quote=st.sampled_from([CLAIM.quote, "words that stand nowhere"]),
        excerpt=st.sampled_from([CLAIM.excerpt, "We have delivered", "words of nobody"]),
    ),
    max_size=5,
)


@given(CLAIMS)
def test_what_the_checks_are_sure_of_sets_a_floor_that_no_model_can_lower(
    claims: list[Claim],
) -> None:
    sure = claims_of([a_signal(span=Span(8, 17))], DRAFT, SHOWN)
    floor = read_verdict(*prove(sure, DRAFT, SHOWN))
    with_model = read_verdict(*prove([*claims, *sure], DRAFT, SHOWN))
    assert CAUTION.index(with_model) >= CAUTION.index(floor)
