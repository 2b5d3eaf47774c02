"""What a check's function is given to look at, and what it gives back."""

import re
from dataclasses import dataclass
from datetime import date

from bot.checks.phrase import Lists, read_phrase
from bot.checks.signal import Signal
from bot.checks.view import View
from bot.checks.watchfile import PartyFile
from bot.concerns import Severity
from bot.draft import Draft
from bot.guidance.catalogue import Library
from bot.quoting import Span

CONTEXT = Span(0, 0)
"""The place of a fault that is not in the draft's own words."""


class WordLists:
    """The named lists of guidance/watch/, as sets and as one pattern each."""

    def __init__(self, lists: Lists) -> None:
        """Take the lists; a pattern is made when it is first needed."""
        self.lists = lists
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._sets: dict[str, frozenset[str]] = {}

    def words(self, name: str) -> frozenset[str]:
        """A list as a set. Raises KeyError for a list that no file holds."""
        if name not in self._sets:
            self._sets[name] = frozenset(self.lists[name])
        return self._sets[name]

    def pattern(self, name: str) -> re.Pattern[str]:
        """A list as one pattern. Raises KeyError for a list that no file holds."""
        if name not in self._patterns:
            options = sorted(
                (read_phrase(words, self.lists).regex for words in self.lists[name]), key=len
            )
            self._patterns[name] = re.compile("|".join(reversed(options)))
        return self._patterns[name]


@dataclass(frozen=True, slots=True)
class Look:
    """A draft under review."""

    draft: Draft
    view: View
    passed_on: View
    """The account and words that the draft passes on; an empty text when there are none."""
    day: date
    """The day of posting."""
    library: Library
    parties: PartyFile
    lists: WordLists
    inner: tuple[Signal, ...]
    """What the checks see in the words passed on."""

    def words(self, name: str) -> frozenset[str]:
        """A named list of guidance/watch/ as a set."""
        return self.lists.words(name)

    def pattern(self, name: str) -> re.Pattern[str]:
        """A named list of guidance/watch/ as one pattern."""
        return self.lists.pattern(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Something seen. An empty ``why`` and no severity mean those of the check."""

    span: Span
    why: str = ""
    severity: Severity | None = None
    edit: Span | None = None
    replacement: str | None = None
