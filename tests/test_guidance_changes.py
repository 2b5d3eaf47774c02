"""What changed between two versions of a document: by words and their lead, never by date."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.concerns import Concern
from bot.guidance.catalogue import Basis, Clause, Strength
from bot.guidance.changes import How, altered, change_of
from bot.guidance.changes_said import news_said, passages_said, standing_said, touched_said
from bot.guidance.located import located
from bot.guidance.official import Document, Kind, OfficialPassage, State
from bot.words.speaking import speaking
from tests.publishers import source
from tests.test_log_guidance import a_document

Row = tuple[str, str, str]
"""The heading, the lead and the text of an item."""


def of(*rows: Row, **more: object) -> Document:
    counts: dict[tuple[str, str], int] = {}
    passages = []
    for position, (heading, lead, text) in enumerate(rows):
        number = counts[heading, lead] = counts.get((heading, lead), 0) + 1
        passages.append(
            OfficialPassage(
                position=position,
                kind=Kind.ITEM,
                headings=(heading,),
                locator=f"{heading}: {lead.lower()}, item {number}",
                text=text,
                address="https://www.gov.uk/code",
                anchor=heading.lower(),
                number=str(number),
                lead=f"{lead}:",
            )
        )
    return replace(a_document(), passages=tuple(passages), **more)  # type: ignore[arg-type]  # fields of a document


def told(old: Document, new: Document) -> list[tuple[str, str | None, str | None]]:
    return [
        (one.how.value, one.old.text if one.old else None, one.new.text if one.new else None)
        for one in altered(old, new)
    ]


def clause(name: str, locator: str) -> Clause:
    return Clause(
        id=name, source=source("code", "https://www.gov.uk/code"), locator=locator,
        url="https://www.gov.uk/code", gist="A keeper trims lamps.",
        concern=Concern.PARTY_POLITICAL, strength=Strength.MUST, applies=("all",),
        basis=Basis.PRIMARY, examples=("The lamp is trimmed.",),
    )  # fmt: skip


TRIM, SELL, TELL = "trim each lamp before dusk", "sell the oil", "tell the warden of a dark lamp"
OLD = of(
    ("Integrity", "You must", TRIM),
    ("Integrity", "You must", TELL),
    ("Integrity", "You must not", SELL),
    ("Honesty", "You must", "count lamps as they are"),
)


def test_a_changed_item_is_shown_with_its_old_words_and_its_new() -> None:
    new = of(("Integrity", "You must", "trim each lamp before noon"),
             *(_row(p) for p in OLD.passages[1:]))  # fmt: skip
    assert told(OLD, new) == [("changed", TRIM, "trim each lamp before noon")]


def _row(passage: OfficialPassage) -> Row:
    return passage.headings[0], passage.lead.rstrip(":"), passage.text


def test_what_moved_down_because_something_came_before_it_is_not_shown() -> None:
    new = of(("Integrity", "You must", "carry a key"), *map(_row, OLD.passages))
    assert told(OLD, new) == [("added", None, "carry a key")]


def test_dates_alone_change_nothing() -> None:
    later = replace(OLD, fetched_at=OLD.fetched_at + timedelta(9), published=None)
    assert altered(OLD, later) == []


def test_the_same_words_in_the_list_of_what_one_must_not_do_are_another_rule() -> None:
    rows = [_row(p) for p in OLD.passages]
    rows[0] = ("Integrity", "You must not", TRIM)
    (one,) = altered(OLD, of(*rows))
    assert one.how is How.CHANGED
    assert (one.old and one.old.lead, one.new and one.new.lead) == ("You must:", "You must not:")


def test_a_colon_more_in_what_leads_in_is_no_change() -> None:
    bare = replace(OLD, passages=tuple(replace(p, lead=p.lead[:-1]) for p in OLD.passages))
    assert altered(OLD, bare) == []


def test_the_same_words_under_another_lasting_heading_have_moved() -> None:
    rows = [_row(p) for p in OLD.passages]
    rows[0] = ("Honesty", "You must", TRIM)
    assert told(OLD, of(*rows)) == [("moved", TRIM, TRIM)]


def test_under_a_renamed_heading_nothing_moved() -> None:
    old = map(_row, OLD.passages)
    rows = [(heading.replace("Integrity", "Uprightness"), *rest) for heading, *rest in old]
    assert altered(OLD, of(*rows)) == []  # type: ignore[arg-type]  # three texts in a row


def test_of_two_copies_the_one_that_is_gone_is_named_by_its_own_place() -> None:
    twice = of(("Integrity", "You must", TRIM), ("Honesty", "You must", TRIM))
    once = of(("Honesty", "You must", TRIM))
    (one,) = altered(twice, once)
    assert one.old is not None
    assert (one.how, one.old.headings) == (How.CUT, ("Integrity",))


_WORDS = ["lamp", "oil", "dusk", "key", "warden", "street"]
words = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4)
rows = st.lists(
    st.tuples(
        st.sampled_from(["Integrity", "Honesty"]),
        st.sampled_from(["You must", "You must not"]),
        words.map(" ".join),
    ),
    max_size=8,
)


@given(rows, rows)
def test_what_is_cut_and_changed_away_and_what_comes_make_the_newer_version(
    before: list[Row], after: list[Row]
) -> None:
    old, new = of(*before), of(*after)
    found = altered(old, new)
    left = [_row(p) for p in old.passages]
    for one in found:
        if one.old:
            left.remove(_row(one.old))
        if one.new:
            left.append(_row(one.new))
    same_headings = {p.headings for p in old.passages} == {p.headings for p in new.passages}
    if same_headings:
        assert sorted(left) == sorted(map(_row, new.passages))
    assert sorted(row[1:] for row in left) == sorted(_row(p)[1:] for p in new.passages)


@given(rows)
def test_a_version_changes_nothing_in_itself(same: list[Row]) -> None:
    assert altered(of(*same), of(*same)) == []


def test_a_change_names_the_clauses_that_point_at_it_and_those_that_point_nowhere() -> None:
    rows = [_row(p) for p in OLD.passages]
    rows[2] = ("Integrity", "You must not", "sell the oil or the wick")
    clauses = (
        clause("must", "Integrity: you must, item 1"),
        clause("not", "Integrity: you must not, item on oil (para 9)"),
        clause("honest", "Honesty"),
        clause("lost", "Chapter 9"),
    )
    change = change_of(OLD, of(*rows), clauses, located)
    assert change.clauses == ("not",)
    assert change.unplaced == ("lost",)
    assert passages_said(change) == "1 passage changed"
    assert touched_said(change, 2) == (
        "1 clause of the catalogue rests on these, cited in 2 past reviews"
    )


@pytest.mark.parametrize(
    ("locator", "found"),
    [
        ("Integrity: you must, item 2", [TELL]),
        ("Integrity: you must, item on records", [TRIM, TELL]),
        ("Integrity", [TRIM, TELL, SELL]),
        ("Honesty (para 3)", ["count lamps as they are"]),
        ("Hones", []),
        ("", []),
    ],
)
def test_a_locator_points_at_the_passages_that_it_names(locator: str, found: list[str]) -> None:
    assert [p.text for p in located(clause("one", locator), OLD)] == found


def test_a_section_of_an_act_is_found_by_its_number_and_no_longer_number() -> None:
    act = replace(OLD, passages=tuple(
        replace(OLD.passages[0], position=n, locator=f"section {number}", headings=("Part 1",))
        for n, number in enumerate(("7", "7(1)", "70"))
    ))  # fmt: skip
    found = located(clause("one", "s.7 (minimum requirements)"), act)
    assert [p.locator for p in found] == ["section 7", "section 7(1)"]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.WITHDRAWN, "withdrawn by its publisher: no longer in force"),
        (State.GONE, "taken down by its publisher: it has no words any more"),
        (State.SUPERSEDED, "published under a former government, and marked so"),
        (State.MOVED, "moved to another address"),
    ],
)
def test_what_became_of_a_document_is_said_in_words(state: State, said: str) -> None:
    new = replace(OLD, state=state, successor="https://www.gov.uk/new")
    change = change_of(OLD, new, (clause("lost", "Chapter 9"),), located)
    assert standing_said(change) == [said, "now at https://www.gov.uk/new"]
    assert change.has_ended is (state is not State.MOVED)
    assert change.clauses == (() if state is State.MOVED else ("lost",))
    assert change.unplaced == (("lost",) if state is State.MOVED else ())
    assert passages_said(change) == "no words changed"


def test_a_new_title_and_licence_are_said_though_no_word_changed() -> None:
    change = change_of(OLD, replace(OLD, title="Code of lamps", licence="OGL v4"), (), located)
    assert standing_said(change) == [
        "its title is now “Code of lamps”; it was “Lamp code”", "its licence is now “OGL v4”",
    ]  # fmt: skip


def test_the_leads_are_told_of_few_changes_with_their_words_and_of_many_without() -> None:
    rows = [_row(p) for p in OLD.passages]
    long = "trim each lamp before noon " + "and carry the key of the street with you " * 9
    change = change_of(OLD, of(("Integrity", "You must", long), *rows[1:-1]), (), located)
    few = news_said([(change, 0)])
    quoted = few.partition("Integrity: you must, item 1: “")[2].partition("”")[0]
    assert quoted.endswith(" …")
    assert long.startswith(quoted.removesuffix(" …") + " ")
    assert "Honesty: you must, item 1, cut: “count lamps as they are”" in few
    many = news_said([(change, 0)] * 10)
    assert "“" not in many
    assert many.count("•") == 8
    assert "And 2 more documents." in many


def test_a_withdrawn_document_is_told_with_all_clauses_that_rest_on_it() -> None:
    clauses = (clause("one", "Integrity"), clause("two", "Chapter 9"))
    change = change_of(OLD, replace(OLD, state=State.WITHDRAWN), clauses, located)
    said = news_said([(change, 4)])
    assert "• Lamp code: withdrawn by its publisher: no longer in force; no words changed." in said
    assert "2 clauses of the catalogue rest on these, cited in 4 past reviews." in said
    with speaking("cy"):
        assert "wedi'i thynnu'n ôl gan ei chyhoeddwr" in news_said([(change, 4)])


def test_a_rewritten_document_is_compared_by_place_where_words_take_too_long() -> None:
    old = of(*(("Integrity", "You must", f"old {n}") for n in range(300)))
    new = of(*(("Integrity", "You must", f"new words {n * 7}") for n in range(300)))
    assert {one.how for one in altered(old, new)} == {How.CHANGED}
