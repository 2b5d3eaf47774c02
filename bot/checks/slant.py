"""How a text leans where no rule speaks, as the trained reader weighs its words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from bot.checks.readings import BRIEF, Found


class Leaning(NamedTuple):
    """Two figures for one text, in ones."""

    fault: float
    """How far it is to the side of fault: 0 where the reader would begin to speak of it."""
    slant: float
    """How loaded its words are, as in news that takes a side: 0 is the middle."""


NONE = Leaning(-inf, -inf)
"""As far on the other side as can be told: of a text without words, or without a reader."""


@dataclass(frozen=True, slots=True)
class Slant:
    """What each gram says about how loaded a sentence is, in thousandths."""

    weights: Mapping[str, int]
    bias: int

    def of(self, grams: Iterable[str]) -> float:
        """How loaded a text with these grams is, in ones."""
        every = frozenset(grams)
        known = sum(self.weights.get(gram, 0) for gram in every)
        scale = Found(known=frozenset(), many=len(every)).on_scale(BRIEF)
        return (known * scale + self.bias) / 1_000
