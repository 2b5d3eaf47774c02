"""Which clauses a change touches: by sure ties first, else by the words of the locator."""

from dataclasses import replace

from bot.guidance.changes import change_of
from bot.guidance.located import Locating, located
from bot.guidance.ties import Sureness, Tying
from tests.as_shipped import LIBRARY
from tests.official_pages import documents

CODE = documents(LIBRARY)["csc"]
CLAUSES = [clause for clause in LIBRARY.clauses if clause.source.id == "csc"]
TIES = {tie.clause_id: tie for tie in Tying(LIBRARY.clauses).tied(CLAUSES, CODE)}


def test_a_sure_tie_is_the_one_passage_that_a_clause_rests_on() -> None:
    locate = Locating(LIBRARY)
    sure = [c for c in CLAUSES if TIES[c.id].sureness is Sureness.SURE]
    assert len(sure) >= 3
    for clause in sure:
        assert locate(clause, CODE) == (TIES[clause.id].passage,)


def test_a_guess_touches_a_clause_and_is_never_shown_as_its_words() -> None:
    for clause in CLAUSES:
        tie, plain = TIES[clause.id], Locating(LIBRARY)(clause, CODE)
        if tie.sureness is Sureness.LIKELY:
            assert plain == located(clause, CODE)
            assert tie.passage in Locating(LIBRARY, guesses=True)(clause, CODE)
        if tie.sureness is Sureness.NONE:
            assert plain == located(clause, CODE)


def test_a_change_to_a_tied_passage_touches_its_clause() -> None:
    clause = next(c for c in CLAUSES if TIES[c.id].sureness is Sureness.SURE)
    tied = TIES[clause.id].passage
    assert tied is not None
    passages = tuple(
        replace(p, text=f"{p.text} at dusk") if p is tied else p for p in CODE.passages
    )
    change = change_of(
        CODE, replace(CODE, passages=passages), CLAUSES, Locating(LIBRARY, guesses=True)
    )
    (one,) = change.altered
    assert clause.id in one.clauses
