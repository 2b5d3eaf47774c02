"""A connection for each piece of work: a SQLite connection may not cross threads."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from sqlite_utils import Database

from bot.errors import LogUnwritable
from bot.log.schema import KEYS
from bot.log.sqlite.lifted import lifted
from bot.log.sqlite.trouble import in_plain_words
from bot.log.tables import Row, columns, same, values

_AGAIN = 0.02
"""Seconds until a file that another process was at is asked for again."""
PATIENCE = 10.0
"""Seconds to wait for another writer before saying that the log is locked."""

_INDEXES_OF_WORDS = """
select name from sqlite_master where type = 'table' and sql like 'create virtual table%fts5%'
"""
_BUSY = (
    "Somebody has the log open for reading, so erased words still stand in {path}-wal. Close what "
    "reads it (Litestream always does: stop it), then run neutral retention apply again."
)


class SqliteTables:
    """The tables of one file, inside one transaction."""

    turn = "rowid"
    joined = "group_concat"

    def __init__(self, db: Database) -> None:
        self.db = db

    def read(self, sql: str, /, **values: object) -> list[Row]:
        """Give every row of an answer that is small."""
        return list(self.db.query(sql, values))

    def stream(self, sql: str, /, **values: object) -> Iterator[Row]:
        """Give the rows one by one, as the file gives them."""
        return self.db.query(sql, values)

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Write rows that are not there; one that is there is refused."""
        if rows:
            self.db.table(table).insert_all(rows)

    def insert_new(self, table: str, rows: Sequence[Row]) -> int:
        """Write what is not there yet. Asks first: the seal refuses even ``insert or ignore``."""
        return sum(self._insert_new(table, row) for row in rows)

    def _insert_new(self, table: str, row: Row) -> int:
        absent = f"not exists (select 1 from {table} where {same(KEYS[table])})"  # noqa: S608  # own
        into = f"insert into {table} ({columns(row)})"
        return self.db.execute(f"{into} select {values(row)} where {absent}", row).rowcount

    def change(self, sql: str, /, **values: object) -> int:
        """Change or remove rows, and say how many."""
        return self.db.execute(sql, values).rowcount

    def lifted(self, names: Sequence[str], /) -> AbstractContextManager[None]:
        """Let rows of these tables be changed until the seals are back."""
        return lifted(self.db, names)

    def alone(self) -> None:
        """A file has one writer at a time, whatever it writes."""

    def define(self, sql: str) -> None:
        """Change the schema: schema.py speaks SQLite."""
        self.db.execute(sql)


@dataclass(frozen=True, slots=True)
class SqliteStore:
    """The log in the file at ``path``, which is there."""

    path: Path

    def reading(self) -> AbstractContextManager[SqliteTables]:
        """The tables as they are at this moment."""
        return reading(self.path)

    def writing(self) -> AbstractContextManager[SqliteTables]:
        """One transaction."""
        return writing(self.path)

    def sweep(self) -> str:
        """Wipe out what was erased."""
        return sweep(self.path)


@dataclass(frozen=True, slots=True)
class FoundStore(SqliteStore):
    """A log that may have been tampered with: what is no text any more is read all the same."""

    def reading(self) -> AbstractContextManager[SqliteTables]:
        """The tables as they are at this moment, with any broken bytes kept apart."""
        return _reading_bytes(self.path)


@contextmanager
def _reading_bytes(path: Path) -> Iterator[SqliteTables]:
    with reading(path) as tables:
        tables.db.conn.text_factory = lambda held: held.decode("utf-8", "surrogateescape")
        yield tables


@contextmanager
def reading(path: Path) -> Iterator[SqliteTables]:
    """Open the log as it is at this moment: one unchanging view until it is closed."""
    with opened(path) as db:
        db.execute("pragma query_only = on")
        db.execute("begin")
        yield SqliteTables(db)


@contextmanager
def writing(path: Path, patience: float = PATIENCE) -> Iterator[SqliteTables]:
    """Open the log for one transaction: all of it is kept, or none.

    It begins immediate: a deferred one that finds another writer when it comes to write
    fails at once, however patient the connection is.
    """
    with _turn_to_write(path, patience), opened(path, patience) as db:
        db.execute("pragma secure_delete = on")  # what is erased is overwritten, not only let go
        db.execute("begin immediate")
        with db.conn:
            yield SqliteTables(db)


@contextmanager
def _turn_to_write(path: Path, patience: float) -> Iterator[None]:
    """Let the threads of this process queue, instead of knocking at the file by turns.

    SQLite's own waiting sleeps and tries again, without order: of eight threads one waited
    five seconds on a slow disk (bench/log.py).
    """
    queue = _queue(path.absolute(), os.getpid())
    if not queue.acquire(timeout=patience):
        raise LogUnwritable(f"The log {path} is busy with other reviews. Try again in a minute.")
    try:
        yield
    finally:
        queue.release()


@cache
def _queue(path: Path, process: int) -> Lock:  # noqa: ARG001  # a fork has threads of its own
    return Lock()


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


def sweep(path: Path) -> str:
    """Wipe what was erased out of the write-ahead log, and out of indexes of words.

    Its pages still hold what was written before, until they are copied into the file. An index
    keeps a word that was removed until its parts are merged.
    """
    with writing(path) as tables:
        for (name,) in tables.db.execute(_INDEXES_OF_WORDS).fetchall():
            tables.db.execute(f'insert into "{name}" ("{name}") values (\'optimize\')')  # noqa: S608  # a name from the schema
    with opened(path) as db:
        is_busy, *_ = db.execute("pragma wal_checkpoint(truncate)").fetchone()
    return _BUSY.format(path=path) if is_busy else ""


def write_ahead(path: Path, patience: float = PATIENCE) -> None:
    """Let readers and the writer work at once; the file remembers it.

    SQLite refuses this at once while another process is at the file, however patient the
    connection is, so it is asked for again.
    """
    until = monotonic() + patience
    with opened(path, patience) as db:
        while not _is_ahead(db, at_last=monotonic() >= until):
            sleep(_AGAIN)


def _is_ahead(db: Database, *, at_last: bool) -> bool:
    try:
        if db.journal_mode != "wal":
            db.enable_wal()
    except sqlite3.OperationalError as error:
        if at_last or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def make_file(path: Path) -> None:
    """Make the folder and the empty file, for this user alone: drafts are not yet public."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
