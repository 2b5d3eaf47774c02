"""Quotes an official passage: the publisher's own words, whose they are, and from when."""

import re
from dataclasses import dataclass

from bot.guidance.catalogue import Clause
from bot.guidance.official import Document, OfficialPassage, State, licence_name
from bot.guidance.stems import stems
from bot.guidance.ties import Sureness, Tie
from bot.quoting import excerpt

LONGEST = 600
"""Characters of a quotation: what a card can hold for each of several findings."""
_LONGEST_LEAD = 200
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\S)")
_FIRST = frozenset({"1", "a", "A", "i", "I"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Official words as they are shown and kept: exact, with an ellipsis where some are left out.

    Where the tie is only likely there are no words, just the place to look at.
    """

    words: str
    locator: str
    link: str
    """Lands on the passage."""
    title: str
    publisher: str
    published: str
    """The day that the publisher shows, ISO 8601; empty for none."""
    fetched_on: str
    """The day of the fetch, ISO 8601."""
    licence: str
    version: str
    """The hash of the document's version."""
    position: int
    """Which passage of that version."""
    is_sure: bool
    state: str = State.CURRENT.value
    """What has become of the document by its publisher's own word."""

    @property
    def is_shown(self) -> bool:
        """Whether its words may stand for the clause."""
        return self.is_sure and bool(self.words)


def quoted(tie: Tie, clause: Clause, document: Document) -> Quoted | None:
    """What to show for a clause; None where no passage was found."""
    if tie.passage is None:
        return None
    is_sure = tie.sureness is Sureness.SURE
    about = frozenset(stems(clause.gist))
    return _quoted(tie.passage, document, about if is_sure else None)


def quoted_alone(passage: OfficialPassage, document: Document, about: str) -> Quoted:
    """A passage that answers a question, whichever clauses there are."""
    return _quoted(passage, document, frozenset(stems(about)))


def to_border(text: str, start: int, end: int) -> str:
    """The part of a text from ``start`` to ``end``, and the rest of a word that either cuts."""
    if start >= end:
        return ""
    while start > 0 and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end - 1].isspace():
        end += 1
    return text[start:end]


def words_of(passage: OfficialPassage, about: frozenset[str], longest: int = LONGEST) -> str:
    """The words of a passage after those that lead in to it: "You must not: … sell the oil".

    Of a long passage, from the sentence on from which the most is said of what it is ``about``.
    """
    lead = _lead(passage)
    room = longest - len(lead)
    words = excerpt(passage.text, room, _start(passage.text, about, room))
    if lead.endswith("… "):
        words = words.removeprefix("… ")
    return f"{lead}{words}" if words else ""


def _lead(passage: OfficialPassage) -> str:
    """The words that lead in, or of many the last: they say whether one must or must not."""
    lead = passage.lead.strip()
    if len(lead) > _LONGEST_LEAD:
        tail = lead[-_LONGEST_LEAD:].partition(" ")[2]
        lead = f"… {tail}" if tail else "…"
    if not lead:
        return ""
    return f"{lead} " if passage.number in _FIRST and lead != "…" else f"{lead} … "


def _start(text: str, about: frozenset[str], longest: int) -> int:
    """Where to begin: at the top, unless more of what it is about is said further down."""
    if len(text) <= longest:
        return 0
    starts = [0, *(found.end() for found in _SENTENCE.finditer(text))]

    def said(start: int) -> int:
        return len(about & frozenset(stems(text[start : start + longest])))

    return max(starts, key=lambda start: (said(start), -start))


def _quoted(passage: OfficialPassage, document: Document, about: frozenset[str] | None) -> Quoted:
    return Quoted(
        words="" if about is None else words_of(passage, about),
        locator=passage.locator,
        link=passage.link,
        title=document.title,
        publisher=document.publisher,
        published=document.published.isoformat() if document.published else "",
        fetched_on=document.fetched_at.date().isoformat(),
        licence=licence_name(document.licence),
        version=document.hash,
        position=passage.position,
        is_sure=about is not None,
        state=document.state.value,
    )
