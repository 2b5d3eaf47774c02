"""What lifts a check: negation, quotation, a title, a source, a speaker, a question."""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

from bot.checks.view import View

Guard = Callable[[View, int, int], bool]
"""Whether the words ``view.text[start:end]`` are to be left alone."""

_DRAFTS = 8
"""Drafts under review at once, in this process; what was found in them is kept."""

_SENTENCES = 64
"""Sentences remembered: hits come in the order of the draft, and a few guards ask of each."""
_NUMBER = re.compile(r"\d\d|\d\.\d|\d%")

_NOT = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|without|cannot|nid|ddim|heb)\b|n't)(?: [^ \n]+){0,3} ?$"
)
_SOURCE = re.compile(
    r"according to|\b(?:ons|obr|osr|nao|ifs|ukhsa|imf|oecd|office for national statistics)\b|"
    r"\bsources?: |\b(?:survey|census|statistics|national statistics|dataset|bulletin|"
    r"management information|annual report|published (?:today|on|in|by|data|figures|statistics)|"
    r"data (?:from|for|to|shows?)|figures (?:from|for|to|published|show)|"
    r"since (?:comparable )?records began|provisional|estimates? (?:by|from|published|that)|"
    r"report (?:by|from|published)|analysis (?:by|from)|study (?:by|from)|index|audit office)\b|"
    r"\(table |\bpage \d|yn ôl|ystadegau|ffynhonnell"
)
_SPOKEN = re.compile(
    r"\b(?:said|says|told|wrote|writes|added|argued|stated|explained|explains|asked|meddai|"
    r"dywedodd|dywed)\b|(?:minister|secretary|chancellor|commissioner|executive|[a-z]):\s*[\"']"
)
_QUOTED = re.compile(
    r"\"[^\"\n]{2,400}?\"|(?<!\w)'(?=[^\s'])(?:[^'\n]|(?<=\w)'(?=\w)){2,400}?'(?!\w)|"
    r"(?:^|(?<=\n))\"[^\"\n]+(?=\n|$)"
)
_PAST = re.compile(
    r"\b(?:1[0-8]\d\d|19[0-8]\d)(?:s)?\b|\bcentur(?:y|ies)\b|\b(?:victorian|roman|medieval|tudor|"
    r"edwardian|georgian|wartime|second world war|first world war|d-day|archive[sd]?|museum)\b"
)
_LIVING = re.compile(
    r"\b(?:species|bred|bustards?|curlews?|birds?|breeding|nests?|nesting|chicks?|beavers?|otters?|eagles?|ospreys?|storks?|butterfl(?:y|ies)|"
    r"spiders?|bats?|salmon|eels?|seals?|whales?|dolphins?|wildlife|heath(?:land)?s?|woodlands?|orchids?|wildflowers?|"
    r"rivers?|rainfall|temperatures?|°c|heatwave|storms?|snow|drought|reservoirs?|tides?|aurora|comet|"
    r"eclipse|moon|orbit|satellites?|spacecraft|telescope|asteroid|fossils?|excavation|archaeologists?|reintroduc\w+)\b"
)


@lru_cache(maxsize=_DRAFTS)
def _quotations(text: str) -> tuple[re.Match[str], ...]:
    """What stands between quotation marks; found once a draft, however many hits ask."""
    return tuple(_QUOTED.finditer(text))


def _quotation_at(text: str, place: int) -> re.Match[str] | None:
    """The quotation that begins at the place or nearest before it; none overlaps another."""
    marks = _quotations(text)
    nearest = bisect_right(marks, place, key=lambda mark: mark.start()) - 1
    return marks[nearest] if nearest >= 0 else None


@lru_cache(maxsize=_DRAFTS)
def _names_a_speaker(text: str) -> bool:
    return bool(_SPOKEN.search(text))


@lru_cache(maxsize=_DRAFTS)
def _is_of_nature(text: str) -> bool:
    return bool(_LIVING.search(text))


_SMALL_WORD = 3
"""Letters of the longest word that a title may leave small."""


@lru_cache(maxsize=_SENTENCES)
def _stands_in(pattern: re.Pattern[str], text: str, first: int, after: int) -> bool:
    """Whether a sentence holds a pattern; looked for once, however many hits stand in it."""
    return bool(pattern.search(text, first, after))


def _sentence(view: View, start: int) -> str:
    first, after = view.sentence(start)
    return view.text[first:after]


def negated(view: View, start: int, _end: int) -> bool:
    """Whether a word of denial stands up to three words before."""
    first, _ = view.sentence(start)
    return bool(_NOT.search(view.text, max(first, start - 60), start))


def sourced(view: View, start: int, _end: int) -> bool:
    """Whether the sentence, or the one after it, names where its figures come from."""
    first, after = view.sentence(start)
    _, after = view.sentence(min(after + 1, len(view.text)))
    return _stands_in(_SOURCE, view.text, first, after)


def spoken(view: View, start: int, end: int) -> bool:
    """Whether the words are somebody's, in quotation marks, and the draft says whose."""
    return quoted(view, start, end) and _names_a_speaker(view.text)


def quoted(view: View, start: int, end: int) -> bool:
    """Whether the words stand between quotation marks."""
    mark = _quotation_at(view.text, start)
    return mark is not None and mark.start() < start and end < mark.end()


def reported(view: View, start: int, end: int) -> bool:
    """Whether somebody is said to speak, in the words' own sentence or one that leads in to it."""
    first, after = view.sentence(start)
    lead, _ = view.sentence(max(0, first - 2))
    if view.text[lead:first].rstrip().endswith(":"):
        first = lead
    return bool(_SPOKEN.search(view.text, first, start) or _SPOKEN.search(view.text, end, after))


def titled(view: View, start: int, end: int) -> bool:
    """Whether the words are a title: quoted with its first letter large, or capitals throughout."""
    if in_quoted_title(view, start, end):
        return True
    opens = view.sentence(start)[0] == start
    if view.text[max(0, start - 1) : start + 1].startswith("#") or "#" in view.text[start:end]:
        return False
    words = [w for w in re.findall(r"[^\W\d_]+", view.cased[start:end]) if len(w) > _SMALL_WORD]
    capitals = all(word[0].isupper() for word in words)
    return capitals and len(words) > 1 + opens and not view.cased[start:end].isupper()


def in_quoted_title(view: View, start: int, end: int) -> bool:
    """Whether the words stand in quotation marks that hold a title and not somebody's speech."""
    mark = _quotation_at(view.text, start)
    if mark and end <= mark.end() and view.cased[mark.start() + 1].isupper():
        return not re.search(r"[!?]['\"]$|\b(?:we|our|i|you|us)\b", mark.group())
    return False


def asked(view: View, start: int, _end: int) -> bool:
    """Whether the sentence is a question."""
    return _sentence(view, start).rstrip().endswith("?")


def historic(view: View, start: int, _end: int) -> bool:
    """Whether the sentence is about a time before this politics."""
    return _stands_in(_PAST, view.text, *view.sentence(start))


def natural(view: View, _start: int, _end: int) -> bool:
    """Whether the draft is about animals, weather, water, sky or old stones."""
    return _is_of_nature(view.text)


def numbered(view: View, start: int, _end: int) -> bool:
    """Whether the sentence holds a figure of two digits or more."""
    return _stands_in(_NUMBER, view.text, *view.sentence(start))


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (negated, sourced, spoken, quoted, titled, asked, historic, natural, numbered)
}
"""The guards that a check's ``unless`` may name."""
