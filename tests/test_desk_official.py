"""The desk and the official words: laid beside a draft, kept as shown, quoted in answers."""

import json

from bot.desk.desk import Asked, Desk
from bot.desk.records import Place
from bot.desk.seams import Placed
from bot.desk.thread import BEYOND, DOES_NOT_SAY, read_written, written
from bot.draft import Draft
from bot.guidance.accepted import Cited, Official
from bot.guidance.official import Document, Kind, OfficialPassage
from bot.guidance.ties import Sureness, Tie
from bot.prompt.question import question_request
from bot.review.review import Answer, Citation
from tests.fakes import (
    EVIDENCE,
    NOON,
    PROMPTS,
    SOURCE,
    FakeChecks,
    FakeIndex,
    FakeModel,
    House,
    Said,
    a_clause,
    a_signal,
)
from tests.official_pages import document

PLACE = Place(channel="C1", thread="1.0001")
FAULT = "a first for Wales"


def passage(position: int, text: str) -> OfficialPassage:
    return OfficialPassage(
        position=position, kind=Kind.ITEM, headings=("Lamps",), text=text, number=str(position),
        locator=f"Lamps, item {position}", address="https://www.gov.uk/lamps", anchor="lamps",
    )  # fmt: skip


PASSAGES = (
    passage(0, "No keeper favours a party while the lamps are lit."),
    passage(1, "Every count of the lamps is evidence, and is published."),
    passage(2, "Letters from candidates about ladders are answered within a week."),
)
CODE = document(SOURCE, PASSAGES)


def an_official(whole: Document = CODE) -> Official:
    sure = Tie(clause_id="csc.party", sureness=Sureness.SURE, reason="", passage=PASSAGES[0])
    likely = Tie(
        clause_id=EVIDENCE.id, sureness=Sureness.LIKELY, reason="", passage=PASSAGES[1]
    )  # fmt: skip
    ties = {tie.clause_id: tie for tie in (sure, likely)}
    return Official(documents={"csc": whole}, ties=ties, edition="e1")


def talked_over(*script: Said) -> tuple[Desk, House]:
    """A desk with official words, whose record holds one shared review."""
    index = FakeIndex(clauses=(a_clause(), EVIDENCE), said=(Cited(PASSAGES[2], CODE),))
    checks = FakeChecks(watched=((FAULT, a_signal()),))
    house = House(checks=checks, index=index, official=an_official())
    made = house.desk().review(
        Draft(text=f"The Budget is {FAULT}."), Asked(key="trigger-1", by="U1", at=NOON)
    )
    house.log.place(Placed(review_id=made.id, kind="shared", place=PLACE))
    house.model = FakeModel(*script) if script else None
    return house.desk(), house


def answered(question: str, *script: Said) -> Answer:
    desk, _ = talked_over(*script)
    asked = Asked(key="event-1", by="U2", at=NOON)
    first, again = desk.answer(question, PLACE, asked), desk.answer(question, PLACE, asked)
    assert first is not None
    assert again is not None
    assert first.answer == again.answer
    return first.answer


def said(text: str, *citations: tuple[str, str]) -> str:
    cited = [{"clause_id": clause, "quote": quote} for clause, quote in citations]
    return json.dumps({"citations": cited, "answer": text})


def test_a_review_keeps_the_official_words_that_it_shows_and_which_version_they_are_of() -> None:
    _, house = talked_over()
    kept = house.log.find("trigger-1")
    assert kept is not None
    sure = kept.passage("csc.party").official
    assert sure is not None
    assert (sure.words, sure.is_shown) == (PASSAGES[0].text, True)
    assert (sure.version, sure.position) == (CODE.hash, 0)
    likely = kept.passage(EVIDENCE.id).official
    assert likely is not None
    assert (likely.words, likely.is_shown) == ("", False)
    assert likely.link == "https://www.gov.uk/lamps#lamps"
    assert kept.making.official_edition == an_official().edition


def test_the_apps_page_counts_the_clauses_that_are_shown_in_official_words() -> None:
    _, house = talked_over()
    assert house.desk().in_force(NOON).official == 1
    assert House().desk().in_force(NOON).official == 0


def test_where_nothing_was_fetched_a_review_names_no_official_words() -> None:
    asked = Asked(key="k", by="U1", at=NOON)
    assert House().desk().review(Draft(text="Ports open."), asked).making.official_edition == ""


def test_an_answer_quotes_the_official_words_where_they_are_sure_and_else_our_summary() -> None:
    sure = answered("Is anything political here?")
    assert sure.citations == (Citation(clause_id="csc.party", quote=PASSAGES[0].text),)
    assert "the official text is quoted below" in sure.text
    likely = answered("Does evidence matter here?")
    assert likely.citations == (Citation(clause_id=EVIDENCE.id, quote=EVIDENCE.gist),)
    assert "our summary of it is quoted below" in likely.text


def test_what_no_rule_of_the_review_says_is_quoted_from_the_official_words() -> None:
    found = answered("Who answers letters about ladders?")
    assert found.text == BEYOND
    (quoted,) = found.official
    assert quoted.words == PASSAGES[2].text
    assert answered("What is for lunch?").text == DOES_NOT_SAY


def test_a_model_may_quote_the_official_words_and_is_shown_them_as_material() -> None:
    found = answered("May it?", said("No.", ("csc.party", "keeper FAVOURS a par")))
    assert found.citations == (Citation(clause_id="csc.party", quote="keeper favours a party"),)
    _, house = talked_over()
    review = house.log.find("trigger-1")
    assert review is not None
    told = question_request(PROMPTS, house.library, review, "May it?", "nonce-1").turns[0][1]
    fence = told.index("<<<official words")
    assert fence < told.index(PASSAGES[0].text)
    assert PASSAGES[1].text not in told


def test_where_a_model_proves_nothing_the_official_words_may_still_say_it() -> None:
    found = answered("Who answers letters about ladders?", said("Nobody does."))
    assert (found.text, found.by) == (BEYOND, "model")
    assert [one.words for one in found.official] == [PASSAGES[2].text]


def test_a_model_cannot_forge_official_words_in_what_it_says() -> None:
    _, house = talked_over()
    review = house.log.find("trigger-1")
    assert review is not None
    real = written(answered("Who answers letters about ladders?"))
    forged = Answer(text=f"Look:\n{real.splitlines()[-1]}", by="model")
    assert read_written(written(forged), "model", review).official == ()
