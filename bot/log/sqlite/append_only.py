"""Triggers that refuse to change or remove what stands for good.

They stop accidents and other programs' good intentions, not somebody who has the file and
means harm.
They are made again at every start, because a changed table may have lost them.
"""

from typing import NamedTuple

from sqlite_utils import Database

from bot.log.schema import KEYS, ONLY_GROW
from bot.log.tables import same


class _Trigger(NamedTuple):
    name: str
    sql: str


def seal(db: Database) -> None:
    """Put the triggers in place, inside the caller's transaction."""
    for trigger in missing(db):
        db.execute(f"drop trigger if exists {trigger.name}")
        db.execute(trigger.sql)


def missing(db: Database) -> tuple[_Trigger, ...]:
    """The triggers that are not there, or not as they should be."""
    there = {trigger.name: trigger.sql for trigger in db.triggers}
    wanted = (trigger for table in ONLY_GROW for trigger in _triggers(table))
    return tuple(trigger for trigger in wanted if there.get(trigger.name) != trigger.sql)


def _triggers(table: str) -> tuple[_Trigger, ...]:
    """No change, no removal, and no ``insert or replace``, which walks past a delete trigger."""
    key = same(KEYS[table], other="new.")
    exists = f"when exists (select 1 from {table} where {key})"  # noqa: S608  # our own names
    return (
        _refusing(table, "update", ""),
        _refusing(table, "delete", ""),
        _refusing(table, "insert", exists),
    )


def _refusing(table: str, change: str, when: str) -> _Trigger:
    name = f"{table}_no_{change if change != 'insert' else 'replace'}"
    refuse = f"select raise(abort, '{table} are kept as they were written')"
    return _Trigger(
        name, f"CREATE TRIGGER {name} before {change} on {table} {when} begin {refuse}; end"
    )
