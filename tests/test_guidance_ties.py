"""Clauses find their words: the right passage is found, and a wrong one is never called sure."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.guidance.accepted import LINK_ONLY, NOT_FETCHED, read_official
from bot.guidance.catalogue import Clause
from bot.guidance.locating import Fit, fit, read_locator
from bot.guidance.official import Document, Kind, OfficialPassage
from bot.guidance.ties import Sureness, Tie, Tying
from tests.as_shipped import LIBRARY
from tests.official_pages import PAGES, RIGHT, document, documents, passages_of

DOCUMENTS = documents(LIBRARY)
TYING = Tying(LIBRARY.clauses)
CLAUSES = [clause for clause in LIBRARY.clauses if clause.id in RIGHT]


class Store:
    """Keeps documents in memory."""

    def __init__(self, *kept: Document) -> None:
        self.kept = {one.source: one for one in kept}
        self.edition = "e1" if kept else ""

    def accepted(self, source: str) -> Document | None:
        return self.kept.get(source)


def of(name: str) -> list[Clause]:
    return [clause for clause in LIBRARY.clauses if clause.source.id == name]


def cut_anew(name: str, change: Callable[[str], str]) -> Document:
    """A document whose page was changed and cut again."""
    body = change(PAGES[name][1])
    assert body != PAGES[name][1]
    return document(DOCUMENTS_SOURCES[name], passages_of(name, body))


DOCUMENTS_SOURCES = {source.id: source for source in LIBRARY.sources}


def tie(clause: Clause, changed: Document) -> Tie:
    (found,) = TYING.tied([clause], changed)
    return found


def is_right(found: Tie) -> bool:
    return found.passage is not None and found.passage.text.startswith(RIGHT[found.clause_id])


def never_surely_wrong(changed: Document) -> list[Tie]:
    """Tie the clauses of the document anew; give the ties, of which none is sure and wrong."""
    ties = list(TYING.tied(of(changed.source), changed))
    wrong = [t for t in ties if t.sureness is Sureness.SURE and t.clause_id in RIGHT]
    assert [t for t in wrong if not is_right(t)] == []
    return ties


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_a_clause_finds_its_passage(clause: Clause) -> None:
    assert is_right(tie(clause, DOCUMENTS[clause.source.id]))


def test_of_at_least_six_documents_at_least_twenty_clauses_are_sure_of_the_right_passage() -> None:
    sure = [
        found
        for clause in CLAUSES
        if (found := tie(clause, DOCUMENTS[clause.source.id])).sureness is Sureness.SURE
    ]
    assert all(map(is_right, sure))
    assert len(sure) >= 20
    assert len({LIBRARY.clause(found.clause_id).source.id for found in sure}) >= 6


def test_no_clause_is_sure_of_a_passage_in_a_document_that_is_not_its_own() -> None:
    sure = [
        (name, found.clause_id)
        for name, other in DOCUMENTS.items()
        for found in TYING.tied([c for c in LIBRARY.clauses if c.source.id != name], other)
        if found.sureness is Sureness.SURE
    ]
    assert sure == []


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_a_clause_whose_passage_was_taken_out_is_sure_of_no_other(clause: Clause) -> None:
    whole = DOCUMENTS[clause.source.id]
    left = tuple(p for p in whole.passages if not p.text.startswith(RIGHT[clause.id]))
    assert len(left) < len(whole.passages)
    assert tie(clause, replace(whole, passages=left)).sureness is not Sureness.SURE


def test_a_paragraph_put_in_before_the_others_makes_no_sure_wrong_tie() -> None:
    def renumbered(body: str) -> str:
        later = re.sub(r"<p>(\d)\. ", lambda m: f"<p>{int(m[1]) + 1}. ", body)
        return later.replace("<p>2. ", "<p>1. Read this note with the law on elections.</p><p>2. ")

    ties = never_surely_wrong(cut_anew("loc24", renumbered))
    found = {one.clause_id: one for one in ties if one.clause_id in RIGHT}
    shifted = found["loc.care-bearing-on-campaign"]
    assert shifted.sureness is Sureness.LIKELY
    assert shifted.passage is not None
    assert "The business of government goes on" in shifted.passage.text
    assert "stands elsewhere" in shifted.reason


def test_a_paragraph_that_says_nearly_the_same_in_the_old_place_makes_a_tie_unsure() -> None:
    near = (
        "<p>6. The business of government goes on. Particular care is needed with every visit "
        "that could have a bearing on the election campaigns.</p><p>7. The business"
    )
    found = tie(
        LIBRARY.clause("loc.care-bearing-on-campaign"),
        cut_anew("loc24", lambda body: body.replace("<p>6. The business", near)),
    )
    assert found.sureness is Sureness.LIKELY
    assert found.reason == "Another passage says nearly the same."


@pytest.mark.parametrize("name", ["csc", "osr", "gcsa", "gis97"])
def test_an_item_put_in_at_the_head_of_every_list_makes_no_sure_wrong_tie(name: str) -> None:
    never_surely_wrong(
        cut_anew(name, lambda body: body.replace("<ul>", "<ul><li>read this with care</li>"))
    )


@pytest.mark.parametrize("locator", ["whole page", "para 4 (2015 text)"])
def test_a_clause_that_does_not_say_where_it_stands_is_never_sure(locator: str) -> None:
    clause = replace(LIBRARY.clause("csc.integrity.must.records"), locator=locator)
    found = tie(clause, DOCUMENTS["csc"])
    assert found.sureness is Sureness.LIKELY
    assert "does not say where" in found.reason
    assert found.passage is not None
    assert found.passage.text.startswith(RIGHT[clause.id])


def test_a_duty_that_became_a_ban_is_not_sure() -> None:
    changed = cut_anew(
        "csc",
        lambda body: body.replace("You must not:", "?").replace("You must:", "You must not:"),
    )
    found = tie(LIBRARY.clause("csc.integrity.must.records"), changed)
    assert found.sureness is Sureness.LIKELY


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(DOCUMENTS)), st.randoms(use_true_random=False))
def test_words_that_changed_places_are_never_surely_theirs(name: str, dice: object) -> None:
    whole = DOCUMENTS[name]
    texts = [passage.text for passage in whole.passages]
    dice.shuffle(texts)  # type: ignore[attr-defined]  # a random.Random
    moved = zip(whole.passages, texts, strict=True)
    never_surely_wrong(replace(whole, passages=tuple(replace(p, text=t) for p, t in moved)))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(DOCUMENTS)), st.sets(st.integers(0, 60), max_size=30), st.data())
def test_whatever_is_taken_out_or_doubled_no_wrong_tie_is_sure(
    name: str, gone: set[int], data: st.DataObject
) -> None:
    passages = [p for at, p in enumerate(DOCUMENTS[name].passages) if at not in gone]
    doubled = data.draw(st.lists(st.sampled_from(passages), max_size=3)) if passages else []
    never_surely_wrong(replace(DOCUMENTS[name], passages=(*passages, *doubled)))


@pytest.mark.parametrize(
    ("locator", "passage", "expected"),
    [
        ("Integrity: you must, item 2", "Integrity: you must, item 2", Fit.AGREES),
        ("Integrity: you must, item 2", "Integrity: you must, item 3", Fit.DIFFERS),
        ("Integrity: you must not, item 2", "Integrity: you must, item 2", Fit.DIFFERS),
        ("Honesty: you must, item 2", "Integrity: you must, item 2", Fit.DIFFERS),
        ("Integrity: you must, item 9 (2010 text)", "Integrity: you must, item 2", Fit.AGREES),
        ("para 4", "opening, paragraph 4", Fit.AGREES),
        ("paras 2, 4 and 9", "opening, paragraph 4", Fit.AGREES),
        ("para 4", "opening, paragraph 14", Fit.DIFFERS),
        ("para 4 (2015 text)", "opening, paragraph 4", Fit.SILENT),
        ("Opening", "opening, paragraph 4", Fit.AGREES),
        ("Opening", "Integrity: you must, item 2", Fit.DIFFERS),
        ("4.4", "4.4.2", Fit.AGREES),
        ("4.4", "4.5.1", Fit.DIFFERS),
        ("4.4", "14.4", Fit.DIFFERS),
        ("s.125(1) and (2)", "section 125(1)", Fit.AGREES),
        ("s.125", "section 125(1)(a)", Fit.AGREES),
        ("s.12", "section 125(1)", Fit.DIFFERS),
        ("Note 8, para 4", "Note 8: activity, paragraph 4", Fit.AGREES),
        ("Note 7, para 4", "Note 8: activity, paragraph 4", Fit.DIFFERS),
        ("whole page", "opening, paragraph 4", Fit.SILENT),
        ("written answer", "section 125(1)", Fit.SILENT),
    ],
)
def test_a_place_is_held_against_the_locator(locator: str, passage: str, expected: Fit) -> None:
    assert fit(read_locator(locator), a_passage(passage)) is expected


def a_passage(locator: str) -> OfficialPassage:
    """A passage as one of that locator is cut."""
    head, _, rest = locator.partition(":")
    is_item = ", item " in locator
    number = locator.rpartition(" ")[2] if is_item or "paragraph" in locator else ""
    above = () if head.startswith(("opening", "section")) or head[0].isdigit() else (head,)
    duty = "You must not:" if "must not" in rest else "You must:"
    return OfficialPassage(
        position=0,
        kind=Kind.ITEM if is_item else Kind.PARAGRAPH,
        headings=(f"{head}: activity",) if head.startswith("Note") else above,
        locator=locator,
        text="Trim the lamps.",
        address="https://www.gov.uk/a",
        number=number,
        lead=duty if is_item else "",
    )


def test_an_anchor_in_the_address_of_a_clause_is_a_part_of_its_place() -> None:
    right = DOCUMENTS["csc"]
    clause = LIBRARY.clause("csc.integrity.must.records")
    here = right.passages[0].address
    assert tie(replace(clause, url=f"{here}#integrity"), right).sureness is Sureness.SURE
    assert tie(replace(clause, url=f"{here}#honesty"), right).sureness is Sureness.LIKELY


def test_a_clause_without_a_document_says_why_it_has_no_passage() -> None:
    official = read_official(LIBRARY, Store(DOCUMENTS["csc"]))
    assert official.ties["osr.s2.cite-source"].reason == NOT_FETCHED
    assert official.ties["cap.misleading-and-identifiable"].reason == LINK_ONLY
    assert set(official.ties) == {clause.id for clause in LIBRARY.clauses}


def test_words_whose_licence_does_not_let_us_quote_them_are_not_quoted() -> None:
    source = DOCUMENTS_SOURCES["cap"]
    kept = document(source, passages_of("csc"))
    official = read_official(LIBRARY, Store(kept))
    assert official.documents == {}
    assert official.passages == ()


def test_without_any_document_the_catalogue_serves_alone() -> None:
    official = read_official(LIBRARY, Store())
    assert (official.edition, official.ties, official.passages) == ("", {}, ())
    assert [clause for clause in LIBRARY.clauses if official.quoted(clause)] == []


def test_a_tie_is_worked_out_once_for_the_same_clauses_and_words() -> None:
    kept: dict[str, list[dict[str, object]]] = {}
    first = read_official(LIBRARY, Store(*DOCUMENTS.values()), kept)
    assert len(kept) == len(DOCUMENTS)
    rows = kept[next(iter(kept))]
    rows[0]["reason"] = "It was remembered."
    again = read_official(LIBRARY, Store(*DOCUMENTS.values()), kept)
    told = {found.reason for found in again.ties.values()}
    assert "It was remembered." in told
    assert {i: t.passage for i, t in again.ties.items()} == {
        i: t.passage for i, t in first.ties.items()
    }


def test_other_words_or_other_clauses_are_tied_anew() -> None:
    kept: dict[str, list[dict[str, object]]] = {}
    read_official(LIBRARY, Store(DOCUMENTS["csc"]), kept)
    changed = cut_anew("csc", lambda body: body.replace("Civil Service values", "Our values"))
    read_official(LIBRARY, Store(changed), kept)
    assert len(kept) == 2
    other = replace(LIBRARY.clauses[0], gist="Another gist.")
    clauses = (other, *LIBRARY.clauses[1:])
    read_official(replace(LIBRARY, clauses=clauses), Store(changed), kept)
    assert len(kept) == 3
