"""The draft as the card shows it: the words at fault in bold, with the number of the finding."""

from collections.abc import Sequence
from itertools import pairwise

from bot.quoting import Span
from bot.review.review import Finding
from bot.slack.blocks import Block, cut, quote, rich, words
from bot.words.speaking import worded

WHOLE = 1_500
"""A draft up to this length is shown whole; of a longer one, the places that matter."""
AROUND = 120
"""Characters shown on each side of words at fault, in a long draft."""
TOGETHER = 600
"""Places nearer than this are shown as one."""
PLACES = 8
"""Places of a long draft that are shown."""
NUMBERED = 30
"""Findings whose number is set into the draft."""
_LEFT_OUT = " […] "


def marked_draft(text: str, findings: Sequence[Finding]) -> Block:
    """The draft as a quotation, marked. A long one is cut down to the places that matter."""
    marks = [
        (number, span)
        for number, finding in enumerate(findings[:NUMBERED], 1)
        if (span := _inside(finding.span, len(text))).start < span.end
    ]
    if len(text) <= WHOLE:
        return rich(quote(_run(text, Span(0, len(text)), marks)))
    return rich(quote(*_places(text, marks)))


def _inside(span: Span, length: int) -> Span:
    return Span(max(0, min(span.start, length)), max(0, min(span.end, length)))


def _run(text: str, window: Span, marks: Sequence[tuple[int, Span]]) -> list[Block]:
    """The text of a window, in stretches that are marked or not."""
    inside = {edge for _, span in marks for edge in span if window.start < edge < window.end}
    pieces: list[Block] = []
    for start, end in pairwise(sorted({window.start, window.end} | inside)):
        at_fault = any(span.start <= start and end <= span.end for _, span in marks)
        pieces += words(text[start:end], *(["bold"] if at_fault else []))
        for number, span in marks:
            if span.end == end:
                pieces += words(f"[{number}]", "code")
    return pieces or words(" ")


def _places(text: str, marks: Sequence[tuple[int, Span]]) -> list[list[Block]]:
    if not marks:
        return [words(cut(text, WHOLE)), words(f" [{_in_all(text)}]", "italic")]
    shown: list[list[Block]] = []
    windows = _windows(text, [span for _, span in marks])
    told = 0
    for window in windows[:PLACES]:
        if window.start > told:
            shown.append(words(_LEFT_OUT, "italic"))
        shown.append(_run(text, window, marks))
        told = window.end
    if windows[-1].end < len(text) or len(windows) > PLACES:
        shown.append(words(_LEFT_OUT, "italic"))
    return shown


def _in_all(text: str) -> str:
    return worded("{many:,} characters in all", many=len(text))


def _windows(text: str, spans: Sequence[Span]) -> list[Span]:
    """Stretches around the spans, none touching the next. A long span shows its beginning."""
    windows: list[Span] = []
    for span in sorted(spans):
        end = min(span.end, span.start + 2 * AROUND) + AROUND
        window = _inside(Span(span.start - AROUND, end), len(text))
        if (
            windows
            and window.start <= windows[-1].end
            and window.end - windows[-1].start <= TOGETHER
        ):
            windows[-1] = Span(windows[-1].start, max(windows[-1].end, window.end))
        elif not windows or window.start > windows[-1].start:
            start = max(window.start, windows[-1].end) if windows else window.start
            if start < window.end:
                windows.append(Span(start, window.end))
    return windows
