"""The first sheet of the workbook: what the month adds up to, in tables and charts."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.concerns import Concern, Verdict
from bot.report.figures.spans import monday_of, weeks_of
from bot.report.month import Month
from bot.report.pages.saying import week
from bot.report.tally import VERDICTS, Tally
from bot.report.xlsx_charts import Charts, Place
from bot.report.xlsx_style import Style

_MOST_CLAUSES = 10
_NAME, _COUNT, _SHARE = 0, 1, 2
"""The columns of most tables; the weeks have one for each verdict."""
_CHARTS = 7
"""The column where charts begin."""
_SHORT = {"check": "By hand"}

Line = tuple[str, int, Format]
"""What is counted, how often, and how its name looks."""
Drawing = Callable[[Place], int]
"""Draws a chart of the rows, and says how many rows high it is."""


def write_summary(sheet: Worksheet, style: Style, month: Month, tally: Tally) -> None:
    """Write the counts: verdicts, concerns, the clauses most cited, decisions, cost."""
    _set_up(sheet)
    sheet.write_string(0, _NAME, f"Neutrality reviews, {month}", style.title)
    page = _Page(sheet, style, tally.rows)
    charts = Charts(style.book, sheet, _CHARTS)
    page.table("Verdict", [*_verdicts(style, tally), ("All", tally.rows, style.line)])
    if tally.rows:
        page.weeks(
            _weeks(month, tally), lambda place: charts.columns(place, VERDICTS, _told(tally))
        )
    for name, lines in _counted(style, tally):
        page.table(name, lines, _bars(charts, name, lines))
    page.sums(_sums(style, tally))


def _set_up(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(_NAME, _NAME, 44)
    sheet.set_column(_COUNT, _CHARTS - 2, 10)
    sheet.set_column(_CHARTS - 1, _CHARTS - 1, 3)
    sheet.set_row(0, 32)
    sheet.fit_to_pages(1, 1)
    sheet.set_portrait()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_paper(9)


def _verdicts(style: Style, tally: Tally) -> Iterable[Line]:
    counts = tally.counts["verdict"]
    labels = {verdict.value: verdict.label for verdict in Verdict}
    labels["missed"] = "Missed: no review could be made"
    return [(labels[name], counts[name], style.verdicts[name]) for name in VERDICTS]


def _counted(style: Style, tally: Tally) -> Iterable[tuple[str, list[Line]]]:
    concerns = tally.counts["concerns"].most_common()
    clauses = tally.counts["clauses"].most_common(_MOST_CLAUSES)
    decided = sorted(tally.counts["decision"].items())
    return (
        ("Concern", [(Concern(name).label, n, style.line) for name, n in concerns]),
        ("Clause most cited", [(name, n, style.line) for name, n in clauses]),
        ("Decision", [(_label(name), n, style.line) for name, n in decided]),
    )


def _bars(charts: Charts, name: str, lines: list[Line]) -> Drawing:
    def draw(place: Place) -> int:
        label, most, _ = max(lines, key=lambda line: line[1])
        says = f"Bars of the table {name!r}. The longest is {label}, with {most:,} reviews."
        return charts.bars(f"Reviews by {name.lower()}", place, says)

    return draw


def _weeks(month: Month, tally: Tally) -> Sequence[tuple[str, Counter[str]]]:
    """Each week that the month lies in, named by its days in it, with its verdicts."""
    return [
        (week(days), tally.weeks.get(monday_of(days.first), Counter())) for days in weeks_of(month)
    ]


def _told(tally: Tally) -> str:
    monday, counts = max(tally.weeks.items(), key=lambda one: one[1].total())
    return (
        f"Columns of reviews by week and verdict. The most, {counts.total():,}, are of the week "
        f"from Monday {monday.day} {monday:%B}."
    )


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

    def table(self, name: str, lines: list[Line], draw: Drawing | None = None) -> None:
        """Write a table, where there is something to say, and its chart beside it."""
        if not lines:
            return
        head = self._at
        self._head(name, "Reviews", "Share")
        for label, count, form in lines:
            self._sheet.write_string(self._at, _NAME, label, form)
            self._sheet.write_number(self._at, _COUNT, count, self._style.count)
            share = count / self._whole if self._whole else 0
            self._sheet.write_number(self._at, _SHARE, share, self._style.share)
            self._at += 1
        labels, counts, _ = zip(*lines, strict=True)
        self._below(Place(head, labels, (counts,)), draw)

    def weeks(self, weeks: Sequence[tuple[str, Counter[str]]], draw: Drawing) -> None:
        """Write the verdicts of each week."""
        head = self._at
        self._head("Week", *(_SHORT.get(name, name.capitalize()) for name in VERDICTS))
        for label, counts in weeks:
            self._sheet.write_string(self._at, _NAME, label, self._style.line)
            for place, verdict in enumerate(VERDICTS, start=_COUNT):
                self._sheet.write_number(self._at, place, counts[verdict], self._style.count)
            self._at += 1
        labels = tuple(label for label, _ in weeks)
        figures = tuple(tuple(counts[name] for _, counts in weeks) for name in VERDICTS)
        self._below(Place(head, labels, figures), draw)

    def _below(self, place: Place, draw: Drawing | None) -> None:
        """Go on below the table and its chart."""
        high = draw(place) if draw else 0
        self._at = max(self._at, place.head + high) + 1

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
