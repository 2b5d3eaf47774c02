"""Writes the chain's newest link down each day, where nobody can write who can write the log."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from bot.errors import LogError
from bot.words.days import told_day
from bot.words.speaking import speaking, to_say, worded
from bot.work.chores import Announce

LOGGER = logging.getLogger("neutral.work")
_UK = ZoneInfo("Europe/London")
_CHANNEL: Final = re.compile(r"[CG][A-Z0-9]{6,}")
LINK = to_say(
    "The newest link of the bot's record on {day}: {line}\n"
    "Leave this message where it is: the record can be held to it."
)


class Heads(Protocol):
    """The chain of the record, and a file beside it. Raises LogError."""

    def line(self) -> str:
        """The newest link as it is written down; empty while nothing is kept."""

    def last(self, path: str) -> datetime | None:
        """When one was written into a file last; None for never."""

    def add(self, path: str, line: str) -> None:
        """Add a line to a file, for good."""


class DailyHeads:
    """Satisfies ``Chore``. Safe in several processes: a channel hears it once, by its key."""

    def __init__(
        self,
        heads: Heads,
        to: str,
        language: str,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """``to``: the id of a channel, or the path of a file; empty for nowhere."""
        self._heads, self._to, self._language, self._clock = heads, to, language, clock
        self._done: date | None = None

    def round(self, announce: Announce) -> None:
        """Write down the first one of the day, UK time."""
        now = self._clock()
        today = now.astimezone(_UK).date()
        if not self._to or self._done == today:
            return
        try:
            if line := self._heads.line():
                self._write(announce, line, now, today)
                self._done = today
        except LogError as error:
            LOGGER.error("The newest link was not written down: %s", error)  # noqa: TRY400  # no fault

    def stop(self) -> None:
        """Nothing runs beside us."""

    def _write(self, announce: Announce, line: str, now: datetime, today: date) -> None:
        if _CHANNEL.fullmatch(self._to):
            with speaking(self._language):
                words = worded(LINK, day=told_day(now), line=line)
            announce(f"head:{today}", words, self._to)
            return
        last = self._heads.last(self._to)
        if last is None or last.astimezone(_UK).date() < today:
            self._heads.add(self._to, line)
