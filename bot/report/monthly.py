"""The monthly report as files: a page of HTML and a PDF, whole or not there, the same each time."""

from datetime import datetime
from pathlib import Path

from bot.errors import ReportError
from bot.paper.html import html
from bot.paper.paper import Paper
from bot.paper.pdf import pdf
from bot.report.figures.gathered import Beside, MonthLog, gather
from bot.report.form import ReportFormat
from bot.report.month import Month
from bot.report.pages.month_page import month_page
from bot.whole_file import whole_file


def write_report(
    log: MonthLog,
    month: Month,
    folder: Path,
    formats: tuple[ReportFormat, ...],
    *,
    now: datetime,
    beside: Beside,
) -> tuple[Path, ...]:
    """Write ``neutral-report-2026-11.html`` and ``.pdf`` into ``folder``; give their paths.

    The same log gives the same bytes; of a month that is not over, on the same day.
    Raises LogError, and ReportError.
    """
    paper = month_page(gather(log, month, beside, now))
    return tuple(_write(paper, folder / f"neutral-report-{month.name}.{one}") for one in formats)


def _write(paper: Paper, target: Path) -> Path:
    made = pdf(paper) if target.suffix == ".pdf" else html(paper).encode("utf-8")
    try:
        with whole_file(target) as path:
            path.write_bytes(made)
    except OSError as error:
        raise ReportError(f"{target} could not be written: {error.strerror or error}.") from error
    return target
