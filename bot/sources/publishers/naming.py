"""Gives each passage of a document a name that no other has."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from bot.guidance.official import OfficialPassage

OPENING = "opening"
_LONGEST = 60


def short(words: str) -> str:
    """Cut words to a length that a name can carry, at a word's border."""
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit(" ", 1)[0] + "…"


def lead_name(lead: str) -> str:
    """The words that lead in to a list, as a part of a name: "You must:" gives "you must"."""
    words = lead.strip().rstrip(":,;-–— .")
    return short(words[:1].lower() + words[1:])


def named_apart(passages: Sequence[OfficialPassage]) -> tuple[OfficialPassage, ...]:
    """Count the passages through, and tell those of one name apart.

    First by the headings above them, nearest first, then by a number in brackets.
    """
    named = [replace(p, position=number) for number, p in enumerate(passages)]
    deepest = max((len(p.headings) for p in named), default=0)
    for height in range(1, deepest + 1):
        named = _told_apart(named, partial(_above, height=height))
    return tuple(
        _told_apart(named, lambda p, turn: f"{p.locator} ({turn})" if turn > 1 else p.locator)
    )


def _told_apart(
    passages: list[OfficialPassage], rename: Callable[[OfficialPassage, int], str]
) -> list[OfficialPassage]:
    many = Counter(passage.locator for passage in passages)
    turns: Counter[str] = Counter()
    told = []
    for passage in passages:
        turns[passage.locator] += 1
        alone = many[passage.locator] == 1
        locator = passage.locator if alone else rename(passage, turns[passage.locator])
        told.append(replace(passage, locator=locator))
    return told


def _above(passage: OfficialPassage, _: int, *, height: int) -> str:
    """The name with the heading that stands ``height`` steps up before it."""
    is_within = height > 1 or passage.locator.startswith(OPENING)
    if len(passage.headings) < height or not is_within:
        return passage.locator
    return f"{short(passage.headings[-height])}, {passage.locator}"
