"""The report on how the bot was run: accounts, cost, guidance, and the record's own proof."""

from collections.abc import Iterator
from datetime import UTC

from bot.desk.month_sums import LastLink, Spent
from bot.paper.paper import Block, Bullets, Facts, Heading, Look, Run, Runs, Words, said
from bot.report.figures.gathered import UK, Gathered, GuidanceChange
from bot.report.pages.saying import amount, day, number, share
from bot.report.pages.tables import table

_KINDS = {
    "guidance": "The catalogue of clauses",
    "checks": "The automatic checks",
    "prompt": "What the model is told",
    "official": "The official words that are cited",
}


def places(found: Gathered) -> Iterator[Block]:
    """Reviews by platform and account."""
    shown = found.sums.places
    if not shown:
        return
    whole = found.sums.month.counts.reviews
    yield Heading("By platform and account")
    yield table(
        "Reviews by platform and account" + _only(len(shown)),
        ("Platform", "Account", "Reviews", "Share", "Revise or stop"),
        [
            (
                one.platform or "not named",
                one.account or "not named",
                number(one.reviews),
                share(one.reviews, whole),
                f"{number(one.at_fault)} ({share(one.at_fault, one.reviews)})",
            )
            for one in shown
        ],
        words=2,
    )


def _only(many: int) -> str:
    return f", the {many} with most" if many >= 10 else ""  # noqa: PLR2004  # as many as are asked for


def cost(found: Gathered) -> Iterator[Block]:
    """Who reviewed, tokens and cost, beside those of the month before."""
    now, before = found.sums.month, found.sums.before
    if not now.counts.reviews:
        return
    yield Heading("Cost")
    month = f"{before.counts.days.first:%B}"
    labels = _spent(now.spent), _spent(before.spent)
    yield table(
        "What made the reviews, and what that cost",
        ("", f"{found.month}", month),
        [(label, one, other) for (label, one), (_, other) in zip(*labels, strict=True)],
    )
    if now.spent.unpriced:
        told = amount(now.spent.unpriced, "review")
        yield Words(said(f"For {told} by a model no price is known: they are not in the sum."))


def _spent(spent: Spent) -> list[tuple[str, str]]:
    return [
        ("Reviews with a model", number(spent.by_model)),
        ("Reviews by the automatic checks alone", number(spent.by_checks)),
        ("Tokens sent to the model", number(spent.input_tokens)),
        ("Of these, at hand with the provider", number(spent.cached_tokens)),
        ("Tokens written by the model", number(spent.output_tokens)),
        ("Cost in US dollars", f"{spent.cost_usd:,.2f}"),
    ]


def guidance(found: Gathered) -> Iterator[Block]:
    """What changed in the guidance, the checks and the prompt."""
    yield Heading("Changes of the guidance")
    if not found.changes and not found.sums.editions:
        yield Words(said("Nothing changed in the month."))
        return
    if found.changes:
        yield Bullets(tuple(_accepted(one) for one in found.changes))
    if found.sums.editions:
        yield table(
            "New editions, by when a review was first made with them",
            ("What", "Edition", "First kept"),
            [
                (
                    _KINDS.get(one.kind, one.kind),
                    (Run(one.edition, Look.CODE),),
                    day(one.at.astimezone(UK).date()),
                )
                for one in found.sums.editions
            ],
            words=3,
        )


def _accepted(change: GuidanceChange) -> Runs:
    on = day(change.at.astimezone(UK).date())
    if not change.by:
        return said(f"{change.title}: fetched for the first time on {on}.")
    why = f" Why: {change.why}" if change.why else ""
    return said(f"{change.title}: a newer version accepted on {on} by {change.by}.{why}")


def record(found: Gathered) -> Iterator[Block]:
    """How the figures were counted, and the newest link of the chain."""
    yield Heading("How this was counted")
    yield Bullets(tuple(said(line) for line in _COUNTED))
    link = found.sums.link
    if link is None:
        yield Words(said("The log has no link of its chain from that time."))
        return
    made = link.at.astimezone(UK)
    yield Facts(
        (
            ("Newest link of the chain", said(number(link.seq))),
            ("Made", said(f"{day(made.date())} at {made:%H:%M}")),
            ("Head", (Run(_head(link), Look.CODE),)),
        )
    )
    yield Words(
        said(
            "Keep this report, and the log can be held to it: neutral log verify --heads FILE, "
            "with the head above in a file, says whether the record up to that link is what it was."
        )
    )


def _head(link: LastLink) -> str:
    """As the log writes heads down: when, which link, its hash."""
    at = link.at.astimezone(UTC).replace(tzinfo=None)
    return f"{at.isoformat(timespec='microseconds')}Z {link.seq} {link.hash}"


_COUNTED = (
    "A review belongs to the month in which it was made, in UK time.",
    "A decision or a dispute belongs to its review, whenever it was made; the last one counts.",
    "Weeks run from Monday. The first and the last are cut where the month begins and ends.",
    "Shares of concerns and clauses are of all reviews of the month.",
    "A review with several findings of a concern counts once.",
    "No word of a draft was read for the figures; for the examples, the drafts of a few reviews.",
)
