"""What SQLite itself finds wrong with a file: broken pages, indexes that disagree with tables."""

import sqlite3
from pathlib import Path

from bot.log.sqlite.connection import opened

_MOST = 20


def damage(path: Path) -> tuple[str, ...]:
    """The first complaints about a file, in SQLite's words; none for a whole one.

    Raises LogError where the file is no database any more.
    """
    with opened(path) as db:
        try:
            found = db.execute(f"pragma integrity_check({_MOST})").fetchall()
        except sqlite3.DatabaseError as error:
            return (str(error),)
    return tuple(str(said) for (said,) in found if said != "ok")
