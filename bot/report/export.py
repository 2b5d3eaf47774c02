"""A month of the log as one file: whole or not there, and the same each time it is made."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Protocol

from bot.desk.seams import Record
from bot.errors import BadQuestion, ReportError
from bot.report.column import Row
from bot.report.columns import row
from bot.report.form import FORMS, Form
from bot.report.month import Month
from bot.report.options import AS_USUAL, Options
from bot.report.treated import treatment
from bot.whole_file import whole_file


class _Writer(Protocol):
    def write(self, path: Path, month: Month, rows: Iterable[Row], options: Options) -> None:
        """Write the rows to a new file, one at a time."""


def export_month(
    log: Record,
    month: Month,
    form: Form,
    folder: Path,
    progress: Callable[[int], None] = lambda _: None,
    options: Options = AS_USUAL,
) -> Path:
    """Write a month into ``folder`` as ``neutral-2026-11.csv``, and give the file's path.

    The name says which options are not the usual ones: ``neutral-2026-11-unmasked.csv``.

    ``progress`` is told after each row how many are done.
    Memory does not grow with the month.
    Raises BadQuestion, LogError, or ReportError; the file of an earlier run stands until
    the new one is whole.
    """
    writer = _writer(form)
    options.check(form)
    target = folder / f"neutral-{month.name}{options.suffix}.{form}"
    with _in_plain_words(target), whole_file(target) as path:
        writer.write(path, month, _rows(log, month, progress, treatment(options)), options)
    return target


def _writer(form: str) -> _Writer:
    """Import a format when it is wanted: the workbook's package costs 0.15 s."""
    if form not in FORMS:
        raise BadQuestion(f"{form!r} is no format. Choose one of: {', '.join(FORMS)}.")
    writer: _Writer = import_module(f"bot.report.{form}_file")
    return writer


def _rows(
    log: Record, month: Month, progress: Callable[[int], None], treat: Callable[[Row], Row]
) -> Iterator[Row]:
    for done, entry in enumerate(log.between(month.first, month.after), start=1):
        yield treat(row(entry))
        progress(done)


@contextmanager
def _in_plain_words(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ReportError(f"{target} could not be written: {error.strerror or error}.") from error
