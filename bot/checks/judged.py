"""How the trained reader's scores of a draft together answer one question about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple


class Scores(NamedTuple):
    """What is known of a draft before it is judged: scores in ones, and what the checks saw."""

    worst: float
    """The sentence most at fault."""
    gravest: float
    """The sentence most like a stop."""
    brevity: float
    """1 over the square root of the number of sentences: of many, one is high by chance.

    0 for a single one, which has a weight of its own.
    """
    single: float
    """1 for a single sentence: few posts are so short, and most that are tell one plain thing."""
    fault: float
    """The draft as a whole."""
    stop: float
    revises: float
    """1 where the checks saw something to revise."""
    stops: float
    """1 where they saw something to stop."""


def length(sentences: int) -> tuple[float, float]:
    """Brevity, and whether a text is a single sentence."""
    return (0.0, 1.0) if sentences == 1 else (1 / sqrt(sentences), 0.0)


@dataclass(frozen=True, slots=True)
class Judge:
    """The weight of each score, in thousandths, and the score from which the answer is yes."""

    weights: Mapping[str, int]
    bias: int
    least: int

    def score(self, scores: Scores) -> float:
        """How far a draft is to one side, in thousandths."""
        weighed = zip(Scores._fields, scores, strict=True)
        return sum(self.weights[name] * score for name, score in weighed) + self.bias

    def says_yes(self, scores: Scores) -> bool:
        """Whether a draft is on that side."""
        return self.score(scores) > self.least
