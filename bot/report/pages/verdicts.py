"""The report on verdicts: by week, over twelve months, and the rewordings offered and taken."""

from collections.abc import Iterator, Sequence

from bot.concerns import Verdict
from bot.desk.month_sums import Counts, Stood
from bot.desk.records import Outcome
from bot.paper.paper import Block, Chart, Heading, Words, said
from bot.report.charts import columns, stacked
from bot.report.figures.gathered import UK, Gathered
from bot.report.pages.saying import amount, number, share, short_month, week
from bot.report.pages.tables import table

LABELS = {
    Verdict.CLEAR: "Clear",
    Verdict.CHECK: "Check by hand",
    Verdict.REVISE: "Revise",
    Verdict.STOP: "Stop",
}
_HEADERS = ("All reviews", *LABELS.values(), "Missed")


def by_week(found: Gathered) -> Iterator[Block]:
    """Verdicts of each week, as a chart and a table."""
    weeks = found.sums.weeks
    yield Heading("Verdicts by week")
    yield Chart(
        caption="Reviews by verdict, each week from Monday, UK time",
        svg=stacked("weeks", [week(one.days) for one in weeks], _parts(weeks)),
        says=_weeks_said(weeks),
    )
    rows = [(week(one.days), *_numbers(one)) for one in weeks]
    month, earlier = found.sums.month.counts, found.sums.before.counts
    rows += [("The month", *_numbers(month)), (f"{earlier.days.first:%B}", *_numbers(earlier))]
    yield table("Reviews by verdict and week", ("Week", *_HEADERS), rows, folded=True)
    yield Words(said(rewordings(found)))


def _parts(weeks: Sequence[Counts]) -> dict[str, tuple[str, list[int]]]:
    parts = {
        verdict.value: (label, [one.verdicts.get(verdict, 0) for one in weeks])
        for verdict, label in LABELS.items()
    }
    if any(one.misses for one in weeks):
        parts["missed"] = ("Missed", [one.misses for one in weeks])
    return parts


def _numbers(one: Counts) -> list[str]:
    verdicts = [one.verdicts.get(verdict, 0) for verdict in LABELS]
    return [number(many) for many in (one.reviews, *verdicts, one.misses)]


def _weeks_said(weeks: Sequence[Counts]) -> str:
    busiest = max(weeks, key=lambda one: one.reviews)
    if not busiest.reviews:
        return "No review was made in any week."
    stops = max(weeks, key=lambda one: one.verdicts.get(Verdict.STOP, 0))
    most = stops.verdicts.get(Verdict.STOP, 0)
    told = (
        f"Most were stopped in {week(stops.days)}: {number(most)}." if most else "None was stopped."
    )
    return (
        f"Columns of reviews by week. The most were made in {week(busiest.days)}: "
        f"{amount(busiest.reviews, 'review')}, of which {number(busiest.at_fault)} came to revise "
        f"or stop. {told}"
    )


def rewordings(found: Gathered) -> str:
    """How many rewordings were offered, and taken."""
    offered, taken = offered_and_taken(found.sums.month.stood)
    if not offered:
        return "No rewording was offered."
    o_before, t_before = offered_and_taken(found.sums.before.stood)
    earlier = f"; in {found.sums.before.counts.days.first:%B}, {share(t_before, o_before)}"
    return (
        f"{amount(offered, 'rewording was', 'rewordings were')} offered and {number(taken)} taken "
        f"({share(taken, offered)}{earlier if o_before else ''})."
    )


def offered_and_taken(stood: Sequence[Stood]) -> tuple[int, int]:
    """Reviews with a rewording, and those where taking it is the decision that stands."""
    offered = [one for one in stood if one.is_reworded]
    taken = [one for one in offered if one.outcome is Outcome.ACCEPTED]
    return sum(one.reviews for one in offered), sum(one.reviews for one in taken)


def twelve_months(found: Gathered) -> Iterator[Block]:
    """The share of drafts that came to revise or stop, month by month."""
    begins = found.sums.begins
    first = begins.astimezone(UK).date() if begins else None
    months = [one for one in found.sums.months if first and one.days.after > first]
    if len(months) < 2:  # noqa: PLR2004  # one month is no trend
        return
    shares = [one.at_fault / one.reviews if one.reviews else None for one in months]
    yield Heading("The last 12 months" if len(months) == len(found.sums.months) else "So far")
    yield Chart(
        caption="Share of reviews that came to revise or stop, by month",
        svg=columns("months", [short_month(m.days) for m in months], "Revise or stop", shares),
        says=_months_said(months),
    )
    yield table(
        "Reviews by verdict and month",
        ("Month", *_HEADERS),
        [(f"{one.days.first:%B %Y}", *_numbers(one)) for one in months],
        folded=True,
    )


def _months_said(months: Sequence[Counts]) -> str:
    held = [one for one in months if one.reviews]
    if not held:
        return "No review was made in any month."
    by_share = sorted(held, key=lambda one: one.at_fault / one.reviews)
    low, high = by_share[0], by_share[-1]
    return (
        "Columns by month. The share that came to revise or stop was lowest in "
        f"{low.days.first:%B %Y} ({share(low.at_fault, low.reviews)}) and highest in "
        f"{high.days.first:%B %Y} ({share(high.at_fault, high.reviews)})."
    )
