"""Says why a pre-election period is shown beside a draft."""

from bot.guidance.territories import Territory
from bot.review.review import ShownPeriod
from bot.words.speaking import to_say, worded

_BINDS = to_say("It covers this account ({where}).")
_TOUCHES = to_say("It covers a place that the draft names ({where}), and not this account.")
_MAY = to_say("It may apply: nobody has told the bot where this account belongs.")
_NO_START = to_say("It may apply: nobody has told the bot when it starts.")


def why_shown(period: ShownPeriod) -> str:
    """One sentence; empty for a review of an earlier program, which did not say."""
    if period.reach == "binds":
        return worded(_BINDS, where=Territory(period.by).label)
    if period.reach == "touches":
        return worded(_TOUCHES, where=f"“{period.by.title()}”")
    if period.reach == "perhaps":
        return worded(_MAY if period.start else _NO_START)
    return ""
