"""Cutting words out of a post, finding its sentences, and showing what changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quoting import Span
from bot.review import wording
from bot.review.difference import difference
from bot.review.sentences import sentences


@pytest.mark.parametrize(
    ("text", "cuts", "left"),
    [
        ("Rates rise, at last, on 1 April.", {", at last,": ""}, "Rates rise on 1 April."),
        ("Rates rise on 1 April, thanks to us.", {"thanks to us.": ""}, "Rates rise on 1 April."),
        ("Thanks to us, rates rise.", {"Thanks to us": ""}, "Rates rise."),
        ("We won! Apply now.", {"We won!": ""}, "Apply now."),
        ("One.\nTwo.\nThree.", {"Two.": ""}, "One.\nThree."),
        ("One.\n\nTwo.\n\nThree.", {"Two.": ""}, "One.\n\nThree."),
        ("The great, kind Minister came.", {"great, kind": ""}, "The Minister came."),
        (
            "Today's Budget has won it.\n\n£2 more.",
            {" has won it.": ":"},
            "Today's Budget:\n\n£2 more.",
        ),
        ("Yes 👏 we won! Apply now.", {" we won!": ""}, "Yes 👏 Apply now."),
        ("a b c d", {"b c": "", "c d": ""}, "a d"),
    ],
)
def test_a_cut_leaves_no_stray_points_spaces_or_small_letters(
    text: str, cuts: dict[str, str], left: str
) -> None:
    edits = [
        wording.Edit(Span(text.index(words), text.index(words) + len(words)), instead)
        for words, instead in cuts.items()
    ]
    assert wording.apply(edits, text) == left


@given(st.text())
def test_sentences_together_are_the_text(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text


@given(st.text(), st.text())
def test_a_difference_tells_both_texts(draft: str, rewording: str) -> None:
    changes = difference(draft, rewording)
    assert "".join(words for op, words in changes if op != "added") == draft
    assert "".join(words for op, words in changes if op != "cut") == rewording


def test_a_difference_in_a_long_post_is_still_one_word() -> None:
    changes = difference("First " + "the " * 300, "Last " + "the " * 300)
    assert changes[:2] == (("cut", "First "), ("added", "Last "))
    assert len(changes) == 3


def test_a_sentence_that_breaks_off_does_not_read() -> None:
    assert "not read" in wording.fault("Rates rise because of the.", "Rates rise, at last.")
    assert wording.fault("Rates rise.", "Rates rise, at last.") == ""


def test_a_difference_is_told_word_by_word() -> None:
    assert difference("We won the day.", "We had the day.") == (
        ("same", "We "), ("cut", "won "), ("added", "had "), ("same", "the day."),
    )  # fmt: skip
