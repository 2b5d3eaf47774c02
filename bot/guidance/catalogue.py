"""The guidance as the program knows it: sources, clauses, precedents, pre-election periods."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.concerns import Concern
from bot.guidance.ranks import Rank
from bot.guidance.territories import Territories, naming, plain


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
    rank: Rank = Rank.POLICY
    is_own: bool = False
    """The department's own, put in with ``neutral guidance add``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A rule in our own summary. ``gist`` is never the publisher's wording.

    Of the department's own documents it is: those are given here in their own words.
    """

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
    is_own: bool = False
    """The department's own, put in with ``neutral guidance add-case``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDocument:
    """A document of the department's own, cut into clauses."""

    source: Source
    clauses: tuple[Clause, ...]
    is_lines: bool
    """Words that were cleared once, and no rules: nothing is held to them."""
    accounts: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    """Whom it is for: the names of accounts, Slack's ids of channels. Both empty: everybody."""
    added_by: str = ""
    added_on: date | None = None

    def covers(self, account: str, channel: str) -> bool:
        """Whether it is for a draft of that account, asked about in that channel."""
        if not (self.accounts or self.channels) or channel in self.channels:
            return True
        return bool(self.accounts) and bool(naming(self.accounts).search(plain(account)))


class When(StrEnum):
    """Where a period stands on a day; for every period and day it is one of these."""

    NOW = "now"
    NEXT = "next"
    """To come; where its start is not known, it may have begun."""
    UNFIXED = "unfixed"
    """Nobody has called it yet."""
    PAST = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of election, and what its periods rest on."""

    letter: str
    name: str = ""
    means: str = ""
    clauses: tuple[str, ...] = ()
    """The ids of the clauses, weightiest first."""
    scope: tuple[str, ...] = ()
    """Where it is held, if every one of its kind is held there."""
    binds: bool = True
    """Whether it binds the accounts of its scope; else only drafts that speak of it."""
    touches: str = ""
    """The letter of the rule for an account outside whose draft speaks of a place in it."""
    days: int | None = None
    """How many days before the poll the period starts; None: that cannot be counted."""
    counted: str = ""
    """What that is counted from, and how good it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A pre-election period: from ``start`` to the end of the day of the poll, UK time.

    None: not fixed yet.
    """

    what: str
    poll: date | None
    start: datetime | None
    scope: tuple[str, ...]
    rule: str
    """A letter: the rule of the calendar that the period rests on."""
    start_status: Certainty
    poll_status: Certainty
    id: str = ""
    places: tuple[str, ...] = ()
    """Words that name the constituency, where that is its scope."""
    note: str = ""
    means: str = ""
    """The rule in words."""
    clauses: tuple[str, ...] = ()
    """The ids of the clauses that its rule rests on, weightiest first."""
    is_own: bool = False
    """Put in here with ``neutral calendar add``, and not shipped."""

    def covers(self, day: date, at: time | None = None) -> bool:
        """Whether that hour lies in the period; without one, whether any of the day does.

        An unfixed period covers no day.
        """
        if self.start is None or self.poll is None:
            return False
        if at is not None and day == self.start.date():
            return at >= self.start.time()
        return self.start.date() <= day <= self.poll

    def may_cover(self, day: date) -> bool:
        """Whether it may have begun on that day, since nobody knows when it starts."""
        if self.start is not None or self.poll is None:
            return False
        return timedelta(0) <= self.poll - day <= _LONGEST

    def when(self, day: date) -> When:
        """Where it stands on a day."""
        if self.covers(day):
            return When.NOW
        if self.poll is None:
            return When.UNFIXED
        return When.PAST if self.poll < day else When.NEXT

    @property
    def confirmed(self) -> bool:
        """Whether somebody read the start and the poll in a source that states them."""
        return self.start_status is self.poll_status is Certainty.VERIFIED


_LONGEST = timedelta(days=42)
"""A usual period of the longest kind, in which one without a known start may have begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Which clauses to show for a concern: clause ids, the weightiest first."""

    concern: Concern
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that a review can be held to. ``edition`` is a hash of every word."""

    edition: str
    sources: tuple[Source, ...]
    clauses: tuple[Clause, ...]
    precedents: tuple[Precedent, ...]
    periods: tuple[Period, ...]
    ladders: tuple[Ladder, ...] = ()
    dated: date | None = None
    """The day of the edition, from the ledger of editions; None where it has no row."""
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """The rules of the calendar by their letters."""
    territories: Territories = field(default_factory=Territories)
    own: tuple[OwnDocument, ...] = ()
    """The department's own documents; their clauses are not among ``clauses``."""
    words: str = field(default="", repr=False, compare=False)
    """The whole text that ``edition`` is the hash of, to be kept with it."""
    _clauses: Mapping[str, Clause] = field(init=False, repr=False, compare=False)
    _precedents: Mapping[str, Precedent] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        every = (*self.clauses, *self.own_rules)
        object.__setattr__(self, "_clauses", {clause.id: clause for clause in every})
        object.__setattr__(self, "_precedents", {case.id: case for case in self.precedents})

    @property
    def own_rules(self) -> tuple[Clause, ...]:
        """The rules of the department's own documents; cleared lines are none."""
        return tuple(rule for each in self.own if not each.is_lines for rule in each.clauses)

    def clause(self, clause_id: str) -> Clause:
        """Find a clause or a rule of the department's own by id. Raises KeyError."""
        return self._clauses[clause_id]

    def holds(self, clause_id: str) -> bool:
        """Whether there is a clause, or a rule of the department's own, of that id."""
        return clause_id in self._clauses

    def precedent(self, precedent_id: str) -> Precedent:
        """Find a precedent by id. Raises KeyError."""
        return self._precedents[precedent_id]

    def periods_on(self, day: date, at: time | None = None) -> tuple[Period, ...]:
        """The pre-election periods that cover a day, or an hour of it."""
        return tuple(period for period in self.periods if period.covers(day, at))

    def periods_near(self, day: date, at: time | None = None) -> tuple[Period, ...]:
        """The same, and those that may have begun because nobody knows when they start."""
        return tuple(p for p in self.periods if p.covers(day, at) or p.may_cover(day))

    def rule_of(self, period: Period) -> Rule:
        """The rule that a period rests on."""
        alone = Rule(letter=period.rule, means=period.means, clauses=period.clauses)
        return self.rules.get(period.rule, alone)
