"""What changed between two versions of an official document, passage by passage.

A passage is told by its words and by the words that lead in to it: "you must" and "you must not"
make two rules of one item. Dates and places count for nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from bot.guidance.catalogue import Clause
from bot.guidance.official import Document, OfficialPassage, State, hash_of

_ALIKE = 0.5
"""Passages that share less than this of their words are not the same one changed."""
_MOST_COMPARED = 20_000
"""Pairs of passages that are compared word by word; beyond that only places are."""


class How(StrEnum):
    """What became of a passage."""

    CHANGED = "changed"
    ADDED = "added"
    CUT = "cut"
    MOVED = "moved"
    """The same words under another heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """A passage that is not as it was."""

    how: How
    old: OfficialPassage | None
    new: OfficialPassage | None
    clauses: tuple[str, ...] = ()
    """The ids of the clauses that point at it, in either version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a document's newest version changes in the accepted one."""

    accepted: Document
    newest: Document
    altered: tuple[Altered, ...]
    resting: tuple[str, ...] = ()
    """The ids of all clauses of the catalogue that rest on the document."""
    unplaced: tuple[str, ...] = ()
    """The ids of those that point at no passage of either version: nobody can say."""

    @property
    def has_ended(self) -> bool:
        """Whether its publisher no longer stands by the document as it did."""
        return self.newest.state is not self.accepted.state and self.newest.state not in {
            State.CURRENT,
            State.MOVED,
        }

    @property
    def clauses(self) -> tuple[str, ...]:
        """The ids of the clauses that it touches, each once: all, where the document has ended."""
        if self.has_ended:
            return self.resting
        return tuple(dict.fromkeys(name for one in self.altered for name in one.clauses))

    def many(self, how: How) -> int:
        """How many passages were altered in that way."""
        return sum(one.how is how for one in self.altered)


Locate = Callable[[Clause, Document], tuple[OfficialPassage, ...]]
"""Says which passages of a document a clause rests on."""


def change_of(
    accepted: Document, newest: Document, clauses: Iterable[Clause], locate: Locate
) -> Change:
    """Compare two versions; ``clauses``: those of the catalogue that rest on the document."""
    change = Change(accepted=accepted, newest=newest, altered=tuple(altered(accepted, newest)))
    touched: dict[str, set[int]] = {}
    unplaced = []
    for clause in clauses:
        places = (*locate(clause, accepted), *locate(clause, newest))
        touched[clause.id] = {id(one) for one in places}
        if not places:
            unplaced.append(clause.id)
    return replace(
        change,
        altered=tuple(_with_clauses(one, touched) for one in change.altered),
        resting=tuple(touched),
        unplaced=() if change.has_ended else tuple(unplaced),
    )


def _with_clauses(one: Altered, touched: dict[str, set[int]]) -> Altered:
    own = {id(passage) for passage in (one.old, one.new) if passage is not None}
    return replace(one, clauses=tuple(name for name, places in touched.items() if places & own))


def altered(old: Document, new: Document) -> list[Altered]:
    """Every passage that was changed, added, cut or moved, in the order of the newer version."""
    before, after = _apart(old.passages, new.passages, lambda one: (_mark(one), _under(one)))
    moved = _paired_by(before, after, _mark)
    before, after = _unpaired(before, after, moved)
    pairs = _changed(before, after)
    cut, added = _unpaired(before, after, pairs)
    found = [Altered(how=How.CHANGED, old=one, new=two) for one, two in pairs]
    found += [Altered(how=How.MOVED, old=one, new=two) for one, two in _truly(moved, old, new)]
    found += [Altered(how=How.CUT, old=one, new=None) for one in cut]
    found += [Altered(how=How.ADDED, old=None, new=two) for two in added]
    return sorted(found, key=_order)


def _order(one: Altered) -> tuple[int, int]:
    """By place in the newer version; what was cut, by its place in the older."""
    passage = one.new or one.old
    return (passage.position if passage else 0, one.new is not None)


def _mark(passage: OfficialPassage) -> tuple[str, str]:
    """The words of a passage with those that lead in to it; a colon more or less is none."""
    return passage.hash, hash_of(passage.lead.rstrip(" .:;").casefold())


def _under(passage: OfficialPassage) -> str:
    return hash_of(passage.headings[-1]) if passage.headings else ""


Passages = list[OfficialPassage]
Pair = tuple[OfficialPassage, OfficialPassage]
Key = Callable[[OfficialPassage], object]


def _apart(
    old: Sequence[OfficialPassage], new: Sequence[OfficialPassage], key: Key
) -> tuple[Passages, Passages]:
    """What each has that the other has not; each copy counts."""
    return _left(old, Counter(map(key, new)), key), _left(new, Counter(map(key, old)), key)


def _left(passages: Sequence[OfficialPassage], others: Counter[object], key: Key) -> Passages:
    left = []
    for passage in passages:
        if others[key(passage)]:
            others[key(passage)] -= 1
        else:
            left.append(passage)
    return left


def _paired_by(before: Passages, after: Passages, key: Key) -> list[Pair]:
    """Those of both that have the same key, in order."""
    waiting: dict[object, Passages] = {}
    for one in before:
        waiting.setdefault(key(one), []).append(one)
    return [(waiting[key(two)].pop(0), two) for two in after if waiting.get(key(two))]


def _unpaired(before: Passages, after: Passages, pairs: list[Pair]) -> tuple[Passages, Passages]:
    gone, come = {id(one) for one, _ in pairs}, {id(two) for _, two in pairs}
    return [p for p in before if id(p) not in gone], [p for p in after if id(p) not in come]


def _truly(pairs: list[Pair], old: Document, new: Document) -> list[Pair]:
    """Those between two headings that stand in both: under a renamed heading nothing moved."""
    lasting = set(map(_under, old.passages)) & set(map(_under, new.passages))
    return [(one, two) for one, two in pairs if {_under(one), _under(two)} <= lasting]


def _changed(before: Passages, after: Passages) -> list[Pair]:
    """Which of the old passages became which of the new: by words, then by place."""
    pairs = _paired_by(before, after, lambda one: one.hash)
    old, new = _unpaired(before, after, pairs)
    if len(old) * len(new) <= _MOST_COMPARED:
        pairs += _alike(old, new)
        old, new = _unpaired(before, after, pairs)
    return pairs + _paired_by(old, new, lambda one: (one.kind, one.locator))


def _alike(old: Passages, new: Passages) -> list[Pair]:
    """The pairs that share most of their words, the likest first; each passage once."""
    scored = [
        (_likeness(one, two), one.locator == two.locator, -abs(n - m), n, m)
        for n, one in enumerate(old)
        for m, two in enumerate(new)
        if one.kind is two.kind
    ]
    pairs, gone, come = [], set(), set()
    for likeness, _, _, n, m in sorted(scored, reverse=True):
        if likeness < _ALIKE or n in gone or m in come:
            continue
        pairs.append((old[n], new[m]))
        gone.add(n)
        come.add(m)
    return pairs


def _likeness(one: OfficialPassage, two: OfficialPassage) -> float:
    a, b = one.text.casefold().split(), two.text.casefold().split()
    matcher = SequenceMatcher(a=a, b=b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
