"""A draft as the checks compare it: folded, split into sentences, each letter with its offset."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from bot.checks.hidden import hidden_offsets
from bot.checks.lookalikes import latin_offsets
from bot.quoting import Span

MASK = "\u00a4"
"""Stands for each letter of a link or a handle, so that no word in one is read as prose."""

LONGEST_SENTENCE = 1_000
"""Characters after which the next space ends a sentence: every hit is weighed by its sentence, and
one without end would be read once for every hit in it. The long sentences of speeches have 500."""

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w-])(?<![\w-]\.)[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org|net|wales|cymru|scot|eu|tv|io|gov)\b\S*"
)
"""A host is looked for from its first letter alone: a row of letters and points is read once."""
_HANDLE = re.compile(r"@[\w.]+")
_HASHTAG = re.compile(r"#\w+")
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=[A-Z])(?=[A-Z][a-z])")
_END = re.compile(
    r"(?=[.!?\u2026])(?:(?<![A-Z])(?<!\b[Dd]r)(?<!\bM[rs])(?<!\bMrs)(?<!\be\.g)(?<!\bi\.e)(?<!\bSt)(?<!\bNo)(?<!\bvs)"
    r"(?<![.!?\u2026]{2})[.!?\u2026]+[\"'\u2019\u201d)\]]*\s+(?=[^\sa-z])|"
    r"(?<=[A-Z])[.!?\u2026]+[\"'\u2019\u201d)\]]*\s+(?=[A-Z\"'\u2018\u201c#@\[][^.]))|"
    r"(?=\s)(?:(?<!\s)\s*\n\s*\n\s*|(?<=[^\w\s,])\s*\n\s*|(?<!\s)\s*\n\s*(?=[^\sa-z]))"
)
"""What opens each part tells at once that no sentence ends at an ordinary letter."""
_SAME = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "`": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
})  # fmt: skip
_MARKUP = "*_~"
_SPECIAL = re.compile(r"[^\x00-\x7f]|[*_~`\x00-\x1f]|\s\s+")
"""What cannot be copied in bulk: other letters, marks of emphasis, runs of space."""


@dataclass(frozen=True, slots=True)
class View:
    """What patterns are held to; ``text`` and ``cased`` have one length."""

    source: str
    """The text it was made from, exactly."""
    text: str
    """A line a sentence: lower case, plain quotes, single spaces, links masked."""
    cased: str
    """The same with capitals kept."""
    origin: tuple[int, ...]
    """The offset in ``source`` of each letter."""
    starts: tuple[int, ...]
    """Where each sentence starts in ``text``."""

    def span(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` stands in the source; the range must not be empty."""
        return Span(self.origin[start], self.origin[end - 1] + 1)

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that holds a place of ``text``, without its end mark's space."""
        index = bisect_right(self.starts, at) - 1
        after = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
        return self.starts[index], after

    def sentences(self) -> list[tuple[int, int]]:
        """The sentences with words; a text may end in one that is empty."""
        found = (self.sentence(start) for start in self.starts)
        return [(start, end) for start, end in found if end > start]


def view(text: str) -> View:
    """Fold a text. Every letter of the result knows where it came from."""
    shut = _shut(text)
    ends = {m.start() + len(m.group().rstrip()): m.end() for m in _END.finditer(text)}
    return _Folding(text, shut, ends, _humps(text)).fold()


def _shut(text: str) -> set[int]:
    """The offsets that belong to a link, or to a handle after its @."""
    offsets: set[int] = set()
    for found in _LINK.finditer(text):
        offsets.update(
            range(found.start(), found.start() + len(found.group().rstrip(".,;:!?)'\"")))
        )
    for found in _HANDLE.finditer(text):
        offsets.update(range(found.start() + 1, found.end()))
    return offsets


def _humps(text: str) -> frozenset[int]:
    """Where a hashtag in capitals like #TheseWords starts its next word."""
    return frozenset(
        tag.start() + hump.start()
        for tag in _HASHTAG.finditer(text)
        for hump in _HUMP.finditer(tag.group())
    )


class _Folding:
    """One folding under way."""

    def __init__(
        self, text: str, shut: set[int], ends: dict[int, int], humps: frozenset[int]
    ) -> None:
        self.source, self.shut, self.ends, self.humps = text, shut, ends, humps
        self.cased: list[str] = []
        self.lower: list[str] = []
        self.origin: list[int] = []
        plain = text.isascii()
        self.dropped = frozenset() if plain else hidden_offsets(text)
        self.latin = {} if plain else latin_offsets(text)

    def fold(self) -> View:
        at = 0
        for special in (*sorted(self._specials()), len(self.source)):
            if special > at:
                self._copy(at, special)
            if special < len(self.source):
                self._one(special)
            at = special + 1
        self._end_the_endless()
        text = "".join(self.lower)
        starts = (0, *(at + 1 for at, letter in enumerate(self.lower) if letter == "\n"))
        return View(self.source, text, "".join(self.cased), tuple(self.origin), starts)

    def _specials(self) -> set[int]:
        """The offsets that are taken one by one."""
        marked = {at for m in _SPECIAL.finditer(self.source) for at in range(m.start(), m.end())}
        first = {0} if self.source[:1].isspace() else set()
        after = {end + 1 for end in self.ends if end + 1 < len(self.source)}
        ends = {end for end in self.ends if end < len(self.source)}
        return marked | self.shut | self.humps | ends | after | first

    def _copy(self, start: int, end: int) -> None:
        """Take a run of plain letters and single spaces as it stands."""
        run = self.source[start:end]
        self.cased.extend(run)
        self.lower.extend(run.lower())
        self.origin.extend(range(start, end))

    def _one(self, offset: int) -> None:
        if offset in self.ends:
            self._space(offset, "\n")
        if offset not in self.dropped:
            self._take(offset, self.source[offset])

    def _take(self, offset: int, character: str) -> None:
        if offset in self.humps:
            self._space(offset, " ")
        if offset in self.shut:
            self._put(offset, MASK, MASK)
        elif character.isspace():
            self._space(offset, " ")
        elif character in _MARKUP and self._at_edge(offset):
            return
        elif character.isascii():
            self._put(offset, character, "'" if character == "`" else character)
        else:
            self._fold_one(offset, self.latin.get(offset, character))

    def _fold_one(self, offset: int, character: str) -> None:
        if unicodedata.combining(character) and self.cased:
            joined = unicodedata.normalize("NFC", self.cased[-1] + character)
            if len(joined) == 1:
                self.cased[-1], self.lower[-1] = joined, _lower(joined)
                self.origin[-1] = min(self.origin[-1], offset)
                return
        for letter in unicodedata.normalize("NFKC", character).translate(_SAME):
            if letter.isspace():
                self._space(offset, " ")
            else:
                self._put(offset, letter, letter)

    def _put(self, offset: int, character: str, letter: str) -> None:
        self.cased.append(letter if character == letter else character)
        self.lower.append(_lower(letter))
        self.origin.append(offset)

    def _space(self, offset: int, space: str) -> None:
        if self.lower and self.lower[-1] not in " \n":
            self._put(offset, space, space)
        elif self.lower and space == "\n":
            self.lower[-1] = self.cased[-1] = "\n"

    def _end_the_endless(self) -> None:
        """End a sentence at the first space beyond LONGEST_SENTENCE."""
        began = 0
        for at, letter in enumerate(self.lower if len(self.lower) > LONGEST_SENTENCE else ()):
            if letter == " " and at - began > LONGEST_SENTENCE:
                self.lower[at] = self.cased[at] = "\n"
            if self.lower[at] == "\n":
                began = at + 1

    def _at_edge(self, offset: int) -> bool:
        before = self.source[offset - 1] if offset else " "
        after = self.source[offset + 1] if offset + 1 < len(self.source) else " "
        return not (before.isalnum() and after.isalnum())


def _lower(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter
