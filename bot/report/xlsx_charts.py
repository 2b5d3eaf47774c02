"""The charts of the workbook's first sheet: Excel's own, drawn from the tables beside them.

Each has a text alternative. The colours are those of GOV.UK, each with an outline: in grey, parts
are told apart by their order and by the figures in the table.
"""

from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from bot.paper.shown import shown
from bot.report.xlsx_style import FILLS

_INK, _RULE, _BLUE = "#0b0c0c", "#b1b4b6", "#1d70b8"
_WIDTH, _STACK, _EDGES, _A_BAR = 620, 300, 70, 26
"""Pixels: of a chart; of one with columns; above and below bars; of a bar."""
_ROW = 20
"""Pixels of a row."""
_FONT = {"color": _INK, "size": 10, "name": "Arial"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where figures stand, and what they are: a chart remembers them, for what only looks.

    ``figures`` has a column each for the second column of the sheet, and those after it.
    """

    head: int
    """The row above the first."""
    labels: tuple[str, ...]
    figures: tuple[tuple[int, ...], ...]

    @property
    def first(self) -> int:
        """The row of the first label."""
        return self.head + 1

    @property
    def last(self) -> int:
        """The row of the last."""
        return self.head + len(self.labels)


class Charts:
    """Draws charts of a sheet's figures into the columns from ``column`` on."""

    def __init__(self, book: Workbook, sheet: Worksheet, column: int) -> None:
        self._book, self._sheet, self._column = book, sheet, column

    def bars(self, title: str, place: Place, says: str) -> int:
        """Draw a bar for each row, the first on top; give how many rows high it is."""
        chart = self._book.add_chart({"type": "bar"})
        chart.add_series(self._series(place, 1, _BLUE))
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": _FONT, "line": {"color": _RULE}})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        return self._insert(chart, title, place, _EDGES + _A_BAR * len(place.labels), says)

    def columns(self, place: Place, verdicts: tuple[str, ...], says: str) -> int:
        """Draw a column for each row, in parts by verdict; give how many rows high it is."""
        chart = self._book.add_chart({"type": "column", "subtype": "stacked"})
        for column, verdict in enumerate(verdicts, start=1):
            chart.add_series(self._series(place, column, FILLS[verdict]) | {"data_labels": {}})
        chart.set_legend({"position": "bottom", "font": _FONT})
        chart.set_x_axis({"num_font": _FONT, "line": {"color": _RULE}})
        lines = {"visible": True, "line": {"color": _RULE}}
        chart.set_y_axis({"num_font": _FONT, "min": 0, "major_gridlines": lines})
        return self._insert(chart, "Verdicts by week", place, _STACK, says)

    def _series(self, place: Place, column: int, fill: str) -> dict[str, object]:
        name = self._sheet.get_name()
        return {
            "name": [name, place.head, column],
            "categories": [name, place.first, 0, place.last, 0],
            "values": [name, place.first, column, place.last, column],
            "categories_data": [shown(label) for label in place.labels],
            "values_data": list(place.figures[column - 1]),
            "fill": {"color": fill},
            "border": {"color": _INK, "width": 0.75},
            "gap": 40,
            "data_labels": {"value": True, "font": _FONT},
        }

    def _insert(self, chart: Chart, title: str, place: Place, height: int, says: str) -> int:
        chart.set_title({"name": title, "name_font": {**_FONT, "size": 12}, "overlay": False})
        chart.set_chartarea({"border": {"none": True}})
        chart.set_size({"width": _WIDTH, "height": height})
        options = {"description": shown(says), "x_offset": 10}
        self._sheet.insert_chart(place.head, self._column, chart, options)
        return -(-height // _ROW)
