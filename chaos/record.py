"""What the bot's files hold, read from outside while nobody writes."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from chaos.seen import tag_of

REVIEWS = (
    "select reviews.id, text, revises, reviewer from reviews "
    "join drafts on drafts.kind = 'review' and drafts.id = reviews.id"
)
MISSES = "select misses.id, text from misses join drafts on kind = 'miss' and drafts.id = misses.id"
JOBS = "select name, status, count(*) from workflow_status group by 1, 2"
UNFINISHED = ("ENQUEUED", "PENDING", "DELAYED")


@dataclass(frozen=True, slots=True)
class Kept:
    """One review on record."""

    tag: str
    revises: str = ""
    """The id of the review that this one replaces."""
    reviewer: str = "model"
    """Model, or checks where those stood in for it."""


@dataclass(frozen=True, slots=True)
class Held:
    """The record at one moment."""

    reviews: dict[str, Kept]
    """By id."""
    misses: dict[str, str]
    """Id to tag."""
    shared: tuple[str, ...]
    """The review of every shared placement."""
    answers: Counter[str]
    """How many answers are kept for each question."""
    whole: bool
    """Whether the database says of itself that it is whole."""


class Record(Protocol):
    """The bot's own files, in whichever database."""

    def unfinished(self) -> dict[str, int]:
        """How many jobs are not done, by name and state; empty when all is done."""

    def ended_badly(self) -> dict[str, int]:
        """How many jobs the engine gave up, by name and state."""

    def held(self) -> Held:
        """Everything that bears on the promises."""


@dataclass(frozen=True, slots=True)
class Files:
    """SQLite, opened for reading alone."""

    folder: Path

    def unfinished(self) -> dict[str, int]:
        """How many jobs are not done, by name and state."""
        return {f"{name} {state}": n for (name, state), n in self._jobs() if state in UNFINISHED}

    def ended_badly(self) -> dict[str, int]:
        """How many jobs the engine gave up, by name and state."""
        good = {*UNFINISHED, "SUCCESS"}
        return {f"{name} {state}": n for (name, state), n in self._jobs() if state not in good}

    def held(self) -> Held:
        """Read the log."""
        whole = [*self._ask("log.db", "pragma integrity_check")]
        whole += self._ask("work.db", "pragma integrity_check")
        return Held(
            reviews=reviews(self._ask("log.db", REVIEWS)),
            misses=misses(self._ask("log.db", MISSES)),
            shared=tuple(
                str(row[0])
                for row in self._ask(
                    "log.db", "select review_id from placements where kind = 'shared'"
                )
            ),
            answers=Counter(
                str(row[0])
                for row in self._ask("log.db", "select answers from remarks where answers <> ''")
            ),
            whole=whole == [("ok",), ("ok",)],
        )

    def _jobs(self) -> Iterator[tuple[tuple[str, str], int]]:
        for name, state, count in self._ask("work.db", JOBS):
            yield (str(name), str(state)), int(count)

    def _ask(self, name: str, question: str, values: tuple[str, ...] = ()) -> list[Any]:
        address = f"file:{self.folder / name}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=30)) as file:
            return file.execute(question, values).fetchall()


def reviews(rows: list[Any]) -> dict[str, Kept]:
    """From rows as REVIEWS asks for them: reviews by id."""
    return {str(name): Kept(tag_of(str(text)), *more) for name, text, *more in rows}


def misses(rows: list[Any]) -> dict[str, str]:
    """From rows as MISSES asks for them: id to tag."""
    return {str(name): tag_of(str(text)) for name, text in rows}
