"""Lessons are drawn by stated rules, from enough reviews, and their examples give nobody away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.concerns import Concern, Severity, Verdict
from bot.desk.month_sums import AddedUp, Cited, Counts, Days, Faults, Marks, MonthSums, Spent
from bot.desk.seams import Kept
from bot.privacy.finding import masked
from bot.quoting import Span
from bot.report.figures.examples import MOST, Example, examples
from bot.report.figures.lessons import FEWEST_AT_FAULT, FEWEST_OF_ONE, Rule, lessons
from bot.review.review import Review, Rewording
from tests.drawn import FINDING, a_review

PARTY, TONE, EVIDENCE = Concern.PARTY_POLITICAL, Concern.POLEMICAL_TONE, Concern.EVIDENCE
NOVEMBER = Days(date(2026, 11, 1), date(2026, 12, 1))


def counted(reviews: int, at_fault: int, concerns: Mapping[Concern, int]) -> Counts:
    return Counts(
        days=NOVEMBER,
        verdicts={Verdict.CLEAR: reviews - at_fault, Verdict.REVISE: at_fault},
        misses=0,
        concerns={one: Faults(reviews=many, at_fault=many) for one, many in concerns.items()},
    )


def clause(name: str, concern: Concern, *, set_aside: int = 0, mended: int = 0) -> Cited:
    return Cited(
        clause_id=name,
        title="A code",
        locator=name,
        url="",
        concern=concern,
        reviews=50,
        set_aside=set_aside,
        mended=mended,
    )


def sums(now: Counts, *earlier: Counts, clauses: tuple[Cited, ...] = ()) -> AddedUp:
    month = MonthSums(
        counts=now,
        clauses=clauses,
        cited={},
        stood=(),
        signed_off={},
        took=None,
        marks=Marks(),
        missed={},
        spent=Spent(),
    )
    before = earlier[-1] if earlier else counted(0, 0, {})
    return AddedUp(
        month=month,
        before=replace(month, counts=before, clauses=()),
        weeks=(),
        months=(*earlier, now),
        places=(),
        editions=(),
        begins=None,
        link=None,
    )


def test_the_first_lesson_is_the_concern_in_most_of_the_reviews_at_fault() -> None:
    now, before = counted(200, 50, {PARTY: 9, TONE: 30}), counted(100, 40, {TONE: 10})
    first = lessons(sums(now, before))[0]
    assert (first.rule, first.concern, first.count, first.of) == (Rule.LARGEST, TONE, 30, 50)
    assert (first.count_before, first.of_before) == (10, 40)


def test_what_grew_is_told_where_chance_does_not_explain_it() -> None:
    earlier = [counted(200, 50, {TONE: 60, PARTY: 4, EVIDENCE: 10})] * 3
    now = counted(200, 60, {TONE: 60, PARTY: 30, EVIDENCE: 14})
    _, growing = lessons(sums(now, *earlier))
    assert (growing.rule, growing.concern) == (Rule.GROWING, PARTY)
    assert (growing.count_before, growing.of_before) == (12, 600)


def test_what_chance_explains_did_not_grow() -> None:
    earlier = [counted(200, 50, {TONE: 60, PARTY: 10})] * 3
    found = lessons(sums(counted(200, 60, {TONE: 60, PARTY: 16}), *earlier))
    assert [one.rule for one in found] == [Rule.LARGEST]


def test_a_trifle_did_not_grow_however_sure_it_is() -> None:
    earlier = [counted(80_000, 30_000, {TONE: 30_000, PARTY: 60})] * 3
    found = lessons(sums(counted(80_000, 30_000, {TONE: 30_000, PARTY: 120}), *earlier))
    assert [one.rule for one in found] == [Rule.LARGEST]


def test_nothing_grew_where_there_was_no_log_before() -> None:
    found = lessons(sums(counted(200, 60, {TONE: 60, PARTY: 16}), counted(0, 0, {})))
    assert [one.rule for one in found] == [Rule.LARGEST]


def test_a_clause_that_was_set_aside_and_one_that_was_mended_are_lessons() -> None:
    held = (
        clause("a", TONE, set_aside=2, mended=40),
        clause("b", PARTY, set_aside=9, mended=1),
        clause("c", EVIDENCE, mended=30),
    )
    _, aside, mended = lessons(sums(counted(200, 60, {TONE: 60}), clauses=held))
    assert (aside.rule, aside.about, aside.count, aside.of) == (Rule.SET_ASIDE, "b", 9, 50)
    assert (mended.rule, mended.about, mended.count) == (Rule.MENDED, "c", 30)


@pytest.mark.parametrize("few", [0, FEWEST_AT_FAULT - 1])
def test_too_few_reviews_give_no_lesson(few: int) -> None:
    assert lessons(sums(counted(500, few, {TONE: few}))) == ()


def test_too_few_of_one_concern_give_no_lesson() -> None:
    few = counted(500, FEWEST_AT_FAULT, {TONE: FEWEST_OF_ONE - 1})
    assert lessons(sums(few, clauses=(clause("a", TONE, mended=FEWEST_OF_ONE - 1),))) == ()


def test_there_are_at_most_three() -> None:
    earlier = [counted(200, 50, {TONE: 60, PARTY: 4})] * 3
    held = (clause("a", TONE, set_aside=9), clause("c", EVIDENCE, mended=30))
    now = counted(200, 60, {TONE: 60, PARTY: 30})
    found = lessons(sums(now, *earlier, clauses=held))
    assert [one.rule for one in found] == [Rule.LARGEST, Rule.GROWING, Rule.SET_ASIDE]


def kept(text: str, instead: str, words: str, name: str = "r1") -> Kept:
    start = text.index(words)
    finding = replace(FINDING, excerpt=words, span=Span(start, start + len(words)))
    review: Review = replace(
        a_review(name, text=text),
        findings=(finding,),
        rewording=Rewording(text=instead, kept=(), by="model"),
    )
    return Kept(review=review, decisions=(), shared=True, remarks=0)


def shown(*found: Kept) -> tuple[Example, ...]:
    return examples(found, PARTY, masked)


def test_an_example_is_the_sentence_at_fault_and_what_stood_there_instead() -> None:
    one = kept(
        "The ferry starts. We deliver, unlike the last lot. Read more.",
        "The ferry starts. The service is daily. Read more.",
        "unlike the last lot",
    )
    assert shown(one) == (Example("We deliver, unlike the last lot.", "The service is daily."),)


def test_of_several_sentences_that_changed_each_goes_with_its_own() -> None:
    one = kept(
        "It is a triumph. We deliver, unlike the last lot. Read more.",
        "It opens today. The service is daily. Read more.",
        "unlike the last lot",
    )
    assert shown(one)[0].after == "The service is daily."


def test_a_sentence_that_was_taken_out_has_nothing_instead() -> None:
    one = kept("The ferry starts. Unlike the last lot.", "The ferry starts.", "Unlike the last lot")
    assert shown(one) == (Example("Unlike the last lot.", ""),)


def test_accounts_and_personal_data_are_masked() -> None:
    text = "Unlike @oldlot, we answer at jane@example.gov.uk or 020 7946 0018."
    instead = "Write to jane@example.gov.uk."
    (example,) = shown(kept(text, instead, "Unlike"))
    assert example.before == "Unlike [account], we answer at [email address] or [phone number]."
    assert example.after == "Write to [email address]."


@pytest.mark.parametrize(
    "text",
    [
        "Unlike Jane Example, we deliver.",
        "Unlike the Minister, we deliver.",
        "Unlike Dr Example, we deliver.",
        "Unlike Siân O’Example, we deliver.",
        "Unlike Example, we deliver.",
        "Example delivers, unlike others.",
        "We deliver, unlike EXAMPLES.",
    ],
)
def test_a_sentence_that_may_name_somebody_is_no_example(text: str) -> None:
    assert shown(kept(text, "We deliver.", "nlike")) == ()


def test_days_places_parties_and_institutions_are_nobody() -> None:
    text = "On Monday the NHS in Wales does more than Labour’s Budget did, says GOV.UK."
    assert shown(kept(text, "It opens.", "more than"))[0].before == text


@pytest.mark.parametrize("concern", [Concern.CONFIDENTIALITY, Concern.PERSONAL_DATA])
def test_what_should_not_have_been_said_is_not_said_again(concern: Concern) -> None:
    one = kept("We deliver, unlike the last lot.", "We deliver.", "unlike")
    secret = replace(FINDING, concern=concern)
    review = replace(one.review, findings=(*one.review.findings, secret))
    assert shown(replace(one, review=review)) == ()


def test_a_note_is_no_example() -> None:
    one = kept("We deliver, unlike the last lot.", "We deliver.", "unlike")
    mild = replace(one.review.findings[0], severity=Severity.NOTE)
    assert shown(replace(one, review=replace(one.review, findings=(mild,)))) == ()


def test_no_two_examples_are_alike_and_none_is_told_twice() -> None:
    first, same = (kept("Unlike them, we do.", "We do.", "Unlike", name) for name in ("a", "b"))
    others = [kept(f"Unlike lot {n}, we do.", "We do.", "Unlike") for n in range(5)]
    assert len(shown(first, same)) == 1
    assert len(shown(*others)) == MOST
    assert examples([first], PARTY, masked, shown(first)) == ()
