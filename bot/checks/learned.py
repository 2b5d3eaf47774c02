"""The trained reader: sees in a draft what no phrase lists, by what it learned from labelled ones.

Its weights were learned from the drafts in ``training/`` by ``training/learn.py``, which says how;
they stand in ``guidance/learned.json`` and are data like the checks.
It speaks only where it would be stricter than the other checks, and is never sure.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from bot.checks.grams import grams
from bot.checks.signal import Signal
from bot.checks.view import View
from bot.concerns import Concern, Severity
from bot.errors import BadGuidance

FILE = "learned.json"
SHORT = 60
"""Added to the number of grams: a short text has few, and each would else weigh too much."""
SIGNAL = 0.5
"""What one signal of the other checks weighs in, beside grams that together weigh 1."""
_UNIT = 1_000
"""The weights are whole numbers of thousandths."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a draft reads, above what the other checks saw: where it is worst, and why."""

    severity: Severity
    concern: Concern
    start: int
    end: int
    """A sentence of ``View.text``."""
    words: tuple[str, ...]
    """The words in it that weighed most."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One question that is put to a text. ``grams`` and ``signals`` give what each adds."""

    grams: Mapping[str, int]
    signals: Mapping[str, int]
    bias: int
    least: int
    """The score from which the answer is yes."""

    def score(self, found: set[str], seen: Iterable[str]) -> float:
        """How far a text is to one side, in thousandths."""
        known = sum(self.grams.get(gram, 0) for gram in found)
        told = sum(self.signals.get(name, 0) for name in seen)
        return known / sqrt(len(found) + SHORT) + SIGNAL * told + self.bias

    def says_yes(self, found: set[str], seen: Iterable[str]) -> bool:
        """Whether a text is on that side."""
        return self.score(found, seen) > self.least


class Reader:
    """Reads a draft as a whole. Safe for threads."""

    def __init__(
        self, fault: Weights, stop: Weights, place: Weights, concerns: Mapping[Concern, Weights]
    ) -> None:
        """Whether a draft is at fault, whether that is a stop, where, and of which kind."""
        self._fault, self._stop, self._place, self._concerns = fault, stop, place, concerns

    def read(self, view: View, signals: Iterable[Signal]) -> Verdict | None:
        """What to add to the signals; None where the reader is no stricter than they are."""
        signals = tuple(signals)
        found, seen = grams(view.text), names_of(signals)
        if not found or not self._fault.says_yes(found, seen):
            return None
        is_stop = self._stop.says_yes(found, seen)
        severity = Severity.STOP if is_stop else Severity.REVISE
        if {severity, Severity.STOP} & {signal.severity for signal in signals}:
            return None
        start, end = max(_sentences(view), key=lambda at: self._heat(view.text[at[0] : at[1]]))
        there = grams(view.text[start:end])
        words = _words(there, self._stop if is_stop else self._fault)
        return Verdict(severity, self._concern(there, found, seen), start, end, words)

    def _heat(self, sentence: str) -> float:
        return self._place.score(grams(sentence), ())

    def _concern(self, there: set[str], found: set[str], seen: set[str]) -> Concern:
        """The kind of fault that the sentence and the draft together are most like."""

        def likeness(concern: Concern) -> float:
            weights = self._concerns[concern]
            return weights.score(there, ()) + weights.score(found, seen)

        return max(self._concerns, key=likeness)


def names_of(signals: Iterable[Signal]) -> set[str]:
    """What the reader is told of the other checks' signals: which kinds, and how bad."""
    told = [signal for signal in signals if signal.severity is not Severity.NOTE]
    kinds = {f"{signal.concern.value} {signal.severity.value}" for signal in told}
    return kinds | {signal.severity.value for signal in told}


def read_learned(folder: Path) -> tuple[Reader | None, str]:
    """Read ``folder``/learned.json and give the reader with the file's words.

    None and no words where the file is missing. Raises BadGuidance for one that is damaged.
    """
    path = folder / FILE
    if not path.exists():
        return None, ""
    words = path.read_text(encoding="utf-8")
    try:
        kept: dict[str, Any] = json.loads(words)
        names: list[str] = kept["grams"]
        concerns = {Concern(c): _weights(given, names) for c, given in kept["concerns"].items()}
        fault, stop, place = (_weights(kept[name], names) for name in ("fault", "stop", "place"))
        reader = Reader(fault, stop, place, concerns)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = "is no file of the trained reader; make it anew with python -m training.learn"
        raise BadGuidance(path, None, why) from error
    return reader, words


def _weights(given: dict[str, Any], names: list[str]) -> Weights:
    at: list[int] = given.get("at") or list(range(len(names)))
    weighed = zip(at, given["weights"], strict=True)
    return Weights(
        grams={names[number]: weight for number, weight in weighed if weight},
        signals=given.get("signals", {}),
        bias=given["bias"],
        least=given.get("least", 0),
    )


def _sentences(view: View) -> list[tuple[int, int]]:
    return [view.sentence(start) for start in view.starts]


def _words(found: set[str], weights: Weights) -> tuple[str, ...]:
    """The words and pairs of words that weighed most, at most three."""
    told = [gram[1:] for gram in found if gram.startswith("=") and weights.grams.get(gram, 0) > 0]
    return tuple(sorted(told, key=lambda gram: (-weights.grams[f"={gram}"], gram))[:3])
