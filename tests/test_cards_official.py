"""Cards quote the publisher's words where they are surely known, and say whose words they are."""

from dataclasses import replace

import pytest

from bot.guidance.quoted import Quoted
from bot.review.review import Answer, Citation, Review
from bot.slack import cards
from tests.drawn import MAKING, PASSAGE, a_review

OFFICIAL = Quoted(
    words="Keep no favourites: … light every street alike …",
    locator="Lamps: keep no favourites, item 3",
    link="https://www.gov.uk/invented#lamps",
    title="The code of the lamps",
    publisher="Office of Invented Guidance",
    published="2015-03-16",
    fetched_on="2026-11-20",
    licence="Open Government Licence v3.0",
    version="v" * 64,
    position=3,
    is_sure=True,
)
LIKELY = replace(OFFICIAL, words="", is_sure=False)
ALONE = "No official document has been fetched: the rules are in our summaries."


def held_to(official: Quoted | None, edition: str = "o1", **changes: object) -> Review:
    passage = replace(PASSAGE, official=official)
    making = replace(MAKING, official_edition=edition)
    return replace(a_review(), passages=(passage,), making=making, **changes)  # type: ignore[arg-type]  # fields of a review


def links(review: Review) -> list[str]:
    text = str(cards.private(review)[0].blocks)
    return [url for url in (PASSAGE.url, OFFICIAL.link) if f"'url': '{url}'" in text]


def test_a_sure_passage_is_quoted_with_whose_it_is_from_when_and_its_licence() -> None:
    card = cards.private(held_to(OFFICIAL))[0]
    assert (
        "Rule: The code of the lamps, Lamps: keep no favourites, item 3. The official words, "
        "published 16 March 2015, fetched 20 November 2026: “Keep no favourites: … light every "
        "street alike …” Office of Invented Guidance, Open Government Licence v3.0."
    ) in card.text
    assert links(held_to(OFFICIAL)) == [OFFICIAL.link]


def test_beside_official_words_no_word_of_ours_is_shown_as_the_rule() -> None:
    text = cards.private(held_to(OFFICIAL))[0].text
    assert PASSAGE.words not in text
    assert "summary" not in text


def test_a_likely_passage_is_linked_and_never_quoted() -> None:
    text = cards.private(held_to(LIKELY))[0].text
    assert "Our summary, not the official words: “without favour to any party”" in text
    assert "Probably this passage: Lamps: keep no favourites, item 3" in text
    assert "The official words" not in text
    assert links(held_to(LIKELY)) == [PASSAGE.url, OFFICIAL.link]


def test_words_of_a_tie_that_is_not_sure_are_not_shown_even_if_they_were_kept() -> None:
    unsure = replace(OFFICIAL, is_sure=False)
    assert unsure.words not in cards.private(held_to(unsure))[0].text


def test_a_page_without_a_date_is_quoted_with_the_day_of_the_fetch() -> None:
    text = cards.private(held_to(replace(OFFICIAL, published="")))[0].text
    assert "The official words, fetched 20 November 2026: “Keep" in text


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("withdrawn", "Its publisher has withdrawn the document."),
        ("superseded", "The document was published under a former government."),
        ("current", "Licence v3.0.\n"),
    ],
)
def test_what_has_become_of_the_document_is_said(state: str, said: str) -> None:
    assert said in cards.private(held_to(replace(OFFICIAL, state=state)))[0].text


def test_where_no_document_was_fetched_a_card_with_rules_says_so_once() -> None:
    alone = cards.private(held_to(None, edition=""))[0].text
    assert alone.count(ALONE) == 1
    assert "No passage was found" not in alone
    assert ALONE not in cards.private(held_to(OFFICIAL))[0].text
    assert ALONE not in cards.private(held_to(None, edition="", findings=()))[0].text


def test_a_clause_whose_passage_was_not_found_is_marked() -> None:
    text = cards.private(held_to(None))[0].text
    assert "Our summary, not the official words: “without favour to any party”" in text
    assert "No passage was found for it in the official documents." in text
    assert "No passage was found" not in cards.private(held_to(LIKELY))[0].text


def test_in_welsh_the_official_words_stay_as_they_were_published() -> None:
    text = cards.private(held_to(OFFICIAL, language="cy"))[0].text
    assert OFFICIAL.words in text
    assert "Y geiriau swyddogol, a gyhoeddwyd ar 16 Mawrth 2015" in text


def test_an_answer_quotes_a_part_of_the_official_words_as_theirs() -> None:
    cited = Citation(clause_id=PASSAGE.clause_id, quote="light every street")
    answer = Answer(text="It says so.", citations=(cited,), by="model")
    text = cards.answered(answer, held_to(OFFICIAL)).text
    assert "fetched 20 November 2026: “… light every street …” Office of Invented" in text
    assert "our summary" not in text


def test_an_answer_quotes_our_summary_as_ours_though_official_words_are_known() -> None:
    cited = Citation(clause_id=PASSAGE.clause_id, quote="without favour to any party")
    answer = Answer(text="It says so.", citations=(cited,), by="model")
    text = cards.answered(answer, held_to(OFFICIAL)).text
    assert "“without favour to any party”" in text
    assert "(our summary)" in text


def test_an_answer_may_quote_a_passage_that_no_clause_sums_up() -> None:
    answer = Answer(text="Below.", official=(OFFICIAL,))
    message = cards.answered(answer, held_to(None))
    assert OFFICIAL.words in message.text
    assert OFFICIAL.link in str(message.blocks)
