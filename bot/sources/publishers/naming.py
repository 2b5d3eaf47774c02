"""Gives each passage of a document a name that no other has."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

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
    names = [passage.locator for passage in passages]
    deepest = max((len(passage.headings) for passage in passages), default=0)
    for height in range(1, deepest + 1):
        many = Counter(names)
        names = [
            name if many[name] == 1 else _above(passage, name, height)
            for name, passage in zip(names, passages, strict=True)
        ]
    numbered = zip(_numbered(names), passages, strict=True)
    return tuple(_placed(p, position, name) for position, (name, p) in enumerate(numbered))


def _above(passage: OfficialPassage, name: str, height: int) -> str:
    """The name with the heading that stands ``height`` steps up before it."""
    is_within = height > 1 or name.startswith(OPENING)
    if len(passage.headings) < height or not is_within:
        return name
    return f"{short(passage.headings[-height])}, {name}"


def _numbered(names: Sequence[str]) -> Iterator[str]:
    """The second of one name is numbered 2, the third 3; no number makes a name that is there."""
    taken = set(names)
    turns: Counter[str] = Counter()
    for name in names:
        turns[name] += 1
        told = name
        while turns[name] > 1 and (told == name or told in taken):
            told = f"{name} ({turns[name]})"
            turns[name] += told in taken
        taken.add(told)
        yield told


def _placed(passage: OfficialPassage, position: int, name: str) -> OfficialPassage:
    if (passage.position, passage.locator) == (position, name):
        return passage
    return replace(passage, position=position, locator=name)
