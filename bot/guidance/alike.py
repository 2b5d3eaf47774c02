"""Says how far a passage says what a clause sums up: by the telling words that both have."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.guidance.catalogue import Clause
from bot.guidance.official import OfficialPassage
from bot.guidance.stems import stems

TELLING = 0.45
"""A word is telling whose weight is this share of the weight of a word that stands once."""
_SAID_AFTER = 0.5
"""What a word counts for that stands after the first sentence, which says the rule."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike a clause and a passage are, from 0 to 1, and how many telling words they share."""

    score: float
    shared: int


def spread_of(texts: Iterable[str]) -> Counter[str]:
    """In how many of the texts each stem stands."""
    spread: Counter[str] = Counter()
    for text in texts:
        spread.update(set(stems(text)))
    return spread


def words_of(passage: OfficialPassage) -> frozenset[str]:
    """What a passage says, with the words that it reads on from."""
    return frozenset(stems(f"{passage.lead} {passage.text}"))


class Scale:
    """Weighs words by how rarely they stand in a document and in the catalogue."""

    def __init__(
        self, passages: Sequence[frozenset[str]], spread: Mapping[str, int], texts: int
    ) -> None:
        """Begin. ``spread``: in how many of the catalogue's ``texts`` each stem stands."""
        self._within: dict[str, list[int]] = defaultdict(list)
        for at, words in enumerate(passages):
            for word in words:
                self._within[word].append(at)
        self._spread, self._all = spread, len(passages) + texts + 1
        self._telling = (TELLING * math.log(self._all)) ** 2
        self._weights = {word: self._weight(word) for word in self._within}
        self._lengths = [sum(map(self._weights.__getitem__, words)) for words in passages]

    def likeness(self, clause: Clause, topic: str) -> dict[int, Likeness]:
        """How alike the clause is to each passage that shares a word with it, by their numbers.

        ``topic``: what its locator says that the passage is about.
        """
        wanted = _wanted(clause, topic)
        length = sum(self._weight(word) * part for word, part in wanted.items())
        both: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for word, part in wanted.items():
            weight = self._weight(word)
            for at in self._within.get(word, ()):
                both[at] += weight * part
                shared[at] += weight >= self._telling
        return {
            at: Likeness(score=weight / math.sqrt(length * self._lengths[at]), shared=shared[at])
            for at, weight in both.items()
        }

    def _weight(self, word: str) -> float:
        stands = len(self._within.get(word, ())) + self._spread.get(word, 0)
        return math.log(self._all / (stands + 0.5)) ** 2


def _wanted(clause: Clause, topic: str) -> dict[str, float]:
    """The stems of what a clause says, each with how much it counts."""
    first, *after = _SENTENCE.split(clause.gist.strip())
    name = clause.id.rpartition(".")[2].replace("-", " ")
    wanted = dict.fromkeys(stems(" ".join(after)), _SAID_AFTER)
    wanted.update(dict.fromkeys(stems(f"{first} {topic} {name}"), 1.0))
    return wanted
