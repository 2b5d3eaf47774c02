"""Finds the clauses that a draft should be held to, and the cases that are like it."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from bot.concerns import Concern
from bot.draft import Draft
from bot.guidance.catalogue import Clause, Library, Precedent
from bot.retrieval.choice import Choice, in_turns
from bot.retrieval.likeness import Likeness
from bot.retrieval.shelf import Shelf
from bot.retrieval.steer import Steer
from bot.retrieval.words import asked_about, marks

MOST_SHOWN = 20
"""Clauses shown for one draft: what a reviewer can weigh, in about 2,000 tokens."""

_MOST_OF_ELECTIONS = 6
_KEPT_FOR_SEARCH = 5
"""Places that neither the core nor what the checks saw may take."""
_KEPT_FOR_OTHERS = 4
"""Of those, places for concerns that nothing else has brought in: searches miss them."""

_READ = 60
"""Hits looked at. A clause further down shares a word by chance."""
_TELLING = 12
"""Hits that say which concerns a draft raises."""
_PULL = 0.3
"""How much of a concern's score its first clause is given; the second gets it over root 2."""
_ASIDE = 0.5
"""What a hit counts for when its clause is about a time or a maker that this draft has not."""

_WEIGHTS = (1.0, 4.0, 2.0)
"""Gist and place, cues, examples: cues are written for search, gists are not."""

_ANSWERS = 5
_BEARING = 0.6
"""A clause bears on a question when it scores this share of the best in the whole library."""

_NOT_OF_POSTS = frozenset({Concern.AI_USE, Concern.PROCESS, Concern.PRE_ELECTION})
"""Concerns that a post does not raise by its words alone."""


class Index:
    """The library laid out for search. Safe to use from several threads; close it after use."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._core = tuple(clause for clause in library.clauses if clause.core)
        self._ladders: Mapping[Concern, tuple[Clause, ...]] = {
            ladder.concern: tuple(library.clause(clause_id) for clause_id in ladder.clauses)
            for ladder in library.ladders
        }
        self._shelf = Shelf((_columns(clause) for clause in library.clauses), _WEIGHTS)
        self._likeness = Likeness(library)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back."""
        self._shelf.close()
        self._likeness.close()

    def search(self, draft: Draft, steer: Steer) -> tuple[Clause, ...]:
        """The clauses to hold the draft to, best first, at most MOST_SHOWN, none twice.

        The core always; then what the checks named, what belongs to the election, and what
        stands on the ladders of the concerns seen; then what the draft's own words find.
        """
        scores = self._scores(draft, steer)
        tail = tuple(self._library.clause(i) for i in sorted(scores, key=lambda i: -scores[i]))
        named = self._named(steer)
        election = tuple(self._election(draft, steer, scores))
        raised = tuple(in_turns(self._ladders_of(draft, steer)))
        choice = Choice(MOST_SHOWN)
        choice.let_in(self._core)
        choice.let_in(named, leaving=_KEPT_FOR_OTHERS)
        choice.let_in(election, at_most=_MOST_OF_ELECTIONS)
        choice.let_in(raised, leaving=_KEPT_FOR_SEARCH)
        choice.let_in(tail, leaving=_KEPT_FOR_OTHERS)
        choice.let_in(self._missing(tail, choice.concerns))
        choice.let_in(tail)
        seen = tuple(dict.fromkeys(clause.id for clause in (*named, *election, *raised)))
        place = {clause_id: number for number, clause_id in enumerate(seen)}
        return tuple(
            sorted(choice, key=lambda c: (place.get(c.id, len(seen)), -scores.get(c.id, 0.0)))
        )

    def precedents(self, draft: Draft, clauses: Sequence[Clause]) -> tuple[Precedent, ...]:
        """Real cases most like the draft, by its words and by the clauses, at most three."""
        return self._likeness.precedents(_words_of(draft), clauses)

    def answering(self, question: str, among: Sequence[Clause]) -> tuple[Clause, ...]:
        """Those of the clauses that bear on a question, best first; none if nothing fits."""
        allowed = {clause.id: clause for clause in among}
        hits = self._shelf.find(asked_about(question), len(self._library.clauses))
        fit = [
            allowed[clause_id]
            for row, score in hits
            if (clause_id := self._library.clauses[row].id) in allowed
            and score >= _BEARING * hits[0].score
        ]
        return tuple(fit[:_ANSWERS])

    def _named(self, steer: Steer) -> tuple[Clause, ...]:
        known = (i for i in steer.clause_ids if self._library.holds(i))
        return tuple(self._library.clause(i) for i in known)

    def _scores(self, draft: Draft, steer: Steer) -> dict[str, float]:
        """A score for every clause worth a place, from the draft's own words.

        What the best hits are about pulls up the clauses that belong to the same concerns.
        """
        hits = self._shelf.find(_words_of(draft), _READ)
        clauses = self._library.clauses
        scores = {clauses[hit.row].id: hit.score for hit in hits}
        raised: dict[Concern, float] = defaultdict(float)
        for hit in hits[:_TELLING]:
            raised[clauses[hit.row].concern] += hit.score
        for concern, pull in raised.items():
            for place, clause in enumerate(self._ladders.get(concern, ()), start=1):
                scores[clause.id] = scores.get(clause.id, 0.0) + _PULL * pull / math.sqrt(place)
        for clause_id in scores:
            if _is_aside(self._library.clause(clause_id), steer):
                scores[clause_id] *= _ASIDE
        return scores

    def _ladders_of(self, draft: Draft, steer: Steer) -> Iterator[tuple[Clause, ...]]:
        concerns = dict.fromkeys(steer.concerns)
        if draft.quoting:
            concerns.setdefault(Concern.DISSEMINATION)
        for concern in concerns:
            yield self._ladders.get(concern, ())

    def _election(
        self, draft: Draft, steer: Steer, scores: Mapping[str, float]
    ) -> Iterator[Clause]:
        """The clauses of the elections under way, those most like the draft first."""
        if not steer.pre_election:
            return
        periods = self._library.periods_on(draft.posting_on) if draft.posting_on else ()
        ladder = self._ladders.get(Concern.PRE_ELECTION, ())
        rows = {tuple(map(self._library.clause, p.clauses)): None for p in periods} or {
            ladder: None
        }
        by_likeness = sorted(
            rows, key=lambda row: -max((scores.get(c.id, 0) for c in row), default=0)
        )
        yield from in_turns(by_likeness)

    def _missing(self, tail: Sequence[Clause], present: set[Concern]) -> Iterator[Clause]:
        """The best clause of each concern that is not present yet, the likeliest first."""
        present = present | _NOT_OF_POSTS
        ladders = (ladder[0] for ladder in self._ladders.values() if ladder)
        for clause in (*tail, *ladders):
            if clause.concern not in present:
                present.add(clause.concern)
                yield clause


def _columns(clause: Clause) -> tuple[str, str, str]:
    return (
        f"{clause.gist} {clause.locator} {clause.concern.label} {clause.id}",
        " ; ".join(clause.cues),
        " ; ".join(clause.examples),
    )


def _words_of(draft: Draft) -> str:
    return " ".join((draft.text, draft.account, draft.quoting, draft.speaker, marks(draft.text)))


def _is_aside(clause: Clause, steer: Steer) -> bool:
    out_of_season = clause.concern is Concern.PRE_ELECTION and not steer.pre_election
    return out_of_season or clause.concern is Concern.AI_USE
