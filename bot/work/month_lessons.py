"""What a month teaches, in a few sentences above its files; the report has it at length."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from bot.desk.month_sums import AddedUp, Asked
from bot.report.figures.lessons import Lesson, Rule, lessons
from bot.report.figures.spans import question
from bot.report.month import Month
from bot.report.pages.findings import name_of
from bot.words.speaking import to_say, worded

_OPENING = to_say("What the month teaches:")
_CLOSING = to_say("The report has examples, and what to do next time.")
_SAID: Final[Mapping[Rule, str]] = {
    Rule.LARGEST: to_say(
        "Most often at fault: {what}, in {count} of {of} drafts that had to be changed."
    ),
    Rule.GROWING: to_say("Growing: {what}, in {count} of {of} drafts."),
    Rule.SET_ASIDE: to_say(
        "Most often set aside: {what}. {count} of {of} posts went out against it."
    ),
    Rule.MENDED: to_say(
        "Easily mended: {what}. The rewording was taken for {count} of {of} drafts."
    ),
}


class Sums(Protocol):
    """What is asked of the log. Raises LogError."""

    def added_up(self, asked: Asked) -> AddedUp:
        """A month, the month before and the trend, as of one moment."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """Satisfies ``MonthLessons``: the lessons of the report, without an example."""

    log: Sums
    leads: frozenset[str]

    def said(self, month: Month) -> str:
        """A line for each lesson; empty where there are too few reviews for any."""
        drawn = lessons(self.log.added_up(question(month, self.leads)))
        if not drawn:
            return ""
        lines = (f"{at}. {_line(lesson)}" for at, lesson in enumerate(drawn, start=1))
        return "\n".join((worded(_OPENING), *lines, worded(_CLOSING)))


def _line(lesson: Lesson) -> str:
    clause = name_of(lesson.clause) if lesson.clause else ""
    what = clause or (lesson.concern.label if lesson.concern else "")
    return worded(_SAID[lesson.rule], what=what, count=f"{lesson.count:,}", of=f"{lesson.of:,}")
