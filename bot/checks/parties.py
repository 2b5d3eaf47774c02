"""Sees parties by name, by slogan and by badge."""

import re
from collections.abc import Iterator

from bot.checks.guards import historic, in_quoted_title
from bot.checks.known import known_in
from bot.checks.look import Look, Seen
from bot.checks.phrase import Phrase, read_phrase
from bot.checks.view import View
from bot.checks.watchfile import PartyFile
from bot.concerns import Severity
from bot.quoting import Span
from bot.words.speaking import worded

_NEUTRAL = re.compile(
    r"\b(?:registered|electoral commission|all (?:the )?(?:main |political |registered )?parties|"
    r"accounts to|statement of accounts|donations?|spending returns?|short money|roads?|closures?|"
    r"diversions?|policing|police|protest|traffic|trains|travel|security plan|published under|"
    r"returning officers?|nominat\w+|constituency results|results? of the|seats in|hansard|"
    r"founder|founded|biograph\w+|obituar\w+|papers of|exhibition|born in|statue|plaque|"
    r"blue plaque|"
    r"house of commons library|committee members?|membership of the committee|appointed to|"
    r"ballot paper|listed|register of|"
    r"cross-party|"
    r"all-party|written by|unregistered|description|emblems?|late return)\b"
)
_NO_END = 9999
_A_LIST = 4
"""Parties named in one draft, from which on it is a list of them."""
_ATTACKS = re.compile(
    r"\b(?:fail\w*|mess|chaos|lie[sd]?|wreck\w*|worse|betray\w*|vote for|shame\w*|only)\b"
)
_GOVERNING = re.compile(
    r"\b(?:government|ministers?|budget|chancellor|parliament|senedd|election|vote[ds]?|victory|"
    r"win|"
    r"won|prime minister|secretary|majority|change|planet|britain|scotland|wales|new era)\b"
)


def slogans_of(parties: PartyFile) -> Iterator[tuple[tuple[int, int], Phrase]]:
    """Every slogan with the years in which it is one."""
    for row in (*parties.parties, *parties.campaigns):
        for slogan in row.slogans:
            yield (slogan.since, slogan.until or _NO_END), read_phrase(slogan.words, {})


def parties_named(look: Look) -> Iterator[Seen]:
    """Parties named in the draft; a neutral mention (a register, a road closed) is a note."""
    named = named_in(look.view, look.parties)
    known = known_in(look.parties)
    several = {known.owner.get(look.view.text[start:end]) for start, end in named}
    is_list = len(several) >= _A_LIST
    if is_list and _ATTACKS.search(look.view.text):
        yield from (Seen(span=look.view.span(start, end)) for start, end in named)
        return
    for start, end in named:
        seen = Seen(span=look.view.span(start, end))
        if is_list or _is_neutral(look, start, end):
            yield Seen(
                span=seen.span, severity=Severity.NOTE, why=worded("It names a political party.")
            )
        else:
            yield seen


def named_in(view: View, parties: PartyFile) -> list[tuple[int, int]]:
    """Where parties are named."""
    known = known_in(parties)
    found = [match.span() for match in known.names.finditer(view.text)]
    for match in known.common.finditer(view.cased):
        group = match.lastgroup
        found.append(match.span(group) if group else match.span())
    return sorted(set(found))


def _is_neutral(look: Look, start: int, end: int) -> bool:
    first, after = look.view.sentence(start)
    sentence = look.view.text[first:after]
    if historic(look.view, start, end):
        return look.view.text[start:end] not in known_in(look.parties).nicknames
    return bool(_NEUTRAL.search(sentence)) and not re.search(
        r"\b(?:we|our|us|better|worse|mess|chaos)\b", sentence
    )


def slogans(look: Look) -> Iterator[Seen]:
    """Slogans of campaigns of the year of posting, save where they stand in a title."""
    for years in [key for key in look.candidates if isinstance(key, tuple)]:
        if years[0] <= look.day.year <= years[1]:
            for start, end in look.places(years):
                if not in_quoted_title(look.view, start, end):
                    yield Seen(span=look.view.span(start, end))


def party_symbols(look: Look) -> Iterator[Seen]:
    """A party's badge as an emoji, in a sentence about government."""
    for party in look.parties.parties:
        for symbol in party.symbols:
            at = look.draft.text.find(symbol)
            if at >= 0 and _GOVERNING.search(_around(look.view, at)):
                yield Seen(span=Span(at, at + len(symbol)))


def _around(view: View, offset: int) -> str:
    """The sentence of an offset of the source, and the one before it."""
    place = next((n for n, origin in enumerate(view.origin) if origin >= offset), 0)
    first, after = view.sentence(place)
    before, _ = view.sentence(max(0, first - 2))
    return view.text[before:after]
