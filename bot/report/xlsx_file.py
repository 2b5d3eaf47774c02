"""A month as a workbook, for people: a summary, and a sheet with a row for each review.

Text is written as text: no formula, no link, no number is ever read out of it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from bot.errors import ReportError
from bot.report.column import Column, Kind, Row, plain
from bot.report.columns import COLUMNS, GLANCE
from bot.report.month import Month
from bot.report.options import Options
from bot.report.tally import Tally
from bot.report.xlsx_style import Style
from bot.report.xlsx_summary import write_summary

_LONGEST = 32_767
"""The most that a cell of a workbook holds, in UTF-16 units (Excel's own limit)."""
_FIRST_YEAR = 1900
"""Workbooks have no earlier dates."""
_MOST_ROWS = 1_048_576
"""A sheet holds no more, the header among them."""
_FROZEN = 3
"""Columns that stay in view: id, time, verdict."""
_LINE, _MOST_LINES = 15, 8
"""Points of a line; a taller row would hide the table."""
_WIDTHS = {
    Kind.TEXT: 20, Kind.WORDS: 60, Kind.LIST: 28, Kind.LINES: 60, Kind.NUMBER: 12,
    Kind.YES_NO: 12, Kind.DATE: 12, Kind.TIME: 18,
}  # fmt: skip
_TALL = (Kind.WORDS, Kind.LIST, Kind.LINES)
_COLUMNS = tuple(enumerate(COLUMNS))


def write(path: Path, month: Month, rows: Iterable[Row], made: Options) -> None:
    """Write the rows to a new workbook, each put down before the next is read."""
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with _as_disk_error(), xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties(_properties(month, made))
        style = Style(book)
        summary = book.add_worksheet("Summary")
        tally = Tally()
        _write_rows(book.add_worksheet("Reviews"), style, tally.counting(rows))
        write_summary(summary, style, month, tally)


@contextmanager
def _as_disk_error() -> Iterator[None]:
    try:
        yield
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _properties(month: Month, made: Options) -> dict[str, object]:
    """The same each time, so that the same month gives the same bytes."""
    return {
        "title": f"Neutrality reviews, {month}",
        "author": "neutral-bot",
        "comments": f"Made with: {', '.join(made.made_with)}",
        "created": datetime.combine(month.first, datetime.min.time(), UTC).replace(tzinfo=None),
    }


def _write_rows(sheet: Worksheet, style: Style, rows: Iterable[Row]) -> None:
    for place, column in _COLUMNS:
        sheet.set_column(place, place, max(_WIDTHS[column.kind], len(column.name) + 3))
    sheet.freeze_panes(1, _FROZEN)
    sheet.set_row(0, 2 * _LINE)
    for place, column in _COLUMNS:
        sheet.write_string(0, place, column.name, style.header)
    last = 0
    for last, row in enumerate(rows, start=1):
        if last == _MOST_ROWS:
            raise ReportError("The month has more rows than a workbook holds: choose csv.")
        _write_row(sheet, style, last, row)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    _set_print(sheet, last)


def _write_row(sheet: Worksheet, style: Style, at: int, row: Row) -> None:
    """Write what there is; an empty cell is not written at all."""
    texts = [
        (place, column, cell, text)
        for place, column in _COLUMNS
        if (text := plain(column, cell := row[column.name])) != ""
    ]
    sheet.set_row(at, _LINE * min(_MOST_LINES, max(_lines(c, text) for _, c, _, text in texts)))
    for place, column, cell, text in texts:
        form = style.of(column, row)
        if isinstance(cell, date) and cell.year >= _FIRST_YEAR:
            sheet.write_datetime(at, place, cell, form)
        elif not isinstance(text, str):
            sheet.write_number(at, place, text, form)
        else:
            sheet.write_string(at, place, _fitted(text), form)


def _lines(column: Column, text: str | float) -> int:
    """About how many lines a text takes in its column."""
    if column.kind not in _TALL or not isinstance(text, str):
        return 1
    return sum(1 + len(line) // _WIDTHS[column.kind] for line in text.split("\n"))


def _fitted(text: str) -> str:
    """Cut a text that no cell can hold, and say so in the cell."""
    if len(text) <= _LONGEST // 2 or _units(text) <= _LONGEST:
        return text
    note = f" [Cut here. All {len(text):,} characters are in the CSV and JSONL files.]"
    room = 2 * (_LONGEST - _units(note))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _set_print(sheet: Worksheet, last: int) -> None:
    """Print what is seen at a glance, on A4 across, with the header on every page."""
    sheet.print_area(0, 0, last, len(GLANCE) - 1)
    sheet.fit_to_pages(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.hide_gridlines(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.set_footer("&L&F&RPage &P of &N")
