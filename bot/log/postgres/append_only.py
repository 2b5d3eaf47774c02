"""Triggers that refuse to change, remove or empty what stands for good, on Postgres.

They fire for the owner, for a superuser and for a replica, and are made again at every start;
so are those that keep the search in step with the words.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from bot.log.postgres import posts
from bot.log.postgres.server import SCHEMA
from bot.log.schema import ONLY_GROW

_REFUSE = f"""
create or replace function {SCHEMA}.refuse() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'restrict_violation',
    message = tg_table_name || ' are kept as they were written';
end $$
"""
_PRESENT = """
select tgname from pg_trigger join pg_proc on pg_proc.oid = tgfoid
where not tgisinternal and tgenabled = 'A' and proname = 'refuse'
  and tgrelid in (select oid from pg_class where relnamespace = cast(:schema as regnamespace))
"""


def seal(connection: Connection) -> None:
    """Put the triggers in place, inside the caller's transaction."""
    connection.exec_driver_sql(_REFUSE)
    for table in ONLY_GROW:
        for name, when in _triggers(table):
            connection.exec_driver_sql(f"drop trigger if exists {name} on {table}")
            connection.exec_driver_sql(
                f"create trigger {name} before {when} execute function {SCHEMA}.refuse()"
            )
            connection.exec_driver_sql(f"alter table {table} enable always trigger {name}")
    posts.keep_in_step(connection)


def missing(connection: Connection) -> set[str]:
    """The names of the triggers that are not there, or are switched off."""
    present = set(connection.scalars(text(_PRESENT), {"schema": SCHEMA}))
    refusing = {name for table in ONLY_GROW for name, _ in _triggers(table)} - present
    return refusing | (posts.TRIGGERS - posts.present(connection))


def _triggers(table: str) -> Iterator[tuple[str, str]]:
    yield f"{table}_no_change", f"update or delete on {table} for each row"
    yield f"{table}_no_emptying", f"truncate on {table} for each statement"
