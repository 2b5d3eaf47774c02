"""A column of the export: its name, what it means, and how an entry of the log fills it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.desk.records import Miss
from bot.desk.seams import Kept

Cell = str | int | float | bool | date | datetime | tuple[str, ...] | None
"""What a column holds. None: nothing to say. A datetime has no zone: it is UK time."""
Row = dict[str, Cell]
"""An entry of the log under the names of the columns, in their order."""


class Kind(StrEnum):
    """What may stand in a column."""

    TEXT = "text"
    WORDS = "long text"
    LIST = "list"
    LINES = "lines"
    NUMBER = "number"
    YES_NO = "yes or no"
    DATE = "date"
    TIME = "time"


class Holds(StrEnum):
    """What becomes of a column when a month is handed out; the words stand in the dictionary."""

    FACTS = ""
    PERSON = "a person"
    WORDS = "words"
    DRAFT = "words of the draft"


def _nothing(_: Miss) -> Cell:
    return None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``of_miss`` fills it for a review that could not be made."""

    name: str
    kind: Kind
    meaning: str
    of_review: Callable[[Kept], Cell]
    of_miss: Callable[[Miss], Cell] = _nothing
    holds: Holds = Holds.FACTS


_JOINT = {Kind.LIST: "; ", Kind.LINES: "\n"}


def plain(column: Column, cell: Cell) -> str | int | float:
    """Give a cell as a table of text and numbers shows it; nothing is an empty text."""
    if cell is None or isinstance(cell, str):  # as most cells are
        return cell or ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, tuple):
        return _JOINT[column.kind].join(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return cell
