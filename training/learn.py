"""Learns the trained reader's weights: ``python -m training.learn`` writes guidance/learned.json.

The same drafts and checks give the same file to the byte.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, TypeAlias

from bot.checks.learned import FILE, SHORT, SIGNAL
from bot.checks.run import read_checks
from bot.concerns import Verdict
from bot.guidance.library import read_library
from training.examples import GUIDANCE, Example, examples, places
from training.svm import Row, separate

COST, ROUNDS, ROUNDS_OF_CONCERN = 0.3, 12, 6
LEAST = {"fault": 200, "stop": -50}
"""Scores, in thousandths, from which a draft is at fault, and from which that is a stop."""
RARE = 3
"""A gram in fewer examples says nothing."""
KEPT = 12_000
"""Grams that are kept, heaviest first: with a third of all the figures are the same."""
KEPT_OF_CONCERN = 1_000
FEWEST = 25
"""Drafts that a concern needs, to be told from the others."""
_BIAS = "\t"
"""The name of the bias, and how that of a signal begins: no gram holds a tabulator."""
Sentence: TypeAlias = tuple[frozenset[str], bool]
"""The grams of a sentence, and whether a reader marked words in it."""
Model: TypeAlias = dict[str, Any]


def learn(rows: Sequence[Example], sentences: Sequence[Sentence]) -> Model:
    """Learn from labelled texts, and from sentences marked or not; gives the file's content."""
    known = table(rows)
    fault = weights_of(known, [row.verdict is not Verdict.CLEAR for row in rows])
    stop = weights_of(known, [row.verdict is Verdict.STOP for row in rows])
    heaviest = sorted(fault, key=lambda g: (-max(abs(fault[g]), abs(stop[g])), g))
    names = sorted([gram for gram in heaviest if not _is_told(gram)][:KEPT])
    number = {gram: at for at, gram in enumerate(names)}
    signals = sorted(gram for gram in fault if _is_told(gram) and gram != _BIAS)
    return {
        "grams": names,
        "fault": _kept(fault, names, signals) | {"least": LEAST["fault"]},
        "stop": _kept(stop, names, signals) | {"least": LEAST["stop"]},
        "place": _place(sentences, names),
        "concerns": dict(_concerns(rows, number)),
    }


def _place(sentences: Sequence[Sentence], names: list[str]) -> Model:
    """What tells the sentences at fault from the others of their draft."""
    number = {gram: at for at, gram in enumerate(names)} | {_BIAS: len(names)}
    vectors = [_vector(found, (), number) for found, _ in sentences]
    sides = [marked for _, marked in sentences]
    weights = separate(vectors, sides, len(number), cost=COST, rounds=ROUNDS)
    told = [round(weight * 1000) for weight in weights]
    return {"bias": told[-1], "weights": told[:-1]}


@dataclass(frozen=True, slots=True)
class Table:
    """Examples as rows of numbers; ``names`` are those of the columns, in order."""

    names: tuple[str, ...]
    vectors: tuple[Row, ...]


def table(rows: Sequence[Example]) -> Table:
    """The columns are the grams that are not rare, the signals, and the bias."""
    often = Counter(gram for row in rows for gram in row.grams)
    names = sorted(gram for gram, times in often.items() if times >= RARE)
    names += sorted({_told(name) for row in rows for name in row.signals})
    number = {name: at for at, name in enumerate([*names, _BIAS])}
    vectors = (_vector(row.grams, row.signals, number) for row in rows)
    return Table((*names, _BIAS), tuple(vectors))


def weights_of(
    known: Table, sides: Sequence[bool], *, even: bool = True, rounds: int = ROUNDS
) -> dict[str, int]:
    """The weight of each column, in thousandths."""
    many = len(known.names)
    found = separate(known.vectors, sides, many, cost=COST, rounds=rounds, even=even)
    return {name: round(weight * 1000) for name, weight in zip(known.names, found, strict=True)}


def _vector(found: frozenset[str], seen: Iterable[str], number: dict[str, int]) -> Row:
    share = 1 / sqrt(len(found) + SHORT)
    told = sorted(number[gram] for gram in found if gram in number)
    signals = sorted(number[_told(name)] for name in seen if _told(name) in number)
    bias = (number[_BIAS], 1.0)
    return [*((at, share) for at in told), *((at, SIGNAL) for at in signals), bias]


def _told(signal: str) -> str:
    """The name of a signal's weight: no gram begins like it."""
    return f"{_BIAS}{signal}"


def _is_told(name: str) -> bool:
    return name.startswith(_BIAS)


def _kept(weights: dict[str, int], names: list[str], signals: list[str]) -> Model:
    return {
        "bias": weights[_BIAS],
        "signals": {name.removeprefix(_BIAS): weights[name] for name in signals if weights[name]},
        "weights": [weights[gram] for gram in names],
    }


def _concerns(rows: Sequence[Example], number: dict[str, int]) -> Iterable[tuple[str, Model]]:
    """What tells each concern from the others, among the drafts at fault."""
    faulty = [row for row in rows if row.concerns]
    known = table(faulty)
    often = Counter(concern for row in faulty for concern in row.concerns)
    for concern in sorted(often):
        if often[concern] >= FEWEST:
            sides = [concern in row.concerns for row in faulty]
            weights = weights_of(known, sides, even=False, rounds=ROUNDS_OF_CONCERN)
            yield concern.value, _concern(weights, number)


def _concern(weights: dict[str, int], number: dict[str, int]) -> Model:
    """The heaviest grams, by their numbers among those that are kept, and the signals."""
    told = [gram for gram in weights if gram in number and weights[gram]]
    top = sorted(told, key=lambda gram: (-abs(weights[gram]), gram))[:KEPT_OF_CONCERN]
    by_number = {number[gram]: weights[gram] for gram in top}
    signals = [name for name in weights if _is_told(name) and name != _BIAS]
    part = _kept(weights, [], signals)
    return part | {"at": sorted(by_number), "weights": [by_number[at] for at in sorted(by_number)]}


def written(model: Model) -> str:
    """The file's words: a line for each part."""
    parts = (f'"{name}": {json.dumps(part, ensure_ascii=False)}' for name, part in model.items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Learn from everything, and write the file."""
    checks = read_checks(GUIDANCE, read_library(GUIDANCE), with_reader=False)
    model = learn(examples(checks), tuple(places()))
    (GUIDANCE / FILE).write_text(written(model), encoding="utf-8")
    sys.stdout.write(f"{GUIDANCE / FILE}: {len(model['grams'])} grams\n")


if __name__ == "__main__":
    main()
