"""What else a round of the upkeep does, each thing by whoever knows how."""

from collections.abc import Callable
from typing import Protocol

Announce = Callable[[str, str, str], None]
"""Posts words under a key in a channel, once for a key. Raises WorkError."""


class Chore(Protocol):
    """Something to be done now and then."""

    def round(self, announce: Announce) -> None:
        """Do it if it is time; what cannot be done waits for the next round. Raises WorkError."""

    def stop(self) -> None:
        """End what runs beside us."""
