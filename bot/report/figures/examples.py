"""A draft's sentence and what it became, for a lesson: no account, no person, nothing private."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.concerns import Concern, Severity
from bot.desk.seams import Kept
from bot.quoting import Span
from bot.report.figures.naming import may_name_somebody
from bot.review.review import Finding
from bot.review.sentences import around, sentences

LOOKED_AT = 30
"""Reviews read for the examples of one lesson."""
MOST = 2
_LONGEST = 280
NEVER = frozenset(
    {
        Concern.PERSONAL_DATA,
        Concern.CONFIDENTIALITY,
        Concern.LEGAL_PROCEEDINGS,
        Concern.PARLIAMENT_FIRST,
    }
)
"""Concerns whose drafts are no example for anybody: what was wrong is that it was said."""
_ACCOUNT = re.compile(r"(?<![\w@])@\w[\w.]*\w|(?<![\w@])@\w|<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
Mask = Callable[[str], str]
"""Takes personal data out of a text."""


@dataclass(frozen=True, slots=True)
class Example:
    """Sentences of a draft with a finding, and what stood there instead; empty: nothing did."""

    before: str
    after: str


def examples(
    found: Iterable[Kept], about: Concern | str, mask: Mask, told: Iterable[Example] = ()
) -> tuple[Example, ...]:
    """The first few that can be shown, no two alike and none that was ``told`` before."""
    seen = {one.before.casefold() for one in told}
    shown: list[Example] = []
    for kept in found:
        for one in _of(kept, about, mask):
            if one.before.casefold() not in seen:
                seen.add(one.before.casefold())
                shown.append(one)
    return tuple(shown)[:MOST]


def _of(kept: Kept, about: Concern | str, mask: Mask) -> Iterator[Example]:
    review = kept.review
    text, other = review.draft.text, review.rewording
    if other is None or any(one.concern in NEVER for one in review.findings):
        return
    for finding in review.findings:
        if _bears_on(finding, about) and finding.excerpt:
            place = around(finding.span, text)
            before = text[place.start : place.end].strip()
            after = _instead(text, place, other.text).strip()
            told = Example(before=_private(before, mask), after=_private(after, mask))
            if before != after and _may_be_shown(told.before) and _may_be_shown(told.after):
                yield told


def _bears_on(finding: Finding, about: Concern | str) -> bool:
    if finding.severity is Severity.NOTE:
        return False
    return about in {finding.concern, finding.clause_id}


def _instead(text: str, place: Span, other: str) -> str:
    """The sentences of the other text that stand where some sentences of the first stood."""
    old, new = sentences(text), sentences(other)
    matcher = SequenceMatcher(
        a=[_bare(text, one) for one in old], b=[_bare(other, one) for one in new], autojunk=False
    )
    touched = [
        new[at]
        for what, first, last, start, end in matcher.get_opcodes()
        if what != "equal"
        for at in _partners(old, place, (first, last), (start, end))
    ]
    return other[touched[0].start : touched[-1].end] if touched else ""


def _partners(
    old: Sequence[Span], place: Span, was: tuple[int, int], now: tuple[int, int]
) -> Iterable[int]:
    """Which sentences of ``now`` stand for those of ``was`` within the place.

    As many as there were stand one for one; otherwise all of them stand for each.
    """
    held = [at for at in range(*was) if old[at].end > place.start and old[at].start < place.end]
    if not held or was[1] - was[0] != now[1] - now[0]:
        return range(*now) if held else ()
    return [at - was[0] + now[0] for at in held]


def _bare(text: str, span: Span) -> str:
    return text[span.start : span.end].strip()


def _may_be_shown(sentence: str) -> bool:
    """Short enough, and nobody seems to be named in it."""
    if len(sentence) > _LONGEST:
        return False
    return not may_name_somebody(sentence)


def _private(sentence: str, mask: Mask) -> str:
    return _ACCOUNT.sub("[account]", mask(sentence))
