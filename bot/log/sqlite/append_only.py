"""Triggers that refuse to change or remove what stands for good.

They stop accidents and other programs' good intentions, not somebody who has the file and
means harm.
They are made again at every start, because a changed table may have lost them; so are those
that keep the search in step with the words.
"""

from sqlite_utils import Database

from bot.log.schema import KEYS, ONLY_GROW
from bot.log.sqlite import posts
from bot.log.sqlite.trigger import Trigger, absent, put
from bot.log.tables import same


def seal(db: Database) -> None:
    """Put the triggers in place, inside the caller's transaction."""
    put(db, absent(db, _refusing_all()))
    posts.keep_in_step(db)


def missing(db: Database) -> tuple[Trigger, ...]:
    """The triggers that are not there, or not as they should be."""
    return absent(db, (*_refusing_all(), *posts.TRIGGERS))


def _refusing_all() -> tuple[Trigger, ...]:
    return tuple(trigger for table in ONLY_GROW for trigger in _triggers(table))


def _triggers(table: str) -> tuple[Trigger, ...]:
    """No change, no removal, and no ``insert or replace``, which walks past a delete trigger."""
    key = same(KEYS[table], other="new.")
    exists = f"when exists (select 1 from {table} where {key})"  # noqa: S608  # our own names
    return (
        _refusing(table, "update", ""),
        _refusing(table, "delete", ""),
        _refusing(table, "insert", exists),
    )


def _refusing(table: str, change: str, when: str) -> Trigger:
    name = f"{table}_no_{change if change != 'insert' else 'replace'}"
    refuse = f"select raise(abort, '{table} are kept as they were written')"
    return Trigger(
        name, f"CREATE TRIGGER {name} before {change} on {table} {when} begin {refuse}; end"
    )
