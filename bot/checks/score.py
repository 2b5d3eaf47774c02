"""One figure for how far a text is from neutral, for use as a plain linter."""

import math
import re
from collections.abc import Iterable

from bot.checks.signal import Signal
from bot.checks.slant import NONE, Leaning
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
_LEANS, _LEANS_FROM = 0.2, -1.0
_SLANTS = 1.0
"""Chosen on training/sentences/news*.jsonl, each sentence read by what was learned without it; half
or twice as much does as well. A slant counts from the middle on, and below both a text is plain."""
_EVIDENCE_WORTH, _EVIDENCE_MOST = 0.06, 0.3


def score(signals: Iterable[Signal], text: str, leaning: Leaning = NONE) -> float:
    """0 for nothing seen; larger is less neutral. Words of evidence lower it, never to 0.

    Each place counts once, by its worst signal; a breach outweighs any number of notes
    of the length that people write. ``leaning`` is what the trained reader makes of the text
    (``Checks.leaning``): it tells apart what no rule speaks of, and what it adds to a place that
    a rule sees is small.
    """
    leans = _LEANS * max(0.0, leaning.fault - _LEANS_FROM)
    slants = _SLANTS * max(0.0, leaning.slant)
    return round(_heat(signals, text) + leans + slants, 4)


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
