"""The search reads the official passages too: they lift their clauses, and answer questions."""

from dataclasses import replace

import pytest

from bot.draft import Draft
from bot.guidance.accepted import NONE, Official
from bot.guidance.official import Document
from bot.guidance.ties import Sureness, Tie
from bot.retrieval.index import Index
from bot.retrieval.official import OfficialShelf
from bot.retrieval.steer import Steer
from tests.as_shipped import LIBRARY
from tests.official_pages import documents

CLAUSE = LIBRARY.clause("hosm.filmed-people")
TEXT = "The quokka enclosure reopens on Monday beside the quokka nursery."


def told(text: str, sureness: Sureness = Sureness.SURE) -> Official:
    """The documents with one clause tied to a passage of that text."""
    every = documents(LIBRARY)
    whole = every["csc"]
    passage = replace(whole.passages[3], text=text)
    passages = (*whole.passages[:3], passage, *whole.passages[4:])
    found: dict[str, Document] = {**every, "csc": replace(whole, passages=passages)}
    tie = Tie(clause_id=CLAUSE.id, sureness=sureness, reason="", passage=passage)
    return Official(documents=found, ties={CLAUSE.id: tie})


def place(official: Official) -> int:
    with Index(LIBRARY, official) as index:
        found = [clause.id for clause in index.search(Draft(text=TEXT), Steer())]
    return found.index(CLAUSE.id) if CLAUSE.id in found else len(found)


def test_a_hit_in_an_official_passage_lifts_the_clause_that_is_tied_to_it() -> None:
    with Index(LIBRARY) as index:
        assert CLAUSE not in index.search(Draft(text=TEXT), Steer())
    sure, likely = told("Keep the quokka enclosure shut."), Sureness.LIKELY
    assert place(sure) <= place(told("Keep the quokka enclosure shut.", likely)) < 20
    assert OfficialShelf(sure).lifts(TEXT) == {CLAUSE.id: 1.0}
    assert OfficialShelf(told("The quokka nursery.", likely)).lifts(TEXT) == {CLAUSE.id: 0.5}


def test_a_passage_that_says_nothing_of_the_draft_lifts_nothing() -> None:
    assert OfficialShelf(told("Trim the lamps.")).lifts(TEXT) == {}


def test_without_official_words_the_search_is_what_it_was() -> None:
    with Index(LIBRARY) as plain, Index(LIBRARY, NONE) as alone:
        for text in (TEXT, "Labour has failed.", ""):
            draft = Draft(text=text)
            assert plain.search(draft, Steer()) == alone.search(draft, Steer())
        assert alone.saying("Who may carry a gift or hospitality?") == ()


def test_the_core_is_shown_whatever_the_official_words_lift() -> None:
    core = {clause.id for clause in LIBRARY.clauses if clause.core}
    with Index(LIBRARY, told(TEXT)) as index:
        assert core <= {clause.id for clause in index.search(Draft(text=TEXT), Steer())}


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("May I accept gifts and hospitality?", "accept gifts or hospitality"),
        ("Which visits do Ministers decide on?", "5. Ministers decide which visits"),
    ],
)
def test_a_question_finds_a_passage_that_no_clause_sums_up(question: str, begins: str) -> None:
    with Index(LIBRARY, told("Trim the lamps.")) as index:
        found = index.saying(question)
    assert found[0].passage.text.startswith(begins)
    assert found[0].passage in found[0].document.passages
    assert len(found) <= 2


@pytest.mark.parametrize(
    "question",
    ["", "?!", "ok", "gifts", "Thanks!", "Which wine goes with grilled turbot and samphire?",
     "'); drop table shelf; --", '" NEAR("'],
)  # fmt: skip
def test_a_question_about_nothing_or_of_one_word_finds_no_passage(question: str) -> None:
    with Index(LIBRARY, told("Trim the lamps.")) as index:
        assert index.saying(question) == ()
