"""The one way past the seals: for names that are erased, within one transaction of a file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlite_utils import Database

from bot.log.sqlite.append_only import seal


@contextmanager
def lifted(db: Database, tables: Sequence[str]) -> Iterator[None]:
    """Take the seal against changes off some tables, and put it back.

    The transaction has the file to itself: nobody else ever finds the seals off, and where the
    process is killed they were never off.
    """
    for table in tables:
        db.execute(f"drop trigger if exists {table}_no_update")
    try:
        yield
    finally:
        seal(db)
