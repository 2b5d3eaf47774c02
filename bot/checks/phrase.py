"""The small language in which a check's words are written, and how it becomes a pattern.

``deliver*``   a word that starts so            ``(a|b c)``   one of these
``[a|b]``      one of these, or nothing         ``{name}``    one of a named list of words
``...``        up to six words of the sentence  ``<n>``       a number
``<w>``        any one word                     everything else stands for itself
A phrase starts and ends at the edge of a word and never runs past the end of a sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

_TOKEN = re.compile(r"\.\.\.|\{[\w-]+\}|<n>|<w>|[()\[\]|]|\s+|[^\s()\[\]|{}<>.]+|[.<>]")
_PLAIN = re.compile(r"\w+")
_LONGEST_STEM = 16
_RUN = re.compile(r"\w+\*?")
_GAP = r"(?:[^ \n]+ ){0,6}?"
_NUMBER = r"(?:[£$€])?\d[\d,.]*(?:st|nd|rd|th|%|bn|m|k)?"
_ANY_WORD = r"[^ \n]+"
_MOST_LITERALS = 500

Literals = frozenset[str]
"""Words of which a text must hold one, or the phrase cannot stand in it; ``x*`` is a stem."""


class BadPhrase(ValueError):
    """A phrase that cannot be read."""


@dataclass(frozen=True)
class Phrase:
    """A phrase ready to be looked for."""

    words: str
    regex: str
    needs: tuple[Literals, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern, for lower-case text; made when it is first needed."""
        return re.compile(self.regex)

    def could_stand_in(self, held: Literals) -> bool:
        """Whether a text that holds these words and beginnings of words could hold the phrase."""
        return all(not need.isdisjoint(held) for need in self.needs)


def words_of(text: str) -> Literals:
    """The words of a lower-case text."""
    return frozenset(_PLAIN.findall(text))


def forms(word: str) -> Literals:
    """A word, and its beginnings with the star that marks a stem."""
    longest = min(len(word), _LONGEST_STEM)
    return frozenset((word, *(f"{word[:end]}*" for end in range(1, longest + 1))))


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a phrase: its pattern and what it needs; ``soft`` parts may be absent."""

    regex: str
    needs: tuple[Literals, ...]
    soft: bool = False


_SPACE = _Part(" ", ())
_FIXED = {
    "...": _Part(_GAP, (), soft=True),
    "<n>": _Part(_NUMBER, ()),
    "<w>": _Part(_ANY_WORD, ()),
}
_OPENED = {"(": ")", "[": "]"}
Lists = Mapping[str, Sequence[str]]


def read_phrase(words: str, lists: Lists) -> Phrase:
    """Read a phrase. Raises BadPhrase with what is wrong."""
    part = _Reader(words, lists).read()
    if not part.needs:
        raise BadPhrase(f"'{words}' has no word of its own to look for")
    return Phrase(words, rf"(?<!\w){part.regex}(?!\w)", part.needs)


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, words: str, lists: Lists, within: tuple[str, ...] = ()) -> None:
        self.words, self.lists, self.within = words, lists, within
        self.tokens = _TOKEN.findall(words.strip().removesuffix(" ..."))
        self.at = 0

    def read(self) -> _Part:
        part = self._choice(end="")
        if self.at < len(self.tokens):
            raise BadPhrase(f"'{self.words}' has a bracket too many")
        return part

    def _choice(self, end: str) -> _Part:
        options = [self._sequence(end)]
        while self._peek() == "|":
            self.at += 1
            options.append(self._sequence(end))
        if end:
            if self._peek() != end:
                raise BadPhrase(f"'{self.words}' lacks a {end}")
            self.at += 1
        return _either(options)

    def _sequence(self, end: str) -> _Part:
        parts: list[_Part] = []
        while self._peek() not in {"", "|", end}:
            parts.append(self._part())
        return _join(parts)

    def _part(self) -> _Part:
        token = self.tokens[self.at]
        self.at += 1
        if token.isspace():
            return _SPACE
        if token in _FIXED:
            return _FIXED[token]
        if token in _OPENED:
            part = self._choice(_OPENED[token])
            return part if token == "(" else _Part(part.regex, (), soft=True)  # noqa: S105  # a bracket
        if token.startswith("{") and len(token) > 1:
            return self._named(token[1:-1])
        if token in _OPENED.values():
            raise BadPhrase(f"'{self.words}' has a bracket too many")
        return _word(token)

    def _named(self, name: str) -> _Part:
        if name not in self.lists:
            raise BadPhrase(f"'{self.words}' names a list, {name}, that is nowhere written")
        if name in self.within:
            raise BadPhrase(f"the list {name} holds itself")
        within = (*self.within, name)
        return _either([_Reader(line, self.lists, within).read() for line in self.lists[name]])

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""


@cache
def _word(token: str) -> _Part:
    """The same few thousand words stand in all phrases."""
    regex = re.escape(token.lower()).replace(r"\*", r"\w*").replace("\\ ", " ")
    runs = sorted(_RUN.findall(token.lower()), key=len, reverse=True)
    return _Part(regex, (frozenset(runs[:1]),) if runs else ())


def _either(options: list[_Part]) -> _Part:
    if len(options) == 1:
        return options[0]
    best = [min(option.needs, key=chance, default=None) for option in options]
    together: Literals = frozenset().union(*(need for need in best if need))
    whole = all(best) and len(together) <= _MOST_LITERALS
    longest_first = sorted((option.regex for option in options), key=len, reverse=True)
    return _Part(f"(?:{'|'.join(longest_first)})", (together,) if whole else ())


def _join(parts: list[_Part]) -> _Part:
    """Put parts in a row; a part that may be absent takes one of its spaces with it."""
    regex = ""
    needs: list[Literals] = []
    skip = False
    for at, part in enumerate(parts):
        if part is _SPACE and skip:
            skip = False
            continue
        skip = False
        if not part.soft:
            regex += part.regex
            needs.extend(part.needs)
            continue
        followed = at + 1 < len(parts) and parts[at + 1] is _SPACE
        if part.regex == _GAP:
            regex, skip = regex + _GAP, followed
        elif followed:
            regex, skip = f"{regex}(?:{part.regex} )?", True
        elif regex.endswith(" "):
            regex = f"{regex[:-1]}(?: {part.regex})?"
        else:
            regex += f"(?:{part.regex})?"
    return _Part(regex, tuple(needs))


_COMMON = frozenset({
    "a", "all", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has",
    "have", "in", "is", "it", "its", "more", "no", "not", "now", "of", "on", "or", "our", "out",
    "so", "that", "the", "their", "them", "they", "this", "to", "up", "was", "we", "were", "what",
    "which", "who", "will", "with", "you", "your", "yn", "y", "i", "o", "ar",
})  # fmt: skip
_COMMON_COST = 40.0


def chance(need: Literals) -> float:
    """How often a need is met by chance, roughly: common words count most, then short ones."""
    return sum(_COMMON_COST if word in _COMMON else 1 + 4 / len(word) for word in need)
