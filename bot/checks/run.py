"""Runs every check over a draft: what can be seen without a model, in milliseconds."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.checks.check import Check, Index, Key, ready
from bot.checks.edits import edit_for
from bot.checks.grams import party_names
from bot.checks.learned import Reader, read_learned
from bot.checks.look import Look, Seen
from bot.checks.once import but_names, once
from bot.checks.parties import slogans_of
from bot.checks.phrase import Lists, Phrase, read_phrase
from bot.checks.season import holds_now, rules_of
from bot.checks.sight import LISTS_LOOKED_FOR, LISTS_OF_ORIGINALS, SIGHTS
from bot.checks.signal import Signal
from bot.checks.slant import NONE, Leaning
from bot.checks.view import View, view
from bot.checks.watchfile import (
    WATCH,
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
from bot.guidance.bearing import bearings, posting
from bot.guidance.catalogue import Library
from bot.guidance.mistakes import suggestion
from bot.guidance.yamlfile import together
from bot.quoting import Span
from bot.words.speaking import to_say, worded

TRAINED = "trained-reader"
"""What a check's row says in ``sees`` whose words the trained reader brings."""
MOST_PLACES = 50
"""Places that one check marks in one draft; nobody mends more before looking again."""
_MORE_PLACES = to_say(
    "The same fault stands in more than {most} places; from here on none is marked."
)


def read_checks(folder: Path, library: Library, *, with_reader: bool = True) -> "Checks":
    """Read every check of ``folder``/watch against the clauses that they cite.

    Without the trained reader where it is about to learn from the others.

    Raises BadGuidance, naming file and line, for a mistake in a file, a clause that the
    library does not hold, an id used twice, and a function that does not exist.
    """
    known = {clause.id for clause in library.clauses}
    files = [(path, *read_watch(path)) for path in watch_files(folder)]
    parties, party_words = read_parties(folder)
    named = {name: words for _, file, _ in files for name, words in file.lists.items()}
    lists = parties.lists() | named
    reader, weights = read_learned(folder, party_names(parties)) if with_reader else (None, "")
    checks: list[Check] = []
    seen: set[str] = set()
    mistakes: list[BadGuidance] = []
    for path, file, text in files:
        place = _Place(path, text, seen, known)
        for row in file.checks:
            try:
                checks.append(_ready(row, lists, place))
            except BadGuidance as mistake:
                mistakes.append(mistake)
    if mistakes:
        raise together(mistakes)
    spoken = {check.row.concern for check in checks if check.row.sees == TRAINED}
    if reader and (dumb := sorted(reader.concerns - spoken)):
        raise BadGuidance(folder / WATCH, None, f"has no words of the trained reader for {dumb[0]}")
    words = "\n".join([*(text for _, _, text in files), party_words, weights])
    return Checks(tuple(checks), Lore(parties, lists, library, reader), words)


@dataclass(frozen=True, slots=True)
class Lore:
    """What checks know besides their own rows."""

    parties: PartyFile
    lists: Lists
    library: Library
    reader: Reader | None = None


class _Place:
    """Where a row stands, to say so when it has a mistake."""

    def __init__(self, path: Path, text: str, seen: set[str], known: set[str]) -> None:
        self.path, self.text, self.seen, self.known = path, text, seen, known

    def refuse(self, row: CheckRow, words: str, what: str, right: str = "") -> BadGuidance:
        """The error for a row, at the line that holds the words, after the row's own id."""
        head, _, rest = self.text.partition(f"id: {row.id}\n")
        inside = line_with(rest, words)
        line = head.count("\n") + 1 + (inside or 0) if rest else line_with(self.text, words)
        return BadGuidance(self.path, line, f"{row.id}: {what}", right=right)


def _ready(row: CheckRow, lists: dict[str, tuple[str, ...]], place: _Place) -> Check:
    if row.id in place.seen:
        raise place.refuse(row, f"id: {row.id}", "this id is used twice")
    place.seen.add(row.id)
    if row.clause not in place.known:
        right = suggestion(row.clause, place.known)
        raise place.refuse(row, row.clause, f"the catalogue holds no clause {row.clause}", right)
    if row.sees and row.sees not in {*SIGHTS, TRAINED}:
        right = suggestion(row.sees, {*SIGHTS, TRAINED})
        raise place.refuse(row, row.sees, f"there is no function {row.sees} to see with", right)
    try:
        return ready(row, lists)
    except ValueError as error:
        raise place.refuse(row, "phrases:", str(error)) from None


def _phrases(checks: tuple[Check, ...], lore: Lore) -> Iterator[tuple[Key, Phrase]]:
    """Every phrase that is looked for, and whose it is."""
    for number, check in enumerate(checks):
        yield from ((number, phrase) for phrase in check.phrases)
    yield from _listed(LISTS_LOOKED_FOR, lore.lists)
    yield from slogans_of(lore.parties)


def _listed(names: Iterable[str], lists: Lists) -> Iterator[tuple[Key, Phrase]]:
    for name in names:
        yield from ((name, read_phrase(words, lists)) for words in lists[name])


class Checks:
    """Every check, ready. ``edition`` is a hash of every word of theirs."""

    def __init__(self, checks: tuple[Check, ...], lore: Lore, words: str) -> None:
        """Index the checks' phrases."""
        self.rows = tuple(check.row for check in checks)
        self._words = words.encode()
        self.edition = hashlib.sha256(self._words).hexdigest()[:12]
        self._trained = tuple(row for row in self.rows if row.sees == TRAINED)
        self._checks, self._index = checks, Index(_phrases(checks, lore))
        self._of_originals = Index(_listed(LISTS_OF_ORIGINALS, lore.lists))
        self._lists = {name: frozenset(words) for name, words in lore.lists.items()}
        self._lore = lore
        self._always = frozenset(
            n for n, check in enumerate(checks) if check.row.sees in SIGHTS or check.expressions
        )

    @property
    def words(self) -> str:
        """Every word of theirs. Kept as bytes: one emoji makes a text four times as large."""
        return self._words.decode()

    def see(self, draft: Draft, today: date) -> tuple[Signal, ...]:
        """Everything seen in a draft to be posted on its own day, or else today; by place."""
        look = self._look(draft, draft.posting_on or today)
        seen = self._by_rules(look)
        return tuple(sorted([*seen, *self._as_read(look, seen)], key=_by_place))

    def leaning(self, draft: Draft, signals: Iterable[Signal]) -> Leaning:
        """How a draft leans to the trained reader, which is told the rules' signals."""
        reader = self._lore.reader
        by_rules = [signal for signal in signals if not signal.points]
        return reader.leaning(view(draft.text), by_rules) if reader else NONE

    def see_by_rules(self, draft: Draft, today: date) -> tuple[Signal, ...]:
        """The same without the trained reader, which learns from it."""
        look = self._look(draft, draft.posting_on or today)
        return tuple(sorted(self._by_rules(look), key=_by_place))

    def _by_rules(self, look: Look) -> list[Signal]:
        return once(but_names(list(self._seen(look))))

    def _as_read(self, look: Look, seen: list[Signal]) -> Iterator[Signal]:
        """What the trained reader adds, where it is stricter than all that was seen."""
        reader = self._lore.reader
        kinds = {row.concern: row for row in self._trained if holds_now(row, look)}
        read = reader.read(look.view, seen, kinds.keys() & reader.concerns) if reader else None
        if read:
            row = kinds[read.concern]
            why = worded(row.why)
            if read.words:
                weighed = ", ".join(f"“{word}”" for word in read.words)
                why = f"{why} {worded('What weighed most: {words}.', words=weighed)}"
            span = look.view.span(read.start, read.end)
            said = _said(row, Seen(span=span, severity=read.severity, why=why))
            yield replace(said, points=True, perhaps=read.perhaps)

    def _look(self, draft: Draft, day: date) -> Look:
        passed_on = view(draft.quoting)
        inner = self._words_of(passed_on) if draft.quoting.strip() else ()
        lore, seen = self._lore, view(draft.text)
        candidates = self._index.candidates(seen.text)
        if draft.original:
            candidates |= self._of_originals.candidates(seen.text)
        return Look(
            draft=draft,
            view=seen,
            passed_on=passed_on,
            day=day,
            rules=rules_of(bearings(lore.library, posting(draft, day))),
            parties=lore.parties,
            lists=self._lists,
            candidates=candidates,
            inner=inner,
        )

    def _seen(self, look: Look) -> Iterator[Signal]:
        candidates = look.candidates
        numbers = {key for key in candidates if isinstance(key, int)}
        for number in sorted(numbers | self._always):
            check = self._checks[number]
            if not holds_now(check.row, look):
                continue
            yield from _first_of(self._seen_by(check, candidates.get(number, ()), look))

    def _seen_by(self, check: Check, phrases: Iterable[Phrase], look: Look) -> Iterator[Signal]:
        for start, end in check.matches(look.view, tuple(phrases)):
            yield self._signal(check.row, look, start, end)
        if check.row.sees in SIGHTS:
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
        return self.see_by_rules(inner, date.min)


def _first_of(seen: Iterable[Signal]) -> Iterator[Signal]:
    """What one check saw; after MOST_PLACES, a note says that there is more."""
    for number, signal in enumerate(seen):
        if number == MOST_PLACES:
            yield replace(
                signal,
                severity=Severity.NOTE,
                why=worded(_MORE_PLACES, most=MOST_PLACES),
                replacement=None,
                edit=None,
                more=True,
            )
            return
        yield signal


def _said(row: CheckRow, seen: Seen) -> Signal:
    return Signal(
        check=row.id,
        span=seen.span,
        concern=row.concern,
        severity=seen.severity or row.severity,
        sure=row.sure,
        clause_id=row.clause,
        why=seen.why or worded(row.why),
        advice=worded(row.advice),
        replacement=seen.replacement,
        edit=seen.edit,
    )


def _by_place(signal: Signal) -> tuple[Span, str]:
    return signal.span, signal.check
