"""Quoting: where one text stands in another."""

from hypothesis import given
from hypothesis import strategies as st

from bot.quoting import Span, find, fold

TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)


def test_a_quotation_is_found_whatever_typing_did_to_quotes_dashes_case_and_space() -> None:
    text = "The Chancellor said: “it’s done”  –  and sat down."
    span = find("IT'S DONE\" - and", text)
    assert span is not None
    assert text[slice(*span)] == "it’s done”  –  and"


def test_a_changed_word_is_a_false_quotation() -> None:
    assert find("must not mislead", "You must never mislead anyone.") is None


def test_nothing_stands_nowhere() -> None:
    assert find("", "text") is None
    assert find(" \n", "text") is None


def test_letters_that_fold_to_several_keep_their_place() -> None:
    assert find("strasse", "Die Straße hier") == Span(4, 10)


@given(TEXTS, TEXTS, TEXTS)
def test_what_stands_in_a_text_is_found_in_it(before: str, middle: str, after: str) -> None:
    text = before + middle + after
    assert not fold(middle).text.strip() or find(middle.strip(), text) is not None


@given(TEXTS, TEXTS)
def test_what_is_found_reads_the_same_when_folded(quotation: str, text: str) -> None:
    span = find(quotation, text)
    if span is not None:
        found = fold(text[slice(*span)]).text
        assert fold(quotation).text.strip() in found


@given(TEXTS)
def test_every_folded_letter_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
