"""Lets go each day what the record has kept for long enough, where the settings say so."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.errors import NeutralError
from bot.work.chores import Announce

LOGGER = logging.getLogger("neutral.work")
_UK = ZoneInfo("Europe/London")


class Retention(Protocol):
    """The record, and how long each class of it is kept. Raises NeutralError."""

    def let_go(self, now: datetime) -> int:
        """Let some hundreds of records go, and say how many; 0 where nothing is left to be done."""


class DailyRetention:
    """Satisfies ``Chore``. Each round does a little, so that the rest of the upkeep goes on.

    Safe in several processes: each batch is a transaction, and looks for what is left.
    """

    def __init__(
        self,
        retention: Retention,
        *,
        is_on: bool,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._retention, self._is_on, self._clock = retention, is_on, clock
        self._done: date | None = None

    def round(self, announce: Announce) -> None:  # noqa: ARG002  # it stands on record, not in a channel
        """Let go what is due, until nothing is left for today."""
        now = self._clock()
        today = now.astimezone(_UK).date()
        if not self._is_on or self._done == today:
            return
        try:
            many = self._retention.let_go(now)
        except NeutralError as error:
            LOGGER.error("Nothing was let go: %s %s", error, error.advice)  # noqa: TRY400  # no fault
            return
        if many:
            LOGGER.info("Let go by retention: %d records", many)
        else:
            self._done = today

    def stop(self) -> None:
        """Nothing runs beside us."""
