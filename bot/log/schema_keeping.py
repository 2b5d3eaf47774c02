"""The tables of keeping and letting go: what was erased, what must not be, who was given what."""

from bot.log.tables import Tables

_ERASURES = """
create table erasures (
    id text primary key,
    kind text not null,
    record_id text not null,
    part text not null,
    rule text not null,
    why text not null,
    by text not null,
    at text not null,
    record text not null,
    words text not null,
    people text not null
) strict
"""
_HOLDS = """
create table holds (
    id text primary key,
    target text not null,
    sought text not null,
    why text not null,
    by text not null,
    at text not null
) strict
"""
_RELEASES = """
create table releases (
    id text primary key references holds (id),
    why text not null,
    by text not null,
    at text not null
) strict
"""
_ACCESSES = """
create table accesses (
    id text primary key,
    person text not null,
    what text not null,
    why text not null,
    by text not null,
    at text not null
) strict
"""
_SALTS = """
create table salts (
    kind text not null,
    id text not null,
    words text not null,
    people text not null,
    primary key (kind, id)
) strict
"""
KEEPING = (_ERASURES, _HOLDS, _RELEASES, _ACCESSES, _SALTS)


def the_keeping(tables: Tables) -> None:
    """What was erased and why, holds and their ends, what people were given, and the salts.

    A salt goes into the digest of words or of names and is removed with them: what is erased
    can then not be guessed and held to its digest. A placement gets a name without a person.
    """
    for table in KEEPING:
        tables.define(table)
    tables.define("create index erasures_by_record on erasures (kind, record_id)")
    tables.define("create index erasures_by_time on erasures (at, id)")
    tables.define("alter table placements add column mark text not null default ''")
