"""One figure for how far a text is from neutral, for use as a plain linter."""

import math
import re
from collections.abc import Iterable

from bot.checks.signal import Signal
from bot.concerns import Severity

_WEIGHT = {Severity.STOP: 2.0, Severity.REVISE: 1.2, Severity.NOTE: 0.45}
_EVIDENCE = re.compile(
    r"\baccording to\b|\b(?:said|told|reported|announced|published|"
    r"survey|statistics|data|figures)\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d",
    re.IGNORECASE,
)
_SHORT = 25
"""Words; a longer text is forgiven in proportion, since more words give more chances."""
_LEANS, _LEANS_FROM = 0.4, -2.0
"""Chosen on training/sentences/news.jsonl, where any from -1.5 to -3 does as well. A reader begins
to speak at 0; below -2 it sees nothing at all."""
_EVIDENCE_WORTH, _EVIDENCE_MOST = 0.06, 0.3


def score(signals: Iterable[Signal], text: str, leaning: float = -math.inf) -> float:
    """0 for nothing seen; larger is less neutral. Words of evidence lower it, never to 0.

    Each place counts once, by its worst signal; a breach outweighs any number of notes
    of the length that people write. ``leaning`` is how far the trained reader puts the text to
    the side of fault (``Checks.leaning``): it tells apart what no rule speaks of, and what it
    adds to a place that a rule sees is small.
    """
    return round(_heat(signals, text) + _LEANS * max(0.0, leaning - _LEANS_FROM), 4)


def _heat(signals: Iterable[Signal], text: str) -> float:
    worst: dict[int, float] = {}
    for signal in signals:
        place = signal.span.start
        worst[place] = max(worst.get(place, 0.0), _WEIGHT[signal.severity])
    if not worst:
        return 0.0
    length = max(1.0, len(text.split()) / _SHORT)
    heat = sum(worst.values()) / math.sqrt(length)
    evidence = min(_EVIDENCE_MOST, _EVIDENCE_WORTH * len(_EVIDENCE.findall(text)))
    return heat * (1 - evidence)
