"""What the checks saw in a draft, said to the search, so that the right clauses are shown."""

from dataclasses import dataclass

from bot.concerns import Concern


@dataclass(frozen=True, slots=True, kw_only=True)
class Steer:
    """Clauses and concerns that the checks named, and whether an election is near."""

    clause_ids: tuple[str, ...] = ()
    """The likeliest first. Ids that the library does not hold are passed over."""
    concerns: tuple[Concern, ...] = ()
    pre_election: bool = False
    """A pre-election period bears on the draft, or may."""
    elections: tuple[tuple[str, ...], ...] = ()
    """For each election that bears on the draft, the ids of its clauses, weightiest first."""
