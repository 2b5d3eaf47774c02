"""The words of a text that a search can use: the telling ones, and not too many."""

import re
import unicodedata
from collections.abc import Mapping

MOST_WORDS = 32
"""More words make a search slower and no better: a long draft repeats itself."""

MOST_ROWS = 1_000
"""Passages that the words may bring up together: what a search costs. The rarest words go first."""

MOST_READ = 1_000
"""Different words looked at in one text; ten minutes of speech have fewer."""

LONGEST_WORD = 60
"""The longest name of a place in these islands has 58 letters; a longer row is no word."""

_WORD = re.compile(r"[^\W_]+")

STOP_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    a about above after again all also am an and any are as at be because been before being below
    between both but by can could did do does doing down during each few for from further get got
    had has have having he her here hers him his how i if in into is it its itself just me more
    most my no nor not now of off on once only or other our ours out over own per s same she
    should so some such t than that the their theirs them then there these they this those through
    to too under until up us very was we were what when where which while who whom why will with
    would you your yours
    ac am ar at bod bu chi dros ei eich ein eu fel fydd gan gyda hefyd hyn i'r mae mewn na ni nid
    oedd oes os pan roedd sydd trwy un wedi wrth y yn yr
        """,
    )
)
"""English and Welsh words that stand in every text."""

_OF_QUESTIONS = re.compile(
    r"\b(allowed|apply|applies|bot|change|clauses?|draft|guidance|hello|hi|instead|mean|means"
    r"|mention|need|ok|okay|please|posts?|rules?|say|says|sorry|tell|thanks?|think|tweets?"
    r"|use|using|words?|write|wrong)\b",
    re.IGNORECASE,
)
"""Words of asking, which say nothing about what is asked."""

_SHORTEST_STEM = 3
_SHORTEST_ROOT, _ROOT = 4, 6


def telling_words(text: str, spread: Mapping[str, int]) -> tuple[str, ...]:
    """The words to search with, the rarest first, at most MOST_WORDS and MOST_ROWS.

    ``spread`` says in how many passages a stem stands. A word with no such stem can find
    nothing and is left out.
    """
    found: dict[str, int] = {}
    for number, word in enumerate(different_words(text)):
        if number >= MOST_READ:
            break
        common = _spread_of(word, spread)
        if common:
            found[word] = common
    rows = 0
    telling: list[str] = []
    for word in sorted(found, key=found.__getitem__)[:MOST_WORDS]:
        rows += found[word]
        if telling and rows > MOST_ROWS:
            break
        telling.append(word)
    return tuple(telling)


def different_words(text: str) -> dict[str, None]:
    """The different words of a text, in order, less those that stand in every text."""
    words = (match.group() for match in _WORD.finditer(text.casefold()))
    return dict.fromkeys(w for w in words if w not in STOP_WORDS and len(w) <= LONGEST_WORD)


def asked_about(question: str) -> str:
    """A question without its words of asking."""
    return _OF_QUESTIONS.sub(" ", question)


def roots(text: str) -> frozenset[str]:
    """The beginnings of the telling words of a text: "posted" and "posts" have one in common."""
    words = (match.group() for match in _WORD.finditer(text.casefold()))
    return frozenset(w[:_ROOT] for w in words if len(w) >= _SHORTEST_ROOT and w not in STOP_WORDS)


def marks(text: str) -> str:
    """Name what a text shows besides words, so that a clause's cues can speak of it."""
    seen = []
    if sum(unicodedata.category(character) == "So" for character in text) > 1:
        seen.append("emoji")
    if any(_stands_for_a_letter(character) for character in set(text)):
        seen.append("symbols")
    if "#" in text:
        seen.append("hashtag")
    return " ".join(seen)


def _stands_for_a_letter(character: str) -> bool:
    """Whether it is a letter in mathematical dress, or an arrow: screen readers stumble on it."""
    return "\U0001d400" <= character <= "\U0001d7ff" or "\u2190" <= character <= "\u21ff"


def _spread_of(word: str, spread: Mapping[str, int]) -> int:
    """How common the word's likely stem is: its longest beginning that is a known stem.

    A guess that only orders the words; the index itself stems exactly.
    """
    if word.endswith("y") and (word[:-1] + "i") in spread:
        return spread[word[:-1] + "i"]
    for length in range(len(word), min(_SHORTEST_STEM, len(word)) - 1, -1):
        if word[:length] in spread:
            return spread[word[:length]]
    return 0
