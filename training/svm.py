"""A linear support vector machine, by dual coordinate descent: exact arithmetic, no library.

Only additions, products, quotients and square roots of doubles are used, which every machine
rounds alike, so the same drafts give the same weights to the byte.
The method is that of Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent
method for large-scale linear SVM", ICML 2008, with the squared hinge loss.
"""

from collections.abc import Sequence
from random import Random

Row = Sequence[tuple[int, float]]
"""The features of one example that are not zero: number and value."""


def separate(
    rows: Sequence[Row],
    sides: Sequence[bool],
    features: int,
    *,
    cost: float,
    rounds: int = 30,
    even: bool = True,
) -> list[float]:
    """The weight of each feature, with which the true side scores above 0 and the other below.

    ``even``: both sides weigh the same together, however many examples each has.
    """
    weights = [0.0] * features
    many = sum(sides)
    share = {True: len(sides) / (2 * many), False: len(sides) / (2 * (len(sides) - many))}
    share = share if even else {True: 1.0, False: 1.0}
    slack = [0.5 / (cost * share[side]) for side in sides]
    length = [sum(v * v for _, v in row) + s for row, s in zip(rows, slack, strict=True)]
    alphas = [0.0] * len(rows)
    order = list(range(len(rows)))
    chance = Random(1)  # noqa: S311  # to be repeated, not to be secret
    for _ in range(rounds):
        chance.shuffle(order)
        for i in order:
            row, sign = rows[i], 1.0 if sides[i] else -1.0
            score = 0.0
            for feature, value in row:
                score += weights[feature] * value
            step = (score * sign - 1.0 + slack[i] * alphas[i]) / length[i]
            new = max(0.0, alphas[i] - step)
            if new != alphas[i]:
                change = (new - alphas[i]) * sign
                alphas[i] = new
                for feature, value in row:
                    weights[feature] += change * value
    return weights
