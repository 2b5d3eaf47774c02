"""The first screen of the report: how many, how many were stopped, what goes wrong, what to do."""

from collections.abc import Iterator

from bot.concerns import Verdict
from bot.desk.month_sums import Counts
from bot.paper.paper import Block, Inset, Look, Run, Tile, Tiles, Tone, Words, said
from bot.report.figures.gathered import Gathered
from bot.report.figures.lessons import FEWEST_AT_FAULT
from bot.report.pages.saying import amount, change, day, number, share


def opening(found: Gathered) -> Iterator[Block]:
    """Warnings about the days that are counted, then the figures to be seen at once."""
    yield from _warnings(found)
    now, before = found.sums.month.counts, found.sums.before.counts
    if not now.reviews and not now.misses:
        yield Words(said(f"No draft was sent for review in {found.month}."))
        return
    yield Tiles(_tiles(now, before))


def _warnings(found: Gathered) -> Iterator[Block]:
    if found.until is not None:
        words = (
            f"{found.month} is not over: this report counts until {day(found.until)}, "
            "and its figures will grow."
        )
        yield Inset((Run(words, Look.BOLD),), Tone.WARNING)
    if begun := found.day_begun:
        yield Inset(said(f"The log begins on {day(begun)}: days before are not counted."))


def _tiles(now: Counts, before: Counts) -> tuple[Tile, ...]:
    stopped, stopped_before = (one.verdicts.get(Verdict.STOP, 0) for one in (now, before))
    month = f"{before.days.first:%B}" if before.reviews or before.misses else ""
    part = f", {share(now.at_fault, now.reviews)} of all" if now.reviews else ""
    earlier = f"{share(before.at_fault, before.reviews)} in {month}" if month else ""
    return (
        Tile(number(now.reviews), "reviews", _change(now.reviews, before.reviews, month)),
        Tile(number(now.at_fault), f"to revise or stop{part}", earlier),
        Tile(number(stopped), "stopped", _change(stopped, stopped_before, month)),
        Tile(
            number(now.misses), "could not be reviewed", _change(now.misses, before.misses, month)
        ),
    )


def _change(now: int, before: int, month: str) -> str:
    return change(now, before, month) if month else ""


def too_few(found: Gathered) -> str:
    """Why no lesson is drawn."""
    at_fault = found.sums.month.counts.at_fault
    if at_fault >= FEWEST_AT_FAULT:
        return (
            "No lesson is drawn: no concern and no clause stands out by the rules of this report."
        )
    return (
        f"No lesson is drawn: only {amount(at_fault, 'review')} came to revise or stop, and "
        f"with fewer than {FEWEST_AT_FAULT} chance would choose the lesson."
    )
