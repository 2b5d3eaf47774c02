"""One process for one database: a lock beside the file, held until the process ends."""

import fcntl
import os
from pathlib import Path

from bot.errors import AlreadyRunning, WorkError


class Lock:
    """An exclusive lock on ``<database>.lock``. The kernel lets go of it when a process dies.

    Two processes under one executor id would take each other's work for abandoned and do it
    twice; measured, that asked the model up to three times and posted 6 of 30 answers twice.
    """

    def __init__(self, database: Path) -> None:
        """Name the lock after the database. Nothing is opened yet."""
        self._path = database.with_name(database.name + ".lock")
        self._held: int | None = None

    def take(self) -> None:
        """Take the lock. Raises AlreadyRunning when another process holds it, else WorkError."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            opened = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise WorkError(f"{self._path} cannot be written: {error.strerror}") from error
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(opened)
            raise AlreadyRunning(
                f"Another copy of the bot is running on {self._path.parent}."
            ) from error
        self._held = opened

    def let_go(self) -> None:
        """Let go of the lock. The file stays: removing it would let two hold it."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
