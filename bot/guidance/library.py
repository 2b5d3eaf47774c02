"""Reads the guidance folder into a Library: every mistake is told with its file and line."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import BadGuidance
from bot.guidance.catalogue import Clause, Ladder, Library, Period, Precedent, Source
from bot.guidance.shapes import (
    CalendarShape,
    ClauseShape,
    DocumentShape,
    PeriodShape,
    PrecedentShape,
    PrecedentsShape,
    ShownShape,
)
from bot.guidance.yamlfile import Shape, line_in, read_yaml

EDITION_LENGTH = 12
"""Hexadecimal figures of the hash: two editions in a million million clash."""


def read_library(folder: Path) -> Library:
    """Read guidance/ whole: documents/, precedents.yaml, calendar.yaml, shown.yaml.

    Raises BadGuidance, with file and line, for the first mistake found.
    """
    reading = _Reading(folder)
    documents = [
        (path, reading.read(path, DocumentShape)) for path in _documents_in(folder / "documents")
    ]
    clauses = _clause_places(reading, documents)
    precedents = _read_precedents(reading, clauses)
    cited = _precedents_by_clause(precedents)
    sources = {path.stem: _source(path.stem, shape) for path, shape in documents}
    return Library(
        sources=tuple(sources.values()),
        clauses=tuple(
            _clause(shape, sources[path.stem], cited.get(shape.id, ()))
            for path, document in documents
            for shape in document.clauses
        ),
        precedents=precedents,
        periods=_read_periods(reading, clauses),
        ladders=_read_ladders(reading, clauses),
        words=reading.words(),
        edition=edition_of(reading.words()),
    )


def edition_of(words: str) -> str:
    """Name an edition by its words: the same on every machine, another for any change."""
    return hashlib.sha256(words.encode()).hexdigest()[:EDITION_LENGTH]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of the folder, and the text of each file read."""

    folder: Path
    texts: dict[str, str] = field(default_factory=dict)

    def read(self, path: Path, shape: type[Shape]) -> Shape:
        content, text = read_yaml(path, shape)
        self.texts[path.relative_to(self.folder).as_posix()] = text
        return content

    def words(self) -> str:
        """Every file under its name, in name order, with the line ends of Unix."""
        return "\n".join(f"# ==== {name}\n{text}" for name, text in sorted(self.texts.items()))

    def mistake(self, path: Path, steps: tuple[str | int, ...], what: str) -> BadGuidance:
        """A mistake that no single part of a file shows: its line is looked up now."""
        text = self.texts[path.relative_to(self.folder).as_posix()]
        return BadGuidance(path, line_in(text, steps), what)


def _documents_in(folder: Path) -> list[Path]:
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise BadGuidance(folder, None, "holds no documents: there is nothing to hold a draft to")
    return paths


def _clause_places(
    reading: _Reading, documents: Iterable[tuple[Path, DocumentShape]]
) -> Mapping[str, Path]:
    """Where each clause stands. The same id in two places is a mistake."""
    places: dict[str, Path] = {}
    for path, document in documents:
        for number, clause in enumerate(document.clauses):
            if clause.id in places:
                what = f"the clause id {clause.id!r} stands already in {places[clause.id].name}"
                raise reading.mistake(path, ("clauses", number, "id"), what)
            places[clause.id] = path
    return places


def _read_precedents(reading: _Reading, clauses: Mapping[str, Path]) -> tuple[Precedent, ...]:
    path = reading.folder / "precedents.yaml"
    cases = reading.read(path, PrecedentsShape).precedents
    seen: set[str] = set()
    for number, case in enumerate(cases):
        here = ("precedents", number)
        if case.id in seen:
            raise reading.mistake(path, (*here, "id"), f"the id {case.id!r} stands twice")
        seen.add(case.id)
        _check_ids(reading, path, (*here, "clauses"), case.clauses, clauses)
    return tuple(_precedent(case) for case in cases)


def _read_periods(reading: _Reading, clauses: Mapping[str, Path]) -> tuple[Period, ...]:
    path = reading.folder / "calendar.yaml"
    calendar = reading.read(path, CalendarShape)
    for name, rule in calendar.rules.items():
        _check_ids(reading, path, ("rules", name, "clauses"), rule.clauses, clauses)
    for number, period in enumerate(calendar.periods):
        here = ("periods", number)
        if period.rule not in calendar.rules:
            what = f"the rule {period.rule!r} is not among the rules at the top of the file"
            raise reading.mistake(path, (*here, "rule"), what)
        if period.start and period.poll and period.start.date() > period.poll:
            raise reading.mistake(path, (*here, "start"), "the period starts after its poll")
    return tuple(
        _period(period, tuple(calendar.rules[period.rule].clauses)) for period in calendar.periods
    )


def _read_ladders(reading: _Reading, clauses: Mapping[str, Path]) -> tuple[Ladder, ...]:
    path = reading.folder / "shown.yaml"
    shown = reading.read(path, ShownShape).shown
    for concern, ids in shown.items():
        _check_ids(reading, path, ("shown", concern.value), ids, clauses)
    return tuple(Ladder(concern=concern, clauses=tuple(ids)) for concern, ids in shown.items())


def _check_ids(
    reading: _Reading,
    path: Path,
    steps: tuple[str | int, ...],
    ids: list[str],
    known: Mapping[str, Path],
) -> None:
    for number, clause_id in enumerate(ids):
        if clause_id not in known:
            what = f"there is no clause {clause_id!r}"
            raise reading.mistake(path, (*steps, number), what)
        if clause_id in ids[:number]:
            raise reading.mistake(path, (*steps, number), f"{clause_id!r} stands twice here")


def _precedents_by_clause(precedents: Iterable[Precedent]) -> Mapping[str, tuple[str, ...]]:
    cited: dict[str, tuple[str, ...]] = {}
    for precedent in precedents:
        for clause_id in precedent.clauses:
            cited[clause_id] = (*cited.get(clause_id, ()), precedent.id)
    return cited


def _source(document_id: str, shape: DocumentShape) -> Source:
    return Source(id=document_id, **shape.model_dump(exclude={"clauses"}))


def _clause(shape: ClauseShape, source: Source, precedents: tuple[str, ...]) -> Clause:
    return Clause(
        id=shape.id,
        source=source,
        locator=shape.locator,
        url=shape.url or source.url,
        gist=shape.gist,
        concern=shape.concern,
        strength=shape.strength,
        applies=tuple(shape.applies),
        basis=shape.basis,
        examples=tuple(shape.examples),
        precedents=precedents,
        read_at=shape.read_at,
        cues=tuple(shape.cues),
        core=shape.core,
    )


def _precedent(shape: PrecedentShape) -> Precedent:
    return Precedent(
        id=shape.id,
        date=shape.date,
        body=shape.body,
        what=shape.what,
        outcome=shape.outcome,
        finding=shape.finding,
        sources=tuple(shape.sources),
        clauses=tuple(shape.clauses),
    )


def _period(shape: PeriodShape, clauses: tuple[str, ...]) -> Period:
    return Period(
        what=shape.what,
        poll=shape.poll,
        start=shape.start,
        scope=tuple(shape.scope),
        rule=shape.rule,
        start_status=shape.start_status,
        poll_status=shape.poll_status,
        note=shape.note,
        clauses=clauses,
    )
