"""Reads the guidance folder into a Library: every mistake is told with its file and line."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import BadGuidance
from bot.guidance import made
from bot.guidance.catalogue import Ladder, Library, Period, Precedent, Rule
from bot.guidance.ledger import day_of
from bot.guidance.shapes import (
    CalendarShape,
    DocumentShape,
    OwnCalendarShape,
    OwnPeriodShape,
    PeriodShape,
    PrecedentsShape,
    RuleShape,
    ShownShape,
    TerritoriesShape,
)
from bot.guidance.territories import Territories, Territory, plain
from bot.guidance.yamlfile import Shape, line_in, read_yaml

EDITION_LENGTH = 12
"""Hexadecimal figures of the hash: two editions in a million million clash."""


OWN = "own/calendar.yaml"
"""What the calendar that people here keep is called among the words of an edition."""


def read_library(
    folder: Path, own: Path | None = None, otherwise: Territory | None = None
) -> Library:
    """Read guidance/ whole: documents/, precedents, calendar, territories and shown.yaml.

    ``own``: the calendar of ``neutral calendar add``, if there is such a file.
    ``otherwise``: the territory of accounts that territories.yaml does not list.

    Raises BadGuidance, with file and line, for the first mistake found.
    """
    reading = _Reading(folder)
    documents = {path: reading.read(path, DocumentShape) for path in _documents_in(folder)}
    reading.learn_ids(documents)
    precedents = _precedents(reading)
    cited = _precedents_by_clause(precedents)
    sources = {path: made.source(path.stem, shape) for path, shape in documents.items()}
    rules, periods = _calendar(reading, own)
    territories, ladders = _territories(reading, otherwise), _ladders(reading)
    edition = edition_of(reading.words())
    return Library(
        edition=edition,
        dated=day_of(folder, edition),
        sources=tuple(sources.values()),
        clauses=tuple(
            made.clause(shape, sources[path], cited.get(shape.id, ()))
            for path, document in documents.items()
            for shape in document.clauses
        ),
        precedents=precedents,
        periods=periods,
        ladders=ladders,
        rules=rules,
        territories=territories,
        words=reading.words(),
    )


def edition_of(words: str) -> str:
    """Name an edition by its words: the same on every machine, another for any change."""
    return hashlib.sha256(words.encode()).hexdigest()[:EDITION_LENGTH]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of the folder: the text of each file read, and where each clause stands."""

    folder: Path
    texts: dict[Path, str] = field(default_factory=dict)
    clauses: dict[str, Path] = field(default_factory=dict)
    settings: list[str] = field(default_factory=list)
    """Settings that change what a draft is held to, as a line each."""

    def read(self, path: Path, shape: type[Shape]) -> Shape:
        content, self.texts[path] = read_yaml(path, shape)
        return content

    def learn_ids(self, documents: Mapping[Path, DocumentShape]) -> None:
        """Learn where each clause stands. The same id in two places is a mistake."""
        for path, document in documents.items():
            for number, clause in enumerate(document.clauses):
                if clause.id in self.clauses:
                    what = f"the id {clause.id!r} stands already in {self.clauses[clause.id].name}"
                    raise self.mistake(path, ("clauses", number, "id"), what)
                self.clauses[clause.id] = path

    def check_ids(self, path: Path, steps: tuple[str | int, ...], ids: list[str]) -> None:
        """Hold a list of clause ids to what the documents hold."""
        for number, clause_id in enumerate(ids):
            if clause_id not in self.clauses:
                raise self.mistake(path, (*steps, number), f"there is no clause {clause_id!r}")
            if clause_id in ids[:number]:
                raise self.mistake(path, (*steps, number), f"{clause_id!r} stands twice here")

    def words(self) -> str:
        """Every file under its name, in name order, with the line ends of Unix."""
        named = {self._name(path): text for path, text in self.texts.items()}
        files = (f"# ==== {name}\n{text}" for name, text in sorted(named.items()))
        return "\n".join([*files, *self.settings])

    def _name(self, path: Path) -> str:
        inside = path.is_relative_to(self.folder)
        return path.relative_to(self.folder).as_posix() if inside else OWN

    def mistake(self, path: Path, steps: tuple[str | int, ...], what: str) -> BadGuidance:
        """A mistake that no single part of a file shows: its line is looked up now."""
        return BadGuidance(path, line_in(self.texts[path], steps), what)


def _documents_in(folder: Path) -> list[Path]:
    paths = sorted((folder / "documents").glob("*.yaml"))
    if not paths:
        what = "holds no documents: there is nothing to hold a draft to"
        raise BadGuidance(folder / "documents", None, what)
    return paths


def _precedents(reading: _Reading) -> tuple[Precedent, ...]:
    path = reading.folder / "precedents.yaml"
    cases = reading.read(path, PrecedentsShape).precedents
    seen: set[str] = set()
    for number, case in enumerate(cases):
        here = ("precedents", number)
        if case.id in seen:
            raise reading.mistake(path, (*here, "id"), f"the id {case.id!r} stands twice")
        seen.add(case.id)
        reading.check_ids(path, (*here, "clauses"), case.clauses)
    return tuple(map(made.precedent, cases))


def _calendar(reading: _Reading, own: Path | None) -> tuple[dict[str, Rule], tuple[Period, ...]]:
    """The rules by their letters, and the periods: those put in here, then those shipped."""
    path = reading.folder / "calendar.yaml"
    calendar = reading.read(path, CalendarShape)
    for letter, rule in calendar.rules.items():
        reading.check_ids(path, ("rules", letter, "clauses"), rule.clauses)
        if rule.touches and rule.touches not in calendar.rules:
            what = f"there is no rule {rule.touches!r}"
            raise reading.mistake(path, ("rules", letter, "touches"), what)
    ids: set[str] = set()
    _check_periods(reading, path, calendar.periods, calendar.rules, ids)
    shipped = {period.id: period for period in calendar.periods}
    added: list[OwnPeriodShape] = []
    if own and own.exists():
        kept = reading.read(own, OwnCalendarShape).periods
        _check_periods(reading, own, kept, calendar.rules, ids)
        added = [period for period in kept if not period.is_removed]
        _check_replaced(reading, own, kept, shipped)
    hidden = {period.replaces for period in added}
    rules = {letter: made.rule(letter, shape) for letter, shape in calendar.rules.items()}
    left = [period for name, period in shipped.items() if name not in hidden]
    return rules, tuple(made.period(each, rules[each.rule]) for each in (*added, *left))


def _check_periods(
    reading: _Reading,
    path: Path,
    periods: Sequence[PeriodShape],
    rules: Mapping[str, RuleShape],
    ids: set[str],
) -> None:
    """Refuse an id that stands twice, a rule that is none, and days that cannot be."""
    for number, period in enumerate(periods):
        here = ("periods", number)
        if period.id in ids:
            raise reading.mistake(path, (*here, "id"), f"the id {period.id!r} stands twice")
        ids.add(period.id)
        if period.rule not in rules:
            what = f"the rule {period.rule!r} is not among the rules of calendar.yaml"
            raise reading.mistake(path, (*here, "rule"), what)
        if period.start and period.poll is None:
            raise reading.mistake(path, (*here, "start"), "the period starts and has no poll")
        if period.start and period.poll and period.start.date() > period.poll:
            raise reading.mistake(path, (*here, "start"), "the period starts after its poll")


def _check_replaced(
    reading: _Reading,
    path: Path,
    kept: Sequence[OwnPeriodShape],
    shipped: Mapping[str, PeriodShape],
) -> None:
    for number, period in enumerate(kept):
        if period.replaces and period.replaces not in shipped and not period.is_removed:
            what = f"there is no shipped period {period.replaces!r}"
            raise reading.mistake(path, ("periods", number, "replaces"), what)


def _territories(reading: _Reading, otherwise: Territory | None) -> Territories:
    """Where accounts belong; the default of the settings is part of the edition's words."""
    path = reading.folder / "territories.yaml"
    shape = reading.read(path, TerritoriesShape)
    seen: dict[str, Territory] = {}
    for territory, row in shape.territories.items():
        for number, name in enumerate(row.accounts):
            if plain(name) in seen:
                what = f"{name!r} stands already under {seen[plain(name)].value}"
                here = ("territories", territory.value, "accounts", number)
                raise reading.mistake(path, here, what)
            seen[plain(name)] = territory
    if otherwise:
        reading.settings.append(f"# ==== settings\nterritory: {otherwise.value}\n")
    return made.territories(shape, otherwise)


def _ladders(reading: _Reading) -> tuple[Ladder, ...]:
    path = reading.folder / "shown.yaml"
    shown = reading.read(path, ShownShape).shown
    for concern, ids in shown.items():
        reading.check_ids(path, ("shown", concern.value), ids)
    return tuple(Ladder(concern=concern, clauses=tuple(ids)) for concern, ids in shown.items())


def _precedents_by_clause(precedents: Iterable[Precedent]) -> Mapping[str, tuple[str, ...]]:
    cited: dict[str, tuple[str, ...]] = {}
    for precedent in precedents:
        for clause_id in precedent.clauses:
            cited[clause_id] = (*cited.get(clause_id, ()), precedent.id)
    return cited
