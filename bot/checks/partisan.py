"""Sees partisan accounts and links, and partisan words passed on."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.checks.known import Known, known_in
from bot.checks.look import CONTEXT, Look, Seen
from bot.checks.watchfile import PartyFile
from bot.concerns import Concern, Severity
from bot.quoting import Span
from bot.words.speaking import worded

_HANDLE = re.compile(r"(?<![\w.])@([A-Za-z]\w{2,})")
_LINK = re.compile(
    r"(?<![\w.-])(?:https?://)?(?:www\.)?([\w.-]*\.[a-z]{2,}(?:/[^\s)\]\"']*)?)", re.IGNORECASE
)
_POLITICIAN = re.compile(
    r"(?:[a-z\d_](?:MP|MSP|MLA|MS|MEP|AM|PM)\d?$)|^(?:Cllr|Councillor|MP4|Vote|Elect)[A-Z_]|"
    r"^(?:mp|cllr)_|_(?:mp|msp|mla)$"
)
_SLUG = re.compile(
    r"\b(?:are-lying|liars?|betray\w*|shameful|disgrace\w*|"
    r"vote-(?:for|out)|join-(?:us|the-party)|our-manifesto|"
    r"why-i-am-standing|opinion|op-ed|comment)\b"
)
_ENDORSES = re.compile(
    r"\b(?:agree|spot on|great|brilliant|well said|hear hear|nailed|this\b|exactly|proud|thanks|"
    r"thank you|"
    r"superb|excellent|love this|must-read|rt\b|retweet|bravo|congratulations|delivers?|join|"
    r"follow|so true|amen|absolutely)\b|👏|💯|👇|❤|🙌|🔥"
)


def partisan_accounts(look: Look) -> Iterator[Seen]:
    """Handles of parties and politicians in the draft, and the account that it passes on."""
    known = known_in(look.parties)
    for found in _HANDLE.finditer(look.draft.text):
        severity = _handle_severity(found.group(1), known, look)
        if severity:
            yield Seen(span=Span(found.start(), found.end()), severity=severity)
    yield from _passed_on_account(look, known)


def _passed_on_account(look: Look, known: Known) -> Iterator[Seen]:
    account = look.draft.quoting.partition(":")[0].strip().lstrip("@")
    handles = [account.split()[0] if account else "", *_HANDLE.findall(look.draft.quoting)]
    if any(handle and _is_party(handle, known) for handle in handles):
        yield Seen(span=CONTEXT)
    elif handles[0] and _POLITICIAN.search(handles[0]):
        yield Seen(
            span=CONTEXT,
            severity=Severity.REVISE,
            why=worded("It passes on a politician's own account, which carries party matters too."),
        )


def _handle_severity(handle: str, known: Known, look: Look) -> Severity | None:
    if _is_party(handle, known):
        return Severity.STOP
    if not _POLITICIAN.search(handle):
        return None
    return Severity.STOP if look.inner and _ENDORSES.search(look.view.text) else Severity.NOTE


def _is_party(handle: str, known: Known) -> bool:
    return handle.lower() in known.handles or bool(known.parts.search(handle))


def _is_partisan_address(address: str, known: Known) -> bool:
    """Whether a site that is not a government's has a party's name, or its page attacks."""
    host, _, rest = address.lower().partition("/")
    if host == "gov.uk" or host.endswith(
        (".gov.uk", ".gov.scot", ".gov.wales", ".parliament.uk", ".nhs.uk", ".llyw.cymru")
    ):
        return False
    of_party = known.parts.search(host.replace("-", "_")) or known.slugs.search(rest)
    return bool(of_party or _SLUG.search(rest))


def partisan_links(look: Look) -> Iterator[Seen]:
    """Links to parties, campaigns and political comment, in the draft or going with it."""
    known = known_in(look.parties)
    for found in _LINK.finditer(look.draft.text):
        if _leads_to_party(found.group(1), known):
            yield Seen(span=Span(found.start(), found.end()))
    for link in (*look.draft.links, look.draft.quoting):
        if is_partisan(link, look.parties):
            yield Seen(span=CONTEXT)


def is_partisan(words: str, parties: PartyFile) -> bool:
    """Whether words hold the address of a party, a campaign or political comment."""
    known = known_in(parties)
    return any(_leads_to_party(found.group(1), known) for found in _LINK.finditer(words))


@lru_cache(maxsize=256)
def _leads_to_party(address: str, known: Known) -> bool:
    plain = address.lower().lstrip(".-_")
    return _is_site(plain, known.sites) or _is_partisan_address(plain, known)


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
