"""Asks in each round of the upkeep whether a month is due, and has it sent, once.

There is no hour to be missed: what fell due while no process ran is begun by the next one.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.config import Nation
from bot.errors import LogError
from bot.work.chores import Announce
from bot.work.mailing import key_of
from bot.work.monthly import Monthly
from bot.work.saying import Json
from bot.work.working_days import due

LOGGER = logging.getLogger("neutral.work")


class Months:
    """Satisfies ``Chore``. Safe in several processes: a month is begun under its own key."""

    def __init__(
        self,
        monthly: Monthly,
        receivers: Sequence[str],
        nation: Nation,
        begin: Callable[[str, Json], object],
        *,
        end: Callable[[], object] = lambda: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """``begin`` has a month sent, once for a key, or raises WorkError; ``end``: at a stop."""
        self._monthly, self._receivers, self._nation = monthly, receivers, nation
        self._begin, self._end, self._clock = begin, end, clock
        self._begun: set[str] = set()

    def round(self, announce: Announce) -> None:
        """Begin what is due. Raises WorkError."""
        del announce
        for month in due(self._clock(), self._nation) if self._receivers else ():
            if month.name in self._begun:
                continue
            try:
                is_ours = self._monthly.is_ours(month)
            except LogError as error:
                LOGGER.error("The month %s waits: %s", month.name, error)  # noqa: TRY400  # no fault
                return
            if is_ours:
                self._begin(key_of(month.name), {"month": month.name, "to": [*self._receivers]})
            self._begun.add(month.name)

    def stop(self) -> None:
        """Begin no more."""
        self._end()
