"""The guidance as the program knows it: sources, clauses, precedents, pre-election periods."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.concerns import Concern


class Basis(StrEnum):
    """What a clause's summary rests on. Shown on the card where it is not primary."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    RECALL = "recall"


class Strength(StrEnum):
    """How binding a clause is, in its own words."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Finding(StrEnum):
    """How a precedent ended."""

    UPHELD = "upheld"
    CONCEDED = "conceded"
    CLEARED = "cleared"
    DISPUTED = "disputed"
    CRITICISED = "criticised"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How sure a date of the election calendar is."""

    VERIFIED = "verified"
    REPORTED = "reported"
    DERIVED = "derived"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that clauses come from."""

    id: str
    title: str
    publisher: str
    url: str
    format: str
    licence: str
    revision_seen: str
    numbering: str
    note: str = ""
    content_api: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A rule in our own summary. ``gist`` is never the publisher's wording."""

    id: str
    source: Source
    locator: str
    url: str
    gist: str
    concern: Concern
    strength: Strength
    applies: tuple[str, ...]
    basis: Basis
    examples: tuple[str, ...]
    """Invented drafts that bear on the clause: mostly breaches, some posts it allows."""
    precedents: tuple[str, ...] = ()
    read_at: str = ""
    cues: tuple[str, ...] = ()
    """Words of drafts that this clause bears on; for search alone."""
    core: bool = False
    """Shown with every draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A real post that was challenged, and how that ended."""

    id: str
    date: str
    body: str
    what: str
    outcome: str
    finding: Finding
    sources: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A pre-election period: from ``start`` until the close of poll. None: not fixed yet."""

    what: str
    poll: date | None
    start: datetime | None
    scope: tuple[str, ...]
    rule: str
    start_status: Certainty
    poll_status: Certainty
    note: str = ""

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period; an unfixed period covers no day."""
        if self.start is None or self.poll is None:
            return False
        return self.start.date() <= day <= self.poll


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that a review can be held to. ``edition`` is a hash of every word."""

    edition: str
    sources: tuple[Source, ...]
    clauses: tuple[Clause, ...]
    precedents: tuple[Precedent, ...]
    periods: tuple[Period, ...]

    def clause(self, clause_id: str) -> Clause:
        """Find a clause by id. Raises KeyError for an id that the catalogue does not hold."""
        return _by_id(self.clauses)[clause_id]

    def precedent(self, precedent_id: str) -> Precedent:
        """Find a precedent by id. Raises KeyError."""
        return next(p for p in self.precedents if p.id == precedent_id)

    def periods_on(self, day: date) -> tuple[Period, ...]:
        """The pre-election periods that cover a day."""
        return tuple(period for period in self.periods if period.covers(day))


def _by_id(clauses: tuple[Clause, ...]) -> dict[str, Clause]:
    return {clause.id: clause for clause in clauses}
