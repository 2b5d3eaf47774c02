"""A connection for each piece of work: a SQLite connection may not cross threads."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.log.trouble import in_plain_words

PATIENCE = 10.0
"""Seconds to wait for another writer before saying that the log is locked."""


@contextmanager
def reading(path: Path) -> Iterator[Database]:
    """Open the log as it is at this moment: one unchanging view until it is closed."""
    with opened(path) as db:
        db.execute("pragma query_only = on")
        db.execute("begin")
        yield db


@contextmanager
def writing(path: Path, patience: float = PATIENCE) -> Iterator[Database]:
    """Open the log for one transaction: all of it is kept, or none.

    It begins immediate: a deferred one that finds another writer when it comes to write
    fails at once, however patient the connection is.
    """
    with opened(path, patience) as db:
        db.execute("begin immediate")
        with db.conn:
            yield db


@contextmanager
def opened(path: Path, patience: float = PATIENCE) -> Iterator[Database]:
    """Open a file that is there; a log that was deleted under us is not begun anew."""
    with in_plain_words(path):
        address = f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=patience)
        db = Database(connection, execute_plugins=False)
        try:
            db.execute("pragma foreign_keys = on")
            yield db
        finally:
            db.close()


def make_file(path: Path) -> None:
    """Make the folder and the empty file, for this user alone: drafts are not yet public."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
