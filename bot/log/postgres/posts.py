"""The search by words on Postgres: a ``tsvector`` for each text, kept in step by triggers.

It is no record: it is made anew where a trigger was lost. Accents, marks and compatibility forms
are folded, and everything but letters and digits is a space, so that a phrase is found however
it was typed; words are not stemmed, because what is looked for is quoted.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from bot.log.postgres.server import SCHEMA
from bot.log.tables import Row

_MARKS = r"[\u0300-\u036f]+"
_NO_WORD = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf"
    r"\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3003\u3008-\u3020"
    r"\ufe00-\ufe0f\ufeff\uff00-\uff0f\U0001f000-\U0001faff\U000e0000-\U000e01ef]+"
)
"""Punctuation, symbols, emoji and what is not seen, in the ranges in which posts have them."""
_TABLE = """
create table posts (
    turn bigint generated always as identity,
    kind text collate "C" not null,
    id text collate "C" not null,
    part text collate "C" not null,
    words tsvector not null,
    primary key (kind, id, part)
)
"""
_WORDS_OF = f"""
create or replace function {SCHEMA}.words_of(said text) returns text language sql immutable as $$
  select regexp_replace(
    regexp_replace(normalize(said, NFKD), '{_MARKS}', '', 'g'), '{_NO_WORD}', ' ', 'g')
$$
"""
_REWORDED = f"""
create or replace function {SCHEMA}.reworded(body text) returns text
language plpgsql immutable as $$
begin
  return cast(body as json) #>> '{{rewording,text}}';
exception when others then
  return null;
end $$
"""
"""A body that is not JSON, or holds what Postgres cannot keep, offers no words to be found by."""
_PARTS = {
    "drafts": ("draft", "{row}.text"),
    "bodies": (
        "rewording",
        f"case when {{row}}.kind = 'review' then {SCHEMA}.reworded({{row}}.body) end",
    ),
}
"""For each table of words: which part of a record is found by them, and where they stand."""
_VECTOR = f"to_tsvector('simple', {SCHEMA}.words_of({{said}}))"
_PRESENT = """
select tgname from pg_trigger
where not tgisinternal and tgenabled = 'A' and tgname like '%\\_are\\_found'
  and tgrelid in (select oid from pg_class where relnamespace = cast(:schema as regnamespace))
"""
TRIGGERS = frozenset(f"{table}_are_found" for table in _PARTS)
"""What keeps the search in step: a word that is written is found, one that is erased is not."""


def make(connection: Connection) -> None:
    """Make the search, empty: ``keep_in_step`` fills it."""
    connection.exec_driver_sql(_TABLE)
    connection.exec_driver_sql("create index posts_by_words on posts using gin (words)")


def present(connection: Connection) -> set[str]:
    """Those of its triggers that are there and switched on."""
    return set(connection.scalars(text(_PRESENT), {"schema": SCHEMA})) & TRIGGERS


def keep_in_step(connection: Connection) -> None:
    """Put the triggers in place; where one was missing, the search is filled anew."""
    if present(connection) == TRIGGERS:
        return
    connection.exec_driver_sql(_WORDS_OF)
    connection.exec_driver_sql(_REWORDED)
    connection.exec_driver_sql("delete from posts")
    for table in _PARTS:
        connection.exec_driver_sql(_following(table))
        connection.exec_driver_sql(f"drop trigger if exists {table}_are_found on {table}")
        connection.exec_driver_sql(
            f"create trigger {table}_are_found after insert or update or delete on {table} "
            f"for each row execute function {SCHEMA}.{table}_followed()"
        )
        connection.exec_driver_sql(f"alter table {table} enable always trigger {table}_are_found")
        connection.exec_driver_sql(_filled(table))


def matching(connection: Connection, phrases: Sequence[str], most: int) -> list[Row]:
    """The newest texts in which every phrase stands, as their kind, id and part."""
    said = {f"phrase_{number}": phrase for number, phrase in enumerate(phrases)}
    wanted = " && ".join(
        f"phraseto_tsquery('simple', {SCHEMA}.words_of(cast(:{name} as text)))" for name in said
    )
    sql = f"select kind, id, part from posts where words @@ ({wanted}) "  # noqa: S608  # our own names
    found = connection.execute(
        text(f"{sql} order by turn desc limit :most"), {**said, "most": most}
    )
    return [dict(row) for row in found.mappings()]


def _following(table: str) -> str:
    """The function that a change of a row calls."""
    part, where = _PARTS[table]
    said = where.format(row="new")
    return f"""
create or replace function {SCHEMA}.{table}_followed() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from {SCHEMA}.posts where kind = old.kind and id = old.id and part = '{part}';
  end if;
  if tg_op <> 'DELETE' then
    insert into {SCHEMA}.posts (kind, id, part, words)
    select new.kind, new.id, '{part}', {_VECTOR.format(said="said")}
    from (select {said} as said) as found where said is not null;
  end if;
  return null;
end $$
"""  # noqa: S608  # our own names


def _filled(table: str) -> str:
    part, where = _PARTS[table]
    return (
        "insert into posts (kind, id, part, words) "  # noqa: S608  # our own names
        f"select kind, id, '{part}', {_VECTOR.format(said='said')} from "
        f"(select turn, kind, id, {where.format(row=table)} as said from {table}) as found "
        "where said is not null order by turn"
    )
