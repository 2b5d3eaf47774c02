"""The desk: one path from a draft to a review that was kept before anybody saw it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.concerns import Concern, Severity, Verdict
from bot.desk.codec import from_json, to_json
from bot.desk.desk import Asked, Judgement, Reading
from bot.desk.keys import mark_of, safe_id
from bot.desk.records import Editions
from bot.draft import Draft
from bot.errors import (
    BadDraft,
    BadQuestion,
    LogError,
    LogUnwritable,
    ModelRefused,
    ModelUnreachable,
)
from bot.guidance.catalogue import Certainty, Period
from tests.fakes import (
    EVIDENCE,
    NOON,
    FakeChecks,
    FakeIndex,
    FakeLog,
    FakeModel,
    House,
    a_clause,
    a_library,
    a_signal,
    claimed,
    said_by_model,
)

ASKED = Asked(key="trigger-1", by="U1", at=NOON)
TEXT = "The Budget is a first for Wales. The settlement is £21 billion for 2025-26."
DRAFT = Draft(text=TEXT)
FAULT = "The Budget is a first for Wales."
CREDIT = FakeChecks(watched=((FAULT, a_signal()),))
PERIOD = Period(
    what="Senedd election", poll=date(2027, 5, 6), start=datetime(2027, 3, 25, tzinfo=UTC),
    scope=("Wales",), rule="Take care.", start_status=Certainty.DERIVED,
    poll_status=Certainty.VERIFIED,
)  # fmt: skip


def test_the_desk_says_by_which_editions_it_reviews() -> None:
    house = House()
    assert house.desk().editions == Editions(guidance="guidance-1", checks="checks-1")
    house.model = FakeModel()
    assert house.desk().editions.prompt == "prompt-1"


def test_a_review_by_the_checks_says_on_its_face_that_no_model_looked() -> None:
    review = House().desk().review(DRAFT, ASKED)
    assert review.not_checked[0] == "Automatic checks only: no language model is configured."
    assert review.making.reviewer == "checks"
    assert review.verdict is Verdict.CLEAR


def test_a_draft_becomes_a_review_with_finding_rule_case_and_rewording() -> None:
    review = House(checks=CREDIT).desk().review(DRAFT, ASKED)
    assert review.verdict is Verdict.REVISE
    assert [finding.excerpt for finding in review.findings] == [FAULT]
    assert review.passage("csc.party").is_summary
    assert review.precedents[0].url == "https://example.org/case"
    assert review.rewording is not None
    assert review.rewording.text == "The settlement is £21 billion for 2025-26."
    assert (review.what_to_change, review.no_rewording) == ((), "")


def test_where_no_rewording_is_safe_the_review_says_so_and_what_to_change() -> None:
    facts = FakeChecks(watched=(("The settlement is £21 billion for 2025-26.", a_signal()),))
    review = House(checks=facts).desk().review(DRAFT, ASKED)
    assert review.rewording is None
    assert "£21 billion" in review.no_rewording
    assert review.what_to_change == ("Cut the comparison.",)


def test_nothing_is_shown_that_was_not_kept_first() -> None:
    house = House(checks=CREDIT)
    review = house.desk().review(DRAFT, ASKED)
    assert house.log.find(review.id) == review
    with pytest.raises(LogUnwritable):
        House(log=FakeLog(broken=True)).desk().review(DRAFT, ASKED)


def test_the_same_key_gives_the_same_review_and_asks_no_model_twice() -> None:
    model = FakeModel(said_by_model())
    desk = House(model=model).desk()
    first = desk.review(DRAFT, ASKED)
    assert desk.review(DRAFT, ASKED) == first
    assert len(model.asked) == 1


def test_every_record_says_what_made_it() -> None:
    house = House(model=FakeModel(said_by_model()))
    making = house.desk().review(DRAFT, ASKED).making
    assert (making.reviewer, making.model_asked) == ("model", "invented-1")
    assert (making.model_answered, making.response_id) == ("invented-1-2026", "x1")
    assert (making.input_tokens, making.cached_tokens, making.output_tokens) == (100, 60, 20)
    assert (making.cost_usd, making.attempts, making.milliseconds) == (0.001, 1, 5)
    assert making.program.startswith("neutral-bot ")
    assert set(house.log.editions) == {
        ("guidance", "guidance-1"), ("checks", "checks-1"), ("prompt", "prompt-1"),
    }  # fmt: skip
    assert "Officials may not act" in house.log.editions["guidance", "guidance-1"]


def test_the_checks_alone_keep_no_edition_of_a_prompt_that_nobody_read() -> None:
    house = House()
    assert house.desk().review(DRAFT, ASKED).making.prompt_edition == ""
    assert ("prompt", "prompt-1") not in house.log.editions


def test_a_review_that_could_not_be_made_is_on_record_as_a_miss() -> None:
    house = House(model=FakeModel(ModelUnreachable("It did not answer in 45 seconds.")))
    with pytest.raises(ModelUnreachable):
        house.desk().review(DRAFT, ASKED)
    miss = house.log.misses["trigger-1"]
    assert (miss.asked_by, miss.draft, miss.error) == ("U1", DRAFT, "ModelUnreachable")
    assert "unreviewed" in miss.reason
    assert not house.log.reviews


def test_a_refusal_is_told_as_a_refusal() -> None:
    house = House(model=FakeModel(ModelRefused("It declined.")))
    with pytest.raises(ModelRefused):
        house.desk().review(DRAFT, ASKED)
    assert "A person must read this draft" in house.log.misses["trigger-1"].reason


@pytest.mark.parametrize("text", ["", "  \n", "\x00\x01binary", "x" * 100_001, "👏👏"])
def test_what_cannot_be_reviewed_is_refused_in_plain_words(text: str) -> None:
    with pytest.raises(BadDraft):
        House().desk().review(Draft(text=text), ASKED)


@pytest.mark.parametrize("text", ["https://www.gov.uk/x", "@gov #Budget2026 gov.uk/x"])
def test_a_draft_of_links_alone_is_to_be_checked_by_hand(text: str) -> None:
    review = House().desk().review(Draft(text=text), ASKED)
    assert review.verdict is Verdict.CHECK
    assert "no words to review" in review.not_checked[1]


def test_a_draft_in_a_language_that_the_checks_do_not_read_is_never_clear() -> None:
    arabic = Draft(text="أعلنت الحكومة عن دعم جديد للأسر في جميع أنحاء البلاد")
    assert House().desk().review(arabic, ASKED).verdict is Verdict.CHECK
    with_model = House(model=FakeModel(said_by_model())).desk()
    assert with_model.review(arabic, ASKED).verdict is Verdict.CLEAR


def test_links_that_were_not_opened_are_named_as_not_checked() -> None:
    linked = House().desk().review(replace(DRAFT, links=("https://www.gov.uk/x",)), ASKED)
    assert any("Links were not opened" in sentence for sentence in linked.not_checked)
    plain = House().desk().review(DRAFT, ASKED)
    assert not any("Links" in sentence for sentence in plain.not_checked)


def test_the_day_of_posting_decides_about_pre_election_periods_in_uk_time() -> None:
    house = House(library=a_library(periods=(PERIOD,)))
    posted = replace(DRAFT, posting_on=date(2027, 4, 1))
    (period,) = house.desk().review(posted, ASKED).periods
    assert (period.start, period.poll, period.confirmed) == ("2027-03-25", "2027-05-06", False)
    assert house.index.steers[-1].pre_election
    assert house.desk().review(DRAFT, replace(ASKED, key="2")).periods == ()
    late = datetime(2027, 5, 5, 23, 30, tzinfo=UTC)
    reading = house.desk().read(DRAFT, late)
    assert reading.day == date(2027, 5, 6)
    assert reading.periods


def test_a_clause_that_the_checks_rest_on_is_always_shown() -> None:
    many = tuple(a_clause(f"csc.other-{number}") for number in range(25))
    house = House(
        checks=CREDIT, index=FakeIndex(clauses=many), library=a_library(a_clause(), *many)
    )
    review = house.desk().review(DRAFT, ASKED)
    assert len(review.passages) == 20
    assert review.passages[0].clause_id == "csc.party"
    assert review.verdict is Verdict.REVISE


def test_the_search_is_steered_by_breaches_before_hints() -> None:
    hint = a_signal(severity=Severity.NOTE, clause_id=EVIDENCE.id, concern=Concern.EVIDENCE)
    house = House(checks=FakeChecks(watched=(("The", hint), (FAULT, a_signal()))))
    house.desk().review(DRAFT, ASKED)
    assert house.index.steers[0].clause_ids == ("csc.party", "csc.evidence")


def test_a_hint_is_shown_as_a_note_and_leaves_the_draft_clear() -> None:
    hint = a_signal(severity=Severity.NOTE)
    review = House(checks=FakeChecks(watched=(("a first", hint),))).desk().review(DRAFT, ASKED)
    assert review.verdict is Verdict.CLEAR
    assert [note.excerpt for note in review.notes] == ["a first"]


def test_our_words_are_never_shown_as_the_publishers_words() -> None:
    for passage in House().desk().review(DRAFT, ASKED).passages:
        assert passage.is_summary
        assert passage.fetched_on == ""


def test_a_review_names_the_one_that_it_revises() -> None:
    asked = replace(ASKED, revises="r0")
    assert House().desk().review(DRAFT, asked).revises == "r0"


def test_what_passes_between_the_steps_survives_json() -> None:
    model = FakeModel(said_by_model(claimed(FAULT)), said_by_model())
    desk = House(checks=CREDIT, model=model, library=a_library(periods=(PERIOD,))).desk()
    reading = desk.read(replace(DRAFT, posting_on=date(2027, 4, 1)), NOON)
    judgement = desk.judge(reading, "U1")
    again = from_json(Reading, json.loads(json.dumps(to_json(reading))))
    judged = from_json(Judgement, json.loads(json.dumps(to_json(judgement))))
    assert (again, judged) == (reading, judgement)
    assert desk.conclude(again, judged, ASKED) == desk.conclude(reading, judgement, ASKED)
    with pytest.raises(LogError):
        from_json(Judgement, {"claims": 7})


@pytest.mark.parametrize("key", ["a b", "a/b", "C1.2:3", "x" * 300, "Ünïcode", "a-b"])
def test_a_key_makes_one_safe_id_and_always_the_same(key: str) -> None:
    assert safe_id(key) == safe_id(key)
    assert len(safe_id(key)) <= 64
    assert safe_id(key).replace("-", "").isascii()
    assert "/" not in safe_id(key)


def test_two_keys_never_share_an_id() -> None:
    keys = ["a b", "a-b", "a/b", "a  b", "x" * 65, "x" * 66]
    assert len({safe_id(key) for key in keys}) == len(keys)
    with pytest.raises(BadQuestion):
        safe_id(" ")


def test_the_model_is_never_told_who_asks() -> None:
    model = FakeModel(said_by_model())
    House(model=model).desk().review(DRAFT, ASKED)
    assert model.asked[0].asked_by == mark_of("U1")
    assert "U1" not in model.asked[0].asked_by
