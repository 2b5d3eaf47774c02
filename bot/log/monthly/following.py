"""What became of a month's reviews: decisions, how long they took, and findings called wrong."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from operator import itemgetter
from statistics import median

from bot.concerns import Verdict
from bot.desk.month_sums import Days, Marks, Stood, Took
from bot.desk.records import Outcome
from bot.log.spans import span
from bot.log.tables import Row, Tables
from bot.log.words import moment

_DECIDED = """
select reviews.id, made_at, verdict, reworded, outcome, decisions.by, decisions.at as at,
  decisions.{turn} as turn
from reviews join decisions on review_id = reviews.id
where made_at >= :first and made_at < :after
order by made_at, reviews.id, decisions.at
"""
"""Their turns are put in order here: an index gives all but those."""
_UNDECIDED = """
select verdict, reworded, count(*) as many, sum(case when exists (
    select 1 from reviews as later where later.revises = reviews.id and later.revises <> ''
  ) then 1 else 0 end) as revised
from reviews where made_at >= :first and made_at < :after
  and not exists (select 1 from decisions where review_id = reviews.id)
group by verdict, reworded order by verdict, reworded
"""
_MARKS = """
select disputes.review_id, finding, disputes.by, is_right
from reviews join disputes on disputes.review_id = reviews.id
where made_at >= :first and made_at < :after order by disputes.at, disputes.{turn}
"""
_ASKING = frozenset({Outcome.SIGN_OFF_ASKED.value, Outcome.PROPRIETY_ASKED.value})
_OF_LEADS = frozenset({Outcome.SIGNED_OFF.value, Outcome.DECLINED.value})
_NINE_TENTHS = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What people decided about a month's reviews."""

    stood: tuple[Stood, ...]
    signed_off: Mapping[str, int]
    took: Took | None
    leads: frozenset[str]
    """Whoever signed off or declined: only leads do."""


def decided_of(tables: Tables, days: Days) -> Decided:
    """Read the decisions of a month, without their reasons, in one pass."""
    stands: Counter[tuple[str, int, str]] = Counter()
    signed: Counter[str] = Counter()
    leads: set[str] = set()
    seconds = array("d")
    rows = tables.stream(_DECIDED.format(turn=tables.turn), **span(days.first, days.after))
    for said in _by_review(rows):
        last = said[-1]
        stands[last["verdict"], last["reworded"], last["outcome"]] += 1
        if last["outcome"] == Outcome.SIGNED_OFF and last["verdict"] == Verdict.STOP:
            signed[last["by"]] += 1
        settled = None
        for row in said:
            if row["outcome"] in _OF_LEADS:
                leads.add(row["by"])
            if settled is None and row["outcome"] not in _ASKING:
                settled = row["at"]
                seconds.append((moment(settled) - moment(row["made_at"])).total_seconds())
    return Decided(
        stood=tuple(_stood(tables, days, stands)),
        signed_off=dict(sorted(signed.items(), key=lambda one: (-one[1], one[0]))),
        took=_took(seconds),
        leads=frozenset(leads),
    )


def _by_review(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The decisions about one review together, in their turns; most reviews have one."""
    held: list[Row] = []
    for row in rows:
        if held and row["id"] != held[0]["id"]:
            yield _in_turn(held)
            held = []
        held.append(row)
    if held:
        yield _in_turn(held)


def _in_turn(said: list[Row]) -> list[Row]:
    return said if len(said) == 1 else sorted(said, key=itemgetter("at", "turn"))


def _stood(
    tables: Tables, days: Days, stands: Mapping[tuple[str, int, str], int]
) -> Iterable[Stood]:
    for (verdict, reworded, outcome), many in sorted(stands.items()):
        yield Stood(
            verdict=Verdict(verdict),
            is_reworded=bool(reworded),
            outcome=Outcome(outcome),
            reviews=many,
        )
    for row in tables.read(_UNDECIDED, **span(days.first, days.after)):
        yield Stood(
            verdict=Verdict(row["verdict"]),
            is_reworded=bool(row["reworded"]),
            outcome=None,
            reviews=int(row["many"]),
            revised_since=int(row["revised"]),
        )


def _took(seconds: "array[float]") -> Took | None:
    if not seconds:
        return None
    ordered = sorted(seconds)
    return Took(
        decided=len(ordered),
        median=timedelta(seconds=median(ordered)),
        ninetieth=timedelta(seconds=ordered[ceil(_NINE_TENTHS * len(ordered)) - 1]),
    )


def marks(tables: Tables, days: Days, leads: frozenset[str]) -> Marks:
    """Findings called right or wrong: of each person's words about one the last counts."""
    rows = tables.read(_MARKS.format(turn=tables.turn), **span(days.first, days.after))
    last = {(row["review_id"], row["finding"], row["by"]): bool(row["is_right"]) for row in rows}
    by_leads: dict[tuple[str, int], bool] = {}
    for (review, finding, by), right in last.items():
        if by in leads:
            by_leads[review, finding] = by_leads.get((review, finding), False) or right
    called_right = sum(by_leads.values())
    return Marks(
        right=called_right,
        wrong=len(by_leads) - called_right,
        said=len(last),
        said_wrong=sum(not said for said in last.values()),
    )
