"""The log's tables on Postgres: the same rows and the same questions as in the file."""

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, RowMapping, TextClause, text

from bot.log.postgres import server
from bot.log.postgres.lifted import lifted
from bot.log.tables import Row, columns, values

_ALONE = 6_385_269
"""The number of the lock under which the chain grows; its neighbour guards the schema."""
_BATCH = 500
"""Rows fetched at once: a month goes by without growing in memory."""
_STREAMED = {"stream_results": True, "yield_per": _BATCH}
_TYPES = {"integer": "bigint", "real": "double precision", "text": 'text collate "C"'}
"""SQLite counts in 64 bits and compares text byte by byte; so does the log on Postgres."""
_COLUMN = re.compile(r"^(\s+\S+) (integer|real|text)\b", re.MULTILINE)
_ADDED = re.compile(r"(add column \S+) (integer|real|text)\b")

_REWRITE = (
    "Erased words may still stand in the server's files until it rewrites them. In a quiet hour: "
    f"vacuum full {server.SCHEMA}.drafts, {server.SCHEMA}.bodies, {server.SCHEMA}.salts, "
    f"{server.SCHEMA}.placements, {server.SCHEMA}.reviews;"
)


class PostgresTables:
    """The tables of one database, inside one transaction."""

    turn = "turn"
    joined = "string_agg"

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def read(self, sql: str, /, **values: object) -> list[Row]:
        """Give every row of an answer that is small."""
        found = self.connection.execute(_text(sql), _stored(values))
        return [_restored(row) for row in found.mappings()]

    def stream(self, sql: str, /, **values: object) -> Iterator[Row]:
        """Give the rows from a cursor of the server, some hundred at once."""
        found = self.connection.execute(_text(sql), _stored(values), execution_options=_STREAMED)
        yield from map(_restored, found.mappings())

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Write rows that are not there; one that is there is refused."""
        self._write(table, rows, "")

    def insert_new(self, table: str, rows: Sequence[Row]) -> int:
        """Write what is not there yet; waits for a writer who is at the same key."""
        return self._write(table, rows, " on conflict do nothing")

    def _write(self, table: str, rows: Sequence[Row], otherwise: str) -> int:
        if not rows:
            return 0
        into = f"insert into {table} ({columns(rows[0])})"
        sql = _text(f"{into} values ({values(rows[0])}){otherwise}")
        return self.connection.execute(sql, [_stored(row) for row in rows]).rowcount

    def change(self, sql: str, /, **values: object) -> int:
        """Change or remove rows, and say how many."""
        return self.connection.execute(_text(sql), _stored(values)).rowcount

    def lifted(self, names: Sequence[str], /) -> AbstractContextManager[None]:
        """Let rows of these tables be changed until the seals are back."""
        return lifted(self.connection, names)

    def alone(self) -> None:
        """Wait for the lock that is held until a transaction ends."""
        self.connection.execute(_text("select pg_advisory_xact_lock(:number)"), {"number": _ALONE})

    def define(self, sql: str) -> None:
        """Change the schema, by the statement for SQLite said in Postgres' words."""
        self.connection.exec_driver_sql(translated(sql))


@dataclass(frozen=True, slots=True)
class PostgresStore:
    """The log in the database at ``address``, a URL, which is ready."""

    address: str

    @property
    def name(self) -> str:
        """The server and the database, without user and password."""
        return server.named(self.address)

    def reading(self) -> AbstractContextManager[PostgresTables]:
        """The tables as they are at this moment."""
        return _reading(self.address)

    def writing(self) -> AbstractContextManager[PostgresTables]:
        """One transaction."""
        return _writing(self.address)

    def sweep(self) -> str:
        """Say what only the server's own can do: rewrite tables, which nobody may use meanwhile."""
        return _REWRITE


@contextmanager
def _reading(address: str) -> Iterator[PostgresTables]:
    with server.reading(address) as connection:
        yield PostgresTables(connection)


@contextmanager
def _writing(address: str) -> Iterator[PostgresTables]:
    with server.writing(address) as connection:
        yield PostgresTables(connection)


def translated(sql: str) -> str:
    """Say a statement of schema.py in Postgres' words.

    What SQLite numbers in silence (``rowid``) has a column ``turn`` here.
    """
    said = _COLUMN.sub(_retyped, _ADDED.sub(_retyped, sql))
    counted = not re.search(r"without rowid\s*$", said)
    said = re.sub(r"\) strict(, without rowid)?\s*$", ")", said)
    if counted and said.lstrip().startswith("create table"):
        said = said.replace("(\n", "(\n    turn bigint generated always as identity,\n", 1)
    return said


def _retyped(column: re.Match[str]) -> str:
    return f"{column[1]} {_TYPES[column[2]]}"


@lru_cache(maxsize=200)
def _text(sql: str) -> TextClause:
    return text(sql)


_NUL, _ESCAPE = "\x00", "\x10"


def _stored(row: Row) -> Row:
    """Postgres takes every character but NUL; it stands as *data link escape* and 0."""
    return {
        name: _escaped(value) if isinstance(value, str) else value for name, value in row.items()
    }


def _escaped(value: str) -> str:
    if _NUL not in value and _ESCAPE not in value:
        return value
    return value.replace(_ESCAPE, f"{_ESCAPE}1").replace(_NUL, f"{_ESCAPE}0")


def _restored(row: RowMapping) -> Row:
    return {
        str(name): _unescaped(value) if isinstance(value, str) else value
        for name, value in row.items()
    }


def _unescaped(value: str) -> str:
    if _ESCAPE not in value:
        return value
    return value.replace(f"{_ESCAPE}0", _NUL).replace(f"{_ESCAPE}1", _ESCAPE)
