"""A draft is read as pasted, or refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.draft import MAX_CHARACTERS, read_draft
from bot.errors import BadDraft


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs", "S")), min_size=1))
def test_a_draft_says_itself_letter_for_letter(text: str) -> None:
    if any(c.isalnum() for c in text):
        assert read_draft(text) == text


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("🎉🎉🎉", "no words"),
        ("\x7fELF\x00\x01", "not text"),
        ("\ufffd\ufffd PNG \ufffd\ufffd", "not text"),
        ("a" * (MAX_CHARACTERS + 1), "100,001 characters"),
        ("Ports \ud83d open.", "The draft holds half a character, at place 7"),
        ("\udc00", "at place 1:"),
    ],
)
def test_nonsense_is_refused_with_a_reason_and_a_way_out(text: str, because: str) -> None:
    with pytest.raises(BadDraft, match=because) as refusal:
        read_draft(text)
    assert refusal.value.advice.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "a" * MAX_CHARACTERS,
        "Rhybudd melyn am wynt",
        "مرحبا 123",
        "ok 🎉",
        "\ud7ff\ue000 and \U0010ffff, the neighbours of half characters",
        "https://www.gov.uk",
        "a\x07b" * 9 + "words" * 50,
    ],
)
def test_odd_but_real_text_is_taken(text: str) -> None:
    assert read_draft(text) == text
