"""What the app's page is made of: somebody's own reviews, and the sums of a month."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import median

from bot.concerns import Verdict
from bot.desk.records import Figures, Outcome
from bot.desk.seams import Kept
from bot.log.spans import read_kept, span
from bot.log.tables import Row, Tables
from bot.log.words import moment, written

_WHOLE = "text is not null and body is not null"
_LAST = """
(select outcome from decisions where review_id = reviews.id order by at desc, {turn} desc limit 1)
"""
_ASKED_BY = """
where asked_by = :user and {whole} order by made_at desc, reviews.{{turn}} desc limit {most:d}
"""
_UNDECIDED = """
where asked_by = :user and made_at >= :since and {whole}
  and coalesce({last}, verdict) in ('revise', 'stop', 'check',
    'sign-off-asked', 'propriety-asked', 'signed-off', 'declined')
  and not exists (select 1 from reviews as later
    where later.revises = reviews.id and later.revises <> '')
order by made_at desc, reviews.{{turn}} desc limit {most:d}
"""
_VERDICTS = """
select verdict, count(*) as many from reviews
where made_at >= :first and made_at < :after group by verdict
"""
_MISSES = "select count(*) as many from misses where at >= :first and at < :after"
_DECIDED = """
select made_at, {last} as stands,
  (select min(at) from decisions where review_id = reviews.id
    and outcome not in ('sign-off-asked', 'propriety-asked')) as settled
from reviews where made_at >= :first and made_at < :after
  and exists (select 1 from decisions where review_id = reviews.id)
"""


def asked_by(tables: Tables, user: str, most: int) -> tuple[Kept, ...]:
    """The last reviews that somebody asked for, newest first; what was erased is left out."""
    return tuple(read_kept(tables, _ASKED_BY.format(whole=_WHOLE, most=most), user=user))


def undecided(tables: Tables, user: str, since: datetime, most: int) -> tuple[Kept, ...]:
    """Those that wait for a decision, are with the propriety leads, or came back from them."""
    which = _UNDECIDED.format(whole=_WHOLE, last=_LAST, most=most)
    return tuple(read_kept(tables, which, user=user, since=written(since)))


def figures(tables: Tables, first: date, after: date) -> Figures:
    """The sums of a span of days. No words are read, and no names."""
    days = span(first, after)
    decided = tables.read(_DECIDED.format(last=_LAST.format(turn=tables.turn)), **days)
    (missed,) = tables.read(_MISSES, **days)
    return Figures(
        month=first,
        verdicts={Verdict(r["verdict"]): int(r["many"]) for r in tables.read(_VERDICTS, **days)},
        outcomes=Counter(Outcome(row["stands"]) for row in decided),
        misses=int(missed["many"]),
        median=_median(decided),
    )


def _median(decided: Sequence[Row]) -> timedelta | None:
    took = [moment(r["settled"]) - moment(r["made_at"]) for r in decided if r["settled"]]
    return timedelta(seconds=median(one.total_seconds() for one in took)) if took else None
