"""One sync at a time in a folder: a person's and the bot's own do not ask twice for each page."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import NotFetched
from bot.log.sqlite.trouble import in_plain_words


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Hold a lock on the folder, which ends with the process.

    Raises NotFetched where another process has it, and LogError for a folder that cannot be made.
    """
    with in_plain_words(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotFetched(
                "A sync is under way already: nothing was fetched by this one."
            ) from None
        yield
    finally:
        os.close(handle)
