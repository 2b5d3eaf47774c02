"""The reviews of a month with findings, and the decision that stands of each."""

from bot.desk.month_sums import Days
from bot.log.spans import span
from bot.log.tables import Row, Tables

STANDS = """
(select {column} from decisions where review_id = reviews.id order by at desc, {turn} desc limit 1)
"""
_MONTH = """
with month as materialized (
  select id, made_at, verdict, reworded, {stands} as stands
  from reviews where made_at >= :first and made_at < :after and findings > 0
)
"""
"""Materialized: otherwise the decision is looked for anew wherever it is named."""


def of_month(tables: Tables, days: Days, sql: str) -> list[Row]:
    """Ask ``sql`` of ``month``: id, made_at, verdict, reworded, stands (or null)."""
    asked = _MONTH.format(stands=STANDS.format(column="outcome", turn=tables.turn)) + sql
    return tables.read(asked, **span(days.first, days.after))
