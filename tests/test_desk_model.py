"""The desk with a model: what it says is proven, asked for once more, and never taken on trust."""

from dataclasses import replace

import pytest

from bot.concerns import Severity, Verdict
from bot.desk.desk import Asked
from bot.draft import Draft
from bot.errors import ModelNonsense, ModelUnreachable
from bot.prompt.review_answer import read_review
from bot.quoting import Span
from bot.review.review import Claim, Review
from tests.fakes import NOON, FakeChecks, FakeModel, House, Said, a_signal, claimed, said_by_model

ASKED = Asked(key="trigger-1", by="U1", at=NOON)
FAULT = "has delivered for Wales at last"
TEXT = f"The Budget {FAULT}. It sets £21 billion for 2025-26."
NEUTRAL = "The Budget for Wales sets £21 billion for 2025-26."
CLEAR = said_by_model()
TRUE = claimed(FAULT)
CLAIM = read_review(said_by_model(TRUE)).claims[0]
FALSE = claimed(FAULT, quote="words that stand nowhere at all")


def reviewed(*script: Said, checks: FakeChecks | None = None) -> tuple[Review, FakeModel]:
    model = FakeModel(*script)
    desk = House(checks=checks or FakeChecks(), model=model).desk()
    return desk.review(Draft(text=TEXT), ASKED), model


def last_turn(model: FakeModel) -> str:
    return model.asked[-1].turns[-1][1]


def test_a_models_proven_claim_is_a_finding() -> None:
    review, _ = reviewed(said_by_model(TRUE))
    assert review.verdict is Verdict.REVISE
    assert review.findings[0].by == "model"
    assert "Automatic checks only" not in " ".join(review.not_checked)


def test_a_draft_that_the_model_finds_nothing_in_is_clear() -> None:
    review, model = reviewed(CLEAR)
    assert (review.verdict, len(model.asked)) == (Verdict.CLEAR, 1)


def test_a_false_quote_is_asked_about_once_and_may_be_made_good() -> None:
    review, model = reviewed(said_by_model(FALSE), said_by_model(TRUE))
    assert review.verdict is Verdict.REVISE
    assert review.unproven == ()
    assert "cannot be proven" in last_turn(model)
    assert review.making.input_tokens == 200


def test_a_claim_that_stays_unproven_gives_check_by_hand() -> None:
    review, model = reviewed(said_by_model(FALSE), said_by_model(FALSE))
    assert review.verdict is Verdict.CHECK
    assert review.findings == ()
    assert len(review.unproven) == 1
    assert len(model.asked) == 2


def test_a_claim_that_the_model_only_takes_back_was_claimed_all_the_same() -> None:
    review, _ = reviewed(said_by_model(FALSE), CLEAR)
    assert review.verdict is Verdict.CHECK


def test_a_proven_claim_of_the_first_answer_is_not_lost_in_the_second() -> None:
    review, _ = reviewed(said_by_model(TRUE, FALSE), CLEAR)
    assert [finding.excerpt for finding in review.findings] == [FAULT]


@pytest.mark.parametrize("nonsense", ["", "not JSON", "[]", '{"verdict": "clear"}'])
def test_an_answer_that_cannot_be_read_is_asked_for_once_more(nonsense: str) -> None:
    review, model = reviewed(nonsense, CLEAR)
    assert review.verdict is Verdict.CLEAR
    assert len(model.asked) == 2


def test_nonsense_twice_is_a_miss_and_no_verdict() -> None:
    with pytest.raises(ModelNonsense):
        reviewed("nonsense", "nonsense")
    with pytest.raises(ModelNonsense):
        reviewed(ModelNonsense("Cut off."), ModelNonsense("Cut off."))


def test_nonsense_after_a_readable_answer_leaves_that_answer() -> None:
    review, _ = reviewed(said_by_model(TRUE, FALSE), ModelUnreachable("Down."))
    assert review.verdict is Verdict.REVISE
    assert len(review.unproven) == 1


def concluded(*claims: Claim) -> Review:
    """A review of a judgement that came from somewhere else, as from a file."""
    desk = House().desk()
    reading = desk.read(Draft(text=TEXT), NOON)
    judged = desk.judge(reading, "U1")
    making = replace(judged.making, reviewer="model")
    return desk.conclude(reading, replace(judged, claims=claims, making=making), ASKED)


def test_a_judgement_that_speaks_in_the_checks_name_is_not_taken_for_them() -> None:
    short = replace(CLAIM, excerpt="Wales", span=Span(TEXT.index("Wales"), TEXT.index("Wales") + 5))
    assert concluded(replace(short, by="checks")).verdict is Verdict.CHECK
    assert concluded(replace(CLAIM, by="checks")).findings[0].by == "model"


def test_a_claim_that_is_only_a_note_is_a_note() -> None:
    review = concluded(replace(CLAIM, severity=Severity.NOTE))
    assert (review.verdict, review.findings) == (Verdict.CLEAR, ())
    assert [note.excerpt for note in review.notes] == [FAULT]


def test_what_the_checks_are_sure_of_stands_whatever_the_model_says() -> None:
    stop = FakeChecks(watched=((FAULT, a_signal(severity=Severity.STOP)),))
    review, _ = reviewed(CLEAR, CLEAR, CLEAR, checks=stop)
    assert review.verdict is Verdict.STOP
    assert review.findings[0].by == "checks"


def test_what_the_checks_are_not_sure_of_is_a_hint_where_a_model_judges() -> None:
    unsure = FakeChecks(watched=((FAULT, a_signal(severity=Severity.STOP, sure=False)),))
    review, _ = reviewed(CLEAR, checks=unsure)
    assert review.verdict is Verdict.CLEAR
    assert [note.excerpt for note in review.notes] == [FAULT]


def test_a_proposed_rewording_is_proven_and_reviewed_as_any_draft() -> None:
    review, model = reviewed(said_by_model(TRUE, rewording=NEUTRAL), CLEAR)
    assert review.rewording is not None
    assert (review.rewording.text, review.rewording.by) == (NEUTRAL, "model")
    assert NEUTRAL in last_turn(model)
    assert TEXT not in last_turn(model)


def test_a_rewording_that_loses_a_fact_is_repaired_with_the_reason() -> None:
    lossy = said_by_model(TRUE, rewording="The Budget sets a sum for Wales.")
    review, model = reviewed(lossy, said_by_model(TRUE, rewording=NEUTRAL), CLEAR)
    assert review.rewording is not None
    assert review.rewording.text == NEUTRAL
    assert "£21 billion" in model.asked[1].turns[-1][1]


def test_after_two_repairs_the_review_says_honestly_that_there_is_none() -> None:
    lossy = said_by_model(TRUE, rewording="The Budget sets a sum for Wales.")
    review, model = reviewed(lossy, lossy, lossy)
    assert review.rewording is None
    assert "£21 billion" in review.no_rewording
    assert review.what_to_change == ("Cut the claim.",)
    assert len(model.asked) == 3


def test_a_rewording_that_the_model_itself_would_fault_is_not_offered() -> None:
    worse = claimed("The Budget for Wales")
    answer = said_by_model(TRUE, rewording=NEUTRAL)
    faulted = said_by_model(worse)
    review, _ = reviewed(answer, faulted, answer, faulted, answer, faulted)
    assert review.rewording is None
    assert "second look" in review.no_rewording


def test_a_model_that_fails_while_repairing_costs_the_rewording_and_not_the_review() -> None:
    lossy = said_by_model(TRUE, rewording="The Budget sets a sum for Wales.")
    review, _ = reviewed(lossy, ModelUnreachable("Down."))
    assert (review.verdict, review.rewording) == (Verdict.REVISE, None)
    review, _ = reviewed(said_by_model(TRUE, rewording=NEUTRAL), ModelUnreachable("Down."))
    assert review.rewording is None
    assert "no usable answer" in review.no_rewording


def test_our_own_cut_is_offered_where_the_model_has_none_and_finds_no_fault_in_it() -> None:
    checks = FakeChecks(watched=((" for Wales at last", a_signal()),))
    short = claimed("for Wales at last")
    review, model = reviewed(said_by_model(short), CLEAR, checks=checks)
    assert review.rewording is not None
    assert review.rewording.by == "checks"
    assert "The Budget has delivered. It sets" in last_turn(model)


def test_a_price_that_is_not_known_for_one_answer_is_not_known_for_all() -> None:
    review, _ = reviewed(said_by_model(FALSE), said_by_model(TRUE))
    assert review.making.cost_usd == pytest.approx(0.002)
    assert review.making.attempts == 2


def test_checks_that_stand_in_for_a_model_never_say_clear_and_say_why() -> None:
    desk = House().desk()
    draft = Draft(text="Apply for a bus pass by 26 June.")
    reading = desk.read(draft, NOON)
    judged = desk.judge_alone(reading, "the model did not answer.")
    review = desk.conclude(reading, judged, Asked(key="k", by="U1", at=NOON))
    assert review.verdict is Verdict.CHECK
    assert review.not_checked[0] == "Automatic checks only: the model did not answer."
