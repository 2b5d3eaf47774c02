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


def _crowing(look: Look) -> Iterator[Seen]:
    """An exclamation where the sentence praises and the draft speaks of who governs."""
    heat, agent = look.pattern(WEAK[0]), look.pattern(WEAK[1])
    for at, letter in enumerate(look.view.text):
        if letter == "!":
            start, end = look.view.sentence(at)
            if heat.search(look.view.text, start, end) and agent.search(look.view.text):
                yield Seen(span=look.view.span(start, end))
                return


def weighed(look: Look) -> Iterator[Seen]:
    """The strongest cue, where the cues of the draft come to three points or more."""
    strong = [found for name in STRONG for found in look.pattern(name).finditer(look.view.text)]
    if not strong:
        yield from _crowing(look)
        return
    points = 2 * len({found.start() for found in strong})
    points += min(_MOST_WEAK, sum(bool(look.pattern(name).search(look.view.text)) for name in WEAK))
    points += min(1, look.view.text.count("!"))
    points -= bool(_EVIDENCE.search(look.view.text))
    if points >= _ENOUGH:
        first = min(strong, key=lambda found: found.start())
        yield Seen(span=look.view.span(*first.span()))
