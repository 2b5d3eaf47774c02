"""How much of a figure is chance: bootstrap intervals, and McNemar's test between two runs."""

import random
from collections.abc import Callable, Mapping, Sequence
from math import comb
from typing import Any, NamedTuple, TypeVar

Row = TypeVar("Row")
_ROUNDS = 1_000
_SEED = 1
_TAIL = 0.025


class Interval(NamedTuple):
    """A 95 % confidence interval."""

    low: float
    high: float


def interval(rows: Sequence[Row], figure: Callable[[Sequence[Row]], float | None]) -> Interval:
    """Bootstrap a figure: draw the cases again with replacement, 1,000 times, from one seed."""
    chance = random.Random(_SEED)  # noqa: S311  # statistics, not secrets
    values = []
    for _ in range(_ROUNDS):
        value = figure(chance.choices(rows, k=len(rows)))
        if value is not None:
            values.append(value)
    values.sort()
    if not values:
        return Interval(0.0, 1.0)
    return Interval(values[int(_TAIL * len(values))], values[int((1 - _TAIL) * len(values)) - 1])


def mcnemar(only_before: int, only_after: int) -> float:
    """The exact two-sided p that so uneven a change is chance.

    ``only_before`` cases were right before and wrong after, ``only_after`` the other way round.
    """
    changed = only_before + only_after
    if changed == 0:
        return 1.0
    tail = sum(comb(changed, k) for k in range(min(only_before, only_after) + 1))
    return float(min(1.0, 2 * tail / 2**changed))


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Compare two evaluations (as ``figures`` gives them) case by case."""
    old = {row["id"]: row for row in before["cases"]}
    shared = [(old[row["id"]], row) for row in after["cases"] if row["id"] in old]
    changed = [
        {"id": b["id"], "expected": b["expected"], "before": b["got"], "after": a["got"]}
        for b, a in shared
        if b["got"] != a["got"]
    ]
    worse = sum(row["before"] == row["expected"] for row in changed)
    better = sum(row["after"] == row["expected"] for row in changed)
    return {
        "shared": len(shared),
        "better": better,
        "worse": worse,
        "p": mcnemar(worse, better),
        "changed": changed,
    }
