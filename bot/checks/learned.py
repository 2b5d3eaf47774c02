"""The trained reader: sees in a draft what no phrase lists, by what it learned from labelled ones.

Its weights were learned from the drafts in ``training/`` by ``training/learn.py``, which says how;
they stand in ``guidance/learned.json`` and are data like the checks.
It speaks only where it would be stricter than the other checks, and is never sure.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.checks.grams import NAME, PERSON, Names, even_handed, grams
from bot.checks.judged import Judge, Scores, length
from bot.checks.readings import BRIEF, SPOKEN, Found, Kinds, Readings, Weights
from bot.checks.signal import Signal
from bot.checks.slant import NONE, Leaning, Slant
from bot.checks.view import View
from bot.checks.voices import spoken_sentences
from bot.concerns import Concern, Severity
from bot.errors import BadGuidance

FILE = "learned.json"
_PERHAPS = 3
"""Kinds beside the likeliest for which clauses are looked for too: it is right half of the time."""
TELLING = 5
"""Letters of a word that is worth showing to a person."""


_ONE = 1_000
"""Weights are kept as thousandths."""
_WHOLE = ("fault", "stop", "sentence fault", "sentence stop")
"""The readings that weigh every gram."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """How a draft reads, above what the other checks saw: where it is worst, and why."""

    severity: Severity
    concern: Concern
    start: int
    end: int
    """A sentence of ``View.text``."""
    words: tuple[str, ...]
    """The words in it that weighed most."""
    perhaps: tuple[Concern, ...]
    """The kinds that are next in likeness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judges:
    """What the scores together say: whether a draft is at fault, and whether that is a stop."""

    fault: Judge
    stop: Judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """All that the reader learned."""

    readings: Readings
    judges: Judges
    slant: Slant


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of ``View.text`` with its grams and its two scores, in thousandths."""

    start: int
    end: int
    names: frozenset[str]
    found: Found
    fault: float
    stop: float
    is_spoken: bool

    @property
    def counts(self) -> bool:
        """Whether it is the draft's own, or so bad that it may not be passed on."""
        return not self.is_spoken or self.stop > SPOKEN * _ONE


@dataclass(frozen=True, slots=True)
class _Draft:
    """A draft as a whole: its grams, what the checks saw, and the faults that it can have."""

    found: Found
    seen: set[str]
    kinds: tuple[Concern, ...]


class Reader:
    """Reads a draft as a whole and sentence by sentence. Safe for threads."""

    def __init__(self, names: Sequence[str], ways: Ways, parties: Names) -> None:
        """``names`` are the grams that the reader knows; their places are their numbers.

        ``parties`` finds the names that are all read as one.
        """
        self._numbers = {name: number for number, name in enumerate(names)}
        self._names, self._parties = names, parties
        self._read, self._judges, self._slant = ways.readings, ways.judges, ways.slant

    @property
    def concerns(self) -> frozenset[Concern]:
        """The kinds of fault that it tells apart."""
        return self._read.kinds.concerns

    def read(
        self, view: View, signals: Iterable[Signal], kinds: Iterable[Concern]
    ) -> Pointed | None:
        """What to add to the signals; None where the reader is no stricter than they are.

        ``kinds``: those of ``concerns`` that can be at fault in this draft; one at the least.
        """
        signals = tuple(signals)
        sentences, seen = self._sentences(view), names_of(signals)
        found = _together(sentences)
        if not found.many:
            return None
        scores = self._scores(sentences, found, seen)
        if not self._judges.fault.says_yes(scores):
            return None
        severity = Severity.STOP if self._judges.stop.says_yes(scores) else Severity.REVISE
        if {severity, Severity.STOP} & {signal.severity for signal in signals}:
            return None
        return self._pointed(severity, sentences, _Draft(found, seen, tuple(kinds)))

    def leaning(self, view: View, signals: Iterable[Signal]) -> Leaning:
        """How a text leans, for a score; the signals are those of the other checks."""
        sentences = self._sentences(view)
        found = _together(sentences)
        if not found.many:
            return NONE
        judge = self._judges.fault
        scores = self._scores(sentences, found, names_of(signals))
        every = frozenset[str]().union(*(one.names for one in sentences))
        return Leaning((judge.score(scores) - judge.least) / _ONE, self._slant.of(every))

    def _sentences(self, view: View) -> list[_Sentence]:
        """Each sentence with what the two readings of sentences make of it."""
        spoken = spoken_sentences(view)
        return [self._sentence(view, *at, is_spoken=at in spoken) for at in view.sentences()]

    def _sentence(self, view: View, start: int, end: int, *, is_spoken: bool) -> _Sentence:
        every = frozenset(grams(even_handed(view, start, end, self._parties)))
        found = self._found(every)
        read = self._read
        fault = read.sentence_fault.score(found, short=BRIEF)
        stop = read.sentence_stop.score(found, short=BRIEF)
        return _Sentence(
            start, end, every, found, min(fault, stop) if is_spoken else fault, stop, is_spoken
        )

    def _found(self, names: frozenset[str]) -> Found:
        known = frozenset(map(self._numbers.__getitem__, names & self._numbers.keys()))
        return Found(known, len(names))

    def _scores(self, sentences: Sequence[_Sentence], found: Found, seen: set[str]) -> Scores:
        brevity, single = length(len(sentences))
        return Scores(
            worst=max(one.fault for one in sentences) / _ONE,
            gravest=max(one.stop for one in sentences) / _ONE,
            brevity=brevity,
            single=single,
            fault=self._read.fault.score(found, seen) / _ONE,
            stop=self._read.stop.score(found, seen) / _ONE,
            revises=float(Severity.REVISE.value in seen),
            stops=float(Severity.STOP.value in seen),
        )

    def _pointed(
        self, severity: Severity, sentences: Sequence[_Sentence], draft: _Draft
    ) -> Pointed:
        """The sentence that is worst, its kind among those possible, and what weighed in it."""
        is_stop = severity is Severity.STOP
        worst = max(sentences, key=lambda one: (one.stop if is_stop else 0) + one.fault)
        like = self._read.kinds.likeness(worst.found, draft.found, draft.seen)
        reading = self._read.sentence_stop if is_stop else self._read.sentence_fault
        words = self._words(worst.found, reading)
        kind, *others = sorted(draft.kinds, key=lambda kind: (-like[kind], kind))
        perhaps = tuple(others[:_PERHAPS])
        return Pointed(severity, kind, worst.start, worst.end, words, perhaps)

    def _words(self, found: Found, weights: Weights) -> tuple[str, ...]:
        """The words and pairs of words that weighed most, at most three."""
        weighed = {self._names[number]: weights.grams[number] for number in found.known}
        told = [name for name in weighed if weighed[name] > 0 and _says_something(name)]
        return tuple(name[1:] for name in sorted(told, key=lambda name: (-weighed[name], name))[:3])


def _together(sentences: Sequence[_Sentence]) -> Found:
    """What is found in the draft that the sentences make."""
    counted = [one for one in sentences if one.counts]
    names = frozenset[str]().union(*(one.names for one in counted))
    return Found(frozenset[int]().union(*(one.found.known for one in counted)), len(names))


def names_of(signals: Iterable[Signal]) -> set[str]:
    """What the reader is told of the other checks' signals: which kinds, and how bad."""
    told = [signal for signal in signals if signal.severity is not Severity.NOTE]
    kinds = {f"{signal.concern.value} {signal.severity.value}" for signal in told}
    return kinds | {signal.severity.value for signal in told}


def read_learned(folder: Path, parties: Names) -> tuple[Reader | None, str]:
    """Read ``folder``/learned.json and give the reader with the file's words.

    None and no words where the file is missing. Raises BadGuidance for one that is damaged.
    """
    path = folder / FILE
    if not path.exists():
        return None, ""
    try:
        words = path.read_text(encoding="utf-8")
        kept: dict[str, Any] = json.loads(words)
        judges = Judges(fault=_judge(kept["fault"]), stop=_judge(kept["stop"]))
        names = [str(name) for name in kept["grams"]]
        slant = Slant(kept["slant"]["weights"], kept["slant"]["bias"])
        ways = Ways(readings=_readings(kept), judges=judges, slant=slant)
        reader = Reader(names, ways, parties)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        why = "is no file of the trained reader; make it anew with python -m training.learn"
        raise BadGuidance(path, None, why) from error
    return reader, words


def _readings(kept: dict[str, Any]) -> Readings:
    whole = {name: _weights(kept[name]) for name in _WHOLE}
    if any(len(weights.grams) != len(kept["grams"]) for weights in whole.values()):
        raise ValueError("each gram has one weight for each reading")
    fault, stop, sentence_fault, sentence_stop = whole.values()
    return Readings(
        fault=fault,
        stop=stop,
        sentence_fault=sentence_fault,
        sentence_stop=sentence_stop,
        kinds=_kinds(kept["concerns"]),
    )


def _judge(part: dict[str, Any]) -> Judge:
    given = part["judge"]
    weights = {name: given["weights"][name] for name in Scores._fields}
    return Judge(weights, given["bias"], given["least"])


def _kinds(kept: dict[str, Any]) -> Kinds:
    parts = {Concern(name): part for name, part in kept.items()}
    grams = {
        concern: dict(zip(part["at"], part["weights"], strict=True))
        for concern, part in parts.items()
    }
    return Kinds(
        grams, {c: Weights((), part["signals"], part["bias"]) for c, part in parts.items()}
    )


def _weights(given: dict[str, Any]) -> Weights:
    """Weights for every gram in order, in a third of the memory of a list."""
    return Weights(grams=array("i", given["weights"]), signals=given["signals"], bias=given["bias"])


def _says_something(gram: str) -> bool:
    """Whether a gram is of whole words, one of which is long: "at the" tells a person nothing."""
    told = gram.startswith("=") and NAME not in gram and PERSON not in gram
    return told and any(len(word) >= TELLING for word in gram[1:].split())
