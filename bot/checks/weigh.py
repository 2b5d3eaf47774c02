"""Weighs small cues together: alone each is proper, several argue a case."""

import re
from collections.abc import Iterator

from bot.checks.look import Look, Seen

STRONG = (
    "strong-contrast",
    "strong-boast",
    "strong-promise",
    "strong-drama",
    "strong-scold",
    "strong-brand",
)
WEAK = ("weak-heat", "weak-agent")
_ENOUGH = 2
_MOST_WEAK = 2
_EVIDENCE = re.compile(
    r"according to|\((?:ons|nhs england|dwp|obr|table|source)|\b(?:ons|survey|statistics|census|bulletin)\b"
)


def weighed(look: Look) -> Iterator[Seen]:
    """The strongest cue, where the cues of the draft come to three points or more."""
    strong = [found for name in STRONG for found in look.pattern(name).finditer(look.view.text)]
    if not strong:
        return
    points = 2 * len({found.start() for found in strong})
    points += min(_MOST_WEAK, sum(bool(look.pattern(name).search(look.view.text)) for name in WEAK))
    points += min(1, look.view.text.count("!"))
    points -= bool(_EVIDENCE.search(look.view.text))
    if points >= _ENOUGH:
        first = min(strong, key=lambda found: found.start())
        yield Seen(span=look.view.span(*first.span()))
