"""Links what was kept before there was a chain, once, when a log is brought up to date."""

from itertools import islice

from bot.log.chain import Linking
from bot.log.tables import Tables
from bot.log.whole import KINDS

_BATCH = 500
_FORM = 1
"""That of the step in which it is done, for good: later columns are not there yet."""


def link_all(tables: Tables) -> None:
    """Link every record, kind by kind, in the order in which each kind was written."""
    linking = Linking(tables, _FORM)
    for kind, made in KINDS.items():
        if made.since > _FORM:
            continue
        rows = tables.stream(made.listing(tables.turn, _FORM))
        names = map(made.name_of, rows)
        while batch := list(islice(names, _BATCH)):
            linking.append(kind, batch)
