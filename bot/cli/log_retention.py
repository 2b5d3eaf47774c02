"""Retention for the bot that serves: a little of what is due, each time it is asked."""

from datetime import datetime

from bot.log.classes import periods
from bot.log.erasing import Order
from bot.log.record import StoredLog
from bot.log.retention import BATCH, WHY, cutoffs, let_go

BY = "the bot, each day"
"""Who lets go, where nobody gave the command."""


class LogRetention:
    """Satisfies ``bot.work.letting_go.Retention``."""

    def __init__(self, log: StoredLog, keep_months: str) -> None:
        """Raises BadSettings for classes that make no sense."""
        self._store, self._months = log.store, periods(keep_months)
        self._is_swept = True

    def let_go(self, now: datetime) -> int:
        """Let one batch or a few go; wipe the file once nothing is left."""
        before = cutoffs(self._months, now)
        gone = let_go(self._store, before, Order("", WHY, BY, now), most=BATCH)
        many = sum(gone.values())
        if not many and not self._is_swept:
            self._store.sweep()
        self._is_swept = not many
        return many
