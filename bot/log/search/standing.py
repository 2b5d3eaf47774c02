"""Where a quotation stands in a text, and how much of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.log.search.asked import Asked, Word, words
from bot.quoting import Span

_RUN = 2
"""Words in a row that are no accident."""
_COMPARED = 200
"""Words of a quotation that are compared with a text in which it does not stand as a whole."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a quotation stands in a text."""

    asked: int
    """Words of the quotation."""
    found: int
    """Those of them that stand in the text in their order."""
    exact: bool
    """Every part stands in it word for word, one after the other."""
    known: int
    """Those of them that stand in it anywhere."""
    spans: tuple[Span, ...]
    """Where, in the order of the text."""

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.found / self.asked


def standing(quotation: Asked, text: str) -> Standing:
    """Find a quotation in a text, whole where it stands so, else what there is of it."""
    there = words(text)
    whole = _whole(quotation, there)
    if whole is not None:
        many = len(quotation.words)
        return Standing(many, many, exact=True, known=many, spans=tuple(whole))
    wanted = quotation.words[:_COMPARED]
    said = [word.said for word in there]
    blocks = _blocks(wanted, said)
    shown = [block for block in blocks if block[1] >= _RUN] or blocks
    spans = tuple(_span(there, at, size) for at, size in shown)
    return Standing(
        asked=len(wanted),
        found=sum(size for _, size in blocks),
        exact=False,
        known=(Counter(wanted) & Counter(said)).total(),
        spans=spans,
    )


def _whole(quotation: Asked, there: Sequence[Word]) -> list[Span] | None:
    said = [word.said for word in there]
    spans: list[Span] = []
    after = 0
    for part in quotation.parts:
        at = _run(said, part, after)
        if at is None:
            return None
        spans.append(_span(there, at, len(part)))
        after = at + len(part)
    return spans


def _run(said: list[str], part: tuple[str, ...], after: int) -> int | None:
    wanted = list(part)
    for at in range(after, len(said) - len(wanted) + 1):
        if said[at] == wanted[0] and said[at : at + len(wanted)] == wanted:
            return at
    return None


def _blocks(wanted: Sequence[str], said: Sequence[str]) -> list[tuple[int, int]]:
    """Runs of words that both have, as place in the text and length."""
    matcher = SequenceMatcher(a=said, b=wanted, autojunk=False)
    return [(block.a, block.size) for block in matcher.get_matching_blocks() if block.size]


def _span(there: Sequence[Word], at: int, size: int) -> Span:
    return Span(there[at].start, there[at + size - 1].end)
