"""Questions in a review's thread: answered from its own passages, with proven citations, once."""

import json

import pytest

from bot.desk.desk import Asked, Desk
from bot.desk.records import Place
from bot.desk.seams import Placed
from bot.desk.thread import DOES_NOT_SAY
from bot.draft import Draft
from bot.errors import BadQuestion, ModelUnreachable
from bot.review.review import Citation
from tests.fakes import NOON, FakeChecks, FakeModel, House, Said, a_signal

PLACE = Place(channel="C1", thread="1.0001")
ASKED = Asked(key="event-1", by="U2", at=NOON)
FAULT = "a first for Wales"
QUOTE = "Officials may not act for a party political purpose."


def talked_over(*script: Said) -> tuple[Desk, House]:
    """A desk whose record holds one shared review."""
    house = House(checks=FakeChecks(watched=((FAULT, a_signal()),)))
    made = house.desk().review(
        Draft(text=f"The Budget is {FAULT}."), Asked(key="trigger-1", by="U1", at=NOON)
    )
    house.log.place(Placed(review_id=made.id, kind="shared", place=PLACE))
    house.model = FakeModel(*script) if script else None
    return house.desk(), house


def said(text: str, *citations: tuple[str, str]) -> str:
    cited = [{"clause_id": clause, "quote": quote} for clause, quote in citations]
    return json.dumps({"citations": cited, "answer": text})


def test_a_question_where_no_review_stands_is_not_answered_and_not_kept() -> None:
    desk, house = talked_over()
    assert desk.answer("Why?", Place(channel="C1", thread="2.0"), ASKED) is None
    assert house.log.kept_remarks == {}


def test_without_a_model_the_guidance_itself_answers_and_says_that_it_is_a_summary() -> None:
    desk, _ = talked_over()
    answered = desk.answer("Does evidence matter here?", PLACE, ASKED)
    assert answered is not None
    assert answered.answer.text.startswith("Civil Service Code, Objectivity")
    assert "our summary" in answered.answer.text
    assert answered.answer.citations == (
        Citation(
            clause_id="csc.evidence",
            quote="Statements must rest on evidence that is open to the public.",
        ),
    )
    assert answered.answer.by == "checks"


@pytest.mark.parametrize("question", ["Is anything political here?", "Why was this flagged?"])
def test_an_answer_names_the_finding_that_its_rule_bears_on(question: str) -> None:
    desk, _ = talked_over()
    answered = desk.answer(question, PLACE, ASKED)
    assert answered is not None
    assert f"The finding on “{FAULT}” rests on it." in answered.answer.text


def test_a_question_that_the_guidance_does_not_answer_is_told_so() -> None:
    desk, _ = talked_over()
    answered = desk.answer("What is for lunch?", PLACE, ASKED)
    assert answered is not None
    assert answered.answer.text == DOES_NOT_SAY


def test_question_and_answer_are_kept_as_remarks() -> None:
    desk, house = talked_over()
    answered = desk.answer("Is anything political here?", PLACE, ASKED)
    assert answered is not None
    question, reply = house.log.remarks("trigger-1")
    assert (question.by, question.text) == ("U2", "Is anything political here?")
    assert reply.answers == question.id
    assert "Source csc.party: “Officials may not act" in reply.text


def test_the_same_question_event_twice_gives_the_answer_that_was_kept() -> None:
    desk, house = talked_over(said("It may not.", ("csc.party", QUOTE)))
    first = desk.answer("May it?", PLACE, ASKED)
    second = desk.answer("May it?", PLACE, ASKED)
    assert first == second
    assert len(house.log.remarks("trigger-1")) == 2


def test_a_question_that_was_kept_and_not_answered_is_answered_on_the_second_try() -> None:
    desk, house = talked_over()
    house.log.keep_remark(
        desk.answer("Is anything political?", PLACE, ASKED).question  # type: ignore[union-attr]
    )
    del house.log.kept_remarks["event-1-answer"]
    answered = desk.answer("Is anything political?", PLACE, ASKED)
    assert answered is not None
    assert answered.answer.citations


def test_a_models_citations_are_proven_and_shown_in_the_passages_own_words() -> None:
    desk, _ = talked_over(
        said("No.", ("csc.party", QUOTE.upper()), ("csc.party", "Words of nobody at all."),
             ("csc.invented", QUOTE))
    )  # fmt: skip
    answered = desk.answer("May it?", PLACE, ASKED)
    assert answered is not None
    assert answered.answer.text == "No."
    assert answered.answer.citations == (Citation(clause_id="csc.party", quote=QUOTE),)


@pytest.mark.parametrize("citations", [(), (("csc.party", "Words of nobody at all."),)])
def test_an_answer_whose_citations_cannot_be_proven_is_not_shown(
    citations: tuple[tuple[str, str], ...],
) -> None:
    desk, _ = talked_over(said("Of course you may.", *citations))
    answered = desk.answer("May it?", PLACE, ASKED)
    assert answered is not None
    assert answered.answer.text == DOES_NOT_SAY


def test_an_unreadable_answer_is_asked_for_once_more() -> None:
    desk, _ = talked_over("nonsense", said("It may not.", ("csc.party", QUOTE)))
    answered = desk.answer("May it?", PLACE, ASKED)
    assert answered is not None
    assert answered.answer.text == "It may not."


@pytest.mark.parametrize("fault", [ModelUnreachable("Down."), "nonsense"])
def test_where_the_model_fails_the_guidance_answers(fault: Said) -> None:
    desk, _ = talked_over(fault, fault)
    answered = desk.answer("Is anything political here?", PLACE, ASKED)
    assert answered is not None
    assert answered.answer.by == "checks"
    assert answered.answer.citations


def test_a_question_without_a_key_is_refused() -> None:
    desk, _ = talked_over()
    with pytest.raises(BadQuestion):
        desk.answer("Why?", PLACE, Asked(key="", by="U2", at=NOON))
