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
    r"according to|\((?:ons|nhs england|dwp|obr|table|source)|"
    r"\b(?:ons|survey|statistics|census|bulletin)\b"
)


def weighed(look: Look) -> Iterator[Seen]:
    """The first strong cue, where the cues of the draft come to two points or more."""
    strong = sorted(place for name in STRONG for place in look.places(name))
    if not strong:
        yield from _crowing(look)
    elif _points(look, strong) >= _ENOUGH:
        yield Seen(span=look.view.span(*strong[0]))


def _points(look: Look, strong: list[tuple[int, int]]) -> int:
    points = 2 * len({start for start, _ in strong})
    points += min(_MOST_WEAK, sum(bool(look.places(name)) for name in WEAK))
    points += min(1, look.view.text.count("!"))
    return points - bool(_EVIDENCE.search(look.view.text))


def _crowing(look: Look) -> Iterator[Seen]:
    """An exclamation that praises, where the draft speaks of who governs."""
    if "!" not in look.view.text or not look.places(WEAK[1]):
        return
    praise = look.places(WEAK[0])
    for at, letter in enumerate(look.view.text):
        start, end = look.view.sentence(at)
        if letter == "!" and any(start <= place < end for place, _ in praise):
            yield Seen(span=look.view.span(start, end))
            return
