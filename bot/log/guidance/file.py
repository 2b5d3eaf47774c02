"""The file of official documents: opened when it is there, and made when something is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.guidance.official import Document
from bot.log.guidance import rows
from bot.log.guidance.opening import NAME, prepare, reading
from bot.log.guidance.versions import first_row, passages_of


class GuidanceFile:
    """The file in a folder. Safe to share among threads: each call has a connection of its own."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._is_ready = False

    def _document(self, sql: str, **values: object) -> Document | None:
        with self._reading() as db:
            row = first_row(db, sql, **values) if db is not None else None
            if db is None or row is None:
                return None
            return rows.document_of(row, passages_of(db, row["id"]))

    def _rows(self, sql: str, **values: object) -> list[rows.Row]:
        with self._reading() as db:
            return list(db.query(sql, values)) if db is not None else []

    @contextmanager
    def _reading(self) -> Iterator[Database | None]:
        """The file as it is at this moment; None where nothing was ever kept."""
        if not self.path.exists():
            yield None
            return
        self._prepare()
        with reading(self.path) as db:
            yield db

    def _prepare(self) -> None:
        if not self._is_ready or not self.path.exists():
            prepare(self.path)
            self._is_ready = True
