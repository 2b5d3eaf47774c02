"""The report on what was found: concerns by share, and the clauses most cited."""

from collections.abc import Iterator

from bot.concerns import Concern
from bot.desk.month_sums import Cited, Counts
from bot.paper.paper import Block, Chart, Heading, Words, said
from bot.report.charts import bars
from bot.report.figures.gathered import Gathered
from bot.report.figures.spans import WITH_CONCERNS
from bot.report.pages.saying import lower, number, share
from bot.report.pages.tables import linked, table

_MOST_BARS = 8
_MOST_CLAUSES = 10


def concerns(found: Gathered) -> Iterator[Block]:
    """Concerns by the share of reviews that they were found in."""
    now, before = found.sums.month.counts, found.sums.before.counts
    yield Heading("What was found")
    if not now.concerns:
        yield Words(said("Nothing was found in any review of the month."))
        return
    shown = list(now.concerns)[:_MOST_BARS]
    yield Chart(
        caption="Concerns, by the share of all reviews with at least one finding of them",
        svg=bars(
            "concerns",
            [one.label for one in shown],
            (f"{found.month}", f"{before.days.first:%B %Y}"),
            [(_share(now, one), _share(before, one)) for one in shown],
        ),
        says=_said(now),
    )
    yield _by_month(found)


def _share(counts: Counts, concern: Concern) -> float:
    return counts.found(concern).reviews / counts.reviews if counts.reviews else 0.0


def _said(now: Counts) -> str:
    first, *others = list(now.concerns)[:3]
    told = share(now.found(first).reviews, now.reviews)
    after = f" Next: {' and '.join(lower(one.label) for one in others)}." if others else ""
    return (
        f"Bars of concerns, this month above the last. {first.label} was found most, in "
        f"{told} of reviews.{after}"
    )


def _by_month(found: Gathered) -> Block:
    months = found.sums.months[-WITH_CONCERNS:]
    now = found.sums.month.counts
    return table(
        "Concerns by month: reviews with at least one finding, and their share of all reviews",
        ("Concern", *(f"{one.days.first:%b %Y}" for one in months), "Revise or stop"),
        [
            (
                concern.label,
                *(_often(month, concern) for month in months),
                number(now.found(concern).at_fault),
            )
            for concern in now.concerns
        ],
        folded=True,
    )


def _often(counts: Counts, concern: Concern) -> str:
    many = counts.found(concern).reviews
    return f"{number(many)} ({share(many, counts.reviews)})"


def clauses(found: Gathered) -> Iterator[Block]:
    """The clauses most cited, as they were named that month."""
    cited = found.sums.month.clauses[:_MOST_CLAUSES]
    if not cited:
        return
    earlier = found.sums.before.cited
    month = f"{found.sums.before.counts.days.first:%B}"
    yield Heading("Clauses most cited")
    yield table(
        "Clauses by the number of reviews that cite them",
        ("Clause", "Reviews", "Share", month, "Rewording taken", "Set aside"),
        [
            (
                linked(name_of(one), one.url),
                number(one.reviews),
                share(one.reviews, found.sums.month.counts.reviews),
                number(earlier.get(one.clause_id, 0)),
                number(one.mended),
                number(one.set_aside),
            )
            for one in cited
        ],
    )
    yield Words(
        said(
            "Each clause is named as it was shown with the newest of these reviews. Set aside: "
            "posted as drafted, or signed off, though the finding said revise or stop."
        )
    )


def name_of(clause: Cited) -> str:
    """A clause by its document and place; by its id where neither was kept."""
    return ", ".join(filter(None, [clause.title, clause.locator])) or clause.clause_id
