"""Opening a log on Postgres: makes its schema, refuses one from the future, updates an old one."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from bot.errors import LogError, LogTooNew
from bot.log.postgres.append_only import missing, seal
from bot.log.postgres.server import SCHEMA, named, reading, writing
from bot.log.postgres.tables import PostgresTables
from bot.log.steps import STEPS, Step
from bot.log.words import written

_ONE_AT_A_TIME = 6_385_268
"""The number of the lock under which a schema is changed: n-e-u-t-r-a-l on a telephone, cut."""
_STEPS = "create table taken_steps (name text primary key, taken_at text not null)"


def prepare(address: str, steps: Mapping[str, Step] = STEPS) -> None:
    """Make the log ready at ``address``, a URL. Writes nothing where nothing is to be done.

    Raises BadSettings, LogTooNew, LogUnwritable, or LogError.
    """
    if is_ready(address, steps):
        return
    with writing(address) as connection:
        connection.execute(text("select pg_advisory_xact_lock(:n)"), {"n": _ONE_AT_A_TIME})
        _bring_up_to_date(connection, steps)


def is_ready(address: str, steps: Mapping[str, Step] = STEPS) -> bool:
    """Tell whether the log is as this version writes it. Raises as ``prepare`` does."""
    return is_current(address, steps) and not unsealed(address)


def is_current(address: str, steps: Mapping[str, Step] = STEPS) -> bool:
    """Tell whether every step was taken. Raises as ``prepare`` does."""
    with reading(address) as connection:
        _refuse_encoding(connection, address)
        taken = _taken(connection)
        _refuse_foreign(connection, taken, address, steps)
        return taken == steps.keys()


def unsealed(address: str) -> tuple[str, ...]:
    """The names of the triggers that are not there, or are switched off."""
    with reading(address) as connection:
        return tuple(sorted(missing(connection)))


def _bring_up_to_date(connection: Connection, steps: Mapping[str, Step]) -> None:
    if not _there(connection, SCHEMA, "regnamespace"):
        connection.exec_driver_sql(f"create schema {SCHEMA}")
    if not _there(connection, f"{SCHEMA}.taken_steps", "regclass"):
        connection.exec_driver_sql(_STEPS)
    taken = _taken(connection)
    record = text("insert into taken_steps values (:name, :taken_at)")
    for name, step in steps.items():
        if name not in taken:
            step(PostgresTables(connection))
            now = written(datetime.now(UTC))
            connection.execute(record, {"name": name, "taken_at": now})
    seal(connection)


def _taken(connection: Connection) -> set[str]:
    if not _there(connection, f"{SCHEMA}.taken_steps", "regclass"):
        return set()
    return set(connection.scalars(text("select name from taken_steps")))


def _there(connection: Connection, name: str, kind: str) -> bool:
    return connection.scalar(text(f"select to_{kind}(:name)"), {"name": name}) is not None


def _refuse_encoding(connection: Connection, address: str) -> None:
    encoding = connection.scalar(text("show server_encoding"))
    if encoding != "UTF8":
        raise LogError(
            f"The database {named(address)} keeps text as {encoding}, and drafts may hold any "
            "character. Make one with createdb --encoding=UTF8 --template=template0 NAME."
        )


def _refuse_foreign(
    connection: Connection, taken: set[str], address: str, steps: Mapping[str, Step]
) -> None:
    if unknown := taken - steps.keys():
        raise LogTooNew(
            f"The log on {named(address)} was written by a newer version of this program: it "
            f"holds the step {min(unknown)!r}. Nothing was changed."
        )
    others = text("select count(*) from pg_tables where schemaname = :schema")
    if not taken and connection.scalar(others, {"schema": SCHEMA}):
        raise LogError(
            f"The schema {SCHEMA} on {named(address)} belongs to another program. Nothing was "
            "changed. Give the bot a database of its own."
        )
