"""Texts as rows of numbers, and the weights that tell two sides of them apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.checks.readings import SHORT, SIGNAL
from training.svm import Row, separate

COST, ROUNDS = 0.3, 12
BIAS = "\t"
"""The name of the bias, and how that of a signal begins: no gram holds a tabulator."""
Weighed = dict[str, int]
"""The weight of each column by its name, in thousandths."""


@dataclass(frozen=True, slots=True)
class Text:
    """One row: what is found in a text, and what the checks saw in it."""

    grams: frozenset[str]
    signals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """Texts as rows; ``names`` are those of the columns, in order, the bias last."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]


def table(texts: Sequence[Text], grams: Iterable[str], *, short: int = SHORT) -> Table:
    """The columns are the grams named, the signals, and the bias."""
    names = [*sorted(grams), *sorted({told(name) for text in texts for name in text.signals}), BIAS]
    number = {name: at for at, name in enumerate(names)}
    return Table(tuple(names), tuple(_row(text, number, short) for text in texts))


def _row(text: Text, number: Mapping[str, int], short: int) -> Row:
    share = 1 / sqrt(len(text.grams) + short)
    known = sorted(number[gram] for gram in text.grams if gram in number)
    signals = sorted(number[told(name)] for name in text.signals)
    return [*((at, share) for at in known), *((at, SIGNAL) for at in signals), (number[BIAS], 1.0)]


def told(signal: str) -> str:
    """The name of a signal's column: no gram begins like it."""
    return f"{BIAS}{signal}"


def is_told(name: str) -> bool:
    """Whether a column is a signal's, or the bias."""
    return name.startswith(BIAS)


def weights_of(
    known: Table, sides: Sequence[bool], *, even: bool = True, rounds: int = ROUNDS
) -> Weighed:
    """What tells the true side from the other.

    A gram that stands on one side far oftener than on the other counts for up to three times
    one that stands on both alike, as in Wang and Manning, "Baselines and bigrams", ACL 2012; the
    ratio is bounded here, so that it needs no logarithm.
    """
    leaning = _leaning(known, sides)
    rows = [[(at, value * leaning[at]) for at, value in row] for row in known.rows]
    many = len(known.names)
    found = separate(rows, sides, many, cost=COST, rounds=rounds, even=even)
    weighed = zip(known.names, found, leaning, strict=True)
    return {name: round(weight * factor * 1000) for name, weight, factor in weighed}


def _leaning(known: Table, sides: Sequence[bool]) -> list[float]:
    """For each column 0.5, and up to 1 more by how unevenly the sides share it; 1 for a signal."""
    counts = {True: [1.0] * len(known.names), False: [1.0] * len(known.names)}
    for row, side in zip(known.rows, sides, strict=True):
        count = counts[side]
        for at, _ in row:
            count[at] += 1
    yes, no = sum(counts[True]), sum(counts[False])
    return [
        1.0 if is_told(name) else 0.5 + abs(one / yes - other / no) / (one / yes + other / no)
        for name, one, other in zip(known.names, counts[True], counts[False], strict=True)
    ]
