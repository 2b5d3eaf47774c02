"""Tells each fault once: the worst in its place, and none that is only a party's name."""

from bisect import bisect_left
from collections import defaultdict

from bot.checks.signal import Signal
from bot.concerns import Concern, Severity
from bot.quoting import Span

PARTY_NAMED = "party.named"
"""The check that sees the names of parties."""
_RANK = {Severity.STOP: 0, Severity.REVISE: 1, Severity.NOTE: 2}


def but_names(signals: list[Signal]) -> list[Signal]:
    """Leave out what other checks read into the words of a party's name, slogan-like as it is."""
    names = [signal.span for signal in signals if signal.check == PARTY_NAMED]
    return [
        signal
        for signal in signals
        if signal.check == PARTY_NAMED
        or signal.concern is Concern.ADDRESSED_TO_AI
        or not any(n.start <= signal.span.start and signal.span.end <= n.end for n in names)
        or signal.span.start == signal.span.end
    ]


def once(signals: list[Signal]) -> list[Signal]:
    """One signal for a clause and a place: the worst, and then the longest."""
    places: dict[tuple[str, Concern], list[Span]] = defaultdict(list)
    worst_first = sorted(signals, key=lambda s: (_RANK[s.severity], s.span.start - s.span.end))
    return [
        signal
        for signal in worst_first
        if signal.more or _takes_place(signal.span, places[signal.clause_id, signal.concern])
    ]


def _takes_place(span: Span, taken: list[Span]) -> bool:
    """Add a span to those taken, in order and apart, unless it touches one of them."""
    at = bisect_left(taken, span)
    for other in taken[max(0, at - 2) : at + 1]:
        if span == other or (span.start < other.end and other.start < span.end):
            return False
    taken.insert(at, span)
    return True
