"""What a month adds up to, counted while its rows go by."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from bot.report.column import Cell, Row
from bot.report.figures.spans import monday_of

VERDICTS = ("clear", "revise", "stop", "check", "missed")
"""In the order in which a summary lists them."""
_COUNTED = ("verdict", "concerns", "clauses", "platform", "decision")
_ADDED = ("findings", "input_tokens", "output_tokens", "cost_usd")


class Tally:
    """Counts of a month: ``counts["verdict"]["stop"]``, ``sums["cost_usd"]``, ``rows``.

    ``weeks`` has the verdicts of each week by its Monday, in UK time.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.reworded = 0
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
        self.weeks: dict[date, Counter[str]] = {}
        self.sums: dict[str, float] = dict.fromkeys(_ADDED, 0)

    def counting(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Give the rows on, counted."""
        for row in rows:
            self._count(row)
            yield row

    def _count(self, row: Row) -> None:
        self.rows += 1
        self.reworded += row["rewording_offered"] is True
        made_at = row["made_at_uk"]
        if isinstance(made_at, datetime):
            week = self.weeks.setdefault(monday_of(made_at.date()), Counter())
            week.update(_values(row["verdict"]))
        for name, counts in self.counts.items():
            counts.update(_values(row[name]))
        for name in _ADDED:
            amount = row[name]
            if isinstance(amount, int | float):
                self.sums[name] += amount


def _values(cell: Cell) -> tuple[str, ...]:
    if isinstance(cell, tuple):
        return cell
    return (cell,) if isinstance(cell, str) and cell else ()
