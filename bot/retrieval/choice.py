"""A choice of clauses that has an end: each once, in the order in which they were let in."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from bot.concerns import Concern
from bot.guidance.catalogue import Clause


class Choice:
    """Lets clauses in until there is no more room."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._chosen: dict[str, Clause] = {}

    def let_in(self, clauses: Iterable[Clause], *, leaving: int = 0, at_most: int = 1_000) -> None:
        """Let clauses in while more than ``leaving`` places are free, ``at_most`` new ones."""
        new = 0
        for clause in clauses:
            if new >= at_most or len(self._chosen) >= self._room - leaving:
                return
            if clause.id not in self._chosen:
                self._chosen[clause.id] = clause
                new += 1

    @property
    def concerns(self) -> set[Concern]:
        """The concerns that a chosen clause is about."""
        return {clause.concern for clause in self._chosen.values()}

    def __iter__(self) -> Iterator[Clause]:
        return iter(self._chosen.values())


def in_turns(rows: Iterable[Sequence[Clause]]) -> Iterator[Clause]:
    """The first of each row, then the second of each, and so on."""
    for turn in zip_longest(*rows):
        yield from (clause for clause in turn if clause is not None)
