"""Where unfinished work is kept: a SQLite file or Postgres, and the engine's settings for it."""

import logging
import sqlite3
from contextlib import closing
from typing import Any, Final

import sqlalchemy as sa
from dbos import DBOSConfig, DBOSPortableJSONSerializer

from bot.config import Settings
from bot.errors import WorkError
from bot.work.maker import bring_up_to_date, mark_of

NAME = "neutral"
VERSION = "6"
"""The version of the flows. The engine takes up unfinished work of its own version alone, and
would otherwise hash our sources: then every upgrade would strand what was under way, silently.
Raise it only when the order of steps in the flows changes, and drain first."""
POLL_SECONDS = 0.1
"""How often a worker looks for work; at 0.1 s an idle process took about 5 % of a core, at 0.2 s
half of that. A review that waits 0.1 s less is worth it."""
REVIEWS, TELLING = "reviews", "telling"
"""The queues: thinking takes a slot of the model, speaking must not wait for one."""
QUEUE_OF: Final = {
    "review": REVIEWS, "follow": REVIEWS, "question": REVIEWS,
    "tell": TELLING, "apology": TELLING, "share": TELLING, "revised": TELLING, "say": TELLING,
    "notice": TELLING, "alarm": TELLING, "home": TELLING, "switch": TELLING, "wish": TELLING,
    "decide": TELLING, "redraw": TELLING, "ask": TELLING, "admit": TELLING, "dossier": TELLING,
    "month": TELLING, "mail": TELLING,
}  # fmt: skip
"""Every kind of job, and the queue that it waits in."""
RECOVERIES: Final = {REVIEWS: 100, TELLING: 5_000}
"""How often a job is taken up again after a crash. A draft that ends the process each time it is
read would else end it for ever; what waits for Slack lives through many restarts by itself.
With 20, one draft in thirty was given up while something else ended the process every 3 s."""
SPEAKERS = 8
WAITING = ("ENQUEUED", "PENDING", "DELAYED")
"""What the engine calls a job that is not done."""
_SPARE_THREADS = 4
"""For what was under way at the last stop, which no queue counts."""
_RESTORE = (
    "The file is damaged. Stop the bot, keep the file as it is, and move it aside: the bot then "
    "begins an empty one. Reviews are safe in the log; drafts that had not been answered must be "
    "sent again."
)


def is_postgres(settings: Settings) -> bool:
    """Whether work is kept in Postgres, where several copies of the bot may share it."""
    return bool(settings.database_url.get_secret_value())


def address(settings: Settings) -> sa.URL:
    """Where work is kept, for SQLAlchemy. Its password never shows in ``str``."""
    if not is_postgres(settings):
        return sa.URL.create("sqlite", database=str(settings.work_path))
    given = settings.database_url.get_secret_value().replace("postgres://", "postgresql://", 1)
    try:
        return sa.make_url(given).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError):
        raise WorkError("NEUTRAL_DATABASE_URL is no address of a database.") from None


def make_ready(settings: Settings) -> None:
    """Make the folder, look the file over and switch it to a write-ahead log.

    In SQLite's own mode a burst of 1,000 jobs kept one writer waiting for 13 s, past Slack's 3.
    Raises WorkError where the file cannot be used, with what to do about it.
    """
    if is_postgres(settings):
        return
    path = settings.work_path
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=10)) as file:
            file.execute("pragma journal_mode = wal")
            (found,) = file.execute("pragma quick_check(1)").fetchone()
            file.execute("begin immediate")
            file.rollback()
        if found == "ok":
            bring_up_to_date(path, mark_of(VERSION))
    except sqlite3.DatabaseError as error:
        raise WorkError(f"{path} cannot be used: {error}. {_advice(error)}".strip()) from error
    except OSError as error:
        raise WorkError(f"{path} cannot be used: {error.strerror}.") from error
    if found != "ok":
        raise WorkError(f"{path} cannot be used: {found}. {_RESTORE}")


def _advice(error: sqlite3.Error) -> str:
    damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }
    return (
        _RESTORE if damaged else "Look at its folder: is there room, and may the bot write to it?"
    )


def database_url(settings: Settings) -> str:
    """Where work is kept, for the engine: with its password, so never to be shown."""
    return address(settings).render_as_string(hide_password=False)


def config(settings: Settings) -> DBOSConfig:
    """The engine's settings. JSON, not pickle: who can write the file could else run code."""
    slots = settings.model_concurrency
    return {
        "name": NAME,
        "application_version": VERSION,
        "executor_id": settings.executor,
        "system_database_url": database_url(settings),
        "serializer": DBOSPortableJSONSerializer(),
        "max_executor_threads": slots + SPEAKERS + _SPARE_THREADS,
        "sys_db_pool_size": slots + SPEAKERS,
        "db_engine_kwargs": {"hide_parameters": True},
        "log_level": "WARNING",
        "notification_listener_polling_interval_sec": 0.2,
        "run_migrations": True,
    }


def quiet() -> None:
    """Send the engine's log where ours goes; it would else write to the console by itself."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def queues(settings: Settings) -> dict[str, dict[str, Any]]:
    """The queues with their limits: one review of each person at a time, on each copy."""
    rate = settings.reviews_per_minute
    reviews: dict[str, Any] = {
        "worker_concurrency": settings.model_concurrency,
        "partition_worker_concurrency": 1,
        "limiter": {"limit": rate, "period": 60.0} if rate else None,
    }
    limits = {REVIEWS: reviews, TELLING: {"worker_concurrency": SPEAKERS}}
    return {name: {"polling_interval_sec": POLL_SECONDS, **each} for name, each in limits.items()}
