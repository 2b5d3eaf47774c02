"""What the bot's files hold, read from outside while nobody writes."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from chaos.seen import tag_of

JOBS = "select name, status, count(*) from workflow_status group by 1, 2"
UNFINISHED = ("ENQUEUED", "PENDING", "DELAYED")


@dataclass(frozen=True, slots=True)
class Held:
    """The record at one moment."""

    reviews: dict[str, str]
    """Id to tag."""
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
        kept = self._ask("log.db", "select kind, id, text from drafts")
        whole = [*self._ask("log.db", "pragma integrity_check")]
        whole += self._ask("work.db", "pragma integrity_check")
        return Held(
            reviews=tags(kept, "review"),
            misses=tags(kept, "miss"),
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


def tags(kept: list[Any], wanted: str) -> dict[str, str]:
    """From rows of kind, id and text: id to tag, of one kind."""
    return {str(name): tag_of(str(text)) for kind, name, text in kept if kind == wanted}
