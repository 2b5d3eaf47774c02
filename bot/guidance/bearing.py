"""Which pre-election periods bear on a draft, and why: the day, the account and the place count."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from bot.draft import Draft
from bot.guidance.catalogue import Library, Period, Rule
from bot.guidance.territories import CONSTITUENCY, Territory, naming, plain

_POLICE = "-pcc"
"""Marks a scope in which police commissioners alone are elected: no government is bound there."""
_GOVERNED_FROM_LONDON = frozenset({Territory.UK, Territory.ENGLAND})


class Reach(StrEnum):
    """How a period bears on a draft."""

    BINDS = "binds"
    """It covers the account's own territory."""
    TOUCHES = "touches"
    """It covers a place that the draft speaks of, and not the account."""
    PERHAPS = "perhaps"
    """Nobody told us where the account belongs, or when the period starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A period that bears on a draft."""

    period: Period
    reach: Reach
    rule: Rule
    """What the draft is held to: for a place that it touches, that may be another rule."""
    by: str
    """The territory, or the word of the draft, that brought it in."""
    holds: bool
    """Whether the checks of the rule hold; not where the period is only shown as a possibility."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A post, as far as periods ask about it. ``words`` as ``plain`` gives them."""

    account: str
    words: str
    day: date
    at: time | None = None


def posting(draft: Draft, day: date) -> Posting:
    """A draft that goes out on that day, at the hour that it gives itself."""
    words = plain(unicodedata.normalize("NFKC", f"{draft.account}\n{draft.text}"))
    return Posting(account=draft.account, words=words, day=day, at=draft.posting_at)


def bearings(library: Library, post: Posting) -> tuple[Bearing, ...]:
    """The periods that bear on a post, those that bind first. Most days have none."""
    found = sorted(_bearings(library, post), key=lambda each: list(Reach).index(each.reach))
    return tuple(found)


def _bearings(library: Library, post: Posting) -> Iterator[Bearing]:
    at_hand = library.periods_near(post.day, post.at)
    territory = library.territories.of(post.account) if at_hand else None
    for period in at_hand:
        found = _bearing(library, period, territory or Territory.UK, post)
        if territory is None:
            found = found or _perhaps(library, period, holds=False)
            if found.reach is Reach.BINDS and Territory.UK not in period.scope:
                found = _perhaps(library, period, holds=found.holds)
        if found and not period.covers(post.day, post.at):
            found = _perhaps(library, period, holds=False)
        if found:
            yield found


def _bearing(
    library: Library, period: Period, territory: Territory, post: Posting
) -> Bearing | None:
    """How a period bears on a post of an account whose territory is known; None: not at all."""
    rule = library.rule_of(period)
    bound = _binding(period, rule, territory)
    if bound:
        return Bearing(period=period, reach=Reach.BINDS, rule=rule, by=bound, holds=True)
    place = _place(library, period, territory, post)
    if not place:
        return None
    beside = library.rules.get(rule.touches, rule)
    return Bearing(period=period, reach=Reach.TOUCHES, rule=beside, by=place, holds=True)


def _binding(period: Period, rule: Rule, territory: Territory) -> str:
    """The territory of the scope that the account stands in; the UK's departments are England's."""
    if not rule.binds:
        return ""
    if Territory.UK in period.scope:
        return Territory.UK
    if territory in period.scope:
        return territory
    is_englands = territory is Territory.UK and Territory.ENGLAND in period.scope
    return Territory.ENGLAND if is_englands else ""


def _place(library: Library, period: Period, territory: Territory, post: Posting) -> str:
    """The word that speaks of the scope; a devolved account is no party to another's election."""
    if CONSTITUENCY in period.scope and period.places:
        found = naming(period.places).search(post.words)
        return found.group() if found else ""
    if territory not in _GOVERNED_FROM_LONDON:
        return ""
    scopes = (scope.removesuffix(_POLICE) for scope in period.scope)
    named = (library.territories.named(scope, post.words) for scope in scopes)
    return next(filter(None, named), "")


def _perhaps(library: Library, period: Period, *, holds: bool) -> Bearing:
    rule = library.rule_of(period)
    return Bearing(period=period, reach=Reach.PERHAPS, rule=rule, by="", holds=holds)
