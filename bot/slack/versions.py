"""What a card says of the version before: findings gone, left and new, and words changed."""

from collections.abc import Sequence

from bot.desk.seams import Kept
from bot.review.review import Finding
from bot.review.versions import compared, replaces
from bot.slack.blocks import Block, cut, line, listing, note, rich, words
from bot.slack.changed import word_by_word
from bot.words.speaking import to_say, worded

_EXCERPT = 80
_MOST = 5
"""Excerpts in a line."""
_CHANGED = to_say("What changed in the draft:")


def above(kept: Kept) -> str:
    """What stands above a card whose review replaces another of the same words."""
    if not kept.review.revises or kept.earlier is not None:
        return ""
    return replaces(kept.review.revises)


def since(kept: Kept | None) -> list[Block]:
    """Which version came before, what became of its findings, and what the draft changed."""
    if kept is None or kept.earlier is None:
        return []
    earlier, later = kept.earlier, kept.review
    told = compared(earlier, later)
    rows = (
        (worded("Gone:"), told.gone),
        (worded("Still there:"), told.left),
        (worded("New:"), told.new),
    )
    lines = [_row(name, findings) for name, findings in rows if findings]
    said = rich(listing(lines)) if lines else note(worded("Neither version has findings."))
    title = note(worded("A new version of the draft in review {id}.", id=earlier.id))
    changed = word_by_word(earlier.draft.text, later.draft.text, worded(_CHANGED))
    return [title, said, *changed]


def _row(name: str, findings: Sequence[Finding]) -> Block:
    shown = "; ".join(f"“{cut(finding.excerpt, _EXCERPT)}”" for finding in findings[:_MOST])
    left = len(findings) - _MOST
    more = f"; {worded('and {n} more', n=left)}" if left > 0 else ""
    return line(words(f"{name} ", "bold"), words(f"{shown}{more}"))
