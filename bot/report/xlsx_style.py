"""How the workbook looks: GOV.UK colours, each pair with a contrast over 4.5 to 1."""

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from bot.report.column import Column, Kind, Row

_BLUE, _WHITE, _LINE = "#1d70b8", "#ffffff", "#b1b4b6"
_VERDICTS = {
    "clear": ("#005a30", "#cce2d8"),
    "revise": ("#6e3619", "#fcd6c3"),
    "stop": ("#942514", "#f4cdc6"),
    "check": ("#594d00", "#fff7bf"),
    "missed": ("#383f43", "#eeefef"),
}
"""Text and ground of a verdict, as the tags of the GOV.UK design system."""
FILLS = {
    "clear": "#cce2d8",
    "revise": "#f47738",
    "stop": "#942514",
    "check": "#fff7bf",
    "missed": "#505a5f",
}
"""Fill of a verdict's part of a chart: grounds are too alike to stand beside one another."""
_CELL = {"valign": "top", "text_wrap": True}
_FORMS = {
    Kind.DATE: {"num_format": "d mmm yyyy", "align": "left"},
    Kind.TIME: {"num_format": "d mmm yyyy hh:mm", "align": "left"},
    Kind.NUMBER: {"num_format": "#,##0"},
}


class Style:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        head = {"bold": True, "font_color": _WHITE, "bg_color": _BLUE, "valign": "vcenter"}
        ruled = {"bottom": 1, "bottom_color": _LINE}
        self.title = book.add_format({"bold": True, "font_size": 20})
        self.header = book.add_format({**head, "text_wrap": True})
        self.header_right = book.add_format({**head, "align": "right"})
        self.line = book.add_format(ruled)
        self.count = book.add_format({**ruled, "num_format": "#,##0"})
        self.share = book.add_format({**ruled, "num_format": "0%"})
        self.dollars = book.add_format({**ruled, "num_format": "#,##0.00"})
        self.verdicts = {
            verdict: book.add_format({**_CELL, "bold": True, "font_color": ink, "bg_color": ground})
            for verdict, (ink, ground) in _VERDICTS.items()
        }
        self._text = book.add_format(_CELL)
        self._money = book.add_format({**_CELL, "num_format": "0.0000"})
        self._kinds = {kind: book.add_format({**_CELL, **form}) for kind, form in _FORMS.items()}

    def of(self, column: Column, row: Row) -> Format:
        """The format of a cell."""
        if column.name == "verdict":
            return self.verdicts.get(str(row["verdict"]), self._text)
        if column.name == "cost_usd":
            return self._money
        return self._kinds.get(column.kind, self._text)
