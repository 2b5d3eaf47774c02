"""What a month of the log adds up to, as a report asks for it: numbers, and no word of a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.concerns import Concern, Verdict
from bot.desk.records import Outcome


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """Days from ``first`` until before ``after``, in UK time."""

    first: date
    after: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """In how many reviews something was found."""

    reviews: int = 0
    """With at least one proven finding of it."""
    at_fault: int = 0
    """Of these, with one that says revise or stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Reviews and misses of some days."""

    days: Days
    verdicts: Mapping[Verdict, int]
    misses: int
    concerns: Mapping[Concern, Faults] = field(default_factory=dict)
    """Most reviews first; empty where nobody asked."""

    @property
    def reviews(self) -> int:
        """All of them, misses not among them."""
        return sum(self.verdicts.values())

    @property
    def at_fault(self) -> int:
        """Those that came to revise or stop."""
        return self.verdicts.get(Verdict.REVISE, 0) + self.verdicts.get(Verdict.STOP, 0)

    def found(self, concern: Concern) -> Faults:
        """How often a concern was found."""
        return self.concerns.get(concern, Faults())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """How often one clause was cited, and what became of those reviews."""

    clause_id: str
    title: str
    """Title and locator as they were shown with the newest of these reviews."""
    locator: str
    url: str
    concern: Concern | None
    reviews: int
    set_aside: int
    """Posted as drafted, or signed off, where the clause said revise or stop."""
    mended: int
    """The rewording was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """How many reviews of one verdict have the same last decision; None: nobody decided."""

    verdict: Verdict
    is_reworded: bool
    outcome: Outcome | None
    reviews: int
    revised_since: int = 0
    """Of those that nobody decided about, how many have a review of a newer version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """How long it took from the review to the first decision that asks nobody."""

    decided: int
    median: timedelta
    ninetieth: timedelta
    """Nine of ten came within it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Findings of the month that people called right or wrong."""

    right: int = 0
    """By a lead; where leads differ it stands as right."""
    wrong: int = 0
    said: int = 0
    """What anybody says of a finding, each person's last word."""
    said_wrong: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What made the reviews of the month, and what that cost."""

    by_model: int = 0
    by_checks: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0
    unpriced: int = 0
    """Reviews by a model of which no price is known: their cost is not in the sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Reviews of one platform and account; either may be empty."""

    platform: str
    account: str
    reviews: int
    at_fault: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSums:
    """Everything that is counted of one month."""

    counts: Counts
    clauses: tuple[Cited, ...]
    """Those most cited, most set aside and most mended, most cited first; of the month alone."""
    cited: Mapping[str, int]
    """Reviews that cite each clause, of all clauses, by id."""
    stood: tuple[Stood, ...]
    signed_off: Mapping[str, int]
    """Of how many stops each person's sign-off stands, by the person's id."""
    took: Took | None
    marks: Marks
    missed: Mapping[str, int]
    """By kind of error."""
    spent: Spent


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEdition:
    """That a new edition was first kept, by kind: guidance, checks, prompt, official."""

    kind: str
    edition: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLink:
    """The newest link of the chain at some moment."""

    seq: int
    at: datetime
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The days that a report wants added up."""

    month: Days
    before: Days
    weeks: tuple[Days, ...]
    months: tuple[Days, ...]
    """The months of the trend, oldest first; the last is ``month``."""
    with_concerns: int
    """Of how many months, from the last, concerns are counted."""
    leads: frozenset[str]
    """Who is named a propriety lead now; whoever ever signed off or declined was one."""
    most: int = 10
    """Clauses and places named at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedUp:
    """The answer, as the log was at one moment."""

    month: MonthSums
    before: MonthSums
    weeks: tuple[Counts, ...]
    months: tuple[Counts, ...]
    places: tuple[Place, ...]
    """Platforms and accounts of the month, most reviews first."""
    editions: tuple[KeptEdition, ...]
    """New in the month, oldest first."""
    begins: datetime | None
    """When the first review or miss was made; None in an empty log."""
    link: LastLink | None
    """The chain's end when the month ended; None where the chain is younger."""
