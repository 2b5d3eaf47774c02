"""Keeps the periods that people put in here, in a file of their own: never in the shipped one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BadQuestion
from bot.guidance.catalogue import Library, Period
from bot.guidance.keeping import alone, fresh, write
from bot.guidance.shapes import OwnCalendarShape, OwnPeriodShape
from bot.guidance.yamlfile import read_yaml

_HEAD = """\
# Pre-election periods that were put in here with `neutral calendar add`, with who did and why.
# The form is that of guidance/calendar.yaml. What was removed stays on record.
"""


def entries(path: Path) -> list[OwnPeriodShape]:
    """What the file holds, removed ones too; nothing where there is no file. Raises BadGuidance."""
    return read_yaml(path, OwnCalendarShape)[0].periods if path.exists() else []


def add(
    path: Path, period: Period, record: dict[str, Any], check: Callable[[Path], Library]
) -> tuple[Period, Library]:
    """Put a period in; give it, under an id that none here ever had, and the guidance with it.

    ``record``: added_by, added_at, why and, where there are any, source and replaces.
    ``check`` reads the guidance with a calendar in place of this one; raises BadGuidance.
    Raises OwnUnwritable.
    """
    with alone(path):
        kept = entries(path)
        named = replace(period, id=fresh(period.id, {entry.id for entry in kept}))
        row = OwnPeriodShape(**_row(named), **record)
        return named, _write(path, [*kept, row], check)


def remove(
    path: Path, name: str, record: dict[str, Any], check: Callable[[Path], Library]
) -> Library:
    """Take a period out, on record. ``record``: removed_by, removed_at, removed_why.

    Raises BadQuestion for an id that is none of these, and OwnUnwritable.
    """
    with alone(path):
        kept = _removed(path, name, record)
        return _write(path, kept, check)


def _removed(path: Path, name: str, record: dict[str, Any]) -> list[OwnPeriodShape]:
    kept = entries(path)
    left = {entry.id for entry in kept if not entry.is_removed}
    if name not in left:
        there = f"It holds {', '.join(sorted(left))}." if left else "It holds none."
        raise BadQuestion(f"{name} is no period of {path}. {there}")
    return [entry.model_copy(update=record) if entry.id == name else entry for entry in kept]


def _row(period: Period) -> dict[str, Any]:
    names = set(OwnPeriodShape.model_fields)
    row = {name: getattr(period, name) for name in period.__slots__ if name in names}
    lists = {"scope": list(period.scope), "places": list(period.places)}
    return {name: value for name, value in {**row, **lists}.items() if value != ""}


def _write(path: Path, kept: list[OwnPeriodShape], check: Callable[[Path], Library]) -> Library:
    rows = [_plain(entry) for entry in kept]
    text = _HEAD + yaml.safe_dump({"periods": rows}, sort_keys=False, allow_unicode=True, width=96)
    return write(path, text, check)


def _plain(entry: OwnPeriodShape) -> dict[str, Any]:
    """Plain values, with days and hours as text, as people write them; nothing that is empty."""
    row = entry.model_dump(mode="json", exclude_defaults=True)
    return {name: _in_minutes(value) if name == "start" else value for name, value in row.items()}


def _in_minutes(start: str | None) -> str | None:
    if start is None:
        return None
    at = datetime.fromisoformat(start)
    return at.date().isoformat() if (at.hour, at.minute) == (0, 0) else at.isoformat("T", "minutes")
