"""What the log's questions are put to: the tables inside one transaction, on any back end."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = dict[str, Any]


class Tables(Protocol):
    """A connection inside one transaction. SQL names its values as ``:name``."""

    turn: str
    """The column that counts rows in the order in which they were written."""
    joined: str
    """The function that joins texts of several rows."""

    def read(self, sql: str, /, **values: object) -> list[Row]:
        """Give every row of an answer that is small."""

    def stream(self, sql: str, /, **values: object) -> Iterator[Row]:
        """Give the rows of an answer of any length, in memory that does not grow with it."""

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Write rows that are not there."""

    def insert_new(self, table: str, rows: Sequence[Row]) -> int:
        """Write those rows whose key is not there yet, and say how many these were."""

    def change(self, sql: str, /, **values: object) -> int:
        """Change or remove rows, and say how many. The seals refuse what stands for good."""

    def lifted(self, names: Sequence[str], /) -> AbstractContextManager[None]:
        """Let rows of these tables be changed, by this transaction alone.

        The seals are back when the transaction ends, whichever way it ends. Call ``alone`` after.
        """

    def alone(self) -> None:
        """Let nobody else come to this point until the transaction ends."""

    def define(self, sql: str) -> None:
        """Change the schema, by a statement as schema.py writes it."""


class Store(Protocol):
    """Where the tables are. Its errors come out as LogError."""

    def reading(self) -> AbstractContextManager[Tables]:
        """The tables as they are at this moment, unchanging."""

    def writing(self) -> AbstractContextManager[Tables]:
        """One transaction: all of it is kept, or none."""

    def sweep(self) -> str:
        """Wipe out what was erased; say what is left to be done, or nothing."""


def columns(row: Row) -> str:
    """The names of a row's columns, for a statement."""
    return ", ".join(f'"{name}"' for name in row)


def values(row: Row) -> str:
    """The places of a row's values, for a statement."""
    return ", ".join(f":{name}" for name in row)


def same(key: Sequence[str], other: str = ":") -> str:
    """The condition that a row has the key of another."""
    return " and ".join(f'"{name}" = {other}{name}' for name in key)
