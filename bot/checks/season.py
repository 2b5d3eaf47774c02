"""Whether a check holds on the day of posting, for the account that posts."""

from collections.abc import Iterable

from bot.checks.look import Look
from bot.checks.watchfile import CheckRow
from bot.guidance.bearing import Bearing


def holds_now(row: CheckRow, look: Look) -> bool:
    """Whether a row's account and season, where it names any, are those of the draft."""
    if row.accounts:
        account = look.draft.account.lower()
        if not any(words in account for words in row.accounts):
            return False
    return not row.during or not look.rules.isdisjoint(row.during)


def rules_of(found: Iterable[Bearing]) -> frozenset[str]:
    """The letters of the rules that a draft is held to by the periods that bear on it."""
    return frozenset(bearing.rule.letter for bearing in found if bearing.holds)
