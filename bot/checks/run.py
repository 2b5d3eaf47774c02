"""Runs every check over a draft: what can be seen without a model, in milliseconds."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.checks.check import Check, Index, ready
from bot.checks.edits import edit_for
from bot.checks.look import Look, Seen, WordLists
from bot.checks.season import holds_now
from bot.checks.sight import SIGHTS
from bot.checks.signal import Signal
from bot.checks.view import View, view
from bot.checks.watchfile import (
    CheckRow,
    PartyFile,
    line_with,
    read_parties,
    read_watch,
    watch_files,
)
from bot.concerns import Severity
from bot.draft import Draft
from bot.errors import BadGuidance
from bot.guidance.catalogue import Library

_WORD = re.compile(r"\w+")


def read_checks(folder: Path, library: Library) -> "Checks":
    """Read every check of ``folder``/watch against the clauses that they cite.

    Raises BadGuidance, naming file and line, for a mistake in a file, a clause that the
    library does not hold, an id used twice, and a function that does not exist.
    """
    known = {clause.id for clause in library.clauses}
    files = [(path, *read_watch(path)) for path in watch_files(folder)]
    parties, party_words = read_parties(folder)
    lists = {name: words for _, file, _ in files for name, words in file.lists.items()}
    checks: list[Check] = []
    seen: set[str] = set()
    for path, file, text in files:
        for row in file.checks:
            checks.append(_ready(row, lists, _Place(path, text, seen, known)))
    words = "\n".join([*(text for _, _, text in files), party_words])
    return Checks(tuple(checks), Lore(parties, WordLists(lists), library), words)


@dataclass(frozen=True, slots=True)
class Lore:
    """What checks know besides their own rows."""

    parties: PartyFile
    lists: WordLists
    library: Library


class _Place:
    """Where a row stands, to say so when it has a mistake."""

    def __init__(self, path: Path, text: str, seen: set[str], known: set[str]) -> None:
        self.path, self.text, self.seen, self.known = path, text, seen, known

    def refuse(self, row: CheckRow, words: str, what: str) -> BadGuidance:
        """The error for a row, at the line that holds the words, after the row's own id."""
        head, _, rest = self.text.partition(f"id: {row.id}\n")
        inside = line_with(rest, words)
        line = head.count("\n") + 1 + (inside or 0) if rest else line_with(self.text, words)
        return BadGuidance(self.path, line, f"{row.id}: {what}")


def _ready(row: CheckRow, lists: dict[str, tuple[str, ...]], place: _Place) -> Check:
    if row.id in place.seen:
        raise place.refuse(row, f"id: {row.id}", "this id is used twice")
    place.seen.add(row.id)
    if row.clause not in place.known:
        raise place.refuse(row, row.clause, f"the catalogue holds no clause {row.clause}")
    if row.sees and row.sees not in SIGHTS:
        raise place.refuse(row, row.sees, f"there is no function {row.sees} to see with")
    try:
        return ready(row, lists)
    except ValueError as error:
        raise place.refuse(row, "phrases:", str(error)) from None


class Checks:
    """Every check, ready. ``edition`` is a hash of every word of theirs."""

    def __init__(self, checks: tuple[Check, ...], lore: Lore, words: str) -> None:
        """Index the checks' phrases."""
        self.rows = tuple(check.row for check in checks)
        self.words = words
        self.edition = hashlib.sha256(words.encode()).hexdigest()[:12]
        self._checks, self._index = checks, Index(checks)
        self._lore = lore
        self._always = frozenset(
            n for n, check in enumerate(checks) if check.row.sees or check.expressions
        )

    def see(self, draft: Draft, today: date) -> tuple[Signal, ...]:
        """Everything seen in a draft to be posted on its own day, or else today; by place."""
        look = self._look(draft, draft.posting_on or today)
        signals = [signal for signal in self._seen(look)]
        return tuple(sorted(_once(signals), key=lambda s: (s.span, s.check)))

    def _look(self, draft: Draft, day: date) -> Look:
        passed_on = view(draft.quoting)
        inner = self._words_of(passed_on) if draft.quoting.strip() else ()
        lore = self._lore
        return Look(
            draft=draft,
            view=view(draft.text),
            passed_on=passed_on,
            day=day,
            library=lore.library,
            parties=lore.parties,
            lists=lore.lists,
            inner=inner,
        )

    def _seen(self, look: Look) -> Iterator[Signal]:
        words = frozenset(_WORD.findall(look.view.text))
        candidates = self._index.candidates(words)
        for number in sorted(candidates.keys() | self._always):
            check = self._checks[number]
            if not holds_now(check.row, look):
                continue
            for start, end in check.matches(look.view, tuple(candidates.get(number, ()))):
                yield self._signal(check.row, look, start, end)
            if check.row.sees:
                for seen in SIGHTS[check.row.sees](look):
                    yield _said(check.row, seen)

    def _signal(self, row: CheckRow, look: Look, start: int, end: int) -> Signal:
        if row.marks == "sentence":
            start, end = look.view.sentence(start)
        span, edit, replacement = edit_for(row.edit, look.view, start, end)
        return _said(row, Seen(span=span, edit=edit, replacement=replacement))

    def _words_of(self, passed_on: View) -> tuple[Signal, ...]:
        """What the checks would say of the words that a draft passes on."""
        inner = Draft(text=passed_on.source)
        return self.see(inner, date.min)


def _said(row: CheckRow, seen: Seen) -> Signal:
    return Signal(
        check=row.id,
        span=seen.span,
        concern=row.concern,
        severity=seen.severity or row.severity,
        clause_id=row.clause,
        why=seen.why or row.why,
        advice=row.advice,
        replacement=seen.replacement,
        edit=seen.edit,
    )


_RANK = {Severity.STOP: 0, Severity.REVISE: 1, Severity.NOTE: 2}


def _once(signals: list[Signal]) -> list[Signal]:
    """One signal for a clause and a place: the worst, and then the longest."""
    kept: list[Signal] = []
    for signal in sorted(signals, key=lambda s: (_RANK[s.severity], s.span.start - s.span.end)):
        if not any(_same(signal, other) for other in kept):
            kept.append(signal)
    return kept


def _same(one: Signal, other: Signal) -> bool:
    overlap = one.span.start < other.span.end and other.span.start < one.span.end
    same = (one.clause_id, one.concern) == (other.clause_id, other.concern)
    return same and (overlap or one.span == other.span)
