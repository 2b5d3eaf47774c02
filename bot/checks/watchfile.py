"""Reads guidance/watch/*.yaml: the checks as a comms officer writes them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.concerns import Concern, Severity
from bot.draft import Draft, Original
from bot.errors import BadGuidance
from bot.guidance.yamlfile import read_yaml

WATCH = "watch"
"""The folder of guidance/ that holds the checks."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OriginalRow(_Row):
    """The text that an example was taken from."""

    words: str
    whose: str = ""
    where: str = ""


class Example(_Row):
    """A draft that a check must flag, or must leave alone."""

    text: str
    posting_on: date | None = None
    account: str = ""
    quoting: str = ""
    links: tuple[str, ...] = ()
    speaker: str = ""
    original: OriginalRow | None = None

    def draft(self) -> Draft:
        """The example as a draft."""
        original = Original(**dict(self.original)) if self.original else None
        return Draft(**{**dict(self), "original": original})


class CheckRow(_Row):
    """One check: what it looks for, what lifts it, and what it says."""

    id: str = Field(pattern=r"^[a-z][a-z-]*(\.[a-z0-9-]+)+$")
    concern: Concern
    severity: Severity
    sure: bool = False
    """Whether no model may overrule it. Only for what can be read in no other way."""
    clause: str
    why: str
    advice: str
    phrases: tuple[str, ...] = ()
    """Of which one must stand in a sentence; bot/checks/phrase.py says how they are written."""
    expressions: tuple[str, ...] = ()
    """Regular expressions for what phrases cannot say; on the text with its capitals."""
    sees: str = ""
    """The function of bot/checks/sight.py that looks instead of phrases."""
    also: tuple[str, ...] = ()
    """Phrases of which one must stand in the draft too."""
    unless: tuple[str, ...] = ()
    """Names of guards (bot/checks/guards.py) that lift the check."""
    besides: tuple[str, ...] = ()
    """Phrases that lift the check when one stands in the same sentence."""
    anywhere: tuple[str, ...] = ()
    """Phrases that lift the check when one stands anywhere in the draft."""
    during: tuple[str, ...] = ()
    """Rules of the election calendar; the check holds only in such a period."""
    accounts: tuple[str, ...] = ()
    """Words of account names; the check holds only on such an account."""
    marks: str = Field("words", pattern="^(words|sentence)$")
    edit: str = ""
    """``cut`` the words, ``cut sentence``, or the words to put instead."""
    flagged: tuple[Example | str, ...] = ()
    clear: tuple[Example | str, ...] = ()


class Lists(_Row):
    """Named lists of phrases, for use between braces."""

    name: str
    words: tuple[str, ...]


class WatchFile(_Row):
    """One file of checks."""

    family: str
    about: str = ""
    lists: dict[str, tuple[str, ...]] = {}
    checks: tuple[CheckRow, ...] = ()


class Slogan(_Row):
    """A campaign's words; dated, since what was a slogan becomes plain words again."""

    words: str
    since: Annotated[int, Field(ge=1900, le=2100)]
    until: int | None = None


class PartyRow(_Row):
    """A party with seats in a UK legislature, or a campaign; all have the same fields."""

    name: str
    seats: tuple[str, ...] = ()
    seats_basis: Literal["verified", "reported", "recall"] = "recall"
    """What the seats rest on: a page that states them, the press or a part of it, or memory."""
    names: tuple[str, ...] = ()
    """How it is written, capitals and all."""
    adjectives: tuple[str, ...] = ()
    """How it stands before a word of ``PartyFile.company``: Green, in a Green councillor."""
    common: tuple[str, ...] = ()
    """Names that are ordinary words too, and name the party only in company."""
    members: tuple[str, ...] = ()
    """What its people are called, for example Blairites."""
    nicknames: tuple[str, ...] = ()
    """What others call it, for example Shinners: no neutral mention, whatever the sentence."""
    leaders: tuple[str, ...] = ()
    """Who leads it, by whole names and by family names that are nobody else's."""
    politicians: tuple[str, ...] = ()
    """Others of its people whose names stand for it."""
    welsh: tuple[str, ...] = ()
    """Its names in Welsh, mutated ones too."""
    offices: tuple[str, ...] = ()
    """What its headquarters is called."""
    handles: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """Parts of accounts and sites that only this party's have."""
    domains: tuple[str, ...] = ()
    slogans: tuple[Slogan, ...] = ()
    symbols: tuple[str, ...] = ()
    """Emoji that its people wear as a badge."""
    note: str = ""

    @property
    def plain(self) -> tuple[str, ...]:
        """Every name of it and its people that is no ordinary word, in English and Welsh."""
        welsh = (name for name in self.welsh if name not in self.common)
        return (*self.names, *welsh, *self.members, *self.nicknames)

    def beside(self, company: Iterable[str]) -> tuple[str, ...]:
        """Its adjectives, each before each of the words that make a party of it."""
        return tuple(f"{word} {near}" for near in company for word in self.adjectives)


class PartyFile(_Row):
    """guidance/watch/parties.yaml."""

    family: str
    about: str = ""
    as_of: date
    company: tuple[str, ...] = ()
    """Words beside which an adjective with its capital names a party."""
    parties: tuple[PartyRow, ...]
    campaigns: tuple[PartyRow, ...] = ()
    sites: tuple[str, ...] = ()
    """Sites and parts of sites that carry political comment."""

    def lists(self) -> dict[str, tuple[str, ...]]:
        """Lists for phrases, of every party alike: no phrase names parties of its own."""
        rows = self.parties
        return {
            "party": _each(name for row in rows for name in (*row.adjectives, *row.nicknames)),
            "party-in-welsh": _each(name for row in rows for name in row.welsh),
            "party-office": _each(name for row in rows for name in row.offices),
            "politician": _each(n for row in rows for n in (*row.leaders, *row.politicians)),
        }


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.lower() for name in names))


def watch_files(folder: Path) -> list[Path]:
    """The files of checks, in order of name. Raises BadGuidance when there is none."""
    found = sorted(path for path in (folder / WATCH).glob("*.yaml") if path.name != "parties.yaml")
    if not found:
        raise BadGuidance(folder / WATCH, None, "holds no checks")
    return found


def read_watch(path: Path) -> tuple[WatchFile, str]:
    """Read one file and its text. Raises BadGuidance with file and line."""
    return read_yaml(path, WatchFile)


def read_parties(folder: Path) -> tuple[PartyFile, str]:
    """Read parties.yaml and its text. Raises BadGuidance with file and line."""
    return read_yaml(folder / WATCH / "parties.yaml", PartyFile)


def line_with(text: str, words: str) -> int | None:
    """The line, from 1, of the first line of a file that holds these words."""
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if words in line), None)
