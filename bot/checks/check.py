"""A check made ready to look: its phrases, its guards, and what it says when it sees something."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.checks.guards import GUARDS, Guard
from bot.checks.phrase import Lists, Literals, Phrase, chance, forms, read_phrase, words_of
from bot.checks.view import View
from bot.checks.watchfile import CheckRow


@dataclass(frozen=True, slots=True)
class Check:
    """One check of guidance/watch/, with everything it needs to look."""

    row: CheckRow
    phrases: tuple[Phrase, ...]
    expressions: tuple[tuple[re.Pattern[str], bool], ...]
    """Each with whether it is held to the lower-case text."""
    also: tuple[Phrase, ...]
    besides: tuple[Phrase, ...]
    anywhere: tuple[Phrase, ...]
    guards: tuple[Guard, ...]

    def matches(self, view: View, looked_for: "tuple[Phrase, ...]") -> Iterator[tuple[int, int]]:
        """Where the check's words stand in ``view.text``, none of its guards lifting it."""
        if not self._may_look(view):
            return
        last = -1
        beside: dict[int, bool] = {}
        for start, end in sorted(self._raw(view, looked_for), key=lambda at: (at[0], -at[1])):
            if start < last or any(guard(view, start, end) for guard in self.guards):
                continue
            first, after = view.sentence(start)
            if first not in beside:
                beside[first] = self._is_beside(view, first, after)
            if not beside[first]:
                last = end
                yield start, end

    def _raw(self, view: View, looked_for: "tuple[Phrase, ...]") -> Iterator[tuple[int, int]]:
        for phrase in looked_for:
            for found in phrase.pattern.finditer(view.text):
                yield found.span()
        for expression, ignores_case in self.expressions:
            for found in expression.finditer(view.text if ignores_case else view.cased):
                if found.end() > found.start():
                    yield found.span()

    def _may_look(self, view: View) -> bool:
        if self.also and not any(phrase.pattern.search(view.text) for phrase in self.also):
            return False
        return not any(phrase.pattern.search(view.text) for phrase in self.anywhere)

    def _is_beside(self, view: View, first: int, after: int) -> bool:
        """Whether the sentence holds words that lift the check."""
        return any(phrase.pattern.search(view.text, first, after) for phrase in self.besides)


def ready(row: CheckRow, lists: Lists) -> Check:
    """Make a row ready. Raises ValueError with what is wrong in it."""
    unknown = [name for name in row.unless if name not in GUARDS]
    if unknown:
        raise ValueError(f"there is no guard called {unknown[0]}; there are {', '.join(GUARDS)}")
    return Check(
        row=row,
        phrases=_read(row.phrases, lists),
        expressions=tuple(_expression(words) for words in row.expressions),
        also=_read(row.also, lists),
        besides=_read(row.besides, lists),
        anywhere=_read(row.anywhere, lists),
        guards=tuple(GUARDS[name] for name in row.unless),
    )


def _read(words: tuple[str, ...], lists: Lists) -> tuple[Phrase, ...]:
    return tuple(read_phrase(each, lists) for each in words)


def _expression(words: str) -> tuple[re.Pattern[str], bool]:
    """An expression, and whether it is held to the lower-case text.

    One that ignores case and names no capital finds the same there, in a third of the time.
    """
    plain = words.removeprefix(_ANY_CASE)
    ignores_case = plain != words and not _CAPITAL.search(plain)
    try:
        return re.compile(plain if ignores_case else words), ignores_case
    except re.error as error:
        raise ValueError(f"'{words}' is no regular expression: {error}") from None


_ANY_CASE = "(?i)"
_CAPITAL = re.compile(r"(?<!\\)[A-Z]")
WORDS_KEPT = 8_192
"""Words whose forms are remembered: posts are made of the same few thousand."""
Key = int | str | tuple[int, int]
"""Whose phrase it is: a check by its number, a list by its name, a slogan by its years."""


class Index:
    """Says which phrases could stand in a text, so that few are looked for."""

    def __init__(self, phrases: Iterable[tuple[Key, Phrase]]) -> None:
        """Sort phrases by the rarest word that each cannot do without."""
        self._shelves: dict[str, list[tuple[Key, Phrase]]] = {}
        needed: set[str] = set()
        for key, phrase in phrases:
            needed.update(*phrase.needs)
            for word in min(phrase.needs, key=chance):
                self._shelves.setdefault(word, []).append((key, phrase))
        self._needed = frozenset(needed)
        self._forms = lru_cache(maxsize=WORDS_KEPT)(self._forms_needed)

    def candidates(self, text: str) -> dict[Key, list[Phrase]]:
        """For each key, the phrases that are worth looking for in a lower-case text."""
        held = frozenset[str]().union(*map(self._forms, words_of(text)))
        seen: dict[Key, list[Phrase]] = {}
        done: set[int] = set()
        for word in self._shelves.keys() & held:
            for key, phrase in self._shelves[word]:
                if id(phrase) not in done:
                    done.add(id(phrase))
                    if phrase.could_stand_in(held):
                        seen.setdefault(key, []).append(phrase)
        return seen

    def _forms_needed(self, word: str) -> Literals:
        """The forms of a word that some phrase needs; most words have none."""
        return forms(word) & self._needed
