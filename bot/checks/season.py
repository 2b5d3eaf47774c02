"""Whether a check holds on the day of posting, for the account that posts."""

from collections.abc import Iterable

from bot.checks.look import Look
from bot.checks.watchfile import CheckRow
from bot.draft import Draft
from bot.guidance.catalogue import Period

_TERRITORIES = {
    "wales": ("welsh government", "llywodraeth cymru", "cadw", "natural resources wales", "senedd"),
    "scotland": ("scottish government", "riaghaltas", "transport scotland", "scotgov", "holyrood"),
    "northern-ireland": ("northern ireland executive", "(ni)", "stormont", "nisra", "tourism ni"),
}
"""Accounts that answer to a devolved government, by words of their names."""
_PLACES = {
    "wales": ("wales", "welsh", "cymru", "senedd", "cardiff", "swansea", "newport", "wrexham"),
    "scotland": ("scotland", "scottish", "holyrood", "glasgow", "edinburgh", "aberdeen", "dundee"),
    "northern-ireland": ("northern ireland", "stormont", "belfast", "derry"),
}
_CARE_ON_DEVOLVED_MATTERS = "D"


def holds_now(row: CheckRow, look: Look) -> bool:
    """Whether a row's account and season, where it names any, are those of the draft."""
    if row.accounts:
        account = look.draft.account.lower()
        if not any(words in account for words in row.accounts):
            return False
    return not row.during or not look.rules.isdisjoint(row.during)


def rules_for(draft: Draft, words: str, periods: Iterable[Period]) -> frozenset[str]:
    """The rules of those pre-election periods of a day that bear on a draft.

    ``words``: the draft as the checks compare it.
    """
    territory = territory_of(draft.account)
    said = f"{draft.account.lower()} {words}"
    return frozenset(period.rule for period in periods if _bears_on(period, territory, said))


def territory_of(account: str) -> str:
    """The devolved government that an account answers to, or uk."""
    name = account.lower()
    for territory, words in _TERRITORIES.items():
        if any(word in name for word in words):
            return territory
    return "uk"


def _bears_on(period: Period, territory: str, said: str) -> bool:
    if "uk" in period.scope:
        return True
    if territory != "uk":
        return territory in period.scope and period.rule != _CARE_ON_DEVOLVED_MATTERS
    if period.rule in {"L", "G", "R"}:
        return "england" in period.scope or _names_a_place(period.scope, said)
    return period.rule == _CARE_ON_DEVOLVED_MATTERS and _names_a_place(period.scope, said)


def _names_a_place(scope: tuple[str, ...], said: str) -> bool:
    return any(place in said for part in scope for place in _PLACES.get(part, ()))
