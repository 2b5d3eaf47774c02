"""The chain of the record for the bot that serves: its newest link, and where it is put."""

from datetime import datetime
from pathlib import Path

from bot.errors import LogUnwritable
from bot.log import heads
from bot.log.record import StoredLog


class LogHeads:
    """Satisfies ``bot.work.heads.Heads``."""

    def __init__(self, log: StoredLog) -> None:
        self._log = log

    def line(self) -> str:
        """The newest link as it is written down; empty while nothing is kept."""
        newest = self._log.head()
        return newest.line if newest else ""

    def last(self, path: str) -> datetime | None:
        """When one was written into a file last."""
        return heads.last_written(Path(path))

    def add(self, path: str, line: str) -> None:
        """Add a line to a file. Raises LogUnwritable."""
        try:
            heads.write_down(Path(path), line)
        except OSError as error:
            raise LogUnwritable(f"{path} cannot be written to: {error.strerror}.") from error
