"""The official passages laid out for search: what they say lifts the clauses tied to them."""

from threading import Lock

from bot.guidance.accepted import Cited, Official
from bot.guidance.official import OfficialPassage
from bot.guidance.stems import stems
from bot.guidance.ties import Sureness
from bot.retrieval.shelf import Shelf
from bot.retrieval.words import asked_about, different_words

_WEIGHTS = (3.0, 1.0)
"""What it says, and the headings above it with the words that lead in."""
_READ = 20
"""Hits looked at."""
_TRUST = {Sureness.SURE: 1.0, Sureness.LIKELY: 0.5}
"""How far a hit in a passage counts for the clause that is tied to it."""
_MOST_SAYING = 2
_LEAST_SHARED = 2
"""Words of a question that a passage must hold: by one alone any passage would do."""
_BEARING = 0.6
"""A passage bears on a question when it holds this share of its words."""


class OfficialShelf:
    """The passages of all accepted documents. Safe to use from several threads.

    The tied ones are laid out at once, for every draft; the others when somebody first asks.
    """

    def __init__(self, official: Official) -> None:
        self._official = official
        self._turn = Lock()
        self._all: Shelf | None = None
        ties = [tie for tie in official.ties.values() if tie.passage is not None]
        self._ties = [(tie.clause_id, _TRUST[tie.sureness]) for tie in ties]
        texts = [_columns(tie.passage) for tie in ties if tie.passage is not None]
        self._tied = Shelf(texts, _WEIGHTS) if texts else None

    def lifts(self, text: str) -> dict[str, float]:
        """By how much each clause is lifted by what its official words say, from 0 to 1."""
        hits = self._tied.find(text, _READ) if self._tied is not None else []
        lifts: dict[str, float] = {}
        for hit in hits:
            clause_id, trust = self._ties[hit.row]
            lifts[clause_id] = trust * hit.score / hits[0].score
        return lifts

    def saying(self, question: str) -> tuple[Cited, ...]:
        """Passages that hold most of what a question asks about, best first, at most two."""
        asked = frozenset(stems(" ".join(different_words(asked_about(question)))))
        if len(asked) < _LEAST_SHARED or not self._official.passages:
            return ()
        hits = self._laid_out().find(asked_about(question), _READ)
        placed = [self._official.passages[hit.row] for hit in hits]
        return tuple(one for one in placed if _bears(asked, one.passage))[:_MOST_SAYING]

    def close(self) -> None:
        """Give the memory back."""
        for shelf in (self._tied, self._all):
            if shelf is not None:
                shelf.close()

    def _laid_out(self) -> Shelf:
        with self._turn:
            if self._all is None:
                columns = (_columns(placed.passage) for placed in self._official.passages)
                self._all = Shelf(columns, _WEIGHTS)
            return self._all


def _columns(passage: OfficialPassage) -> tuple[str, str]:
    return passage.text, " ".join((*passage.headings, passage.lead))


def _bears(asked: frozenset[str], passage: OfficialPassage) -> bool:
    both = asked & frozenset(stems(" ".join(_columns(passage))))
    return len(both) >= max(_LEAST_SHARED, _BEARING * len(asked))
