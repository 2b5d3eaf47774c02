"""Words that a draft shares with the text that it was taken from, and whose they are there."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.lifted import SHORTEST, lifted
from bot.checks.voices import voices
from bot.concerns import Severity
from bot.draft import Draft, Original
from tests.as_shipped import CHECKS

CASES = Path(__file__).parent / "cases" / "lifted.jsonl"
TODAY = date(2026, 6, 1)
RELEASE = (
    "Ferry fares fall by 10% on 1 July.\n\n"
    "Islands Minister Ann Invented said:\n\n"
    "“This is the fairest deal that the islands have ever had.\n\n"
    "“It is what a government that listens can do.”\n\n"
    "Passengers can book from Monday."
)
OPINION = "This is the fairest deal that the islands have ever had."


def taken(text: str, words: str = RELEASE, whose: str = "press release") -> Draft:
    return Draft(text=text, original=Original(words=words, whose=whose))


def seen(draft: Draft, day: date = TODAY) -> dict[str, Severity]:
    return {s.check: s.severity for s in CHECKS.see(draft, day) if s.check.startswith("lifted.")}


def labelled() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def drafted(case: dict[str, Any]) -> Draft:
    return Draft(text=case["draft"], original=Original(**case["context"]["taken_from"]))


def test_every_run_that_an_annotator_marked_is_found() -> None:
    for case in labelled():
        draft = drafted(case)
        found = [draft.text[run.span.start : run.span.end] for run in lifted(draft)]
        for words in (marked["words"] for marked in case["lifted"]):
            assert any(words in run or run in words for run in found), case["id"]


def test_no_politician_is_robbed_of_words_nor_given_anothers() -> None:
    """In the cases where an annotator names a speaker; a speech is its speaker's throughout."""
    wrong: list[tuple[str, str]] = []
    for case in labelled():
        for marked in (one for one in case["lifted"] if one["speaker"]):
            text = drafted(case).text
            at = text.index(marked["words"])
            for run in lifted(drafted(case)):
                is_here = run.span.start <= at < run.span.end
                names = bool(run.speaker) and (
                    run.speaker in marked["speaker"] or marked["speaker"] in run.speaker
                )
                wrong += [(case["id"], run.speaker)] if is_here and not names else []
    assert not wrong


@pytest.mark.parametrize(
    "text",
    [
        OPINION,
        f"New fares! {OPINION} Book from Monday.",
        f"“{OPINION}”",
        "THIS IS THE FAIREST DEAL that the islands – have ever had!",
        "This is the fairest\u200b deal that the islands have ever had.",
    ],
)
def test_an_opinion_in_the_accounts_own_voice_is_a_finding(text: str) -> None:
    assert seen(taken(text))["lifted.minister-opinion"] is Severity.REVISE


@pytest.mark.parametrize(
    "text",
    [
        f"Islands Minister Ann Invented said: “{OPINION}”",
        f"“{OPINION}” Ann Invented, Islands Minister",
        f"“{OPINION.rstrip('.')},” said the Islands Minister.",
        "The minister told islanders that this is the fairest deal that the islands have ever had.",
        "Ferry fares fall by 10% on 1 July. Passengers can book from Monday.",
    ],
)
def test_given_to_its_speaker_or_told_by_the_original_itself_it_is_none(text: str) -> None:
    assert seen(taken(text)) == {"lifted.cleared-elsewhere": Severity.NOTE}


def test_plain_facts_from_a_ministers_mouth_are_only_noted() -> None:
    words = "Islands Minister Ann Invented said: “Fares fall by 10% for everyone on 1 July.”"
    told = seen(taken("Fares fall by 10% for everyone on 1 July.", words))
    assert told["lifted.minister-opinion"] is Severity.NOTE


def test_an_officials_words_are_not_a_ministers() -> None:
    words = RELEASE.replace("Islands Minister", "Permanent Secretary")
    assert "lifted.minister-opinion" not in seen(taken(OPINION, words))


def test_a_speech_is_its_speakers_throughout() -> None:
    told = seen(taken(OPINION, OPINION, "speech by the Islands Minister"))
    assert told["lifted.minister-opinion"] is Severity.REVISE
    assert "lifted.minister-opinion" not in seen(taken(OPINION, OPINION, "HM Treasury release"))


def test_a_partys_text_is_a_stop_however_plain_the_words() -> None:
    told = seen(taken("Six buses start in May.", "Six buses start in May.", "Labour Party page"))
    assert told["lifted.partisan-original"] is Severity.STOP


@pytest.mark.parametrize(
    ("day", "severity"),
    [
        (date(2026, 6, 1), Severity.STOP),
        (date(2026, 6, 4), Severity.NOTE),
        (date(2026, 6, 5), None),
    ],
)
def test_an_embargo_stops_a_post_until_its_day(day: date, severity: Severity | None) -> None:
    words = "EMBARGOED until 00:01, Thursday 4 June\n\nFares fall by 10% on 1 July."
    assert seen(taken("Fares fall on 1 July.", words), day).get("lifted.embargoed") is severity


def test_an_embargo_on_arms_is_no_embargo() -> None:
    for words in ("The arms embargo stays until 9 June.", "An embargo on oil until 9 June."):
        assert "lifted.embargoed" not in seen(taken("It stays.", words))


def test_words_given_to_somebody_else_are_noted() -> None:
    draft = f"Dr Bea Made-Up said: “{OPINION}”"
    assert seen(taken(draft))["lifted.other-speaker"] is Severity.NOTE
    assert "lifted.other-speaker" not in seen(taken(f"She said: “{OPINION}”"))


def test_an_embargo_at_the_turn_of_the_year_is_of_the_nearest_year() -> None:
    draft = taken("Fares fall.", "Under embargo until 2 January. Fares fall.")
    assert seen(draft, date(2026, 12, 30))["lifted.embargoed"] is Severity.STOP
    assert "lifted.embargoed" not in seen(draft, date(2027, 1, 3))


def test_a_run_across_paragraphs_is_one_and_four_words_are_none() -> None:
    runs = lifted(taken(f"{OPINION} It is what a government that listens can do."))
    assert [run.words for run in runs] == [20]
    assert lifted(taken("Ferry fares fall by a tenth.")) == ()


def test_the_speaker_is_named_in_the_words_of_the_text() -> None:
    text = (
        "“Fares will fall in every port,” said Ann Invented, Islands Minister. “And they will "
        "stay down.”\n\nShe added: “Book early, the boats are small.”\n\n"
        "Dywedodd y Gweinidog, Bod Dyfeisiedig: “Bydd y cychod yn rhatach i bawb.”"
    )
    named = [voice.speaker for voice in voices(text, "")]
    assert named == ["Ann Invented, Islands Minister"] * 3 + ["y Gweinidog, Bod Dyfeisiedig"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_what_is_lifted_stands_in_both_texts(before: str, after: str) -> None:
    shared = "six new morning buses from Cullompton"
    draft = taken(f"{before} {shared} {after}", f"{after}\n{shared}\n{before}")
    assert draft.original
    runs = lifted(draft)
    assert all(run.words >= SHORTEST for run in runs)
    assert all(0 <= run.span.start < run.span.end <= len(draft.text) for run in runs)
    assert all(0 <= run.there.start < run.there.end <= len(draft.original.words) for run in runs)
    assert all(one.span.end <= other.span.start for one, other in pairwise(runs))


def test_thousands_of_lifted_pieces_are_looked_at_once_each() -> None:
    """Looking through the draft for each of them would take minutes."""
    said = "Islands Minister Ann Invented said: “This is the best deal of all time for you.” "
    draft = taken(
        "\n".join(f"{n} {OPINION}" for n in range(1_300)), RELEASE + "\n\n" + said * 1_000
    )
    assert seen(draft)["lifted.minister-opinion"]


def test_a_text_of_one_word_over_and_over_is_no_trap() -> None:
    """Taken with no bound on the places tried, this would take a billion steps."""
    assert lifted(taken("buses " * 16_000, "buses " * 16_000))
