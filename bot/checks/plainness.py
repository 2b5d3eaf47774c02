"""Sees writing that shuts readers out: capitals, text-speak, initials, officialese, emoji."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from bot.checks.look import Look, Seen
from bot.concerns import Severity
from bot.quoting import Span

_CAPITAL = re.compile(r"\b[A-Z][A-Z'\u2019]+\b")
_SHOUT = re.compile(r"(?:\b[A-Z][A-Z'\u2019-]{0,40}\b[,:;&+ ]{1,9}){4,30}\b[A-Z]{2,}\b")
_INITIALS = re.compile(r"\b(?=[A-Z\d]*[A-Z][A-Z\d]*[A-Z])[A-Z][A-Z\d]{1,6}(?:\([A-Z]+\))?s?\b")
_EMOJI = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?"
)
_FANCY = re.compile(
    "[\U0001d400-\U0001d7ff\u24b6-\u24e9\uff21-\uff3a\uff41-\uff5a\U0001f130-\U0001f189]{2,}"
)
_HASHTAG = re.compile(r"#(\w{3,})")
_WORD = re.compile(r"[A-Za-z][\w'\u2019-]*")
_LONG, _LONGEST = 38, 70
_SEVERAL_SHORT, _SEVERAL_TURNS = 2, 3
_SHOUTED, _AN_INITIALISM, _MANY_INITIALS = 4, 3, 4
_MOST_HASHTAGS, _LONG_HASHTAG = 2, 12
_MANY_EMOJI, _REPEATED = 5, 4


def capitals(look: Look) -> Iterator[Seen]:
    """Five words or more in capitals in a row that are not names of schemes and bodies."""
    known = look.words("known-initials")
    for found in _SHOUT.finditer(look.draft.text):
        words = [word for word in _CAPITAL.findall(found.group()) if word.lower() not in known]
        if len(words) >= _SHOUTED and any(len(word) > _AN_INITIALISM for word in words):
            yield Seen(span=Span(*found.span()))


def text_speak(look: Look) -> Iterator[Seen]:
    """Two or more words shortened as in a text message."""
    yield from _several(look, "text-speak", _SEVERAL_SHORT)


def initials(look: Look) -> Iterator[Seen]:
    """Four or more sets of initials that are neither well known nor explained."""
    known = look.words("known-initials")
    text = look.draft.text
    strange = [
        found
        for found in _INITIALS.finditer(text)
        if found.group().lower().rstrip("s") not in known and not _is_explained(text, found)
    ]
    count = len({found.group() for found in strange})
    if count >= _MANY_INITIALS:
        yield Seen(span=Span(strange[0].start(), strange[-1].end()))
    elif count == _MANY_INITIALS - 1:
        yield Seen(span=Span(strange[0].start(), strange[-1].end()), severity=Severity.NOTE)


def _is_explained(text: str, found: re.Match[str]) -> bool:
    around = text[max(0, found.start() - 1) : found.end() + 2]
    return around.startswith("(") or " (" in around[-2:] or "#" in around[:1]


def officialese(look: Look) -> Iterator[Seen]:
    """Three or more turns of phrase from office papers."""
    yield from _several(look, "officialese", _SEVERAL_TURNS)


def _several(look: Look, name: str, least: int) -> Iterator[Seen]:
    """One signal, from the first to the last, where enough different phrases of a list stand."""
    places = look.places(name)
    if len({look.view.text[start:end] for start, end in places}) >= least:
        yield Seen(span=look.view.span(places[0][0], max(end for _, end in places)))


def fancy_letters(look: Look) -> Iterator[Seen]:
    """Words in letters of mathematics, circles or full width."""
    for found in _FANCY.finditer(look.draft.text):
        plain = unicodedata.normalize("NFKC", found.group())
        yield Seen(span=Span(*found.span()), replacement=plain)


def emoji(look: Look) -> Iterator[Seen]:
    """Emoji in place of words, many of them, or one repeated."""
    found = list(_EMOJI.finditer(look.draft.text))
    if not found:
        return
    repeats = Counter(match.group() for match in found).most_common(1)[0][1]
    words = len(_WORD.findall(look.draft.text))
    span = Span(found[0].start(), found[-1].end())
    if len(found) > _MANY_EMOJI or repeats >= _REPEATED or len(found) * 2 > words:
        yield Seen(span=span)
    elif len(found) == _MANY_EMOJI or repeats == _REPEATED - 1:
        yield Seen(span=span, severity=Severity.NOTE)


def hashtags(look: Look) -> Iterator[Seen]:
    """More than two hashtags, and long ones without capitals."""
    found = list(_HASHTAG.finditer(look.draft.text))
    if len(found) > _MOST_HASHTAGS:
        yield Seen(span=Span(found[_MOST_HASHTAGS].start(), found[-1].end()))
    for tag in found:
        if len(tag.group(1)) > _LONG_HASHTAG and tag.group(1).islower():
            yield Seen(span=Span(*tag.span()))


def long_sentences(look: Look) -> Iterator[Seen]:
    """Sentences of more than 38 words; beyond 70 a breach."""
    bounds = (*look.view.starts, len(look.view.text) + 1)
    for first, after in pairwise(bounds):
        sentence = look.view.text[first : after - 1]
        length = len(_WORD.findall(sentence))
        if length > _LONG:
            severity = Severity.REVISE if length > _LONGEST else None
            yield Seen(span=look.view.span(first, after - 1), severity=severity)
