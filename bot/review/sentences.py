"""Where the sentences of a post begin and end; a line end always ends one."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from bot.quoting import Span

_END = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"”’')\]]*+(?=\s|$)|\n)[^\S\n]*+")
"""A row of points is read once, from its first."""
_TEXTS = 8
"""Texts whose sentences are kept: a review asks for those of a few, once for each fault."""
_ABBREVIATED = re.compile(r"(?:\b(?:No|Dr|Mr|Mrs|Ms|St|Prof|Rt Hon|e\.g|i\.e|vs|v|Cllr)\.)$")
TERMINALS = ".!?…"


@lru_cache(maxsize=_TEXTS)
def sentences(text: str) -> tuple[Span, ...]:
    """Give the spans of sentences, with the space after each, so that together they are the text.

    A span may hold only a line end.
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if _is_abbreviation(text, match.start(), match.end()):
            continue
        spans.append(Span(start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append(Span(start, len(text)))
    return tuple(spans)


def around(span: Span, text: str) -> Span:
    """The sentences that a span touches, as one span."""
    whole = sentences(text)
    first = bisect_right(whole, span.start, key=lambda one: one.end)
    after = bisect_left(whole, span.end, key=lambda one: one.start)
    if first >= after:
        return span
    return Span(whole[first].start, whole[after - 1].end)


def _is_abbreviation(text: str, at: int, end: int) -> bool:
    if text[at] != ".":
        return False
    goes_on = text[end : end + 1].islower()
    return goes_on or bool(_ABBREVIATED.search(text, max(0, at - 8), at + 1))
