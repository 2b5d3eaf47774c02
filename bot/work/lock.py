"""One process for one executor's name: a second would do the first one's work again.

Two processes under one name would take each other's work for abandoned and do it twice;
measured, that asked the model up to three times and posted 6 of 30 answers twice.
"""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from threading import Lock as Mutex
from typing import Protocol
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.errors import AlreadyRunning, WorkError
from bot.work.store import address, is_postgres

_OURS = 0x6E657574
"""The class of our advisory locks, "neut" in ASCII, so that other programs' do not meet them."""


_HELD = sa.text(
    "select objid::bigint from pg_locks where locktype = 'advisory' and granted "
    "and classid = :ours and objsubid = 2 "
    "and database = (select oid from pg_database where datname = current_database())"
)


class Claim(Protocol):
    """A claim on an executor's name that ends with the process."""

    def take(self) -> None:
        """Take it. Raises AlreadyRunning when another process has it, else WorkError."""

    def hold(self) -> bool:
        """Whether it is ours; taken again where it was lost. Raises AlreadyRunning."""

    def gone(self, executors: Iterable[str]) -> list[str]:
        """Those executors that nobody claims now."""

    def let_go(self) -> None:
        """Let go of it."""


def claim_for(settings: Settings) -> Claim:
    """The kind of claim that fits where work is kept. Nothing is opened yet."""
    if is_postgres(settings):
        return PostgresClaim(address(settings), settings.executor)
    return FileClaim(settings.work_path, settings.executor)


def at_work(settings: Settings) -> int | None:
    """How many bots are running here; None where this system does not say. Claims nothing."""
    if is_postgres(settings):
        claim = PostgresClaim(address(settings), settings.executor)
        try:
            return claim.count()
        finally:
            claim.let_go()
    try:
        mark = f":{settings.work_path.with_name(settings.work_path.name + '.lock').stat().st_ino} "
        return int(any(mark in line for line in Path("/proc/locks").read_text().splitlines()))
    except FileNotFoundError:
        return 0 if Path("/proc/locks").exists() else None
    except OSError:
        return None


class FileClaim:
    """An exclusive lock on ``<database>.lock``. The kernel lets go of it when a process dies."""

    def __init__(self, database: Path, executor: str = "") -> None:
        """Name the lock after the database. Nothing is opened yet."""
        self._path = database.with_name(database.name + ".lock")
        self._executor = executor
        self._held: int | None = None

    def take(self) -> None:
        """Take the lock. Raises AlreadyRunning when another process holds it, else WorkError."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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

    def hold(self) -> bool:
        """A lock of the kernel is not lost."""
        return self._held is not None

    def gone(self, executors: Iterable[str]) -> list[str]:
        """Every other: one process alone may have the file."""
        return [executor for executor in executors if executor != self._executor]

    def let_go(self) -> None:
        """Let go of the lock. The file stays: removing it would let two hold it."""
        if self._held is not None:
            os.close(self._held)
            self._held = None


class PostgresClaim:
    """An advisory lock of a session: Postgres lets go of it when the connection ends.

    The address must reach Postgres itself or a pooler in session mode.
    """

    def __init__(self, where: sa.URL, executor: str) -> None:
        self._engine = sa.create_engine(
            where,
            poolclass=sa.NullPool,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            connect_args={"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5},
        )
        self._executor = executor
        self._session: sa.Connection | None = None
        self._mutex = Mutex()

    def take(self) -> None:
        """Take the lock. Raises AlreadyRunning when another process holds it, else WorkError."""
        with self._mutex:
            try:
                taken = self._try()
            except SQLAlchemyError as error:
                raise _unreachable(error) from error
            self._refuse_unless(taken=taken)

    def hold(self) -> bool:
        """Ask Postgres; after a lost connection take the lock again.

        False while Postgres cannot be reached. Raises AlreadyRunning when another was quicker.
        """
        with self._mutex:
            try:
                if self._session is not None:
                    self._session.execute(sa.text("select 1"))
                    return True
                taken = self._try()
            except SQLAlchemyError:
                self._drop()
                return False
            self._refuse_unless(taken=taken)
            return True

    def gone(self, executors: Iterable[str]) -> list[str]:
        """Those whose lock nobody holds. None while Postgres cannot be asked."""
        with self._mutex:
            if self._session is None:
                return []
            there = set(self._session.execute(_HELD, {"ours": _OURS}).scalars())
        return [one for one in executors if crc32(one.encode()) not in there]

    def count(self) -> int:
        """How many workers hold a lock of ours in this database. Raises WorkError."""
        try:
            with self._engine.connect() as session:
                return len(list(session.execute(_HELD, {"ours": _OURS})))
        except SQLAlchemyError as error:
            raise _unreachable(error) from error

    def let_go(self) -> None:
        """Let go of the lock."""
        with self._mutex:
            self._drop()
            self._engine.dispose()

    def _refuse_unless(self, *, taken: bool) -> None:
        if not taken:
            self._drop()
            raise AlreadyRunning(
                f"Another copy of the bot is running under the name {self._executor}. Give "
                "each copy a NEUTRAL_EXECUTOR of its own."
            )

    def _try(self) -> bool:
        self._session = self._engine.connect()
        mark = crc32(self._executor.encode())
        signed = mark - (1 << 32) if mark >= 1 << 31 else mark
        ask = sa.text("select pg_try_advisory_lock(:ours, :mark)")
        return bool(self._session.execute(ask, {"ours": _OURS, "mark": signed}).scalar())

    def _drop(self) -> None:
        if self._session is not None:
            self._session.invalidate()
            self._session.close()
            self._session = None


def _unreachable(error: SQLAlchemyError) -> WorkError:
    own = str(getattr(error, "orig", error)).strip().splitlines()[:1]
    return WorkError(f"Postgres cannot be reached: {' '.join(own)}")
