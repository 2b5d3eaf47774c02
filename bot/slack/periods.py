"""The pre-election periods that cover the day of posting, on a card."""

from collections.abc import Sequence

from bot.review.periods import why_shown
from bot.review.review import ShownPeriod
from bot.slack.blocks import Block, cut, note
from bot.words.days import told_iso
from bot.words.speaking import to_say, worded

_EXCERPT = 200
_SEVERAL = to_say(
    "Pre-election periods that may apply, as nobody has told the bot where this account belongs: "
    "{periods}."
)


def period_notes(periods: Sequence[ShownPeriod]) -> list[Block]:
    """A line for each period; one for all that may apply because the account is not known."""
    unplaced = [period for period in periods if _is_unplaced(period)]
    alone = periods if len(unplaced) < 2 else [one for one in periods if not _is_unplaced(one)]  # noqa: PLR2004  # one alone is no list
    lines = [f"{_covering(period)} {why_shown(period)}".rstrip() for period in alone]
    if len(alone) < len(periods):
        lines.append(worded(_SEVERAL, periods="; ".join(map(_in_short, unplaced))))
    return [note(line) for line in lines]


def _is_unplaced(period: ShownPeriod) -> bool:
    return period.reach == "perhaps" and bool(period.start)


def _covering(period: ShownPeriod) -> str:
    """A pre-election period with its days."""
    if not period.start:
        said = to_say("Pre-election period: {what}, until {last} (dates not confirmed).")
    elif period.confirmed:
        said = to_say("Pre-election period: {what}, {first} to {last}.")
    else:
        said = to_say("Pre-election period: {what}, {first} to {last} (dates not confirmed).")
    return worded(said, **_days(period))


def _in_short(period: ShownPeriod) -> str:
    """The same among others."""
    if period.confirmed:
        return worded(to_say("{what}, {first} to {last}"), **_days(period))
    return worded(to_say("{what}, {first} to {last} (dates not confirmed)"), **_days(period))


def _days(period: ShownPeriod) -> dict[str, str]:
    return {
        "what": cut(period.what, _EXCERPT),
        "first": told_iso(period.start),
        "last": told_iso(period.poll),
    }
