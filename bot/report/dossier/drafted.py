"""The draft as it was pasted, with the words at fault marked, and where it came from."""

from collections.abc import Iterator
from itertools import pairwise

from bot.desk.evidence import Evidence, Version
from bot.draft import Draft
from bot.paper.paper import Block, Bullets, Facts, Heading, Look, Quoted, Run, Runs, Words, said
from bot.quoting import Span
from bot.report.dossier.saying import day, gone, moment, or_not_said, quoted
from bot.review.difference import difference
from bot.review.review import Review

_LONGEST_COMPARED = 40_000
"""Characters of two texts together up to which they are compared word by word."""


def drafted(held: Evidence) -> Iterator[Block]:
    """The draft and its context."""
    review = held.review
    yield Heading("The draft, exactly as it was given")
    if not held.has_draft:
        yield gone(held.erased.get(review.id, ""))
        return
    if marks := _marked(review):
        yield Words(said("The words that findings are about are marked."))
        yield Quoted(marks)
    else:
        yield quoted(review.draft.text)
    yield Facts(tuple(_context(review.draft)))
    original = review.draft.original
    if original is not None:
        yield Heading("What the draft was taken from", 3)
        yield Words(said(f"{original.origin or 'Its source was not named'}."))
        lines = [
            f"“{review.draft.text[run.span.start : run.span.end]}”: {run.told}"
            for run in review.lifted
        ]
        if lines:
            yield Words(said("These words of the draft stand in it:"))
            yield Bullets(tuple(said(one) for one in lines))
        else:
            known = "No five words in a row are the same."
            yield Words(said(known if original.words.strip() else "Its text was not given."))


def _context(draft: Draft) -> Iterator[tuple[str, Runs]]:
    at = f" at {draft.posting_at:%H:%M}" if draft.posting_at else ""
    yield "Platform", or_not_said(draft.platform)
    yield "Account", or_not_said(draft.account)
    yield "To be posted", said(f"{day(draft.posting_on)}{at}")
    if draft.speaker:
        yield "Whose words", said(draft.speaker)
    if draft.quoting:
        yield "Passes on", said(draft.quoting)
    if draft.links:
        yield "Links with it", said("; ".join(draft.links))
    yield "Length", said(f"{len(draft.text):,} characters")


def _marked(review: Review) -> Runs:
    """The whole draft in runs; those within a finding are marked. Empty where none is."""
    text = review.draft.text
    within = [finding.span for finding in review.findings if finding.excerpt]
    if not within:
        return ()
    borders = sorted({0, len(text), *(min(at, len(text)) for span in within for at in span)})
    return tuple(
        Run(text[start:end], Look.MARKED if _is_in(start, end, within) else Look.PLAIN)
        for start, end in pairwise(borders)
    )


def _is_in(start: int, end: int, spans: list[Span]) -> bool:
    return any(span.start <= start and end <= span.end for span in spans)


def versions(held: Evidence) -> Iterator[Block]:
    """Every version before and after, with what changed from each to the next."""
    if len(held.versions) < 2:  # noqa: PLR2004  # this one alone
        return
    yield Heading("Versions of this draft")
    before: Version | None = None
    for number, version in enumerate(held.versions, 1):
        here = " (this review)" if version.review_id == held.review.id else ""
        yield Heading(f"Version {number}: review {version.review_id}{here}", 3)
        yield Words(said(f"{moment(version.made_at)}. {version.verdict.label}."))
        yield _changed(before, version)
        before = version


def _changed(before: Version | None, version: Version) -> Block:
    if version.text is None:
        return gone()
    if before is None or before.text is None:
        return quoted(version.text)
    if before.text == version.text:
        return Words(said("The same words as before."))
    return Quoted(compared(before.text, version.text), said("Compared with the version before."))


def compared(old: str, new: str) -> Runs:
    """Word by word what was removed and added; the new text alone where both are very long."""
    if len(old) + len(new) > _LONGEST_COMPARED:
        return said(new)
    looks = {"same": Look.PLAIN, "cut": Look.REMOVED, "added": Look.ADDED}
    runs: list[Run] = []
    for how, piece in difference(old, new):
        words = piece.rstrip() if how != "same" else piece
        runs += [Run(words, looks[how])] if words else []
        runs += [Run(piece[len(words) :])] if piece[len(words) :] else []
    return tuple(runs)
