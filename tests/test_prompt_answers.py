"""What is promised of a model's answers, before anything in them is believed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.concerns import Concern, Severity
from bot.errors import ModelNonsense
from bot.prompt.question import read_answer
from bot.prompt.review_answer import MAX_ANSWER, read_review
from bot.prompt.visible import visible

FINDING = {
    "excerpt": "at last", "why": "It blames those before.", "concern": "party-political",
    "clause_id": "code.a", "quote": "leave praise to others", "severity": "revise",
    "advice": "Cut it.",
}  # fmt: skip
ANSWER = {"reading": "A boast.", "findings": [FINDING], "rewording": "Buses run."}


def changed(**also: object) -> str:
    return json.dumps(ANSWER | {"findings": [FINDING | also]})


def test_a_good_answer_becomes_claims_and_a_rewording() -> None:
    read = read_review(json.dumps(ANSWER))
    (claim,) = read.claims
    assert (claim.concern, claim.severity) == (Concern.PARTY_POLITICAL, Severity.REVISE)
    assert (claim.excerpt, claim.clause_id, claim.by) == ("at last", "code.a", "model")
    assert (read.rewording, read.reading) == ("Buses run.", "A boast.")


def test_no_findings_and_no_rewording_is_a_good_answer() -> None:
    read = read_review('{"reading": "Service news.", "findings": [], "rewording": " "}')
    assert (read.claims, read.rewording) == ((), "")


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "I cannot help with that.", '{"reading": "x", "findings": [',
        "```json\n{}\n```", json.dumps({"findings": []}), json.dumps(ANSWER | {"verdict": "clear"}),
        json.dumps(ANSWER | {"findings": None}), json.dumps(ANSWER | {"findings": [FINDING] * 41}),
        changed(severity="note"), changed(severity="clear"), changed(concern="boring"),
        changed(why=" "), changed(quote=""), changed(clause_id=""), changed(clause_id=7),
        changed(extra="x"), changed(why="x" * 4_001), "[" * 5_000,
        json.dumps(ANSWER | {"reading": "x" * MAX_ANSWER}),
        '{"reading": NaN, "findings": [], "rewording": ""}',
    ],
)  # fmt: skip
def test_an_answer_that_is_not_of_the_form_is_nonsense(text: str) -> None:
    with pytest.raises(ModelNonsense):
        read_review(text)


def test_what_is_said_of_nonsense_repeats_nothing_of_it() -> None:
    with pytest.raises(ModelNonsense) as told:
        read_review(json.dumps(ANSWER | {"the draft said this": "secret words"}))
    assert "secret" not in str(told.value)
    assert "the draft" not in str(told.value)


@given(st.text())
def test_no_text_makes_reading_fail_in_another_way(text: str) -> None:
    for read in (read_review, read_answer):
        with pytest.raises(ModelNonsense):
            read(text)


def test_hidden_characters_in_words_to_be_shown_are_taken_out() -> None:
    read = read_review(json.dumps(ANSWER | {"rewording": "Bu\u200bses\u202e run."}))
    assert read.rewording == "Buses run."


def test_an_answer_in_a_thread_gives_its_citations_before_anybody_proved_them() -> None:
    text = '{"citations": [{"clause_id": "code.a", "quote": "leave praise"}], "answer": "No."}'
    read = read_answer(text)
    assert (read.text, read.citations[0].clause_id, read.by) == ("No.", "code.a", "model")
    with pytest.raises(ModelNonsense):
        read_answer('{"citations": [], "answer": " "}')


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    once = visible(text)
    assert visible(once.text) == (once.text, ())
    assert bool(once.hidden) == (once.text != text)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_text_has_nothing_hidden(text: str) -> None:
    assert visible(text) == (text, ())


@pytest.mark.parametrize(
    "text",
    ["Dydd Gŵyl Dewi Hapus! 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "family 👨‍👩‍👧", "heart ❤️ on fire ❤️‍🔥", "keycap 1️⃣", "می‌خواهم",
     "Line one\n\tline two"],
)  # fmt: skip
def test_emoji_flags_and_joined_scripts_stay_whole(text: str) -> None:
    assert visible(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "seen", "kind"),
    [
        ("La\u200bbour", "Labour", "zero width"),
        ("La\u200dbour", "Labour", "zero width"),
        ("La\u00adbour", "Labour", "zero width"),
        ("\u202eruobaL", "ruobaL", "text direction"),
        ("a\U000e0041\U000e0042", "a", "tag"),
        ("\U0001f3f4\U000e0068\U000e0069\U000e007f", "\U0001f3f4", "tag"),
        ("a\ufe01\U000e0101", "a", "tag"),
        ("😀\ufe0f\ufe0f", "😀\ufe0f", "tag"),
        ("\ue000\ud800", "", "private use"),
        ("a\x07b", "ab", "control"),
        ("a\u3164b", "ab", "zero width"),
    ],
)
def test_every_way_of_hiding_is_named(text: str, seen: str, kind: str) -> None:
    assert visible(text) == (seen, (kind,))
