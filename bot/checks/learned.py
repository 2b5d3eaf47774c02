"""The trained reader: sees in a draft what no phrase lists, by what it learned from labelled ones.

Its weights were learned from the drafts in ``training/`` by ``training/learn.py``, which says how;
they stand in ``guidance/learned.json`` and are data like the checks.
It speaks only where it would be stricter than the other checks, and is never sure.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from bot.checks.grams import NAME, even_handed, grams
from bot.checks.signal import Signal
from bot.checks.view import View
from bot.concerns import Concern, Severity
from bot.errors import BadGuidance

FILE = "learned.json"
SHORT = 60
"""Added to the number of grams: a short text has few, and each would else weigh too much."""
SIGNAL = 0.5
"""What one signal of the other checks weighs in, beside grams that together weigh 1."""
TELLING = 5
"""Letters of a word that is worth showing to a person."""


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


@dataclass(frozen=True, slots=True)
class Found:
    """The grams of a text, those that the reader knows by their numbers."""

    known: tuple[int, ...]
    many: int
    """How many grams there are, known or not."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One question that is put to a text: what each gram, by its number, and each signal adds."""

    grams: Mapping[int, int] | Sequence[int]
    signals: Mapping[str, int]
    bias: int
    least: int
    """The score from which the answer is yes."""

    def score(self, found: Found, seen: Iterable[str]) -> float:
        """How far a text is to one side, in thousandths."""
        if isinstance(self.grams, Mapping):
            known = sum(self.grams.get(number, 0) for number in found.known)
        else:
            known = sum(self.grams[number] for number in found.known)
        told = sum(self.signals.get(name, 0) for name in seen)
        return known / sqrt(found.many + SHORT) + SIGNAL * told + self.bias

    def says_yes(self, found: Found, seen: Iterable[str]) -> bool:
        """Whether a text is on that side."""
        return self.score(found, seen) > self.least


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What is asked about a text: is it at fault, is that a stop, where, and of which kind."""

    fault: Weights
    stop: Weights
    place: Weights
    concerns: Mapping[Concern, Weights]


class Reader:
    """Reads a draft as a whole. Safe for threads."""

    def __init__(self, names: Sequence[str], ask: Questions, parties: re.Pattern[str]) -> None:
        """``names`` are the grams that the reader knows; their places are their numbers.

        ``parties`` finds the names that are all read as one.
        """
        self._numbers = {name: number for number, name in enumerate(names)}
        self._names, self._ask, self._parties = names, ask, parties

    @property
    def concerns(self) -> frozenset[Concern]:
        """The kinds of fault that it tells apart."""
        return frozenset(self._ask.concerns)

    def read(
        self, view: View, signals: Iterable[Signal], kinds: Iterable[Concern]
    ) -> Pointed | None:
        """What to add to the signals; None where the reader is no stricter than they are.

        ``kinds``: those of ``concerns`` that can be at fault in this draft; one at the least.
        """
        signals = tuple(signals)
        found, seen = self._found(view, 0, len(view.text)), names_of(signals)
        if not found.many or not self._ask.fault.says_yes(found, seen):
            return None
        is_stop = self._ask.stop.says_yes(found, seen)
        severity = Severity.STOP if is_stop else Severity.REVISE
        if {severity, Severity.STOP} & {signal.severity for signal in signals}:
            return None
        start, end = max(_sentences(view), key=lambda at: self._heat(view, *at))
        there = self._found(view, start, end)
        words = self._words(there, self._ask.stop if is_stop else self._ask.fault)

        def likeness(concern: Concern) -> float:
            weights = self._ask.concerns[concern]
            return weights.score(there, ()) + weights.score(found, seen)

        return Pointed(severity, max(kinds, key=likeness), start, end, words)

    def _found(self, view: View, start: int, end: int) -> Found:
        every = grams(even_handed(view, start, end, self._parties))
        return Found(
            tuple(self._numbers[gram] for gram in every & self._numbers.keys()), len(every)
        )

    def _heat(self, view: View, start: int, end: int) -> float:
        return self._ask.place.score(self._found(view, start, end), ())

    def _words(self, found: Found, weights: Weights) -> tuple[str, ...]:
        """The words and pairs of words that weighed most, at most three."""
        weighed = {self._names[number]: weights.grams[number] for number in found.known}
        told = [name for name in weighed if weighed[name] > 0 and _says_something(name)]
        return tuple(name[1:] for name in sorted(told, key=lambda name: (-weighed[name], name))[:3])


def names_of(signals: Iterable[Signal]) -> set[str]:
    """What the reader is told of the other checks' signals: which kinds, and how bad."""
    told = [signal for signal in signals if signal.severity is not Severity.NOTE]
    kinds = {f"{signal.concern.value} {signal.severity.value}" for signal in told}
    return kinds | {signal.severity.value for signal in told}


def read_learned(folder: Path, parties: re.Pattern[str]) -> tuple[Reader | None, str]:
    """Read ``folder``/learned.json and give the reader with the file's words.

    None and no words where the file is missing. Raises BadGuidance for one that is damaged.
    """
    path = folder / FILE
    if not path.exists():
        return None, ""
    try:
        words = path.read_text(encoding="utf-8")
        kept: dict[str, Any] = json.loads(words)
        concerns = {Concern(name): _weights(part) for name, part in kept["concerns"].items()}
        fault, stop, place = (_weights(kept[name]) for name in ("fault", "stop", "place"))
        _refuse_uneven(kept["grams"], fault, stop, place)
        ask = Questions(fault=fault, stop=stop, place=place, concerns=concerns)
        reader = Reader([str(name) for name in kept["grams"]], ask, parties)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        why = "is no file of the trained reader; make it anew with python -m training.learn"
        raise BadGuidance(path, None, why) from error
    return reader, words


def _refuse_uneven(names: Sequence[str], *asked: Weights) -> None:
    if any(len(weights.grams) != len(names) for weights in asked):
        raise ValueError("each gram has one weight for each question")


def _weights(given: dict[str, Any]) -> Weights:
    """Weights for every gram in order, or for those whose numbers stand in ``at``."""
    weights: list[int] = given["weights"]
    return Weights(
        grams=dict(zip(given["at"], weights, strict=True)) if "at" in given else weights,
        signals=given.get("signals", {}),
        bias=given["bias"],
        least=given.get("least", 0),
    )


def _says_something(gram: str) -> bool:
    """Whether a gram is of whole words, one of which is long: "at the" tells a person nothing."""
    told = gram.startswith("=") and NAME not in gram
    return told and any(len(word) >= TELLING for word in gram[1:].split())


def _sentences(view: View) -> list[tuple[int, int]]:
    """The sentences with words; a text may end in one that is empty."""
    found = (view.sentence(start) for start in view.starts)
    return [(start, end) for start, end in found if end > start]
