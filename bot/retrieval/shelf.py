"""Texts in columns, searched by their words: SQLite's full-text index, in memory."""

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.retrieval.words import telling_words


class Hit(NamedTuple):
    """A row that holds some of the words, and how well: more is better."""

    row: int
    score: float


class Shelf:
    """Rows of text. A word counts in each column by the column's weight.

    One connection behind a lock: threads take turns, each for under a millisecond.
    """

    def __init__(self, rows: Iterable[Sequence[str]], weights: Sequence[float]) -> None:
        self._turn = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        columns = ", ".join(f"c{number}" for number in range(len(weights)))
        marks = ", ".join("?" for _ in weights)
        self._find = (
            f"select rowid, -bm25(shelf, {', '.join(map(str, weights))}) as score "  # noqa: S608  # numbers of ours
            "from shelf where shelf match ? order by score desc, rowid limit ?"
        )
        with self._database as database:
            database.execute(
                f"create virtual table shelf using fts5({columns}, tokenize='porter unicode61')"
            )
            database.executemany(f"insert into shelf values ({marks})", rows)  # noqa: S608  # as above
            database.execute("create virtual table stems using fts5vocab(shelf, row)")
        self._spread: dict[str, int] = dict(database.execute("select term, doc from stems"))

    def find(self, text: str, most: int) -> list[Hit]:
        """The rows most like the text, best first, at most ``most``."""
        words = telling_words(text, self._spread)
        if not words:
            return []
        wanted = " OR ".join(f'"{word}"' for word in words)
        with self._turn:
            rows = self._database.execute(self._find, (wanted, most)).fetchall()
        return [Hit(row - 1, score) for row, score in rows]

    def close(self) -> None:
        """Give the memory back. A closed shelf cannot be searched."""
        with self._turn:
            self._database.close()
