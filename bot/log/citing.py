"""Which past reviews cited a clause: counted, and the newest of them named."""

from collections.abc import Sequence

from bot.desk.records import Citing
from bot.log.tables import Tables
from bot.log.words import moment

_AT_ONCE = 200
"""Clauses named in one statement."""


def citing(tables: Tables, clauses: Sequence[str], most: int) -> Citing:
    """The reviews with a finding that was proven by one of the clauses; each counts once."""
    times: dict[str, str] = {}
    for first in range(0, len(clauses), _AT_ONCE):
        values = {f"clause_{n}": one for n, one in enumerate(clauses[first : first + _AT_ONCE])}
        named = ", ".join(f":{name}" for name in values)
        sql = (
            "select distinct reviews.id, made_at from findings "  # noqa: S608  # our own names
            "join reviews on reviews.id = findings.review_id "
            f"where proven = 1 and clause_id in ({named})"
        )
        times |= {row["id"]: row["made_at"] for row in tables.read(sql, **values)}
    newest = sorted(times, key=lambda name: (moment(times[name]), name), reverse=True)
    return Citing(many=len(times), newest=tuple(newest[:most]))
