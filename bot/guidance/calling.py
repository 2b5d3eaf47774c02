"""Calls an election: turns what a person typed into a period, or says all that is wrong with it."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import get_args

from bot.guidance.catalogue import Certainty, Library, Period, Rule
from bot.guidance.shapes import Scope
from bot.guidance.territories import CONSTITUENCY
from bot.guidance.typed_days import no_day, read_day, read_hour

LONGEST = 90
"""Days; no pre-election period of this country has come near it."""
FARTHEST = 6 * 366
"""Days ahead beyond which a poll is a slip of the pen: no parliament sits for longer than five."""
SCOPES: tuple[str, ...] = get_args(Scope)
_THURSDAY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What was typed, word for word. Empty: not given."""

    what: str = ""
    rule: str = ""
    """A letter or a name of the calendar's rules."""
    poll: str = ""
    start: str = ""
    """A day, or a day and an hour; empty: counted from the rule."""
    scope: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    source: str = ""
    """The page that states the days; without one they are as reported."""
    note: str = ""
    replaces: str = ""
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be: where, what, and what would be right."""

    where: str
    what: str
    right: str = ""

    def __str__(self) -> str:
        told = f"{self.where}: {self.what}"
        return f"{told}\n    {self.right}" if self.right else told


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What became of it: a period if there are no problems; doubts refuse nothing."""

    period: Period | None
    problems: tuple[Problem, ...] = ()
    doubts: tuple[str, ...] = ()
    counted: str = ""
    """How the start was counted; empty where it was given or cannot be counted."""
    replaces: str = ""
    """The id of the shipped period that it stands in for."""


def rule_named(rules: Mapping[str, Rule], name: str) -> Rule | None:
    """The rule of a letter or a name."""
    wanted = name.strip().casefold()
    return next(
        (r for r in rules.values() if wanted in {r.letter.casefold(), r.name.casefold()}), None
    )


def missing(call: Call, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """The names of what must still be asked for, in the order in which to ask."""
    rule = rule_named(rules, call.rule)
    needed = ["what", "rule", "poll"]
    if rule is not None and not rule.scope:
        needed.append("scope")
    if CONSTITUENCY in (call.scope or (rule.scope if rule else ())):
        needed.append("places")
    return tuple(name for name in (*needed, "by", "why") if not getattr(call, name))


def called(call: Call, library: Library, today: date) -> Called:
    """Judge a call that misses nothing; every problem of it is told, not the first alone."""
    judged = _Judged(call, library, today)
    problems = tuple(judged.problems())
    if problems or judged.rule is None:
        return Called(period=None, problems=problems)
    return Called(
        period=judged.period(),
        doubts=tuple(judged.doubts()),
        counted=judged.counted,
        replaces=judged.replaces,
    )


@dataclass(slots=True)
class _Judged:
    """A call with what could be read of it."""

    call: Call
    library: Library
    today: date
    rule: Rule | None = field(init=False)
    poll: date | None = field(init=False)
    start: datetime | None = field(init=False)
    counted: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.rule = rule_named(self.library.rules, self.call.rule)
        self.poll = read_day(self.call.poll)
        self.start = read_hour(self.call.start)
        if not self.call.start and self.rule and self.poll and self.rule.days is not None:
            first = self.poll - timedelta(days=self.rule.days)
            self.start, self.counted = datetime.combine(first, time.min), self.rule.counted

    @property
    def scope(self) -> tuple[str, ...]:
        return self.call.scope or (self.rule.scope if self.rule else ())

    @property
    def replaces(self) -> str:
        """What it is said to replace, or else the shipped one of its kind without a day yet."""
        mine = (self.rule.letter if self.rule else "", self.scope)
        uncalled = (
            period.id
            for period in self.library.periods
            if not period.is_own and period.poll is None and (period.rule, period.scope) == mine
        )
        return self.call.replaces or next(uncalled, "")

    def problems(self) -> Iterator[Problem]:
        yield from self._of_words()
        yield from self._of_rule()
        yield from self._of_days()
        yield from self._of_scope()
        yield from self._of_others()

    def doubts(self) -> Iterator[str]:
        """What is odd and may be right all the same."""
        if self.poll and self.poll.weekday() != _THURSDAY:
            yield f"{self.poll:%-d %B %Y} is a {self.poll:%A}; polls are held on Thursdays."
        if self.start is None:
            yield (
                "The rule gives no start to count. Until you put one in, drafts near the poll are "
                "told that the period may apply, and no check of it holds."
            )

    def period(self) -> Period:
        """The period, when there are no problems."""
        if self.rule is None or self.poll is None:
            raise ValueError("a call with problems makes no period")
        return Period(
            id=self._id(self.rule, self.poll),
            what=self.call.what.strip(),
            poll=self.poll,
            start=self.start,
            scope=self.scope,
            places=self.call.places,
            rule=self.rule.letter,
            start_status=self._start_status(),
            poll_status=self._as_told(),
            note=self.call.note,
            means=self.rule.means,
            clauses=self.rule.clauses,
            is_own=True,
        )

    def _as_told(self) -> Certainty:
        return Certainty.VERIFIED if self.call.source else Certainty.REPORTED

    def _start_status(self) -> Certainty:
        if self.start is None:
            return Certainty.UNKNOWN
        return Certainty.DERIVED if self.counted else self._as_told()

    def _id(self, rule: Rule, poll: date) -> str:
        """A name of what it is and when."""
        plain = unicodedata.normalize("NFKD", self.call.what).encode("ascii", "ignore").decode()
        words = re.findall(r"[a-z0-9]+", plain.lower())[:6] or [rule.letter.lower()]
        return "-".join(["own", *words, poll.isoformat()])

    def _of_words(self) -> Iterator[Problem]:
        for name in ("what", "by", "why"):
            if not any(letter.isalpha() for letter in getattr(self.call, name)):
                yield Problem(_given(name, getattr(self.call, name)), "this says nothing")
        source = self.call.source
        if source and not re.fullmatch(r"https?://[^\s/]+\.\S+", source):
            yield Problem(_given("source", source), "this is no address of a page", "https://...")

    def _of_rule(self) -> Iterator[Problem]:
        if self.rule is None:
            known = ", ".join(f"{r.letter} ({r.name})" for r in self.library.rules.values())
            right = f"one of {known}"
            yield Problem(_given("rule", self.call.rule), "there is no such rule", right)

    def _of_days(self) -> Iterator[Problem]:
        if self.poll is None:
            yield Problem(_given("poll", self.call.poll), *no_day(self.call.poll))
        if self.call.start and self.start is None:
            yield Problem(_given("start", self.call.start), *no_day(self.call.start))
        if self.poll is None:
            return
        if (self.poll - self.today).days > FARTHEST:
            yield Problem(_given("poll", self.call.poll), "this is more than six years away")
        if self.poll < self.today:
            right = f"today is {self.today}; old polls stand in guidance/calendar.yaml"
            yield Problem(_given("poll", self.call.poll), "this poll is over", right)
        if self.start and not self.counted:
            yield from self._of_length(self.start.date(), self.poll)

    def _of_length(self, start: date, poll: date) -> Iterator[Problem]:
        if start > poll:
            yield Problem(_given("start", self.call.start), f"this is after the poll, {poll}")
        elif (poll - start).days > LONGEST:
            many = (poll - start).days
            right = f"no pre-election period lasts more than {LONGEST}"
            yield Problem(_given("start", self.call.start), f"{many} days before the poll", right)

    def _of_scope(self) -> Iterator[Problem]:
        for scope in self.call.scope:
            if scope not in SCOPES:
                alike = difflib.get_close_matches(scope.casefold(), SCOPES, n=1)
                right = f"did you mean {alike[0]}?" if alike else f"one of {', '.join(SCOPES)}"
                yield Problem(_given("scope", scope), "there is no such part of the country", right)
        rule = self.rule
        if rule and rule.scope and self.call.scope and set(rule.scope) != set(self.call.scope):
            what = f"this rule ({rule.name}) is of {', '.join(rule.scope)}"
            yield Problem(_given("scope", ", ".join(self.call.scope)), what)
        if self.call.places and CONSTITUENCY not in self.scope:
            right = "leave the places out, or give --scope constituency"
            yield Problem(
                _given("place", self.call.places[0]), "only a constituency has one", right
            )

    def _of_others(self) -> Iterator[Problem]:
        """Whether the calendar holds it already, and whether what it replaces is there."""
        replaced = self.call.replaces
        shipped = {period.id for period in self.library.periods if not period.is_own}
        if replaced and replaced not in shipped:
            alike = difflib.get_close_matches(replaced, shipped, n=1)
            right = (
                f"did you mean {alike[0]}?" if alike else "neutral calendar --all lists every id"
            )
            yield Problem(
                _given("replaces", replaced), "there is no shipped period of this id", right
            )
        for period in self.library.periods:
            if period.id != replaced and self._is_the_same(period):
                right = f"to correct it, add --replaces {period.id}"
                if period.is_own:
                    right = f"remove that first: neutral calendar remove {period.id}"
                what = f"the calendar holds it already: {period.id} ({period.what})"
                yield Problem(_given("poll", self.call.poll), what, right)

    def _is_the_same(self, period: Period) -> bool:
        mine_is = (self.rule.letter if self.rule else "", self.poll)
        if self.poll is None or (period.rule, period.poll) != mine_is:
            return False
        if CONSTITUENCY in self.scope:
            mine = {place.casefold() for place in self.call.places}
            return not mine.isdisjoint(place.casefold() for place in period.places)
        return not set(self.scope).isdisjoint(period.scope)


def _given(name: str, value: str) -> str:
    return f"--{name} {value}" if value else f"--{name}"
