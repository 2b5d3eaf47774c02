"""The counter where jobs are handed in: kept at once, or refused for good, before Slack's 3 s.

The engine's own way of keeping a job waits 30 s for a locked file, and tries again for ever
after that; then Slack has long told the asker that the bot did not answer, and the job is done
all the same.
Here the transaction is ours: what was refused was rolled back, and is never done later.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import sqlalchemy as sa
from dbos import DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions
from dbos import error as dbos_error
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.errors import WorkError, WorkUncertain
from bot.work.store import NAME, VERSION
from bot.work.together import NotBegun, Together

TURN_SECONDS, LOCK_SECONDS = 1.0, 1.2
"""How long to wait for those before us in this process, and then for the database: below 3 s.
Within the second the last of several jobs in one transaction must be begun, too."""
_LOOK_SECONDS = 0.01
"""For how long SQLite waits for a lock by itself, looking ever more seldom: a few looks."""


@dataclass(frozen=True, slots=True)
class _Job:
    """How the engine is told of a job, and what its flow is given."""

    options: EnqueueOptions
    given: tuple[Any, ...]


class Counter:
    """Takes jobs for the engine's queues. Safe for threads. Nothing is opened before the first."""

    def __init__(self, address: sa.URL) -> None:
        self._engine = _engine(address)
        self._is_sqlite = address.get_backend_name() == "sqlite"
        self._client = DBOSClient(
            system_database_engine=self._engine,
            serializer=DBOSPortableJSONSerializer(),
            application_name=NAME,
            lazy=True,
        )
        self._line = Together(self._write, TURN_SECONDS)

    def keep(self, name: str, options: EnqueueOptions, *args: Any) -> float:  # noqa: ANN401  # JSON
        """Write a job down under a name that is its own; give the seconds that took.

        Raises WorkError where nothing was kept, WorkUncertain where nobody can know.
        """
        began = monotonic()
        options = EnqueueOptions(**options, workflow_id=name, app_version=VERSION)
        try:
            self._line.put(_Job(options, args))
        except NotBegun:
            raise _slow() from None
        return monotonic() - began

    def close(self) -> None:
        """Close what was opened."""
        self._line.close()
        self._client.destroy()
        self._engine.dispose()

    def _write(self, jobs: Sequence[_Job]) -> None:
        """Keep all of them in one transaction, or none."""
        kept, until = False, monotonic() + LOCK_SECONDS
        try:
            with self._engine.connect() as database:
                if self._is_sqlite:
                    _begin(database)
                for number, job in enumerate(jobs):
                    if number and monotonic() > until:
                        raise _slow()
                    self._client.enqueue_in_transaction(database, job.options, *job.given)
                kept = not self._is_sqlite
                database.commit()
        except (dbos_error.DBOSException, SQLAlchemyError, sqlite3.Error, OSError) as error:
            why = _why(error)
            if kept:
                raise WorkUncertain(f"The database was lost in mid-sentence: {why}.") from error
            raise WorkError(f"The job could not be kept: {why}.") from error


def _slow() -> WorkError:
    return WorkError("The job could not be kept: the database is slow.")


def _begin(database: sa.Connection) -> None:
    """Take the file's write lock as soon as it is free. Raises OperationalError.

    SQLite itself looks only every tenth of a second after a while, and finds that one of the
    workers, who write all the time, has it again; nobody waits for those as Slack waits for us.
    """
    until = monotonic() + LOCK_SECONDS
    while True:
        try:
            database.exec_driver_sql("begin immediate")
        except OperationalError as error:
            busy = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or monotonic() > until:
                raise
        else:
            return


def _engine(address: sa.URL) -> sa.Engine:
    """A way to the database of our own, whose every wait is short."""
    if address.get_backend_name() != "sqlite":
        wait = round(LOCK_SECONDS * 1000)
        return sa.create_engine(
            address,
            hide_parameters=True,
            pool_size=1,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": 2,
                "tcp_user_timeout": wait,
                "options": f"-c statement_timeout={wait} -c lock_timeout={wait}",
            },
        )
    engine = sa.create_engine(
        address, hide_parameters=True, pool_size=1, connect_args={"timeout": _LOOK_SECONDS}
    )

    @sa.event.listens_for(engine, "connect")
    def immediate(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"

    return engine


def _why(error: Exception) -> str:
    """The database's own word, without the statement: that may hold a draft."""
    own = getattr(error, "orig", None)
    if isinstance(own, sqlite3.Error):
        return str(own)
    return type(own or error).__name__
