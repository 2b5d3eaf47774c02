"""The columns of the monthly export: stable, versioned, each with its meaning.

A new column goes to the end of its group and raises VERSION (in columns_made.py).
A name never changes its meaning, and is never used again.
docs/export-columns.md is written from here; a test compares them.
"""

from bot.desk.records import Miss
from bot.desk.seams import Kept
from bot.report.column import Column, Row
from bot.report.columns_asked import ASKED
from bot.report.columns_decided import DECIDED
from bot.report.columns_found import FOUND
from bot.report.columns_made import MADE, MADE_WITH, VERSION

__all__ = ["COLUMNS", "GLANCE", "GROUPS", "MADE_WITH", "VERSION", "row"]

_BY_TOPIC = {
    "What was asked": ASKED,
    "What was found": FOUND,
    "What was decided": DECIDED,
    "What made the review": MADE,
}
_GLANCE = (
    "id", "made_at_uk", "verdict", "platform", "account", "draft", "concerns", "found",
    "rewording", "decision",
)  # fmt: skip
"""What a reader wants first; a printed page of the workbook holds these."""


def _named(name: str) -> Column:
    return next(c for group in _BY_TOPIC.values() for c in group if c.name == name)


GLANCE = tuple(_named(name) for name in _GLANCE)
GROUPS = {"At a glance": GLANCE} | {
    topic: tuple(column for column in group if column not in GLANCE)
    for topic, group in _BY_TOPIC.items()
}
"""Every column once, in the order of the files, under the heading of its group."""
COLUMNS = tuple(column for group in GROUPS.values() for column in group)


def row(entry: Kept | Miss) -> Row:
    """Give an entry of the log as a row."""
    if isinstance(entry, Miss):
        return {column.name: column.of_miss(entry) for column in COLUMNS}
    return {column.name: column.of_review(entry) for column in COLUMNS}
