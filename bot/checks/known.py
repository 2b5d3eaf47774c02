"""The party file made ready to look for: every party's names, accounts and sites alike."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.checks.watchfile import PartyFile

_ORDINARY = (
    r"(?! (?:[Ff]orce|[Mm]arket|[Cc]ode|[Ss]tandards?|[Rr]elations|[Ee]xchange|[Ii]nspectorate|"
    r"[Pp]roductivity|[Cc]osts?|[Dd]isputes?|[Ee]conom|[Ss]tatistics|[Ww]ard|[Ss]uite|[Ss]upply|"
    r"[Ss]urvey|[Ii]nduction|[Aa]buse|[Mm]obility|[Cc]amp|[Dd]ay\b|[Oo]rganisation|[Ee]xploitation|"
    r"[Ss]hortages?|[Pp]ains?|[Dd]emand|[Ii]nput|[Ll]aw|[Rr]ights|[Pp]rovider|[Rr]ecruit|"
    r"[Ee]stimat|"
    r"[Aa]ssumption|[Aa]pproach|[Mm]anagement|[Tt]reatment|[Ff]orecast|of |[Aa]ct\b|[Bb]ill\b|"
    r"[Pp]rogramme|[Cc]ommission|[Cc]lub|[Ss]treet|[Ss]ynagogue|Judaism|[Ff]igure|[Pp]rojection|"
    r"in |"
    r"[Ss]upport|shirt|[Ii]ntensive|[Ll]eader(?:s|ship) (?:programme|course)))"
)
_COMPANY_AFTER = (
    r"(?='s? |,? (?:and the |and |or )?(?:has|have|is|are|was|were|will|would|wants?|won't|did|"
    r"does|"
    r"voted|votes|failed|left|broke|promised|delivers?|delivered|cannot|can't|can|could|must|never|"
    r"MPs?|MSPs?|MSs?|MLAs?|peers?|councils?|councillors?|leaders?|ministers?|voters?|members|"
    r"governments?|candidates?|cuts?|chaos|mess|plans?|values|councillor|spokes\w+|wins?|won|"
    r"gains?|"
    r"admits?|claims?|said|says|opposed|opposes|blocked|closed?|wrecked|crashed|inherited|"
    r"supports?|"
    r"backs|took|made|got|gets?|keeps?|kept|hates?|loves?|burns?|sells?|tells?|wastes?|steals?|"
    r"robs?|lets?|raises?|taxes|cares?|hides?|knows?|tried|tries|talks?|sold|told|would've|"
    r"should|may|might|stands?|lied|lies|politicians?|activists?|supporters?|"
    r"years|misrule|manifesto|conference|record|rule|run\b|led\b|budget|policy|policies|"
    r"mayor\w*)\b)"
)
_COMPANY_BEFORE = (
    r"(?<!\w)(?:[Vv]ot(?:e|es|ed|ing)|[Jj]oin(?:ed)?|[Bb]ack(?:ed|ing)?|under|[Uu]nder|[Uu]nlike|"
    r"by|"
    r"from|against|than|with|like|[Ss]upport(?:ed|ing)?|[Oo]nly|both|elect(?:ed)?|[Bb]lame|"
    r"[Tt]hank|"
    r"beat|defeat(?:ed)?|trust(?:ed)?|for|at|to|of) (?:the )?"
)
_CAMPAIGNS = (
    r"momentum|indyref|voteyes|voteno|socialist|unionistparty|4indy|forindependence|voteleave|"
    r"remainer|brexiteer|(?:campaign|activists?|comrades?)for"
)
_NO_PARTY = r"(?!market|force|stats|relations|exchange)"
"""What makes an ordinary word of a part of an account: labourmarket."""
_SHORTEST_PART = 5
"""Letters from which a party's part may stand inside other letters; a shorter one stands apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The party file, made ready to look for."""

    names: re.Pattern[str]
    common: re.Pattern[str]
    nicknames: frozenset[str]
    owner: dict[str, str]
    handles: frozenset[str]
    parts: re.Pattern[str]
    """Parts of an account or a site that only a party, a campaign or a politician has."""
    slugs: re.Pattern[str]
    """Parts of an address after the site's name."""
    sites: tuple[str, ...]


def known_in(parties: PartyFile) -> Known:
    """The party file, made ready once."""
    made = _MADE.get(id(parties))
    if made is None:
        _MADE.clear()
        made = _MADE[id(parties)] = (parties, _make(parties))
    return made[1]


_MADE: dict[int, tuple[PartyFile, "Known"]] = {}


def _make(parties: PartyFile) -> Known:
    rows = (*parties.parties, *parties.campaigns)
    plain = {name: row.name for row in rows for name in row.plain}
    common = {name: row.name for row in parties.parties for name in row.common}
    beside = {n: row.name for row in parties.parties for n in row.beside(parties.company)}
    owner = {name.lower(): party for name, party in (common | beside | plain).items()}
    return Known(
        names=re.compile(rf"(?<!\w)(?:{_any(name.lower() for name in plain)})(?!\w)"),
        common=re.compile(rf"{_common(common)}|(?<!\w)(?:{_any(beside)})(?!\w)"),
        nicknames=frozenset(name.lower() for row in rows for name in row.nicknames),
        owner=owner,
        parts=re.compile(_parts(parties), re.IGNORECASE),
        slugs=re.compile(_slugs(parties)),
        handles=frozenset(handle.lower() for row in rows for handle in row.handles),
        sites=(*(site for row in rows for site in row.domains), *parties.sites),
    )


def _parts(parties: PartyFile) -> str:
    """Long parts anywhere in an account's name, short ones only apart from other letters."""
    every = sorted({part for row in parties.parties for part in row.parts})
    long = [f"{part}{_NO_PARTY}" for part in every if len(part) >= _SHORTEST_PART]
    short = [rf"(?:^|_){part}(?![^\W_])|{part}$" for part in every if len(part) < _SHORTEST_PART]
    people = [
        re.sub(r"\W+", "_?", name.lower())
        for row in parties.parties
        for name in (*row.leaders, *row.politicians)
        if " " in name
    ]
    return "|".join([*long, *short, *people, _CAMPAIGNS])


def _slugs(parties: PartyFile) -> str:
    """The unmistakable names with hyphens, and a call to vote for any party."""
    rows = parties.parties
    names = {name for row in rows for name in (*row.names, *row.nicknames)}
    words = {name for row in rows for name in row.adjectives}
    return rf"\b(?:{_any(map(_slug, names))}|(?:vote|join)-(?:{_any(map(_slug, words))}))\b"


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _common(names: dict[str, str]) -> str:
    """Ordinary words as party names: a capital, and company that only a party keeps."""
    anyone = _any(names)
    return (
        rf"(?<![\w'-])(?:{anyone})(?![\w-]){_ORDINARY}{_COMPANY_AFTER}|"
        rf"{_COMPANY_BEFORE}(?P<after>(?:{anyone})(?![\w-])){_ORDINARY}(?! [A-Z])|"
        rf"(?<=[a-z,;:\d'] )(?P<inside>(?:{anyone})(?![\w-])){_ORDINARY}(?= [a-z]+(?:s|"
        rf"ed)\b)(?! [a-z]+ings\b)|"
        rf"(?<=[a-z,;:\d'] )(?P<alone>(?:{anyone})(?![\w-])){_ORDINARY}(?! [A-Z])"
    )
