"""Says which words of a draft stand in a line that the department had cleared; it lifts nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.checks.lifted import lifted
from bot.draft import Draft, Original
from bot.guidance.catalogue import OwnDocument
from bot.quoting import Span
from bot.review.review import Note
from bot.words.days import told_day
from bot.words.speaking import to_say, worded

MOST = 5
"""Places that are told; whoever pastes a whole line knows where it is from."""
_STANDS = to_say(
    "These words stand in a cleared line ({where}; put in by {by}, {day}). That is no defence: "
    "the draft is judged as if nobody had cleared it."
)
_BETWEEN = "\n\n"


def cleared(draft: Draft, lines: Iterable[OwnDocument]) -> tuple[Note, ...]:
    """A note for each run of five words or more that stands in a cleared line too."""
    found = (note for document in lines for note in _in(document, draft))
    return tuple(sorted(found, key=lambda note: note.span.start)[:MOST])


def _in(document: OwnDocument, draft: Draft) -> Iterator[Note]:
    words = _BETWEEN.join(clause.gist for clause in document.clauses)
    held = replace(draft, original=Original(words=words))
    for run in lifted(held):
        told = worded(
            _STANDS,
            where=f"{document.source.title}, {_locator(document, run.there)}",
            by=document.added_by,
            day=told_day(document.added_on) if document.added_on else "",
        )
        yield Note(excerpt=draft.text[run.span.start : run.span.end], span=run.span, why=told)


def _locator(document: OwnDocument, there: Span) -> str:
    """Which line the words stand in, by how far down they begin."""
    end = 0
    for clause in document.clauses:
        end += len(clause.gist) + len(_BETWEEN)
        if there.start < end:
            return clause.locator
    return ""
