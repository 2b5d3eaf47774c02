"""A trigger of a file: its name, and the statement that makes it, as the file gives it back."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlite_utils import Database


class Trigger(NamedTuple):
    """A trigger by name. ``sql`` begins with ``CREATE TRIGGER``, as SQLite keeps it."""

    name: str
    sql: str


def absent(db: Database, wanted: Iterable[Trigger]) -> tuple[Trigger, ...]:
    """Those that are not there, or not as they should be."""
    there = {trigger.name: trigger.sql for trigger in db.triggers}
    return tuple(trigger for trigger in wanted if there.get(trigger.name) != trigger.sql)


def put(db: Database, triggers: Iterable[Trigger]) -> None:
    """Make triggers anew."""
    for trigger in triggers:
        db.execute(f"drop trigger if exists {trigger.name}")
        db.execute(trigger.sql)
