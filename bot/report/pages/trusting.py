"""The report on how far the bot can be trusted: findings called wrong, and reviews not made."""

from collections.abc import Iterator

from bot.desk.month_sums import Marks
from bot.paper.paper import Block, Heading, Words, said
from bot.report.charts import percent
from bot.report.figures.chance import wilson
from bot.report.figures.gathered import Gathered
from bot.report.pages.saying import amount, number
from bot.report.pages.tables import table

FEWEST_MARKS = 20
"""Findings marked by leads, below which no accuracy is told."""
_ERRORS = {
    "ModelUnreachable": "The model did not answer in time, or was down or busy",
    "ModelRefused": "The model declined to read the draft",
    "ModelNonsense": "The model's answer could not be read",
    "ModelMisconfigured": "The model's key, address or account was refused",
    "ModelError": "The model gave no usable answer",
    "LogUnwritable": "The log was locked, full or read-only",
    "LogError": "The log could not be read or written",
    "BadDraft": "The text could not be reviewed as it was",
    "BadGuidance": "A file of the guidance had a mistake",
    "VoiceUnreachable": "Slack was down or busy",
    "VoiceRefused": "Slack refused the answer",
    "WorkUncertain": "It is not known whether the job was written down",
}


def accuracy(found: Gathered) -> Iterator[Block]:
    """Disputes, and how many of the marked findings were right."""
    now, before = found.sums.month.marks, found.sums.before.marks
    if not found.sums.month.counts.reviews:
        return
    yield Heading("Findings called right or wrong")
    month = f"{found.sums.before.counts.days.first:%B}"
    yield Words(said(_disputes(now, before, month)))
    yield Words(said(_accuracy(now)))
    if now.right + now.wrong >= FEWEST_MARKS and before.right + before.wrong >= FEWEST_MARKS:
        yield Words(said(f"In {month}: {_measured(before)}"))


def _disputes(now: Marks, before: Marks, month: str) -> str:
    if not now.said:
        return "Nobody called a finding right or wrong."
    earlier = f"; in {month}, {number(before.said_wrong)}" if before.said else ""
    return (
        f"People spoke of findings {amount(now.said, 'time')}, and called them wrong "
        f"{amount(now.said_wrong, 'time')}{earlier}."
    )


def _accuracy(now: Marks) -> str:
    marked = now.right + now.wrong
    if marked < FEWEST_MARKS:
        return (
            f"Propriety leads marked {amount(marked, 'finding')}: too few to say how many of all "
            f"findings are right. From {FEWEST_MARKS} on, a figure is given."
        )
    return (
        f"{_measured(now)} The findings that people speak of are no fair sample of all: expect "
        "more errors among them."
    )


def _measured(marks: Marks) -> str:
    marked = marks.right + marks.wrong
    low, high = wilson(marks.right, marked)
    return (
        f"Propriety leads marked {amount(marked, 'finding')} and called {number(marks.right)} "
        f"right ({percent(marks.right / marked)}; 95% confidence interval {percent(low)} to "
        f"{percent(high)})."
    )


def misses(found: Gathered) -> Iterator[Block]:
    """Drafts that could not be reviewed, by what failed."""
    now, before = found.sums.month, found.sums.before
    if not now.missed:
        return
    yield Heading("Drafts that could not be reviewed")
    yield table(
        "Reviews that could not be made, by what failed",
        ("What failed", "Drafts", f"{before.counts.days.first:%B}"),
        [
            (_ERRORS.get(error, error), number(many), number(before.missed.get(error, 0)))
            for error, many in now.missed.items()
        ],
    )
    yield Words(said("Each asker was told at once that the draft was unreviewed."))
