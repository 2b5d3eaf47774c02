"""Everything that a report on a month says, gathered before a word of it is put down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.concerns import Concern
from bot.desk.month_sums import AddedUp, Asked, Days
from bot.desk.seams import Kept
from bot.report.figures.examples import LOOKED_AT, NEVER, Example, Mask, examples
from bot.report.figures.lessons import Lesson, Rule, lessons
from bot.report.figures.spans import days_of, question
from bot.report.month import Month

UK = ZoneInfo("Europe/London")


class MonthLog(Protocol):
    """What a report asks of the log. Raises LogError."""

    def added_up(self, asked: Asked) -> AddedUp:
        """A month, the month before and the trend, as of one moment."""

    def examples(
        self, days: Days, about: Concern | str, *, taken: bool, today: date, most: int
    ) -> tuple[Kept, ...]:
        """Reviews of some days about a concern or clause that may be shown, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceChange:
    """That a version of an official document was accepted, and is cited from then on."""

    title: str
    at: datetime
    by: str
    """Who accepted it; empty for the first version that was ever fetched."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A lesson with its examples."""

    lesson: Lesson
    examples: tuple[Example, ...]

    @property
    def has_none_ever(self) -> bool:
        """Whether its drafts are no example for anybody."""
        return self.lesson.concern in NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The figures of a month, its lessons, and what changed in the guidance."""

    month: Month
    until: date | None
    """The last day that is counted, where the month is not over; None where it is."""
    sums: AddedUp
    taught: tuple[Taught, ...]
    changes: tuple[GuidanceChange, ...]

    @property
    def day_begun(self) -> date | None:
        """The day on which the log begins, where that lies in this month."""
        if self.sums.begins is None:
            return None
        day = self.sums.begins.astimezone(UK).date()
        return day if self.month.first < day < self.month.after else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the log does not know: who leads are, what the guidance's file says, how to mask."""

    mask: Mask
    leads: frozenset[str] = frozenset()
    changes: Sequence[GuidanceChange] = ()
    """All that are known, of any month."""


def gather(log: MonthLog, month: Month, beside: Beside, now: datetime) -> Gathered:
    """Ask the log for a month's figures, and draw its lessons. Raises LogError."""
    sums = log.added_up(question(month, beside.leads))
    today = now.astimezone(UK).date()
    return Gathered(
        month=month,
        until=today if month.first <= today < month.after else None,
        sums=sums,
        taught=_taught(log, month, lessons(sums), beside.mask, today),
        changes=tuple(
            change
            for change in beside.changes
            if month.first <= change.at.astimezone(UK).date() < month.after
        ),
    )


def _taught(
    log: MonthLog, month: Month, drawn: Sequence[Lesson], mask: Mask, today: date
) -> tuple[Taught, ...]:
    told: list[Taught] = []
    for lesson in drawn:
        about, taken = lesson.about, lesson.rule is not Rule.SET_ASIDE
        found: tuple[Kept, ...] = ()
        if about is not None and lesson.concern not in NEVER:
            found = log.examples(days_of(month), about, taken=taken, today=today, most=LOOKED_AT)
        before = [example for one in told for example in one.examples]
        shown = examples(found, about or "", mask, before)
        told.append(Taught(lesson=lesson, examples=shown))
    return tuple(told)
