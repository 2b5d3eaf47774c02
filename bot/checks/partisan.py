"""Sees parties, their slogans, their accounts and links, and partisan words passed on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.checks.guards import historic, in_quoted_title
from bot.checks.look import CONTEXT, Look, Seen
from bot.checks.phrase import Phrase, read_phrase
from bot.checks.view import View
from bot.checks.watchfile import PartyFile
from bot.concerns import Concern, Severity
from bot.quoting import Span

_ORDINARY = (
    r"(?! (?:[Ff]orce|[Mm]arket|[Cc]ode|[Ss]tandards?|[Rr]elations|[Ee]xchange|[Ii]nspectorate|"
    r"[Pp]roductivity|[Cc]osts?|[Dd]isputes?|[Ee]conom|[Ss]tatistics|[Ww]ard|[Ss]uite|[Ss]upply|"
    r"[Ss]urvey|[Ii]nduction|[Aa]buse|[Mm]obility|[Cc]amp|[Dd]ay\b|[Oo]rganisation|[Ee]xploitation|"
    r"[Ss]hortages?|[Pp]ains?|[Dd]emand|[Ii]nput|[Ll]aw|[Rr]ights|[Pp]rovider|[Rr]ecruit|[Ee]stimat|"
    r"[Aa]ssumption|[Aa]pproach|[Mm]anagement|[Tt]reatment|[Ff]orecast|of |[Aa]ct\b|[Bb]ill\b|"
    r"[Pp]rogramme|[Cc]ommission|[Cc]lub|[Ss]treet|[Ss]ynagogue|Judaism|[Ff]igure|[Pp]rojection|in |"
    r"[Ss]upport|shirt|[Ii]ntensive|[Ll]eader(?:s|ship) (?:programme|course)))"
)
_COMPANY_AFTER = (
    r"(?='s? |,? (?:and the |and |or )?(?:has|have|is|are|was|were|will|would|wants?|won't|did|does|"
    r"voted|votes|failed|left|broke|promised|delivers?|delivered|cannot|can't|can|could|must|never|"
    r"MPs?|MSPs?|MSs?|MLAs?|peers?|councils?|councillors?|leaders?|ministers?|voters?|members|"
    r"governments?|candidates?|cuts?|chaos|mess|plans?|values|councillor|spokes\w+|wins?|won|gains?|"
    r"admits?|claims?|said|says|opposed|opposes|blocked|closed?|wrecked|crashed|inherited|supports?|"
    r"backs|took|made|got|gets?|keeps?|kept|hates?|loves?|burns?|sells?|tells?|wastes?|steals?|robs?|lets?|raises?|taxes|cares?|hides?|knows?|tried|tries|talks?|sold|told|would've|should|may|might|stands?|lied|lies|politicians?|activists?|supporters?|"
    r"years|misrule|manifesto|conference|record|rule|run\b|led\b|budget|policy|policies|mayor\w*)\b)"
)
_COMPANY_BEFORE = (
    r"(?<!\w)(?:[Vv]ot(?:e|es|ed|ing)|[Jj]oin(?:ed)?|[Bb]ack(?:ed|ing)?|under|[Uu]nder|[Uu]nlike|by|"
    r"from|against|than|with|like|[Ss]upport(?:ed|ing)?|[Oo]nly|both|elect(?:ed)?|[Bb]lame|[Tt]hank|"
    r"beat|defeat(?:ed)?|trust(?:ed)?|for|at|to|of) (?:the )?"
)
_NEUTRAL = re.compile(
    r"\b(?:registered|electoral commission|all (?:the )?(?:main |political |registered )?parties|"
    r"accounts to|statement of accounts|donations?|spending returns?|short money|roads?|closures?|"
    r"diversions?|policing|police|protest|traffic|trains|travel|security plan|published under|"
    r"returning officers?|nominat\w+|constituency results|results? of the|seats in|hansard|"
    r"founder|founded|biograph\w+|obituar\w+|papers of|exhibition|born in|statue|plaque|blue plaque|"
    r"house of commons library|committee members?|membership of the committee|appointed to|"
    r"former (?:labour|conservative|liberal)|lab\b|con\b|ballot paper|listed|register of|cross-party|"
    r"all-party|written by|unregistered|description|emblems?|late return)\b"
)
_HANDLE = re.compile(r"(?<![\w.])@([A-Za-z]\w{2,})")
_LINK = re.compile(
    r"(?<![\w.-])(?:https?://)?(?:www\.)?([\w.-]*\.[a-z]{2,}(?:/[^\s)\]\"']*)?)", re.IGNORECASE
)
_POLITICIAN = re.compile(
    r"(?:[a-z\d_](?:MP|MSP|MLA|MS|MEP|AM|PM)\d?$)|^(?:Cllr|Councillor|MP4|Vote|Elect)[A-Z_]|^(?:mp|cllr)_|_(?:mp|msp|mla)$"
)
_PARTISAN_PART = re.compile(
    r"labour(?!market|force|stats|relations|exchange)|tory|tories|conservative|libdem|lib_dem|"
    r"(?:^|_)snp|snp(?:$|_)|plaid|reform_?(?:uk|party)|brexitparty|greenparty|thegreens|sinn_?fein|"
    r"(?:^|_)(?:dup|uup|sdlp|tuv|ukip)(?:$|_)|momentum|corbyn|starmer|farage|badenoch|indyref|voteyes|voteno|"
    r"socialist|unionistparty|4indy|forindependence|voteleave|remainer|brexiteer|(?:campaign|activists?|comrades?)for|"
    r"alliance_?party|peoplebeforeprofit|restorebritain|albaparty|yourparty",
    re.IGNORECASE,
)
_NO_END = 9999
_A_LIST = 4
"""Parties named in one draft, from which on it is a list of them."""
_ATTACKS = re.compile(
    r"\b(?:fail\w*|mess|chaos|lie[sd]?|wreck\w*|worse|betray\w*|vote for|shame\w*|only)\b"
)
_SLUG = re.compile(
    r"\b(?:tor(?:y|ies)|labours?-|lib-dems?|are-lying|liars?|betray\w*|shameful|disgrace\w*|vote-(?:for|out|labour|"
    r"conservative|tory|green|reform|snp|plaid)|join-(?:us|the-party|labour)|our-manifesto|why-i-am-standing|opinion|op-ed|comment)\b"
)
_ENDORSES = re.compile(
    r"\b(?:agree|spot on|great|brilliant|well said|hear hear|nailed|this\b|exactly|proud|thanks|thank you|"
    r"superb|excellent|love this|must-read|rt\b|retweet|bravo|congratulations|delivers?|join|follow|so true|amen|absolutely)\b|👏|💯|👇|❤|🙌|🔥"
)


@dataclass(frozen=True, slots=True)
class _Known:
    """The party file, made ready to look for."""

    names: re.Pattern[str]
    common: re.Pattern[str]
    owner: dict[str, str]
    handles: frozenset[str]
    sites: tuple[str, ...]


def _known(parties: PartyFile) -> _Known:
    made = _MADE.get(id(parties))
    if made is None:
        _MADE.clear()
        made = _MADE[id(parties)] = (parties, _make(parties))
    return made[1]


_MADE: dict[int, tuple[PartyFile, "_Known"]] = {}


def _make(parties: PartyFile) -> _Known:
    rows = (*parties.parties, *parties.campaigns)
    plain = {name: row.name for row in rows for name in (*row.names, *row.members)}
    common = {name: row.name for row in parties.parties for name in row.common}
    owner = {name.lower(): party for name, party in (common | plain).items()}
    return _Known(
        names=re.compile(rf"(?<!\w)(?:{_any(name.lower() for name in plain)})(?!\w)"),
        common=re.compile(_common(common)),
        owner=owner,
        handles=frozenset(handle.lower() for row in rows for handle in row.handles),
        sites=(*(site for row in rows for site in row.domains), *parties.sites),
    )


def _any(words: Iterator[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _common(names: dict[str, str]) -> str:
    """Ordinary words as party names: a capital, and company that only a party keeps."""
    anyone = _any(iter(names))
    return (
        rf"(?<![\w'-])(?:{anyone})(?![\w-]){_ORDINARY}{_COMPANY_AFTER}|"
        rf"{_COMPANY_BEFORE}(?P<after>(?:{anyone})(?![\w-])){_ORDINARY}(?! [A-Z])|"
        rf"(?<=[a-z,;:\d'] )(?P<inside>(?:{anyone})(?![\w-])){_ORDINARY}(?= [a-z]+(?:s|ed)\b)(?! [a-z]+ings\b)|"
        rf"(?:(?<=[a-z,;:\d'] )|(?<=^))(?P<alone>Labour|Conservatives|Plaid|Llafur)(?![\w-]){_ORDINARY}(?! [A-Z])"
    )


def slogans_of(parties: PartyFile) -> Iterator[tuple[tuple[int, int], Phrase]]:
    """Every slogan with the years in which it is one."""
    for row in (*parties.parties, *parties.campaigns):
        for slogan in row.slogans:
            yield (slogan.since, slogan.until or _NO_END), read_phrase(slogan.words, {})


def parties_named(look: Look) -> Iterator[Seen]:
    """Parties named in the draft; a neutral mention (a register, history, a road closed) is a note."""
    named = named_in(look.view, look.parties)
    known = _known(look.parties)
    several = {known.owner.get(look.view.text[start:end]) for start, end in named}
    is_list = len(several) >= _A_LIST
    if is_list and _ATTACKS.search(look.view.text):
        yield from (Seen(span=look.view.span(start, end)) for start, end in named)
        return
    for start, end in named:
        seen = Seen(span=look.view.span(start, end))
        if is_list or _is_neutral(look, start, end):
            yield Seen(span=seen.span, severity=Severity.NOTE, why="It names a political party.")
        else:
            yield seen


def named_in(view: View, parties: PartyFile) -> list[tuple[int, int]]:
    """Where parties are named."""
    known = _known(parties)
    found = [match.span() for match in known.names.finditer(view.text)]
    for match in known.common.finditer(view.cased):
        group = match.lastgroup
        found.append(match.span(group) if group else match.span())
    return sorted(set(found))


def _is_neutral(look: Look, start: int, end: int) -> bool:
    first, after = look.view.sentence(start)
    sentence = look.view.text[first:after]
    if historic(look.view, start, end):
        return look.view.text[start:end] not in look.words("party-nicknames")
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


def partisan_accounts(look: Look) -> Iterator[Seen]:
    """Handles of parties and politicians in the draft, and the account that it passes on."""
    known = _known(look.parties)
    for found in _HANDLE.finditer(look.draft.text):
        severity = _handle_severity(found.group(1), known, look)
        if severity:
            yield Seen(span=Span(found.start(), found.end()), severity=severity)
    yield from _passed_on_account(look, known)


def _passed_on_account(look: Look, known: _Known) -> Iterator[Seen]:
    account = look.draft.quoting.partition(":")[0].strip().lstrip("@")
    handles = [account.split()[0] if account else "", *_HANDLE.findall(look.draft.quoting)]
    if any(handle and _is_party(handle, known) for handle in handles):
        yield Seen(span=CONTEXT)
    elif handles[0] and _POLITICIAN.search(handles[0]):
        yield Seen(
            span=CONTEXT,
            severity=Severity.REVISE,
            why="It passes on a politician's own account, which carries party matters too.",
        )


def _handle_severity(handle: str, known: _Known, look: Look) -> Severity | None:
    if _is_party(handle, known):
        return Severity.STOP
    if not _POLITICIAN.search(handle):
        return None
    return Severity.STOP if look.inner and _ENDORSES.search(look.view.text) else Severity.NOTE


def _is_party(handle: str, known: _Known) -> bool:
    return handle.lower() in known.handles or bool(_PARTISAN_PART.search(handle))


def _is_partisan_address(address: str) -> bool:
    """Whether a site that is not a government's calls itself by a party's name, or its page attacks."""
    host, _, rest = address.lower().partition("/")
    if host == "gov.uk" or host.endswith(
        (".gov.uk", ".gov.scot", ".gov.wales", ".parliament.uk", ".nhs.uk", ".llyw.cymru")
    ):
        return False
    return bool(_PARTISAN_PART.search(host.replace("-", "_")) or _SLUG.search(rest))


def partisan_links(look: Look) -> Iterator[Seen]:
    """Links to parties, campaigns and political comment, in the draft or going with it."""
    sites = _known(look.parties).sites
    for found in _LINK.finditer(look.draft.text):
        if _leads_to_party(found.group(1), sites):
            yield Seen(span=Span(found.start(), found.end()))
    for link in (*look.draft.links, look.draft.quoting):
        addresses = {found.group(1) for found in _LINK.finditer(link)}
        if any(_leads_to_party(each, sites) for each in addresses):
            yield Seen(span=CONTEXT)


@lru_cache(maxsize=256)
def _leads_to_party(address: str, sites: tuple[str, ...]) -> bool:
    plain = address.lower().lstrip(".-_")
    return _is_site(plain, sites) or _is_partisan_address(plain)


def _is_site(address: str, sites: tuple[str, ...]) -> bool:
    host, _, rest = address.partition("/")
    for site in sites:
        wanted, _, part = site.partition("/")
        if (host == wanted or host.endswith(f".{wanted}")) and (
            rest.startswith(part) or f"/{part}" in rest
        ):
            return True
    return False


_PASSED_ON = frozenset({
    Concern.PARTY_POLITICAL, Concern.ATTACK, Concern.PARTISAN_LINKS, Concern.DISSEMINATION,
    Concern.POLEMICAL_TONE,
})  # fmt: skip


def passed_on_words(look: Look) -> Iterator[Seen]:
    """Party politics and attacks in the words that the draft passes on."""
    if any(signal.is_breach and signal.concern in _PASSED_ON for signal in look.inner):
        yield Seen(span=CONTEXT)


_GOVERNING = re.compile(
    r"\b(?:government|ministers?|budget|chancellor|parliament|senedd|election|vote[ds]?|victory|win|"
    r"won|prime minister|secretary|majority|change|planet|britain|scotland|wales|new era)\b"
)


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
