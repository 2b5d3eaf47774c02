"""What the checks saw in a draft, said to the search, so that the right clauses are shown."""

from dataclasses import dataclass
from datetime import date

from bot.concerns import Concern


@dataclass(frozen=True, slots=True, kw_only=True)
class Steer:
    """Clauses and concerns that the checks named, and whether an election is near."""

    clause_ids: tuple[str, ...] = ()
    """The likeliest first. Ids that the library does not hold are passed over."""
    concerns: tuple[Concern, ...] = ()
    pre_election: bool = False
    """The day of posting lies in a pre-election period that covers the account."""
    day: date | None = None
    """The day it is held against, which says which election; None: the draft's own day."""
