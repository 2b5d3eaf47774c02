"""Sees private facts about people who can be identified."""

import re
from collections.abc import Iterator

from bot.checks.look import Look, Seen
from bot.quoting import Span

_INSURANCE = re.compile(r"\b(?!QQ)[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_BIRTH = re.compile(
    r"\b(?:DOB|D\.O\.B\.?|date of birth)\b[:\s]+\d{1,2}[/. ]\w+[/. ]\d{2,4}", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:(?:Dr|Mr|Mrs|Ms|Miss|Mx|Cllr|Nurse|PC|"
    r"Sgt)\.? )?[A-Z][a-z]+(?:-[A-Z][a-z]+)? [A-Z][a-z']+(?:-[A-Z][a-z]+)?"
    r"(?:, \d\d?,|, (?:from|of) [A-Z]\w+,)? (?:has been |has |was |is |had )?"
    r"(?:refused to|infected|lied|cheated|fiddled|stole|owes|was diagnosed|diagnosed|"
    r"suffers from|claimed (?:\u00a3|benefit|while)|"
    r"failed to (?:pay|attend|declare|turn up)|is being investigated|under investigation|sacked|"
    r"overpaid|"
    r"sectioned|living with HIV|HIV[- ]positive|pregnant|an illegal|here illegally|on benefits|"
    r"been refused asylum|refused asylum|been deported|deported|"
    r"in debt|appealing against|assaulted|caught)\b"
)
_FINAL = re.compile(
    r"\b(?:sentenced|convicted|pleaded guilty|found guilty|jailed|fined|disqualified|admitted|"
    r"tribunal found|court heard|gazette)\b",
    re.IGNORECASE,
)


def person_exposed(look: Look) -> Iterator[Seen]:
    """National Insurance numbers, dates of birth, and named people with private facts."""
    for pattern in (_INSURANCE, _BIRTH):
        for found in pattern.finditer(look.draft.text):
            yield Seen(span=Span(*found.span()))
    if not _FINAL.search(look.draft.text):
        for found in _NAMED.finditer(look.draft.text):
            yield Seen(span=Span(*found.span()))


_OFFICE = re.compile(
    r"\b(?:minister|secretary|chancellor|prime|first|mp|ms|msp|mla)\b", re.IGNORECASE
)
_FULL_NAME = re.compile(r"\b([A-Z][\w'-]+) ([A-Z][\w'-]+)\b")
_OWNED = (
    r"#\w*{last}\b|\b(?:{first} )?{last}'s (?:[a-z]+ )?(?:budget|plan|vision|promise|pledge|"
    r"mission|revolution|crusade|"
    r"triumph|dream|masterclass|big|army|way)\b|\b(?:{first} {last}|"
    r"the {last}) (?:spring statement|autumn statement|"
    r"budget|spending review|plan|deal|effect|doctrine|revolution|agenda|difference|roadshow|"
    r"show)\b|"
    r"\b(?:{first}|{last}) (?:is |has |was )?(?:getting|gets|got|fixing|fixes|fixed|delivering|"
    r"delivers|delivered|saving|"
    r"saves|saved|fighting|fights|fought|winning|wins|won|secured|leads the|leading the|"
    r"on a mission|to the rescue|"
    r"never|takes on|taking on|stands up|steps up|means business|knows|cares)\b|"
    r"(?:sleeves|boots on|brilliant|tireless|hero|star|legend|champion|"
    r"fearless)[^.!?]{{0,60}}\b{last}\b|"
    r"\b{last}\b[^.!?]{{0,60}}(?:sleeves|boots on|brilliant|tireless|hero|star of|legend|"
    r"champion|fearless)"
)


def speaker_branded(look: Look) -> Iterator[Seen]:
    """The name of the minister who speaks, set on government business or on praise."""
    speaker = look.draft.speaker
    name = _FULL_NAME.search(speaker)
    if not name or not _OFFICE.search(speaker) or _OFFICE.search(name.group()):
        return
    first, last = (re.escape(part) for part in name.groups())
    owned = re.compile(_OWNED.format(first=first, last=last), re.IGNORECASE)
    for found in owned.finditer(look.draft.text):
        yield Seen(span=Span(*found.span()))
