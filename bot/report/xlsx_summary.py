"""The first sheet of the workbook: what the month adds up to."""

from collections.abc import Iterable

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.concerns import Concern, Verdict
from bot.report.month import Month
from bot.report.tally import VERDICTS, Tally
from bot.report.xlsx_style import Style

_MOST_CLAUSES = 10
_NAME, _COUNT, _SHARE = 0, 1, 2
"""The three columns of the sheet."""

Line = tuple[str, int, Format]
"""What is counted, how often, and how its name looks."""


def write_summary(sheet: Worksheet, style: Style, month: Month, tally: Tally) -> None:
    """Write the counts: verdicts, concerns, the clauses most cited, decisions, cost."""
    _set_up(sheet)
    sheet.write_string(0, _NAME, f"Neutrality reviews, {month}", style.title)
    page = _Page(sheet, style, tally.rows)
    page.table("Verdict", [*_verdicts(style, tally), ("All", tally.rows, style.line)])
    concerns = tally.counts["concerns"].most_common()
    page.table("Concern", [(Concern(name).label, n, style.line) for name, n in concerns])
    clauses = tally.counts["clauses"].most_common(_MOST_CLAUSES)
    page.table("Clause most cited", [(name, n, style.line) for name, n in clauses])
    decided = sorted(tally.counts["decision"].items())
    page.table("Decision", [(_label(name), n, style.line) for name, n in decided])
    page.sums(_sums(style, tally))


def _set_up(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(_NAME, _NAME, 46)
    sheet.set_column(_COUNT, _SHARE, 12)
    sheet.set_row(0, 32)
    sheet.fit_to_pages(1, 0)
    sheet.set_portrait()
    sheet.set_paper(9)


def _verdicts(style: Style, tally: Tally) -> Iterable[Line]:
    counts = tally.counts["verdict"]
    labels = {verdict.value: verdict.label for verdict in Verdict}
    labels["missed"] = "Missed: no review could be made"
    return [(labels[name], counts[name], style.verdicts[name]) for name in VERDICTS]


def _label(outcome: str) -> str:
    return outcome.replace("-", " ").capitalize()


def _sums(style: Style, tally: Tally) -> Iterable[tuple[str, float, Format]]:
    return (
        ("Findings", tally.sums["findings"], style.count),
        ("Rewordings offered", tally.reworded, style.count),
        ("Tokens sent to the model", tally.sums["input_tokens"], style.count),
        ("Tokens written by the model", tally.sums["output_tokens"], style.count),
        ("Cost in US dollars, where a price is known", tally.sums["cost_usd"], style.dollars),
    )


class _Page:
    """The sheet, and the row where the next table begins."""

    def __init__(self, sheet: Worksheet, style: Style, whole: int) -> None:
        self._sheet, self._style, self._whole = sheet, style, whole
        self._at = 2

    def table(self, name: str, lines: list[Line]) -> None:
        """Write a table, where there is something to say."""
        if not lines:
            return
        self._head(name, "Reviews", "Share")
        for label, count, form in lines:
            self._sheet.write_string(self._at, _NAME, label, form)
            self._sheet.write_number(self._at, _COUNT, count, self._style.count)
            share = count / self._whole if self._whole else 0
            self._sheet.write_number(self._at, _SHARE, share, self._style.share)
            self._at += 1
        self._at += 1

    def sums(self, lines: Iterable[tuple[str, float, Format]]) -> None:
        """Write what adds up."""
        self._head("In all", "", "")
        for label, amount, form in lines:
            self._sheet.write_string(self._at, _NAME, label, self._style.line)
            self._sheet.write_number(self._at, _COUNT, amount, form)
            self._at += 1

    def _head(self, *names: str) -> None:
        for place, name in enumerate(names):
            form = self._style.header_right if place else self._style.header
            self._sheet.write_string(self._at, place, name, form)
        self._at += 1
