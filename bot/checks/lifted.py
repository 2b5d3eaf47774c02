"""Which words of a draft stand in the text that it was taken from, and who speaks them there."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice

from bot.checks.view import View, view
from bot.checks.voices import Voice, voices
from bot.draft import Draft, Original
from bot.quoting import Span
from bot.words.speaking import worded

SHORTEST = 5
"""Words in a row from which they are lifted: four stand in two texts by chance."""
_PLACES = 16
"""Places of a text at which one beginning is tried; a longer row of the same is no prose."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """Words of a draft that stand in its original, one after another."""

    span: Span
    """Where in the draft."""
    there: Span
    """Where in the original."""
    speaker: str
    """Who speaks them there, in its words; empty where the original does in its own voice."""
    words: int
    """How many."""

    @property
    def told(self) -> str:
        """Who speaks them there, as the end of a sentence."""
        if self.speaker:
            return worded("spoken there by {speaker}.", speaker=self.speaker)
        return worded("there in its own voice.")


@dataclass(frozen=True, slots=True)
class _Heard:
    """An original made ready: its words, where each five begin, and who speaks."""

    view: View
    words: Sequence[re.Match[str]]
    places: Mapping[tuple[str, ...], Sequence[int]]
    voices: tuple[Voice, ...]


@lru_cache(maxsize=8)
def lifted(draft: Draft) -> tuple[Lifted, ...]:
    """The longest runs of words that the draft shares with its original, in order.

    Case, marks and the shape of quotation marks do not count.
    """
    if draft.original is None or not draft.original.words.strip():
        return ()
    heard = _heard(draft.original)
    seen = view(draft.text)
    words = list(_WORD.finditer(seen.text))
    found: list[Lifted] = []
    at = 0
    while at + SHORTEST <= len(words):
        there, many = _longest(words, at, heard)
        here = words[at : at + many]
        found += _by_speaker(seen, here, heard, heard.words[there : there + many])
        at += many or 1
    return tuple(found)


def _longest(words: Sequence[re.Match[str]], at: int, heard: _Heard) -> tuple[int, int]:
    """Where the longest run from here stands in the original, and how many words it has."""
    begins = tuple(word.group() for word in words[at : at + SHORTEST])
    best = (0, 0)
    for there in islice(heard.places.get(begins, ()), _PLACES):
        many = SHORTEST
        while (
            at + many < len(words)
            and there + many < len(heard.words)
            and words[at + many].group() == heard.words[there + many].group()
        ):
            many += 1
        best = max(best, (there, many), key=lambda run: run[1])
    return best


def _by_speaker(
    seen: View, here: Sequence[re.Match[str]], heard: _Heard, there: Sequence[re.Match[str]]
) -> Iterator[Lifted]:
    """A run in pieces of one speaker each; what is then too short is left out."""
    offsets = (heard.view.origin[word.start()] for word in there)
    spoken = [_speaker_at(offset, heard.voices) for offset in offsets]
    at = 0
    for speaker, piece in groupby(spoken):
        many = len(list(piece))
        if many >= SHORTEST:
            yield Lifted(
                span=seen.span(here[at].start(), here[at + many - 1].end()),
                there=heard.view.span(there[at].start(), there[at + many - 1].end()),
                speaker=speaker,
                words=many,
            )
        at += many


def _speaker_at(offset: int, spoken: Sequence[Voice]) -> str:
    """Who speaks at a place of the original; empty where it does in its own voice."""
    nearest = bisect_right(spoken, offset, key=lambda voice: voice.span.start) - 1
    voice = spoken[nearest] if nearest >= 0 else None
    return voice.speaker if voice and offset < voice.span.end else ""


@lru_cache(maxsize=8)
def _heard(original: Original) -> _Heard:
    """Made once for each original, though a draft and its rewordings all ask for it."""
    seen = view(original.words)
    words = tuple(_WORD.finditer(seen.text))
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(words) - SHORTEST + 1):
        places[tuple(word.group() for word in words[at : at + SHORTEST])].append(at)
    return _Heard(seen, words, places, voices(original.words, original.whose))
