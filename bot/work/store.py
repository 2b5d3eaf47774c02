"""The file of unfinished work: made ready for the engine, and the engine's settings for it."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from dbos import DBOSConfig, DBOSPortableJSONSerializer

from bot.errors import WorkError

VERSION = "1"
"""The version of the flows. The engine takes up unfinished work of its own version alone, and
would otherwise hash our sources: then every upgrade would strand what was under way, silently.
Raise it only when the order of steps in bot/work/flows.py changes, and drain first."""
POLL_SECONDS = 0.1
"""How often a worker looks for work; at 0.1 s an idle process took about 5 % of a core, at 0.2 s
half of that. A review that waits 0.1 s less is worth it."""
REVIEWS, TELLING = "reviews", "telling"
"""The queues: thinking takes a slot of the model, speaking must not wait for one."""
SPEAKERS = 8
_SPARE_THREADS = 4
"""For what was under way at the last stop, which no queue counts."""


def make_ready(path: Path) -> None:
    """Make the folder and switch the file to a write-ahead log.

    In SQLite's own mode a burst of 1,000 jobs kept one writer waiting for 13 s, past Slack's 3.
    Raises WorkError where the file cannot be used.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=10)) as file:
            file.execute("pragma journal_mode = wal")
            file.execute("pragma user_version")
    except (OSError, sqlite3.Error) as error:
        raise WorkError(f"{path} cannot be used: {error}") from error


def config(path: Path, executor: str, slots: int) -> DBOSConfig:
    """The engine's settings. JSON, not pickle: who can write the file could else run code."""
    return {
        "name": "neutral",
        "application_version": VERSION,
        "executor_id": executor,
        "system_database_url": f"sqlite:///{path}",
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


def unfinished() -> dict[str, Any]:
    """What to ask the engine for to see the jobs that are not done."""
    return {
        "status": ["ENQUEUED", "PENDING", "DELAYED"],
        "load_input": False,
        "load_output": False,
    }
