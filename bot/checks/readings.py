"""Ways of reading a text: what each gram and each signal of the other checks says about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.concerns import Concern

SHORT = 60
"""Added to the number of grams: a short text has few, and each would else weigh too much."""
BRIEF = 20
"""The same for one sentence, of which a fault fills more."""
SPOKEN = 0.6
"""The score for a stop, in ones, from which words count that a draft gives to their speaker."""
SIGNAL = 0.5
"""What one signal of the other checks weighs in, beside grams that together weigh 1."""


@dataclass(frozen=True, slots=True)
class Found:
    """The grams of a text, those that the reader knows by their numbers."""

    known: frozenset[int]
    many: int
    """How many grams there are, known or not."""

    def on_scale(self, short: int) -> float:
        """What each gram weighs: the more there are, the less."""
        return 1 / sqrt(self.many + short)


@dataclass(frozen=True, slots=True)
class Weights:
    """One way of reading a text: what each gram, by its number, and each signal adds."""

    grams: Sequence[int]
    signals: Mapping[str, int]
    bias: int

    def score(self, found: Found, seen: Iterable[str] = (), *, short: int = SHORT) -> float:
        """How far a text is to one side, in thousandths."""
        known = sum(map(self.grams.__getitem__, found.known))
        told = sum(self.signals.get(name, 0) for name in seen)
        return known * found.on_scale(short) + SIGNAL * told + self.bias


class Kinds:
    """The kinds of fault, by what each of a few grams and each signal says for it."""

    def __init__(
        self, grams: Mapping[Concern, Mapping[int, int]], parts: Mapping[Concern, Weights]
    ) -> None:
        """``grams``: weights by the numbers of grams; ``parts``: signals and bias, no grams."""
        self.concerns = frozenset(parts)
        self._parts = parts
        self._by_gram: dict[int, list[tuple[Concern, int]]] = {}
        for concern, weights in grams.items():
            for number, weight in weights.items():
                self._by_gram.setdefault(number, []).append((concern, weight))

    def likeness(self, there: Found, found: Found, seen: Iterable[str]) -> dict[Concern, float]:
        """How like each kind are a sentence and the draft that it stands in, in thousandths."""
        like = dict.fromkeys(self.concerns, 0.0)
        for text in (there, found):
            scale = text.on_scale(SHORT)
            for number in text.known & self._by_gram.keys():
                for concern, weight in self._by_gram[number]:
                    like[concern] += weight * scale
        for concern, part in self._parts.items():
            told = sum(part.signals.get(name, 0) for name in seen)
            like[concern] += SIGNAL * told + 2 * part.bias
        return like


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The ways of reading: a draft and a sentence, for any fault and for a stop; and the kinds."""

    fault: Weights
    stop: Weights
    sentence_fault: Weights
    sentence_stop: Weights
    kinds: Kinds
