"""Where an account belongs, and which part of the country a draft speaks of."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.words.speaking import to_say, worded

UK = "uk"


class Territory(StrEnum):
    """A part of the country that has elections and accounts of its own, or the whole of it."""

    UK = "uk"
    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def label(self) -> str:
        """What people call it."""
        return worded(_LABELS[self])


_LABELS = {
    Territory.UK: to_say("the United Kingdom"),
    Territory.ENGLAND: to_say("England"),
    Territory.SCOTLAND: to_say("Scotland"),
    Territory.WALES: to_say("Wales"),
    Territory.NORTHERN_IRELAND: to_say("Northern Ireland"),
}
CONSTITUENCY = "constituency"
"""The scope of a period that covers one constituency; its places are named with the period."""


@dataclass(frozen=True, slots=True)
class Territories:
    """The accounts of each territory, and the words that name its places."""

    accounts: Mapping[Territory, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[Territory, tuple[str, ...]] = field(default_factory=dict)
    otherwise: Territory | None = None
    """The territory of accounts that are not listed; None: nobody knows."""
    _owners: Mapping[str, Territory] = field(init=False, repr=False, compare=False)
    _accounts: re.Pattern[str] | None = field(init=False, repr=False, compare=False)
    _places: Mapping[str, re.Pattern[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        owners = {
            plain(name): territory for territory, names in self.accounts.items() for name in names
        }
        places = {place.value: naming(words) for place, words in self.places.items() if words}
        object.__setattr__(self, "_owners", owners)
        object.__setattr__(self, "_accounts", naming(owners) if owners else None)
        object.__setattr__(self, "_places", places)

    def of(self, account: str) -> Territory | None:
        """The territory of an account, by the longest name in it that is listed."""
        found = self._accounts.findall(plain(account)) if self._accounts else []
        return self._owners[max(found, key=len)] if found else self.otherwise

    def named(self, territory: str, words: str) -> str:
        """The first word that names a place of the territory; empty where there is none.

        ``words`` are as ``plain`` gives them.
        """
        found = self._places[territory].search(words) if territory in self._places else None
        return found.group() if found else ""


def plain(words: str) -> str:
    """Words as they are compared: in small letters, with one kind of apostrophe."""
    return words.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def naming(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these words, whole, in plain text; the longest first."""
    longest = sorted({plain(word) for word in words}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
