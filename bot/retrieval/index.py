"""Finds the clauses that a draft should be held to, and the cases that are like it."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from bot.draft import Draft
from bot.guidance.accepted import NONE, Cited, Official
from bot.guidance.catalogue import Clause, Library, Precedent
from bot.retrieval.choice import Choice
from bot.retrieval.likeness import Likeness
from bot.retrieval.official import OfficialShelf
from bot.retrieval.own import OwnRules
from bot.retrieval.shelf import Shelf
from bot.retrieval.steer import Steer
from bot.retrieval.weighing import Weighing
from bot.retrieval.words import asked_about, marks

MOST_SHOWN = 20
"""Clauses shown for one draft: what a reviewer can weigh, in about 2,000 tokens."""

_MOST_OF_ELECTIONS = 6
_KEPT_FOR_SEARCH = 5
"""Places that the ladders of what the checks saw may not take."""
_KEPT_FOR_OTHERS = 3
"""Of those, places for concerns that nothing else has brought in: searches miss them."""

_READ = 60
"""Hits looked at. A clause further down shares a word by chance."""

_WEIGHTS = (1.0, 4.0, 2.0)
"""Gist and place, cues, examples: cues are written for search, gists are not."""

_ANSWERS = 5
_BEFORE_OWN = 2
"""Clauses that stand before the best of the department's own rules in an answer."""
_BEARING = 0.6
"""A clause bears on a question when it scores this share of the best in the whole library."""


class Index:
    """The library laid out for search. Safe to use from several threads; close it after use."""

    def __init__(self, library: Library, official: Official = NONE) -> None:
        self._library = library
        self._official = OfficialShelf(official)
        self._core = tuple(clause for clause in library.clauses if clause.core)
        self._weighing = Weighing(library)
        self._shelf = Shelf(map(_columns, library.clauses), _WEIGHTS)
        self._likeness = Likeness(library)
        self._own = OwnRules(library)

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
        self._official.close()
        self._likeness.close()
        self._own.close()

    def search(self, draft: Draft, steer: Steer) -> tuple[Clause, ...]:
        """The clauses to hold the draft to, best first, at most MOST_SHOWN, none twice.

        The core always; then what the checks named, what belongs to the election, and what
        stands on the ladders of the concerns seen; then what the draft's own words find.
        """
        weighing = self._weighing
        words = _words_of(draft)
        lifts = self._official.lifts(words)
        scores = weighing.scores(self._shelf.find(words, _READ), steer, lifts)
        tail = tuple(map(self._library.clause, sorted(scores, key=lambda i: -scores[i])))
        named = tuple(map(self._library.clause, filter(self._library.holds, steer.clause_ids)))
        election = tuple(weighing.election(steer, scores))
        raised = tuple(weighing.raised(draft, steer))
        choice = Choice(MOST_SHOWN)
        choice.let_in(self._core)
        choice.let_in(named)
        choice.let_in(election, at_most=_MOST_OF_ELECTIONS)
        choice.let_in(raised, leaving=_KEPT_FOR_SEARCH)
        choice.let_in(tail, leaving=_KEPT_FOR_OTHERS)
        choice.let_in(weighing.missing(tail, choice.concerns))
        choice.let_in(tail)
        seen = tuple(dict.fromkeys(clause.id for clause in (*named, *election, *raised)))
        place = {clause_id: number for number, clause_id in enumerate(seen)}
        return tuple(
            sorted(choice, key=lambda c: (place.get(c.id, len(seen)), -scores.get(c.id, 0.0)))
        )

    def own_rules(self, draft: Draft, channel: str) -> tuple[Clause, ...]:
        """The rules of the department's own that bear on a draft, best first, at most MOST_OWN.

        Only those for its account, or for the channel in which it was asked about. They stand
        beside what ``search`` gives and change nothing there.
        """
        return self._own.bearing(_words_of(draft), draft, channel)

    def precedents(self, draft: Draft, clauses: Sequence[Clause]) -> tuple[Precedent, ...]:
        """Real cases most like the draft, by its words and by the clauses, at most three.

        One that was cleared is among them if any such is alike: it counts as much as the others.
        The first clauses weigh most: give those that were breached where they are known.
        """
        return self._likeness.precedents(_words_of(draft), clauses)

    def alike(self, draft: Draft) -> tuple[Precedent, ...]:
        """Cases of posts that said much the same, by their words alone, at most three."""
        return self._likeness.alike(_words_of(draft))

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
        own = self._own.answering(asked_about(question), frozenset(allowed))
        return (*fit[:_BEFORE_OWN], *own[:1], *fit[_BEFORE_OWN:_ANSWERS])

    def saying(self, question: str) -> tuple[Cited, ...]:
        """Official passages that bear on a question, best first, whichever clauses there are."""
        return self._official.saying(question)


def _columns(clause: Clause) -> tuple[str, str, str]:
    return (
        f"{clause.gist} {clause.locator} {clause.concern.label} {clause.id}",
        " ; ".join(clause.cues),
        " ; ".join(clause.examples),
    )


def _words_of(draft: Draft) -> str:
    return " ".join((draft.text, draft.account, draft.quoting, draft.speaker, marks(draft.text)))
