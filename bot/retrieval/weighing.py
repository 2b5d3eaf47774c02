"""Weighs the clauses for one draft: what its words find, what was seen in it, what day it is."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.concerns import Concern
from bot.draft import Draft
from bot.guidance.catalogue import Clause, Library
from bot.retrieval.choice import in_turns
from bot.retrieval.shelf import Hit
from bot.retrieval.steer import Steer

_TELLING = 12
"""Hits that say which concerns a draft raises."""
_PULL = 0.3
"""How much of a concern's score its first clause is given; the second gets it over root 2."""
_LIFT = 0.3
"""How much of the best hit's score the clause is given whose official words are hit best."""
_ASIDE = 0.5
"""What a hit counts for when its clause is about a time or a maker that this draft has not."""
_FIXED = 2
"""Clauses of an election that come first whatever the draft says; the rest go by its words."""

_NOT_OF_POSTS = frozenset({Concern.AI_USE, Concern.PROCESS, Concern.PRE_ELECTION})
"""Concerns that a post does not raise by its words alone."""


class Weighing:
    """The library's clauses and ladders, ready to be weighed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._ladders: Mapping[Concern, tuple[Clause, ...]] = {
            ladder.concern: tuple(map(library.clause, ladder.clauses)) for ladder in library.ladders
        }

    def scores(
        self, hits: Sequence[Hit], steer: Steer, lifts: Mapping[str, float]
    ) -> dict[str, float]:
        """A score for every clause worth a place, by id, from what the draft's words found.

        What the best hits are about pulls up the clauses that belong to the same concerns, and a
        hit in an official passage lifts its clause: ``lifts`` says by how much, from 0 to 1.
        """
        clauses = self._library.clauses
        scores = {clauses[hit.row].id: hit.score for hit in hits}
        pulls: dict[Concern, float] = defaultdict(float)
        for hit in hits[:_TELLING]:
            pulls[clauses[hit.row].concern] += hit.score
        for concern, pull in pulls.items():
            for place, clause in enumerate(self._ladders.get(concern, ()), start=1):
                scores[clause.id] = scores.get(clause.id, 0.0) + _PULL * pull / math.sqrt(place)
        best = hits[0].score if hits else 1.0
        for clause_id, lift in lifts.items():
            scores[clause_id] = scores.get(clause_id, 0.0) + _LIFT * best * lift
        for clause_id in scores:
            if _is_aside(self._library.clause(clause_id), steer):
                scores[clause_id] *= _ASIDE
        return scores

    def raised(self, draft: Draft, steer: Steer) -> Iterator[Clause]:
        """The clauses of the concerns seen, each concern's first before any concern's second."""
        concerns = dict.fromkeys(steer.concerns)
        if draft.quoting:
            concerns.setdefault(Concern.DISSEMINATION)
        yield from in_turns(self._ladders.get(concern, ()) for concern in concerns)

    def election(self, steer: Steer, scores: Mapping[str, float]) -> Iterator[Clause]:
        """The clauses of the elections under way: the weightiest, then the most like the draft."""
        if not steer.pre_election:
            return

        def unlike(clause: Clause) -> float:
            return -scores.get(clause.id, 0.0)

        rows = sorted(self._elections(steer), key=lambda row: min(map(unlike, row)))
        yield from in_turns(row[:_FIXED] for row in rows)
        yield from sorted((clause for row in rows for clause in row), key=unlike)

    def _elections(self, steer: Steer) -> list[tuple[Clause, ...]]:
        """A row of clauses for each election; where none is known, for any."""
        rows = dict.fromkeys(tuple(map(self._library.clause, ids)) for ids in steer.elections)
        known = [row for row in rows if row]
        ladder = self._ladders.get(Concern.PRE_ELECTION, ())
        return known or ([ladder] if ladder else [])

    def missing(self, tail: Sequence[Clause], present: set[Concern]) -> Iterator[Clause]:
        """The best clause of each concern that is not present yet, the likeliest first."""
        present = present | _NOT_OF_POSTS
        firsts = (ladder[0] for ladder in self._ladders.values() if ladder)
        for clause in (*tail, *firsts):
            if clause.concern not in present:
                present.add(clause.concern)
                yield clause


def _is_aside(clause: Clause, steer: Steer) -> bool:
    out_of_season = clause.concern is Concern.PRE_ELECTION and not steer.pre_election
    return out_of_season or clause.concern is Concern.AI_USE
