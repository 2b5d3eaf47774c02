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
_NUMBERS = {Kind.DATE: "d mmm yyyy", Kind.TIME: "d mmm yyyy hh:mm", Kind.NUMBER: "#,##0"}
_MONEY = "0.0000"


class Style:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        cell = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": _LINE}
        self.header = book.add_format({
            "bold": True, "font_color": _WHITE, "bg_color": _BLUE, "valign": "vcenter",
            "text_wrap": True,
        })  # fmt: skip
        self.title = book.add_format({"bold": True, "font_size": 20})
        self.plain = book.add_format({"valign": "top", "text_wrap": True})
        self.count = book.add_format({**cell, "num_format": "#,##0"})
        self.share = book.add_format({**cell, "num_format": "0%"})
        self.money = book.add_format({**cell, "num_format": _MONEY})
        self.text = book.add_format(cell)
        self._kinds = {
            kind: book.add_format({**cell, "num_format": form}) for kind, form in _NUMBERS.items()
        }
        self.verdicts = {
            verdict: book.add_format({**cell, "bold": True, "font_color": ink, "bg_color": ground})
            for verdict, (ink, ground) in _VERDICTS.items()
        }

    def of(self, column: Column, row: Row) -> Format:
        """The format of a cell."""
        if column.name == "verdict":
            return self.verdicts.get(str(row["verdict"]), self.text)
        if column.name == "cost_usd":
            return self.money
        return self._kinds.get(column.kind, self.text)
