"""Where the sentences of a post begin and end; a line end always ends one."""

import re

from bot.quoting import Span

_END = re.compile(r"(?:[.!?…]+[\"”’')\]]*(?=\s|$)|\n)[^\S\n]*")
_ABBREVIATED = re.compile(r"(?:\b(?:No|Dr|Mr|Mrs|Ms|St|Prof|Rt Hon|e\.g|i\.e|vs|v|Cllr)\.)$")
TERMINALS = ".!?…"


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
    touched = [one for one in sentences(text) if one.start < span.end and span.start < one.end]
    if not touched:
        return span
    return Span(touched[0].start, touched[-1].end)


def _is_abbreviation(text: str, at: int, end: int) -> bool:
    if text[at] != ".":
        return False
    goes_on = text[end : end + 1].islower()
    return goes_on or bool(_ABBREVIATED.search(text, max(0, at - 8), at + 1))
