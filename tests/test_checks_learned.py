"""The trained reader: stricter than the other checks or silent, never sure, and it says why."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.checks.grams import Names, even_handed, grams, party_names
from bot.checks.judged import Judge, Scores, length
from bot.checks.learned import FILE, Judges, Reader, Ways, names_of, read_learned
from bot.checks.readings import Kinds, Readings, Weights
from bot.checks.run import TRAINED, read_checks
from bot.checks.score import score
from bot.checks.slant import NONE, Slant
from bot.checks.view import view
from bot.checks.watchfile import PartyRow, read_parties
from bot.concerns import Concern, Severity
from bot.draft import Draft
from bot.errors import BadGuidance
from bot.review.rewording import Ground, cut
from tests.as_shipped import CHECKS, LIBRARY

PARTIES, _ = read_parties(Path(__file__).parent.parent / "guidance")
GUIDANCE = Path(__file__).parent.parent / "guidance"
TODAY = date(2025, 9, 10)
NAMES = ["=sneering", "=figures"]
BAD = Weights([900, 0], {}, -50)
NEVER = Weights([0, 0], {}, -1)
NOBODY = Names(re.compile(r"(?!)"), re.compile(r"(?!)"))
"""Finds no party."""
COLD = Weights([-900, -900], {}, 100)
"""Every word speaks against its sentence."""
KINDS = frozenset({Concern.ATTACK, Concern.EVIDENCE})
BY_SENTENCE = Judge(dict.fromkeys(Scores._fields, 0) | {"worst": 1_000}, 0, 0)
BY_DRAFT = Judge(dict.fromkeys(Scores._fields, 0) | {"stop": 1_000}, 0, 0)
TEXT = "The port opens on Monday. It takes a sneering few to miss it. Figures are online."


def a_reader(
    stop: Weights = NEVER,
    sentence: Weights = BAD,
    fault: Judge = BY_SENTENCE,
    sentence_stop: Weights = NEVER,
) -> Reader:
    none = Weights((), {}, 0)
    kinds = Kinds(
        {Concern.ATTACK: {0: 500}, Concern.EVIDENCE: {1: 500}}, dict.fromkeys(KINDS, none)
    )
    readings = Readings(
        fault=BAD, stop=stop, sentence_fault=sentence, sentence_stop=sentence_stop, kinds=kinds
    )
    judges = Judges(fault=fault, stop=BY_DRAFT)
    slant = Slant({"=sneering": 900, "=figures": -900}, -50)
    return Reader(NAMES, Ways(readings=readings, judges=judges, slant=slant), NOBODY)


def test_the_sentence_at_fault_is_marked_with_its_kind_and_the_words_that_weighed() -> None:
    seen = view(TEXT)
    found = a_reader().read(seen, (), KINDS)
    assert found is not None
    assert seen.text[found.start : found.end] == "it takes a sneering few to miss it."
    assert (found.severity, found.concern) == (Severity.REVISE, Concern.ATTACK)
    assert found.words == ("sneering",)


def test_the_reader_is_silent_where_the_checks_are_as_strict() -> None:
    signals = CHECKS.see_by_rules(Draft(text="Vote Labour tomorrow."), TODAY)
    assert {signal.severity for signal in signals} == {Severity.STOP}
    assert a_reader().read(view(TEXT), signals, KINDS) is None
    milder = [replace(signal, severity=Severity.REVISE) for signal in signals]
    assert a_reader().read(view(TEXT), milder, KINDS) is None
    stricter = a_reader(stop=BAD).read(view(TEXT), milder, KINDS)
    assert stricter is not None
    assert stricter.severity is Severity.STOP


def test_notes_of_the_checks_say_nothing_to_the_reader() -> None:
    signals = CHECKS.see_by_rules(Draft(text="Vote Labour tomorrow."), TODAY)
    assert names_of(replace(signal, severity=Severity.NOTE) for signal in signals) == set()
    assert "stop" in names_of(signals)


def test_words_given_to_a_speaker_count_only_as_far_as_they_are_a_stop() -> None:
    quoted = "“A sneering few will miss the ferry, and the rest of us will be on it by noon.”"
    spoken = view(f"Ann Invented MP said: {quoted}")
    assert a_reader().read(spoken, (), KINDS) is None
    assert a_reader().read(view(spoken.source.replace("“", "").replace("”", "")), (), KINDS)
    by_whole = Judge(dict.fromkeys(Scores._fields, 0) | {"fault": 1_000}, 0, 0)
    assert a_reader(fault=by_whole).read(spoken, (), KINDS) is None


def test_a_single_sentence_has_a_weight_of_its_own() -> None:
    assert length(1) == (0.0, 1.0)
    assert length(4) == (0.5, 0.0)


def test_a_text_without_words_is_left_alone() -> None:
    assert a_reader().read(view("..."), (), KINDS) is None


def test_a_draft_that_ends_in_empty_lines_is_read_like_any() -> None:
    always = replace(BY_SENTENCE, least=-1_000)
    cold = a_reader(sentence=COLD, fault=always)
    found = cold.read(view("Sneering figures.\n\n"), (), KINDS)
    assert found is not None
    assert found.end > found.start


def test_only_a_kind_that_can_be_at_fault_in_the_draft_is_named() -> None:
    found = a_reader().read(view(TEXT), (), {Concern.EVIDENCE})
    assert found is not None
    assert found.concern is Concern.EVIDENCE


@pytest.mark.parametrize(("day", "named"), [(date(2024, 6, 20), "pre-election"), (TODAY, "attack")])
def test_outside_a_pre_election_period_the_reader_does_not_speak_of_one(
    tmp_path: Path, day: date, named: str
) -> None:
    shutil.copytree(GUIDANCE, tmp_path / "own")
    one: dict[str, object] = {"bias": 0, "weights": [900], "signals": {}}
    kinds = {"pre-election": one | {"bias": 500, "at": [0]}, "attack": one | {"at": [0]}}
    judge = {"weights": dict.fromkeys(Scores._fields, 1_000), "bias": 0, "least": 0}
    model = {
        "grams": ["=sneering"],
        "fault": one | {"judge": judge},
        "stop": one | {"judge": judge},
        "sentence fault": one,
        "sentence stop": one,
        "concerns": kinds,
        "slant": {"bias": 0, "weights": {}},
    }
    (tmp_path / "own" / FILE).write_text(json.dumps(model), encoding="utf-8")
    checks = read_checks(tmp_path / "own", LIBRARY)
    pointed = [
        signal for signal in checks.see(Draft(text="A sneering remark."), day) if signal.points
    ]
    assert [signal.concern.value for signal in pointed] == [named]
    assert pointed[0].severity is Severity.STOP


def test_a_kind_of_fault_without_words_is_refused_at_the_start(tmp_path: Path) -> None:
    shutil.copytree(GUIDANCE, tmp_path / "own")
    (tmp_path / "own" / "watch" / "learned.yaml").unlink()
    with pytest.raises(BadGuidance, match="has no words of the trained reader for accessibility"):
        read_checks(tmp_path / "own", LIBRARY)


@pytest.mark.parametrize("party", PARTIES.parties, ids=lambda party: party.name)
def test_every_party_is_read_as_any_other(party: PartyRow) -> None:
    names = party_names(PARTIES)
    for name in (*party.plain, *party.common, *party.beside(PARTIES.company)):
        for written in (name, name.upper()):
            seen = view(f"Friends of {written} took years.")
            fair = even_handed(seen, 0, len(seen.text), names)
            assert fair == "friends of partyname took years."


@pytest.mark.parametrize("party", PARTIES.parties, ids=lambda party: party.name)
def test_every_politician_is_read_as_any_other(party: PartyRow) -> None:
    for name in (*party.leaders, *party.politicians):
        seen = view(f"Friends of {name} took years.")
        fair = even_handed(seen, 0, len(seen.text), party_names(PARTIES))
        assert fair == "friends of politicianname took years."


def test_words_that_are_a_partys_name_with_a_capital_alone_stay_words() -> None:
    seen = view("Planning reform and green jobs.")
    assert even_handed(seen, 0, len(seen.text), party_names(PARTIES)) == seen.text


def test_pairs_of_words_never_run_past_a_sentence() -> None:
    found = grams(view("Ports open. Ferries sail.").text)
    assert {"=ports open", "=ferries sail"} <= found
    assert "=open ferries" not in found


def test_what_the_reader_says_is_never_sure_and_never_cut_without_a_model() -> None:
    trained = [row for row in CHECKS.rows if row.sees == TRAINED]
    assert trained
    assert not any(row.sure for row in trained)
    words = "It took this government to listen; others looked the other way for years."
    draft = Draft(text=f"New trains start on Monday. {words}")
    signals = [
        replace(signal, points=True, severity=Severity.REVISE)
        for signal in CHECKS.see(draft, TODAY)[:1]
    ]
    ground = Ground(draft=draft, findings=(), signals=tuple(signals), see=lambda _: ())
    assert cut(ground).rewording is None


def test_a_folder_without_weights_has_no_reader(tmp_path: Path) -> None:
    assert read_learned(tmp_path, NOBODY) == (None, "")
    shutil.copytree(GUIDANCE, tmp_path / "own")
    (tmp_path / "own" / FILE).unlink()
    checks = read_checks(tmp_path / "own", LIBRARY)
    assert checks.edition != CHECKS.edition
    assert not any(signal.points for signal in checks.see(Draft(text=TEXT), TODAY))


@pytest.mark.parametrize(
    "words", ["", "[]", "{}", '{"grams": ["a"], "fault": {"weights": [1, 2], "bias": 0}}', "null"]
)
def test_a_damaged_file_of_weights_is_refused_by_name(tmp_path: Path, words: str) -> None:
    (tmp_path / FILE).write_text(words, encoding="utf-8")
    with pytest.raises(BadGuidance, match=r"learned\.json: is no file of the trained reader"):
        read_learned(tmp_path, NOBODY)


def test_the_words_of_the_weights_are_part_of_the_edition(tmp_path: Path) -> None:
    shutil.copytree(GUIDANCE, tmp_path / "own")
    path = tmp_path / "own" / FILE
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["fault"]["judge"]["least"] += 1
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert read_checks(tmp_path / "own", LIBRARY).edition != CHECKS.edition


def test_a_text_leans_by_its_loaded_words_and_one_without_words_not_at_all() -> None:
    reader = a_reader()
    loaded, plain = view("A sneering few will miss it."), view("Figures are online.")
    assert reader.leaning(loaded, ()).slant > 0 > reader.leaning(plain, ()).slant
    assert reader.leaning(view("..."), ()) == NONE


def test_a_loaded_news_sentence_scores_more_than_the_same_news_told_plainly() -> None:
    loaded = "The extremist governor boasted of ramming the reckless bill down voters' throats."
    plain = "The governor said that she had signed the bill after a vote of 61 to 38."
    scored = [
        score(signals, text, CHECKS.leaning(Draft(text=text), signals))
        for text in (loaded, plain)
        for signals in [CHECKS.see(Draft(text=text), TODAY)]
    ]
    assert scored[0] > scored[1]
    assert scored[1] == 0
