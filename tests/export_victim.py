"""An export to be killed: ``python -m tests.export_victim FOLDER FORM`` hangs in the middle.

It says "half" once half of its rows are written, and waits until somebody kills it.
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import cast

from bot.desk.records import Miss
from bot.desk.seams import Kept
from bot.report.export import export_month
from bot.report.form import Form
from bot.report.month import Month
from tests.drawn import a_review

ROWS = 400
"""More than any buffer holds, so that a part of the file is on the disk."""


class Hanging:
    """A record that gives half of its entries."""

    def between(self, first: date, after: date) -> Iterator[Kept | Miss]:
        """Give them, and hang."""
        assert first < after
        for number in range(ROWS):
            review = a_review(f"r{number}", text=f"Half-written words. {number} " * 40)
            yield Kept(review=review, decisions=(), shared=False, remarks=0)
        sys.stdout.write("half\n")
        sys.stdout.flush()
        Event().wait()

    def count(self, first: date, after: date) -> int:
        """As many as there would be."""
        assert first < after
        return 2 * ROWS


if __name__ == "__main__":
    export_month(Hanging(), Month(2026, 11), cast("Form", sys.argv[2]), Path(sys.argv[1]))
