"""Reads the guidance folder into a Library: every mistake is told with its file and line."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import BadGuidance
from bot.guidance import made
from bot.guidance.catalogue import (
    Ladder,
    Library,
    OwnDocument,
    Period,
    Precedent,
    Rule,
)
from bot.guidance.crossing import Crossing
from bot.guidance.ledger import day_of
from bot.guidance.reading import Reading
from bot.guidance.shapes import (
    CalendarShape,
    DocumentShape,
    OwnCalendarShape,
    OwnCasesShape,
    OwnRulesShape,
    PrecedentsShape,
    ShownShape,
    TerritoriesShape,
)
from bot.guidance.territories import Territory

EDITION_LENGTH = 12
"""Hexadecimal figures of the hash: two editions in a million million clash."""
_ID = re.compile(r"^ +- id: +(\S+)", re.MULTILINE)
PRECEDENTS, CALENDAR, TERRITORIES, SHOWN = (
    "precedents.yaml", "calendar.yaml", "territories.yaml", "shown.yaml",
)  # fmt: skip
OWN = "own/calendar.yaml"
OWN_CASES = "own/cases.yaml"
OWN_RULES = "own/rules/"
"""What the files that people here keep are called among the words of an edition."""


def read_library(
    folder: Path,
    own: Path | None = None,
    otherwise: Territory | None = None,
    *,
    rules: Path | None = None,
    cases: Path | None = None,
) -> Library:
    """Read guidance/ whole: documents/, precedents, calendar, territories and shown.yaml.

    ``own``: the calendar of ``neutral calendar add``, if there is such a file; ``rules``: the
    folder of ``neutral guidance add``; ``cases``: the file of ``neutral guidance add-case``.
    ``otherwise``: the territory of accounts that territories.yaml does not list.

    Raises BadGuidance, with file and line, for the first mistake found; it holds them all.
    """
    found = read_files(Reading(folder), own, rules=rules, cases=cases)
    found.reading.raise_mistakes()
    return _library(found, otherwise)


def edition_of(words: str) -> str:
    """Name an edition by its words: the same on every machine, another for any change."""
    return hashlib.sha256(words.encode()).hexdigest()[:EDITION_LENGTH]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The files as they were read; the reading says what is wrong with them."""

    reading: Reading
    documents: Mapping[Path, DocumentShape | None]
    precedents: PrecedentsShape | None
    calendar: CalendarShape | None
    territories: TerritoriesShape | None
    shown: ShownShape | None
    own_calendar: OwnCalendarShape | None = None
    own_cases: OwnCasesShape | None = None
    own_rules: Sequence[OwnRulesShape | None] = field(default=())


def read_files(
    reading: Reading,
    own: Path | None = None,
    *,
    rules: Path | None = None,
    cases: Path | None = None,
    beside: Iterable[Path] = (),
) -> Found:
    """Read every file and hold them against each other. ``beside``: further documents."""
    documents = {
        path: reading.read(path, DocumentShape, f"documents/{path.name}")
        for path in (*_documents_in(reading.folder), *beside)
    }
    found = Found(
        reading=reading,
        documents=documents,
        precedents=reading.file(PRECEDENTS, PrecedentsShape),
        calendar=reading.file(CALENDAR, CalendarShape),
        own_calendar=_own(reading, own),
        territories=reading.file(TERRITORIES, TerritoriesShape),
        shown=reading.file(SHOWN, ShownShape),
        own_rules=_own_rules(reading, rules),
        own_cases=reading.read(cases, OwnCasesShape, OWN_CASES)
        if cases and cases.exists()
        else None,
    )
    reading.mistakes.extend(_crossed(found))
    return found


def _own(reading: Reading, own: Path | None) -> OwnCalendarShape | None:
    return reading.read(own, OwnCalendarShape, OWN) if own and own.exists() else None


def _own_rules(reading: Reading, folder: Path | None) -> list[OwnRulesShape | None]:
    """The documents that hold; what was removed is no part of the words of an edition."""
    read = []
    for path in sorted(folder.glob("*.yaml")) if folder else ():
        shape = reading.read(path, OwnRulesShape, f"{OWN_RULES}{path.name}")
        if shape is not None and shape.is_removed:
            del reading.parsed[path]
            continue
        read.append(shape)
    return read


def _crossed(found: Found) -> list[BadGuidance]:
    """What is wrong between the files, as far as they can be read."""
    reading = found.reading
    damaged = (path for path in found.documents if path not in reading.parsed)
    crossing = Crossing(unread={name for path in damaged for name in _ids_in(path)})
    crossing.documents([reading.parsed[p] for p in found.documents if p in reading.parsed])
    ids: set[str] = set()
    at = reading.named
    if precedents := at(PRECEDENTS):
        crossing.cases(precedents, ids)
    if cases := at(OWN_CASES):
        crossing.cases(cases, ids)
    if calendar := at(CALENDAR):
        crossing.calendar(calendar, at(OWN))
    if territories := at(TERRITORIES):
        crossing.territories(territories)
    if shown := at(SHOWN):
        crossing.ladders(shown)
    return crossing.mistakes


def _ids_in(path: Path) -> list[str]:
    try:
        return _ID.findall(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return []


def _documents_in(folder: Path) -> list[Path]:
    paths = sorted((folder / "documents").glob("*.yaml"))
    if not paths:
        what = "holds no documents: there is nothing to hold a draft to"
        raise BadGuidance(folder / "documents", None, what)
    return paths


def _library(found: Found, otherwise: Territory | None) -> Library:
    """Make the library of files without a mistake."""
    reading = found.reading
    precedents = _precedents(found)
    cited = _precedents_by_clause(precedents)
    documents = {path: shape for path, shape in found.documents.items() if shape}
    sources = {path: made.source(path.stem, shape) for path, shape in documents.items()}
    rules, periods = _calendar(found)
    if otherwise:
        reading.settings.append(f"# ==== settings\nterritory: {otherwise.value}\n")
    words = reading.words()
    shown = found.shown.shown if found.shown else {}
    return Library(
        edition=edition_of(words),
        dated=day_of(reading.folder, edition_of(words)),
        sources=tuple(sources.values()),
        clauses=tuple(
            made.clause(shape, sources[path], cited.get(shape.id, ()))
            for path, document in documents.items()
            for shape in document.clauses
        ),
        precedents=precedents,
        periods=periods,
        ladders=tuple(Ladder(concern=name, clauses=tuple(ids)) for name, ids in shown.items()),
        rules=rules,
        territories=made.territories(
            found.territories or TerritoriesShape(territories={}), otherwise
        ),
        own=_own_documents(found),
        words=words,
    )


def _precedents(found: Found) -> tuple[Precedent, ...]:
    """The cases put in here, then those shipped."""
    own = found.own_cases.precedents if found.own_cases else []
    left = [case for case in own if not case.is_removed]
    shipped = found.precedents.precedents if found.precedents else []
    return tuple(map(made.precedent, (*left, *shipped)))


def _calendar(found: Found) -> tuple[dict[str, Rule], tuple[Period, ...]]:
    """The rules by their letters, and the periods: those put in here, then those shipped."""
    shapes = found.calendar or CalendarShape(rules={}, periods=[])
    kept = found.own_calendar.periods if found.own_calendar else []
    added = [period for period in kept if not period.is_removed]
    hidden = {period.replaces for period in added}
    rules = {letter: made.rule(letter, shape) for letter, shape in shapes.rules.items()}
    left = [period for period in shapes.periods if period.id not in hidden]
    return rules, tuple(made.period(each, rules[each.rule]) for each in (*added, *left))


def _own_documents(found: Found) -> tuple[OwnDocument, ...]:
    return tuple(made.own_document(shape) for shape in found.own_rules if shape)


def _precedents_by_clause(precedents: Iterable[Precedent]) -> Mapping[str, tuple[str, ...]]:
    cited: dict[str, tuple[str, ...]] = {}
    for precedent in precedents:
        for clause_id in precedent.clauses:
            cited[clause_id] = (*cited.get(clause_id, ()), precedent.id)
    return cited
