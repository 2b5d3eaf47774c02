"""Remembers when each document was last looked at, though nothing of it was new.

A small file beside the documents, replaced whole: a sync that finds nothing new then writes
nothing into theirs.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.guidance.official import Attempt, Outcome
from bot.log.sqlite.trouble import in_plain_words
from bot.log.words import moment, written

NAME = "guidance-looks.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """When the documents were looked at. Times in UTC; None: never, as far as is known."""

    began: datetime | None = None
    """When the last sync of the whole catalogue began."""
    ended: datetime | None = None
    """When the last one ended that was not cut off."""
    documents: dict[str, datetime] = field(default_factory=dict)
    """When each was last seen to be as it is kept, by its id."""


class Looks:
    """The file in a folder. One that is damaged or lost says that nothing is known."""

    def __init__(
        self, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._path, self._clock = folder / NAME, clock

    def read(self) -> Looked:
        """What is remembered."""
        said = self._read()
        try:
            return Looked(
                began=_moment(said.get("began")),
                ended=_moment(said.get("ended")),
                documents={name: moment(at) for name, at in said.get("documents", {}).items()},
            )
        except (TypeError, ValueError, AttributeError):
            return Looked()

    def begin(self) -> None:
        """Remember that a sync of the whole catalogue begins."""
        self._change(began=written(self._clock()))

    def end(self) -> None:
        """Remember that it ended."""
        self._change(ended=written(self._clock()))

    def add(self, attempt: Attempt) -> None:
        """Remember a look at a document. One that failed was none."""
        if attempt.outcome is not Outcome.FAILED:
            documents = {**self._read().get("documents", {}), attempt.source: written(attempt.at)}
            self._change(documents=documents)

    def _change(self, **values: object) -> None:
        self._write({**self._read(), **values})

    def _read(self) -> dict[str, Any]:
        try:
            said = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}

    def _write(self, said: dict[str, Any]) -> None:
        with in_plain_words(self._path):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = self._path.with_name(f"{NAME}.new")
            new.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
            new.replace(self._path)


def _moment(said: object) -> datetime | None:
    return moment(str(said)) if said else None
