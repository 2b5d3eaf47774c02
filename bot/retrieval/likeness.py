"""Tells which real cases are most like a draft: by their words, and by the clauses they share."""

from collections.abc import Mapping, Sequence
from itertools import islice

from bot.guidance.catalogue import Clause, Finding, Library, Precedent
from bot.retrieval.shelf import Shelf
from bot.retrieval.words import roots

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

_SAME = 0.5
"""A text says much the same as a case from this share of the case's words, by their weight, and
from three of them: of the 465 labelled drafts four have the share, three of these by one word."""
_FEWEST = 3
_BEHIND = 300
"""Clauses that may stand among the hits."""


class Likeness:
    """The precedents laid out for comparison."""

    def __init__(self, library: Library) -> None:
        self._precedents = library.precedents
        self._shelf = Shelf(((p.what, p.body, p.outcome) for p in library.precedents), _WEIGHTS)
        behind = [(f"{clause.gist} {' '.join(clause.examples)}",) for clause in library.clauses]
        self._said = Shelf([*((p.what,) for p in library.precedents), *behind], (1.0,))
        """What was posted, with the clauses behind it: they tell which words are rare."""
        self._whole = [self._score(p.what, row) for row, p in enumerate(library.precedents)]

    def alike(self, text: str) -> tuple[Precedent, ...]:
        """The cases of which the text says half or more, weighed by rare words; at most three."""
        said = roots(text)
        many = len(self._precedents)
        shares = {
            hit.row: hit.score / self._whole[hit.row]
            for hit in self._said.find(text, many + _BEHIND)
            if hit.row < many and self._whole[hit.row] > 0
        }
        likely = [r for r in sorted(shares, key=lambda r: -shares[r]) if shares[r] >= _SAME]
        found = (self._precedents[row] for row in likely)
        same = (case for case in found if len(roots(case.what) & said) >= _FEWEST)
        return tuple(islice(same, MOST_PRECEDENTS))

    def _score(self, text: str, row: int) -> float:
        """How well a case matches a text."""
        hits = self._said.find(text, len(self._precedents) + _BEHIND)
        return next((hit.score for hit in hits if hit.row == row), 0.0)

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
        likely = [r for r in sorted(scores, key=lambda r: -scores[r]) if scores[r] >= _ALIKE]
        shown, others = likely[:MOST_PRECEDENTS], likely[MOST_PRECEDENTS:]
        cleared = next(filter(self._was_cleared, others), None)
        if cleared is not None and not any(map(self._was_cleared, shown)):
            shown[-1] = cleared
        return tuple(self._precedents[row] for row in shown)

    def _was_cleared(self, row: int) -> bool:
        return self._precedents[row].finding is Finding.CLEARED

    def close(self) -> None:
        """Give the memory back."""
        self._shelf.close()
        self._said.close()


def _share(precedent: Precedent, weights: Mapping[str, float]) -> float:
    """How far the clauses are those of the case, from 0 to 1."""
    least, most = _ENOUGH
    enough = min(most, max(least, len(precedent.clauses)))
    return min(1.0, sum(weights.get(i, 0.0) for i in precedent.clauses) / enough)
