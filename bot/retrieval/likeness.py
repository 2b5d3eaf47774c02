"""Tells which real cases are most like a draft: by their words, and by the clauses they share."""

from collections.abc import Mapping, Sequence

from bot.guidance.catalogue import Clause, Library, Precedent
from bot.retrieval.shelf import Shelf

MOST_PRECEDENTS = 3

_WEIGHTS = (3.0, 1.0, 1.0)
"""What was posted, by whom, how it ended."""

_SAME_WORDS = 15.0
"""A match of words as good as this counts for 1: the same thing said of the same place."""

_FULL_WEIGHT = 4
"""The first clauses tell what a draft is about; one further down weighs this over its place."""

_ENOUGH = (2, 4)
"""A case counts as shared whole by four clauses, or by all it has, but never by one alone."""

_ALIKE = 0.6
"""A case below this has little to say about the draft: its words or one clause by chance."""


class Likeness:
    """The precedents laid out for comparison."""

    def __init__(self, library: Library) -> None:
        self._precedents = library.precedents
        self._shelf = Shelf(((p.what, p.body, p.outcome) for p in library.precedents), _WEIGHTS)

    def precedents(self, text: str, clauses: Sequence[Clause]) -> tuple[Precedent, ...]:
        """The cases most like the text and most about the clauses, at most three."""
        weights = {
            clause.id: min(1.0, _FULL_WEIGHT / place)
            for place, clause in enumerate(clauses, start=1)
        }
        words = {hit.row: hit.score for hit in self._shelf.find(text, len(self._precedents))}
        scores = {}
        for row, precedent in enumerate(self._precedents):
            share = _share(precedent, weights)
            if share:
                scores[row] = share + min(1.0, words.get(row, 0.0) / _SAME_WORDS)
        likely = sorted(scores, key=lambda row: -scores[row])[:MOST_PRECEDENTS]
        return tuple(self._precedents[row] for row in likely if scores[row] >= _ALIKE)

    def close(self) -> None:
        """Give the memory back."""
        self._shelf.close()


def _share(precedent: Precedent, weights: Mapping[str, float]) -> float:
    """How far the clauses are those of the case, from 0 to 1."""
    least, most = _ENOUGH
    enough = min(most, max(least, len(precedent.clauses)))
    return min(1.0, sum(weights.get(i, 0.0) for i in precedent.clauses) / enough)
