"""The columns of the monthly export: stable, versioned, each with its meaning.

A new column goes to the end of its group and raises VERSION (in columns_made.py).
A name never changes its meaning, and is never used again.
docs/export-columns.md is written from here; a test compares them.
"""

from bot.desk.records import Miss
from bot.desk.seams import Kept
from bot.report.column import Row
from bot.report.columns_asked import ASKED
from bot.report.columns_decided import DECIDED
from bot.report.columns_found import FOUND
from bot.report.columns_made import MADE, VERSION

GROUPS = {
    "What was asked": ASKED,
    "What was found": FOUND,
    "What was decided": DECIDED,
    "What made the review": MADE,
}
__all__ = ["COLUMNS", "GROUPS", "VERSION", "row"]

COLUMNS = tuple(column for group in GROUPS.values() for column in group)


def row(entry: Kept | Miss) -> Row:
    """Give an entry of the log as a row."""
    if isinstance(entry, Miss):
        return {column.name: column.of_miss(entry) for column in COLUMNS}
    return {column.name: column.of_review(entry) for column in COLUMNS}
