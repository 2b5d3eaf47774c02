"""The off switch: an admin's word that drafts are taken or not, where it is kept, what it shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """An admin's word that drafts are taken, or are not. Kept once by ``id``."""

    id: str
    taking: bool
    by: str
    at: datetime
    reason: str


class Switchboard(Protocol):
    """Where the off switch is kept. Raises LogError."""

    def keep_switch(self, switch: Switch) -> bool:
        """Keep an admin's word; False when it was already kept."""

    def last_switch(self) -> Switch | None:
        """The word that stands: the latest; None where there never was one."""

    def switches(self, most: int) -> tuple[Switch, ...]:
        """The latest words, so many at most, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What stands at the top of somebody's page: whether they may ask, and may now."""

    refusal: str = ""
    off: Switch | None = None
    """The admin's word, while no drafts are taken."""
    admin: bool = False
    form: bool = True
    """Whether a draft may be given on the page itself."""
    turns: tuple[Switch, ...] = ()
    """For admins: what was last said about taking drafts, newest first."""
