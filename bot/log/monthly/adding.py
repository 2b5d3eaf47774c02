"""Adds a month up, with the month before and the trend, inside one transaction."""

from collections.abc import Mapping

from bot.desk.month_sums import (
    AddedUp,
    Asked,
    Cited,
    Counts,
    Days,
    KeptEdition,
    LastLink,
    MonthSums,
)
from bot.log.chain import head
from bot.log.monthly.counting import counts, missed, places, spent
from bot.log.monthly.finding import cited, clauses
from bot.log.monthly.following import decided_of, marks
from bot.log.spans import span
from bot.log.tables import Tables
from bot.log.words import midnight, moment

_EDITIONS = """
select kind, edition, kept_at from editions
where kept_at >= :first and kept_at < :after order by kept_at, kind, edition
"""
_BEGINS = """
select min(at) as at from (select min(made_at) as at from reviews
  union all select min(at) as at from misses) as firsts
"""
_LINK = "select seq, at, hash from chain where seq <= :seq order by seq desc limit 1"


def add_up(tables: Tables, asked: Asked) -> AddedUp:
    """Everything that a report on a month says in numbers."""
    plain, told = asked.months[: -asked.with_concerns], asked.months[-asked.with_concerns :]
    months = [counts(tables, days) for days in plain]
    months += [counts(tables, days, with_concerns=True) for days in told]
    before = next((one for one in months if one.days == asked.before), None)
    return AddedUp(
        month=_month(tables, months[-1], asked, clauses(tables, asked.month, asked.most)),
        before=_month(
            tables,
            before or counts(tables, asked.before),
            asked,
            ((), cited(tables, asked.before)),
        ),
        weeks=tuple(counts(tables, week) for week in asked.weeks),
        months=tuple(months),
        places=places(tables, asked.month, asked.most),
        editions=_editions(tables, asked.month),
        begins=next(
            (moment(row["at"]) for row in tables.read(_BEGINS) if row["at"] is not None), None
        ),
        link=_last_link(tables, midnight(asked.month.after)),
    )


def _month(
    tables: Tables,
    counted: Counts,
    asked: Asked,
    found: tuple[tuple[Cited, ...], Mapping[str, int]],
) -> MonthSums:
    days = counted.days
    decided = decided_of(tables, days)
    return MonthSums(
        counts=counted,
        stood=decided.stood,
        signed_off=decided.signed_off,
        took=decided.took,
        marks=marks(tables, days, asked.leads | decided.leads),
        missed=missed(tables, days),
        spent=spent(tables, days),
        clauses=found[0],
        cited=found[1],
    )


def _editions(tables: Tables, days: Days) -> tuple[KeptEdition, ...]:
    rows = tables.read(_EDITIONS, **span(days.first, days.after))
    return tuple(
        KeptEdition(kind=row["kind"], edition=row["edition"], at=moment(row["kept_at"]))
        for row in rows
    )


def _last_link(tables: Tables, before: str) -> LastLink | None:
    """The newest link made before a moment, halved for: times rise with the numbers."""
    newest = head(tables)
    low, high = 0, newest.seq if newest else 0
    while low < high:
        middle = (low + high + 1) // 2
        found = tables.read(_LINK, seq=middle)
        is_early = not found or found[0]["at"] < before
        low, high = (middle, high) if is_early else (low, middle - 1)
    found = tables.read(_LINK, seq=low)
    return next(
        (LastLink(seq=row["seq"], at=moment(row["at"]), hash=row["hash"]) for row in found), None
    )
