"""The record in one SQLite file: what a single machine needs, and nothing to install."""

from pathlib import Path

from bot.log.record import StoredLog
from bot.log.sqlite.connection import SqliteStore
from bot.log.sqlite.opening import prepare


class SqliteLog(StoredLog):
    """A log at ``path``; made, with its folder, the first time. Raises LogError, LogTooNew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        prepare(path)
        super().__init__(SqliteStore(path))
