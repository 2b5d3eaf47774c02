"""The report on decisions: what people did with reviews, how fast, and who signed off."""

from collections.abc import Callable, Iterator, Sequence

from bot.concerns import Verdict
from bot.desk.month_sums import Stood, Took
from bot.desk.records import Outcome
from bot.paper.paper import Block, Heading, Words, said
from bot.report.figures.gathered import Gathered
from bot.report.pages.saying import amount, lasted, number, share
from bot.report.pages.tables import table

_Is = Callable[[Stood], bool]
DECIDED: tuple[tuple[str, _Is], ...] = (
    ("Rewording taken", lambda one: one.outcome is Outcome.ACCEPTED and one.is_reworded),
    (
        "Posted as drafted, as advised",
        lambda one: one.outcome is Outcome.ACCEPTED and not one.is_reworded,
    ),
    ("Posted as drafted, against advice", lambda one: one.outcome is Outcome.POSTED_ANYWAY),
    (
        "Stop overridden: signed off by a lead",
        lambda one: one.outcome is Outcome.SIGNED_OFF and one.verdict is Verdict.STOP,
    ),
    (
        "Other verdicts signed off by a lead",
        lambda one: one.outcome is Outcome.SIGNED_OFF and one.verdict is not Verdict.STOP,
    ),
    ("Declined by a lead", lambda one: one.outcome is Outcome.DECLINED),
    ("Withdrawn", lambda one: one.outcome is Outcome.WITHDRAWN),
    (
        "With the leads, not answered",
        lambda one: one.outcome in {Outcome.SIGN_OFF_ASKED, Outcome.PROPRIETY_ASKED},
    ),
)
"""Every decision that can stand, each once."""


def decisions(found: Gathered) -> Iterator[Block]:
    """What stands about the month's reviews, and how long that took."""
    now, before = found.sums.month, found.sums.before
    if not now.counts.reviews:
        return
    month = f"{before.counts.days.first:%B}"
    yield Heading("What was decided")
    yield Words(said(_took(now.took, before.took, month)))
    rows = [
        (label, *_numbers(now.stood, which), number(_sum(before.stood, which)))
        for label, which in DECIDED
    ]
    rows += [
        (
            "No decision, but a newer version was reviewed",
            *_numbers_of(_revised(now.stood), now.stood),
            number(_revised(before.stood)),
        ),
        (
            "No decision on record",
            *_numbers_of(_silent(now.stood), now.stood),
            number(_silent(before.stood)),
        ),
    ]
    yield table(
        "Reviews by the decision that stands", ("Decision", "Reviews", "Share", month), rows
    )
    yield from _overridden(found)


def _sum(stood: Sequence[Stood], which: _Is) -> int:
    return sum(one.reviews for one in stood if which(one))


def _numbers(stood: Sequence[Stood], which: _Is) -> tuple[str, str]:
    return _numbers_of(_sum(stood, which), stood)


def _numbers_of(many: int, stood: Sequence[Stood]) -> tuple[str, str]:
    return number(many), share(many, _sum(stood, lambda _: True))


def _revised(stood: Sequence[Stood]) -> int:
    return sum(one.revised_since for one in stood)


def _silent(stood: Sequence[Stood]) -> int:
    return _sum(stood, lambda one: one.outcome is None) - _revised(stood)


def _took(now: Took | None, before: Took | None, month: str) -> str:
    if now is None:
        return "No decision is on record."
    earlier = f" In {month} half came within {lasted(before.median)}." if before else ""
    return (
        f"{amount(now.decided, 'review')} had a decision. Half of the first decisions came within "
        f"{lasted(now.median)} of the review, nine of ten within {lasted(now.ninetieth)}.{earlier}"
    )


def _overridden(found: Gathered) -> Iterator[Block]:
    by = found.sums.month.signed_off
    if not by:
        yield Words(said("No stop was overridden."))
        return
    yield table(
        "Stops overridden, by whose sign-off (the person's id)",
        ("Signed off by", "Stops", f"{found.sums.before.counts.days.first:%B}"),
        [
            (person, number(many), number(found.sums.before.signed_off.get(person, 0)))
            for person, many in by.items()
        ],
    )
