"""A row as it may leave the log: people under other names, personal data masked, drafts left out.

Pseudonyms come first, so that a person who is mentioned has one in place of a mask. Findings are
quoted from the draft, so the columns that hold them go with it.
"""

from collections.abc import Callable, Iterable

from bot.privacy.finding import masked
from bot.report.column import Cell, Holds, Row
from bot.report.columns import COLUMNS, MADE_WITH
from bot.report.options import Options
from bot.report.pseudonyms import Pseudonyms

_PEOPLE = tuple(column.name for column in COLUMNS if column.holds is Holds.PERSON)
_WORDS = tuple(column for column in COLUMNS if column.holds in {Holds.WORDS, Holds.DRAFT})


def treatment(options: Options) -> Callable[[Row], Row]:
    """Give what makes of each row, in place, what ``options`` ask for."""
    names = Pseudonyms(options.key) if options.key else None
    made_with = " ".join(options.made_with)

    def treat(row: Row) -> Row:
        people = [str(row[name]) for name in _PEOPLE if row[name]] if names else []
        for column in _WORDS:
            if column.holds is Holds.DRAFT and not options.has_drafts:
                row[column.name] = None
            elif row[column.name]:
                row[column.name] = _each(row[column.name], options, names, people)
        if names:
            for name in _PEOPLE:
                row[name] = names.name(str(row[name])) if row[name] else row[name]
        row[MADE_WITH] = made_with
        return row

    return treat


def _each(cell: Cell, options: Options, names: Pseudonyms | None, people: Iterable[str]) -> Cell:
    if isinstance(cell, tuple):
        return tuple(_text(one, options, names, people) for one in cell)
    return _text(cell, options, names, people) if isinstance(cell, str) else cell


def _text(text: str, options: Options, names: Pseudonyms | None, people: Iterable[str]) -> str:
    if names:
        text = names.text(text, people)
    return masked(text) if options.masked else text
