"""A month as CSV (RFC 4180, UTF-8): every text quoted, every formula inert, numbers bare."""

import csv
from collections.abc import Iterable
from pathlib import Path

from bot.report.column import Row, plain
from bot.report.columns import COLUMNS
from bot.report.formulas import guarded
from bot.report.month import Month
from bot.report.options import Options


def write(path: Path, _: Month, rows: Iterable[Row], options: Options) -> None:
    """Write the rows to a new file, one at a time."""
    encoding = "utf-8-sig" if options.bom else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        out = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        out.writerow(column.name for column in COLUMNS)
        out.writerows(_cells(row) for row in rows)


def _cells(row: Row) -> list[str | int | float]:
    """Guard the texts; a number is a number, even with a minus before it."""
    values = (plain(column, row[column.name]) for column in COLUMNS)
    return [guarded(value) if isinstance(value, str) else value for value in values]
