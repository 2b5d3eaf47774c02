"""Reads the guidance folder into a Library: every mistake is told with its file and line."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import BadGuidance
from bot.guidance import made
from bot.guidance.catalogue import Ladder, Library, Period, Precedent
from bot.guidance.ledger import day_of
from bot.guidance.shapes import CalendarShape, DocumentShape, PrecedentsShape, ShownShape
from bot.guidance.yamlfile import Shape, line_in, read_yaml

EDITION_LENGTH = 12
"""Hexadecimal figures of the hash: two editions in a million million clash."""


def read_library(folder: Path) -> Library:
    """Read guidance/ whole: documents/, precedents.yaml, calendar.yaml, shown.yaml.

    Raises BadGuidance, with file and line, for the first mistake found.
    """
    reading = _Reading(folder)
    documents = {path: reading.read(path, DocumentShape) for path in _documents_in(folder)}
    reading.learn_ids(documents)
    precedents = _precedents(reading)
    cited = _precedents_by_clause(precedents)
    sources = {path: made.source(path.stem, shape) for path, shape in documents.items()}
    periods, ladders = _periods(reading), _ladders(reading)
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
        named = {
            path.relative_to(self.folder).as_posix(): text for path, text in self.texts.items()
        }
        return "\n".join(f"# ==== {name}\n{text}" for name, text in sorted(named.items()))

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


def _periods(reading: _Reading) -> tuple[Period, ...]:
    path = reading.folder / "calendar.yaml"
    calendar = reading.read(path, CalendarShape)
    for name, rule in calendar.rules.items():
        reading.check_ids(path, ("rules", name, "clauses"), rule.clauses)
    for number, period in enumerate(calendar.periods):
        here = ("periods", number)
        if period.rule not in calendar.rules:
            what = f"the rule {period.rule!r} is not among the rules at the top of the file"
            raise reading.mistake(path, (*here, "rule"), what)
        if period.start and period.poll and period.start.date() > period.poll:
            raise reading.mistake(path, (*here, "start"), "the period starts after its poll")
    return tuple(made.period(period, calendar.rules[period.rule]) for period in calendar.periods)


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
