"""A month as JSON lines, for programs: one object a review, texts as they are."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from bot.report.column import Row
from bot.report.month import Month
from bot.report.options import Options


def write(path: Path, _: Month, rows: Iterable[Row], __: Options) -> None:
    """Write the rows to a new file, one at a time."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{_line(row)}\n" for row in rows)


def _line(row: Row) -> str:
    """A line that no reader splits: the separators that some take for line ends are escaped."""
    line = json.dumps(row, ensure_ascii=False, default=_day)
    return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")


def _day(value: date) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat()
