"""Whose words stand in a text such as a release: its quotations, and who is said to speak them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.checks.view import View
from bot.quoting import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_MARKED = re.compile(
    r"[“\"«](?P<double>[^”\"»]+)(?:(?P<shut>[”\"»])|$)|"
    r"(?<!\w)[‘'](?=\S)(?P<single>(?:[^‘’'\n]|(?<=\w)[’'](?=\w))+)[’'](?!\w)"
)
"""A quotation within a paragraph. One that a paragraph leaves open goes on in the next. Nothing
that opens a quotation stands inside one, so that a row of marks is read once."""
_OPEN_SINGLE = re.compile(r"(?:^|:)\s*‘(?P<rest>(?:[^’]|’(?=\w))+)$")
_SAYS = (
    r"(?:said|says|saying|told|tells|added|adds|adding|commented|comments|stated|states|explained|"
    r"explains|wrote|writes|argued|argues|announced|continued|concluded|responded|noted|remarked|"
    r"replied|insisted|posted|tweeted|dywedodd|dywed|ychwanegodd|meddai(?:['’]r)?|esboniodd|sylwodd)"
)
_NAMED_BEFORE = re.compile(
    rf"(?P<who>[^.!?;:\n“”\"]{{2,160}}?),? (?:has |have |also |then |today |yesterday )*{_SAYS}\b"
    r"[^“”\"\n]{0,80}$",
    re.IGNORECASE,
)
_WELSH_BEFORE = re.compile(
    r"(?:Dywedodd|Dywed|Ychwanegodd|Meddai|Esboniodd|Wrth groesawu[^:\n]{0,80}, dywedodd) "
    r"(?P<who>[^:“”\"\n]{3,160}?)(?: (?:wrth|heddiw)\b[^:\n]{0,60})?[:,]?\s*$"
)
_TITLED_BEFORE = re.compile(r"(?P<who>[^.!?;:\n“”\"]{3,120}):\s*$")
_NAMED_AFTER = re.compile(
    rf"\s*[,.]?\s*(?:{_SAYS} (?P<after>[^.;:\n“”\"]{{3,160}})|"
    rf"(?P<before>(?:s?he\b|they\b|the |The |[A-Z])[^.;:\n“”\"]{{0,140}}?),? "
    rf"(?:also |then )*{_SAYS}\b)",
)
_CAPITALISED = r"[A-Z][\w'’.-]+(?: (?:[a-z]{1,3} )?[A-Z][\w'’.-]+)+"
_SIGNED = re.compile(
    rf"[”\"’'»]?(?:\s*[—–-]+\s*(?P<dashed>{_CAPITALISED}(?:, [^.\n“\"]{{2,80}})?)|"
    rf" (?P<beside>{_CAPITALISED}, [^.\n“\"]{{2,80}})|"
    rf"\n+(?P<below>{_CAPITALISED}, [^.\n“\"]{{2,80}}))"
)
"""A name after a quotation: behind a dash, or with an office, as a quote card has it."""
_RUNS_ON = re.compile(
    r", in .*$|,? (?:who|which|as|when|while|after|before|during|speaking|adding|ahead|"
    r"at (?:the|a|an)|"
    r"on (?:a|the|mon|tues|wednes|thurs|fri|satur|sun)|today|yesterday|in (?:a|the) )\b.*$|,$",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r"^(?:[\w ]*?\b\w+ing\b[^,]*, |(?:in|on|at|after|during|today|yesterday|meanwhile)\b[^,]*, |"
    r"(?:and|but) )",
    re.IGNORECASE,
)
_SPOKEN_FORM = re.compile(
    r"\b(?:speech|statement|remarks|interview|article|column|letter|address|op-ed|blog|post|"
    r"tweet|foreword|araith|datganiad|erthygl)\b[^,;]{0,40}\b(?:by|from|of|with|gan)\b|"
    r"['’]s? (?:[\w-]+ ){0,3}(?:speech|statement|remarks|interview|foreword)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"[“”\"‘’'«]")
_PRESS = re.compile(r"\bpress\b|\bnews release\b|i'r wasg|written ministerial", re.IGNORECASE)
_AGAIN = re.compile(
    r"^(?:she|he|they|(?:the|our) (?P<office>[\w-]+(?: [\w-]+)?))(?: (?:also|then|later))?$",
    re.IGNORECASE,
)
"""Names nobody new: she, or the minister after a minister."""
_TOLD_OF = re.compile(
    r"\s*(?P<who>[A-Z][^,.]{2,100}?),? "
    r"(?:visited|opened|met|joined|toured|saw|spoke|went|was|is|has)\b"
)
_NEAR = 300
"""Characters before a quotation in which its speaker is looked for."""
_FEWEST_LETTERS = 12
"""A quotation shorter than this is a title or a word at arm's length."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of a text that somebody speaks. ``speaker`` is empty where the text names none."""

    span: Span
    speaker: str


@lru_cache(maxsize=8)
def voices(text: str, whose: str) -> tuple[Voice, ...]:
    """Every quotation of a text, in order; or the whole text, where it is one person's.

    ``whose`` is what the text is said to be: a speech by somebody is theirs throughout.
    """
    if _SPOKEN_FORM.search(whose) and not _PRESS.search(whose):
        return (Voice(Span(0, len(text)), whose),)
    return tuple(_heard(text))


def _heard(text: str) -> Iterator[Voice]:
    """Quotations paragraph by paragraph; one without a name has that of the one before it."""
    speaker, before, goes_on = "", "", False
    for paragraph in _PARAGRAPH.finditer(text):
        said = paragraph.group()
        quotes = [] if _is_title(said) else list(_quotations(said))
        for number, (start, end) in enumerate(quotes):
            named = _speaker_of(said, start, end, before if number == 0 else "")
            if not (named or (speaker and goes_on)):
                named = _signature(text, paragraph.start() + end)
            if named or not (goes_on or number):
                speaker = _in_full(named, speaker, before)
            yield Voice(Span(paragraph.start() + start, paragraph.start() + end), speaker)
        goes_on = bool(quotes)
        before = said


def _signature(text: str, end: int) -> str:
    """The name that stands after a quotation, or nothing."""
    signed = _SIGNED.match(text, end)
    return _name(signed[signed.lastgroup]) if signed and signed.lastgroup else ""


def _in_full(named: str, speaker: str, before: str) -> str:
    """Who is meant by she, or by the minister: who spoke last, or whom the text just told of."""
    again = _AGAIN.match(named)
    if not again:
        return named
    if (again.group("office") or "").lower() in speaker.lower() and speaker:
        return speaker
    told = _TOLD_OF.match(before)
    return _name(told.group("who")) if told and not speaker else named


def _is_title(paragraph: str) -> bool:
    """Whether a line that opens with a heading's mark is no speech."""
    return paragraph.lstrip().startswith("#")


def _quotations(paragraph: str) -> Iterator[tuple[int, int]]:
    whole = _OPEN_SINGLE.search(paragraph)
    if whole:
        yield whole.start("rest"), whole.end("rest")
        return
    for found in _MARKED.finditer(paragraph):
        group = "double" if found.group("double") is not None else "single"
        lead = paragraph[max(0, found.start() - _NEAR) : found.start()].rstrip()
        is_open = group == "double" and not found.group("shut")
        if (is_open and lead and lead[-1] != ":") or len(found.group(group)) < _FEWEST_LETTERS:
            continue
        yield found.span(group)


def _speaker_of(paragraph: str, start: int, end: int, before: str) -> str:
    """Who speaks a quotation, in the words of the text; empty where it does not say."""
    after = _NAMED_AFTER.match(paragraph, end + 1)
    if after:
        return _name(after.group("after") or after.group("before"))
    lead = paragraph[max(0, start - _NEAR) : max(0, start - 1)].rstrip() or before[-_NEAR:].rstrip()
    for pattern in (_WELSH_BEFORE, _NAMED_BEFORE, _TITLED_BEFORE):
        found = pattern.search(lead)
        if found and (pattern is not _NAMED_BEFORE or start > 1 or lead.endswith((":", ","))):
            return _name(found.group("who"))
    return ""


def _name(words: str) -> str:
    """A speaker without what leads in and what runs on."""
    return _RUNS_ON.sub("", _LEADS_IN.sub("", words.strip())).strip(" ,:")


def spoken_sentences(seen: View) -> frozenset[tuple[int, int]]:
    """The sentences of a draft that stand in a quotation whose speaker it names.

    What is marked as a minister's own words may hold an opinion; the draft does not.
    """
    if not _MARK.search(seen.source):
        return frozenset()
    named = [voice.span for voice in voices(seen.source, "") if voice.speaker]
    found = ((at, seen.span(*at)) for at in seen.sentences())
    return frozenset(at for at, span in found if any(_mostly(span, voice) for voice in named))


def _mostly(span: Span, voice: Span) -> bool:
    inside = min(span.end, voice.end) - max(span.start, voice.start)
    return inside * 3 > 2 * (span.end - span.start)
