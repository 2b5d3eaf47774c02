"""Which clauses a month's reviews cite, and what became of those reviews."""

import json

from bot.concerns import Concern
from bot.desk.month_sums import Cited, Days
from bot.log.monthly.month import of_month
from bot.log.spans import span
from bot.log.tables import Row, Tables

_FOUND = """
select clause_id, count(distinct review_id) as many,
  count(distinct case when severity <> 'note' and stands in ('posted-anyway', 'signed-off')
    then review_id end) as set_aside,
  count(distinct case when severity <> 'note' and stands = 'accepted' and reworded = 1
    then review_id end) as mended,
  max(made_at || review_id) as newest
from month join findings on review_id = month.id and proven = 1
group by clause_id order by many desc, clause_id
"""
_COUNTED = """
select clause_id, count(distinct review_id) as many
from reviews join findings on review_id = reviews.id and proven = 1
where made_at >= :first and made_at < :after group by clause_id
"""
_SHOWN = """
select passages.passage from shown join passages on passages.hash = shown.passage
where shown.review_id = :review_id and passages.clause_id = :clause_id
"""
_TIME = len("2026-11-01T00:00:00.000000Z")


def clauses(tables: Tables, days: Days, most: int) -> tuple[tuple[Cited, ...], dict[str, int]]:
    """The clauses most cited, those most set aside and most mended; and how often each was cited.

    Each is named as it was shown with the newest of its reviews, so that an old month is told
    in its own words.
    """
    found = of_month(tables, days, _FOUND)
    wanted = [*found[:most], *_top(found, "set_aside"), *_top(found, "mended")]
    names = {row["clause_id"] for row in wanted}
    named = tuple(_cited(tables, row) for row in found if row["clause_id"] in names)
    return named, {row["clause_id"]: int(row["many"]) for row in found}


def cited(tables: Tables, days: Days) -> dict[str, int]:
    """How many reviews cite each clause."""
    found = tables.read(_COUNTED, **span(days.first, days.after))
    return {row["clause_id"]: int(row["many"]) for row in found}


def _top(found: list[Row], what: str) -> list[Row]:
    return sorted(found, key=lambda row: -int(row[what]))[:2]


def _cited(tables: Tables, row: Row) -> Cited:
    newest, clause_id = str(row["newest"])[_TIME:], str(row["clause_id"])
    shown = tables.read(_SHOWN, review_id=newest, clause_id=clause_id)
    words = json.loads(shown[0]["passage"]) if shown else {}
    return Cited(
        clause_id=clause_id,
        title=words.get("title", ""),
        locator=words.get("locator", ""),
        url=words.get("url", ""),
        concern=Concern(words["concern"]) if words.get("concern") else None,
        reviews=int(row["many"]),
        set_aside=int(row["set_aside"]),
        mended=int(row["mended"]),
    )
