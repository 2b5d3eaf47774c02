"""Finds the rules of the department's own that bear on a draft, among those that are for it."""

from collections.abc import Iterator
from itertools import islice

from bot.draft import Draft
from bot.guidance.catalogue import Clause, Library
from bot.retrieval.shelf import Shelf

MOST_OWN = 5
"""Beside the clauses of the catalogue, of which none gives up its place for them."""

_READ = 1_000
"""Hits looked at, those of the catalogue among them."""
_WEIGHTS = (1.0, 0.5)
"""Words, and title with place."""


class OwnRules:
    """The own rules laid out for search, with the catalogue behind them.

    A word's weight is how rare it is; a handful of rules alone could not tell.
    """

    def __init__(self, library: Library) -> None:
        self._documents = [each for each in library.own if not each.is_lines]
        self._rules = library.own_rules
        rows = [(rule.gist, f"{rule.locator} {rule.source.title}") for rule in self._rules]
        behind = [(f"{clause.gist} {' '.join(clause.cues)}", "") for clause in library.clauses]
        self._shelf = Shelf([*rows, *behind], _WEIGHTS) if rows else None

    def bearing(self, words: str, draft: Draft, channel: str) -> tuple[Clause, ...]:
        """The rules that share words with a draft and are for its account or channel."""
        held = {e.source.id for e in self._documents if e.covers(draft.account, channel)}
        found = self._found(words) if held else iter(())
        return tuple(islice((rule for rule in found if rule.source.id in held), MOST_OWN))

    def answering(self, question: str, among: frozenset[str]) -> tuple[Clause, ...]:
        """Those of the rules, by their ids, that share words with a question, best first."""
        return tuple(rule for rule in self._found(question) if rule.id in among)

    def close(self) -> None:
        """Give the memory back."""
        if self._shelf is not None:
            self._shelf.close()

    def _found(self, words: str) -> Iterator[Clause]:
        hits = self._shelf.find(words, _READ) if self._shelf is not None else []
        return (self._rules[hit.row] for hit in hits if hit.row < len(self._rules))
