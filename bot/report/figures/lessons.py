"""Draws at most three lessons for the team from a month's figures, each by a rule that it states.

No word of a draft is read here. Too few reviews give no lesson: chance would give one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.concerns import Concern
from bot.desk.month_sums import AddedUp, Cited
from bot.report.figures.chance import wilson

MOST = 3
FEWEST_AT_FAULT = 20
"""Reviews that say revise or stop, below which a month teaches nothing."""
FEWEST_OF_ONE = 5
"""Reviews of a concern or clause, below which nothing is said of it."""
MONTHS_BEFORE = 3
LEAST_GROWTH = 0.01
"""Of a share: less is no lesson, however sure it is."""


class Rule(StrEnum):
    """By which figures a lesson is drawn, in the order in which they are tried."""

    LARGEST = "largest"
    GROWING = "growing"
    SET_ASIDE = "set-aside"
    MENDED = "mended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What a rule picked out, with the figures: ``count`` of ``of`` reviews."""

    rule: Rule
    concern: Concern | None
    clause: Cited | None = None
    count: int
    of: int
    count_before: int = 0
    of_before: int = 0
    """The same of the time that it is held against."""

    @property
    def about(self) -> Concern | str | None:
        """What examples are to be about: the clause's id, or the concern."""
        return self.clause.clause_id if self.clause else self.concern


def lessons(sums: AddedUp) -> tuple[Lesson, ...]:
    """The lessons of a month, at most three; none where too few reviews say revise or stop."""
    if sums.month.counts.at_fault < FEWEST_AT_FAULT:
        return ()
    return tuple(list(_drawn(sums))[:MOST])


def _drawn(sums: AddedUp) -> Iterator[Lesson]:
    """What each rule picks out; none of what an earlier one told."""
    told: list[Lesson] = []
    for rule in (_largest, _growing, _set_aside, _mended):
        if (lesson := rule(sums, told)) is not None:
            told.append(lesson)
            yield lesson


def _largest(sums: AddedUp, _: Sequence[Lesson]) -> Lesson | None:
    """The concern in most of the reviews that say revise or stop, and the same a month ago."""
    now, earlier = sums.month.counts, sums.before.counts
    found = max(now.concerns, key=lambda one: now.found(one).at_fault, default=None)
    if found is None or now.found(found).at_fault < FEWEST_OF_ONE:
        return None
    return Lesson(
        rule=Rule.LARGEST,
        concern=found,
        count=now.found(found).at_fault,
        of=now.at_fault,
        count_before=earlier.found(found).at_fault,
        of_before=earlier.at_fault,
    )


def _growing(sums: AddedUp, told: Sequence[Lesson]) -> Lesson | None:
    """The concern whose share of all reviews grew most, if that is no trifle and no chance."""
    *earlier, now = sums.months
    held = earlier[-MONTHS_BEFORE:]
    of_before = sum(month.reviews for month in held)
    grown = [
        Lesson(
            rule=Rule.GROWING,
            concern=concern,
            count=found.reviews,
            of=now.reviews,
            count_before=sum(month.found(concern).reviews for month in held),
            of_before=of_before,
        )
        for concern, found in now.concerns.items()
        if not _is_told(concern, told) and found.reviews >= FEWEST_OF_ONE
    ]
    return max(filter(_has_grown, grown), key=growth, default=None)


def growth(lesson: Lesson) -> float:
    """By how much a share grew, from -1 to 1."""
    return lesson.count / lesson.of - lesson.count_before / lesson.of_before


def _has_grown(lesson: Lesson) -> bool:
    if not lesson.of_before:
        return False
    if growth(lesson) < LEAST_GROWTH:
        return False
    now = wilson(lesson.count, lesson.of)
    return now.low > wilson(lesson.count_before, lesson.of_before).high


def _set_aside(sums: AddedUp, _: Sequence[Lesson]) -> Lesson | None:
    """The clause that was most often set aside."""
    found = max(sums.month.clauses, key=lambda one: one.set_aside, default=None)
    if found is None or found.set_aside < FEWEST_OF_ONE:
        return None
    return _of_clause(Rule.SET_ASIDE, found, found.set_aside)


def _mended(sums: AddedUp, told: Sequence[Lesson]) -> Lesson | None:
    """The clause whose findings were most often mended by the rewording, of another concern."""
    others = [one for one in sums.month.clauses if not _is_told(one.concern, told)]
    found = max(others, key=lambda one: one.mended, default=None)
    if found is None or found.mended < FEWEST_OF_ONE:
        return None
    return _of_clause(Rule.MENDED, found, found.mended)


def _of_clause(rule: Rule, clause: Cited, count: int) -> Lesson:
    return Lesson(rule=rule, concern=clause.concern, clause=clause, count=count, of=clause.reviews)


def _is_told(concern: Concern | None, told: Sequence[Lesson]) -> bool:
    return any(one.concern is concern for one in told)
