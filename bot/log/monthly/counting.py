"""Counts reviews and misses of some days: by verdict, concern, platform and cost."""

from bot.concerns import Concern, Verdict
from bot.desk.month_sums import Counts, Days, Faults, Place, Spent
from bot.log.spans import span
from bot.log.tables import Row, Tables

_VERDICTS = """
select
  coalesce(sum(case verdict when 'clear' then 1 else 0 end), 0) as clear,
  coalesce(sum(case verdict when 'revise' then 1 else 0 end), 0) as revise,
  coalesce(sum(case verdict when 'stop' then 1 else 0 end), 0) as stop,
  coalesce(sum(case verdict when 'check' then 1 else 0 end), 0) as "check"
from reviews where made_at >= :first and made_at < :after
"""
"""Not grouped: a sum for each reads the index once, in its order."""
_MISSES = """
select error, count(*) as many from misses
where at >= :first and at < :after group by error order by many desc, error
"""
_CONCERNS = """
select concern, count(distinct review_id) as many,
  count(distinct case when severity <> 'note' then review_id end) as at_fault
from reviews join findings on review_id = reviews.id and proven = 1
where made_at >= :first and made_at < :after group by concern order by many desc, concern
"""
_SPENT = """
select
  coalesce(sum(case when reviewer = 'checks' then 0 else 1 end), 0) as by_model,
  coalesce(sum(case when reviewer = 'checks' then 1 else 0 end), 0) as by_checks,
  coalesce(sum(input_tokens), 0) as input_tokens,
  coalesce(sum(cached_tokens), 0) as cached_tokens,
  coalesce(sum(output_tokens), 0) as output_tokens,
  coalesce(sum(cost_usd), 0) as cost_usd,
  coalesce(sum(case when reviewer <> 'checks' and cost_usd is null then 1 else 0 end), 0)
    as unpriced
from reviews where made_at >= :first and made_at < :after
"""
_PLACES = """
select platform, account, count(*) as many,
  sum(case when verdict in ('revise', 'stop') then 1 else 0 end) as at_fault
from reviews where made_at >= :first and made_at < :after
group by platform, account order by many desc, platform, account limit :most
"""


def counts(tables: Tables, days: Days, *, with_concerns: bool = False) -> Counts:
    """Reviews by verdict, misses, and if asked for concerns."""
    (verdicts,) = _of(tables, days, _VERDICTS)
    concerns = _of(tables, days, _CONCERNS) if with_concerns else []
    return Counts(
        days=days,
        verdicts={one: int(verdicts[one.value]) for one in Verdict},
        misses=sum(missed(tables, days).values()),
        concerns={
            Concern(row["concern"]): Faults(reviews=int(row["many"]), at_fault=int(row["at_fault"]))
            for row in concerns
        },
    )


def missed(tables: Tables, days: Days) -> dict[str, int]:
    """Misses by kind of error, most first."""
    return {row["error"]: int(row["many"]) for row in _of(tables, days, _MISSES)}


def spent(tables: Tables, days: Days) -> Spent:
    """Tokens and cost. The cost is rounded: in which order a sum was added must not show."""
    (row,) = _of(tables, days, _SPENT)
    cost = round(float(row.pop("cost_usd")), 4)
    return Spent(cost_usd=cost, **{name: int(many) for name, many in row.items()})


def places(tables: Tables, days: Days, most: int) -> tuple[Place, ...]:
    """Platforms with accounts, most reviews first."""
    return tuple(
        Place(
            platform=row["platform"],
            account=row["account"],
            reviews=int(row["many"]),
            at_fault=int(row["at_fault"]),
        )
        for row in _of(tables, days, _PLACES, most=most)
    )


def _of(tables: Tables, days: Days, sql: str, **values: object) -> list[Row]:
    return tables.read(sql, **values, **span(days.first, days.after))
