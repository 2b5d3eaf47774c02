"""What SQLite and the disk complain of, in words that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import LogError, LogUnwritable
from bot.log.words import half_a_character

_KIND = 0xFF
"""SQLite's extended codes hold their kind in the lowest byte."""

_UNWRITABLE = {
    sqlite3.SQLITE_BUSY: "is locked by another program. Close that program, then try again.",
    sqlite3.SQLITE_LOCKED: "is locked by another program. Close that program, then try again.",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full. Free some space, then try again.",
    sqlite3.SQLITE_READONLY: "is read-only. Give the bot's user the right to write to it.",
    sqlite3.SQLITE_PERM: "is read-only. Give the bot's user the right to write to it.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Look whether the file and its folder are there "
    "and belong to the bot's user.",
    sqlite3.SQLITE_IOERR: "cannot be reached: the disk gives errors. Look after the disk first.",
}
_DAMAGED = (
    "is damaged or is not a log of this program. To restore it: stop the bot, move the file "
    "away (with the files that have its name and end in -wal and -shm), and put the newest "
    "backup in its place, under its name. Keep the damaged file until the copy has been read."
)


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Raise LogUnwritable or LogError for what SQLite or the disk raises about the log."""
    try:
        yield
    except sqlite3.Error as error:
        raise translated(error, path) from error
    except UnicodeEncodeError as error:
        raise half_a_character() from error
    except UnicodeDecodeError as error:  # SQLite's complaint about a broken page may be no text
        raise LogError(f"The log {path} {_DAMAGED}") from error
    except OSError as error:
        raise LogUnwritable(f"The log {path} cannot be opened: {error.strerror}.") from error


def translated(error: sqlite3.Error, path: Path) -> LogError:
    """Give the error of our own tree that says the same."""
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _KIND
    if kind in _UNWRITABLE:
        return LogUnwritable(f"The log {path} {_UNWRITABLE[kind]}")
    if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LogError(f"The log {path} {_DAMAGED}")
    return LogError(f"The log {path} did not take it: {error}.")
