"""Learns the trained reader's weights: ``python -m training.learn`` writes guidance/learned.json.

The same drafts and checks give the same file to the byte.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from bot.checks.judged import Scores
from bot.checks.learned import FILE
from bot.checks.run import read_checks
from bot.guidance.library import read_library
from training.examples import GUIDANCE, Example, examples
from training.judging import Judge, Readings, judges, readings
from training.slanted import news, slanted
from training.table import BIAS, Text, Weighed, is_told, table, weights_of

ROUNDS_OF_CONCERN = 6
LEAST = {"fault": 300, "stop": 0}
"""Scores, in thousandths, from which a draft is at fault, and from which that is a stop."""
RARE = 3
"""A gram in fewer examples says nothing."""
KEPT = 12_000
"""Grams that are kept, heaviest first."""
KEPT_OF_CONCERN = 1_000
FEWEST = 25
"""Drafts that a concern needs, to be told from the others."""
Model: TypeAlias = dict[str, Any]


def learn(rows: Sequence[Example]) -> Model:
    """Learn from labelled texts; gives the file's content."""
    names = worth_keeping(rows)
    learned = readings(rows, names)
    fault, stop = judges(rows, names)
    number = {gram: at for at, gram in enumerate(names)}
    return {
        "grams": names,
        "fault": _kept(learned.fault, names) | {"judge": _judged(fault, LEAST["fault"])},
        "stop": _kept(learned.stop, names) | {"judge": _judged(stop, LEAST["stop"])},
        "sentence fault": _kept(learned.sentence_fault, names),
        "sentence stop": _kept(learned.sentence_stop, names),
        "concerns": dict(_concerns(rows, number)),
        "slant": _slant(slanted(news())),
    }


def worth_keeping(rows: Sequence[Example]) -> list[str]:
    """The grams that weigh most in any of the four readings, in order."""
    often = Counter(gram for row in rows for gram in row.grams)
    learned = readings(rows, [gram for gram, times in often.items() if times >= RARE])
    weights = _all_of(learned)
    heaviest = sorted(weights, key=lambda gram: (-weights[gram], gram))
    return sorted(heaviest[:KEPT])


def _all_of(learned: Readings) -> Weighed:
    """How much each gram weighs where it weighs most, each reading by its own measure."""
    most: Counter[str] = Counter()
    for weighed in (learned.fault, learned.stop, learned.sentence_fault, learned.sentence_stop):
        for name, weight in weighed.items():
            if not is_told(name):
                most[name] = max(most[name], abs(weight))
    return dict(most)


def _judged(judge: Judge, least: int) -> Model:
    *weights, bias = judge
    named = dict(zip(Scores._fields, weights, strict=True))
    return {"weights": named, "bias": bias, "least": least}


def _kept(weights: Weighed, names: Iterable[str]) -> Model:
    signals = sorted(name for name in weights if is_told(name) and name != BIAS and weights[name])
    return {
        "bias": weights[BIAS],
        "signals": {name.removeprefix(BIAS): weights[name] for name in signals},
        "weights": [weights[gram] for gram in names],
    }


def _slant(weighed: Weighed) -> Model:
    return {
        "bias": weighed[BIAS],
        "weights": {gram: weight for gram, weight in weighed.items() if gram != BIAS},
    }


def _concerns(rows: Sequence[Example], number: dict[str, int]) -> Iterable[tuple[str, Model]]:
    """What tells each concern from the others, among the drafts at fault."""
    faulty = [row for row in rows if row.concerns]
    known = table([Text(row.grams, row.signals) for row in faulty], number)
    often = Counter(concern for row in faulty for concern in row.concerns)
    for concern in sorted(often):
        if often[concern] >= FEWEST:
            sides = [concern in row.concerns for row in faulty]
            weights = weights_of(known, sides, even=False, rounds=ROUNDS_OF_CONCERN)
            yield concern.value, _concern(weights, number)


def _concern(weights: Weighed, number: dict[str, int]) -> Model:
    """The heaviest grams, by their numbers among those that are kept, and the signals."""
    heavy = [gram for gram in weights if gram in number and weights[gram]]
    top = sorted(heavy, key=lambda gram: (-abs(weights[gram]), gram))[:KEPT_OF_CONCERN]
    by_number = {number[gram]: weights[gram] for gram in top}
    part = _kept(weights, [])
    return part | {"at": sorted(by_number), "weights": [by_number[at] for at in sorted(by_number)]}


def written(model: Model) -> str:
    """The file's words: a line for each part."""
    parts = (f'"{name}": {json.dumps(part, ensure_ascii=False)}' for name, part in model.items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Learn from everything, and write the file."""
    checks = read_checks(GUIDANCE, read_library(GUIDANCE), with_reader=False)
    model = learn(examples(checks))
    (GUIDANCE / FILE).write_text(written(model), encoding="utf-8")
    sys.stdout.write(f"{GUIDANCE / FILE}: {len(model['grams'])} grams\n")


if __name__ == "__main__":
    main()
