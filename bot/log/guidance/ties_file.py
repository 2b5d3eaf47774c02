"""Remembers which clause is tied to which passage, so that no pair of texts is weighed twice."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NAME = "guidance-ties.json"

Rows = list[dict[str, Any]]


class _Remembered(dict[str, Rows]):
    """Ties by their marks, and which of the marks were of use this time."""

    def __init__(self, known: dict[str, Rows]) -> None:
        super().__init__(known)
        self.used: set[str] = set()

    def get(self, mark: str, otherwise: Any = None) -> Any:  # noqa: ANN401  # as in dict
        self.used.add(mark)
        return super().get(mark, otherwise)


@contextmanager
def remembered(folder: Path) -> Iterator[dict[str, Rows]]:
    """Ties by the hash of what they rest on; those worked out meanwhile are kept in a file.

    The file may be lost at any time. Where it cannot be read or written, the ties are worked out
    anew.
    """
    path = folder / NAME
    known = _read(path)
    ties = _Remembered(known)
    yield ties
    of_use = {mark: rows for mark, rows in ties.items() if mark in ties.used}
    if of_use and of_use != known:
        with suppress(OSError):
            _write(path, json.dumps(of_use))


def _read(path: Path) -> dict[str, Rows]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, text: str) -> None:
    """Put a whole file in place of the old one; two writers at once leave one of both."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
