"""Ties each clause of the catalogue to the official passage that it sums up, and says how surely.

A tie is sure only where two things that do not know of each other agree: where the clause says
that it stands, and what it says; and where no other passage says nearly the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.guidance.alike import Likeness, Scale, spread_of, words_of
from bot.guidance.catalogue import Clause
from bot.guidance.locating import Fit, Place, fit, read_locator
from bot.guidance.official import Document, Kind, OfficialPassage

EDITION = 1
"""Counts up when the same clause and the same words would be tied otherwise."""

_ALIKE = 0.26
"""A sure tie is at least so much alike: two texts on one subject reach 0.25 by chance."""
_SHARED = 3
"""Telling words that a sure tie rests on at least."""
_NEAR = 0.75
"""Another passage that scores this share of the best is near as good."""
_LIKELY_IN_PLACE, _LIKELY = 0.1, 0.2
"""A likely tie is at least so much alike, where its place agrees and where it does not."""
_IN_PLACE = 1.5
"""What a passage's likeness counts for, beside the others', where its place agrees."""


class Sureness(StrEnum):
    """How sure it is that a passage is the one that a clause sums up."""

    SURE = "sure"
    LIKELY = "likely"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A clause's passage, how sure that is, and why no surer."""

    clause_id: str
    sureness: Sureness
    reason: str
    passage: OfficialPassage | None = None


class Tying:
    """Ties clauses to documents. ``clauses``: all of the catalogue, whose words are the measure."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._spread = spread_of(clause.gist for clause in clauses)
        self._many = len(clauses)

    def tied(self, clauses: Sequence[Clause], document: Document) -> tuple[Tie, ...]:
        """A tie for each of the clauses, which are those of the document."""
        passages = [p for p in document.passages if p.kind is not Kind.HEADING]
        if not passages:
            return tuple(untied(clause, "The document has no words.") for clause in clauses)
        scale = Scale([words_of(passage) for passage in passages], self._spread, self._many)
        return tuple(_tie(clause, passages, scale) for clause in clauses)


def untied(clause: Clause, reason: str) -> Tie:
    """No passage, and why."""
    return Tie(clause_id=clause.id, sureness=Sureness.NONE, reason=reason)


def _tie(clause: Clause, passages: Sequence[OfficialPassage], scale: Scale) -> Tie:
    place = read_locator(clause.locator)
    alike = scale.likeness(clause, place.topic)
    top = max((one.score for one in alike.values()), default=0.0)
    fits = {
        at: _where(clause, place, passages[at])
        for at, one in alike.items()
        if one.score * _IN_PLACE >= top
    }
    best = max(fits, key=lambda at: _standing(alike[at], fits[at]), default=None)
    if best is None or not _is_likely(alike[best], fits[best]):
        return untied(clause, "No passage of the document says it in words near ours.")
    others = max((one.score for at, one in alike.items() if at != best), default=0.0)
    doubt = _doubt(alike[best], fits[best], others)
    return Tie(
        clause_id=clause.id,
        sureness=Sureness.LIKELY if doubt else Sureness.SURE,
        reason=doubt or "Its place and its words agree, and no other passage is near as good.",
        passage=passages[best],
    )


def _where(clause: Clause, place: Place, passage: OfficialPassage) -> Fit:
    return Fit.DIFFERS if _is_elsewhere(clause, passage) else fit(place, passage)


def _standing(alike: Likeness, where: Fit) -> float:
    return alike.score * (_IN_PLACE if where is Fit.AGREES else 1.0)


def _is_likely(alike: Likeness, where: Fit) -> bool:
    least = _LIKELY_IN_PLACE if where is Fit.AGREES else _LIKELY
    return alike.score >= least and alike.shared > 0


def _doubt(alike: Likeness, where: Fit, others: float) -> str:
    """Why a passage is not surely the right one; empty where it surely is.

    ``others``: how alike the next best passage is.
    """
    if where is Fit.SILENT:
        return "Its locator does not say where in the document it stands."
    if where is Fit.DIFFERS:
        return "Its words are like ours, but it stands elsewhere than the clause says."
    if alike.score < _ALIKE or alike.shared < _SHARED:
        return "It stands where the clause says, but too few of its words are like ours."
    if others >= _NEAR * alike.score:
        return "Another passage says nearly the same."
    return ""


def _is_elsewhere(clause: Clause, passage: OfficialPassage) -> bool:
    """Whether the clause's address names another anchor of the same page."""
    address, _, anchor = clause.url.partition("#")
    return bool(anchor) and address == passage.address and anchor != passage.anchor
