"""What a check's function is given to look at, and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.checks.check import Key
from bot.checks.phrase import Phrase
from bot.checks.signal import Signal
from bot.checks.view import View
from bot.checks.watchfile import PartyFile
from bot.concerns import Severity
from bot.draft import Draft
from bot.quoting import Span

CONTEXT = Span(0, 0)
"""The place of a fault that is not in the draft's own words."""


@dataclass(frozen=True, slots=True)
class Look:
    """A draft under review."""

    draft: Draft
    view: View
    passed_on: View
    """The account and words that the draft passes on; an empty text when there are none."""
    day: date
    """The day of posting."""
    rules: frozenset[str]
    """The rules of the pre-election periods that bear on the draft on that day."""
    parties: PartyFile
    lists: Mapping[str, frozenset[str]]
    candidates: Mapping[Key, Sequence[Phrase]]
    """The phrases that could stand in the view, by the list or check that they belong to."""
    inner: tuple[Signal, ...]
    """What the checks see in the words passed on."""

    def words(self, name: str) -> frozenset[str]:
        """A named list of guidance/watch/ as a set."""
        return self.lists[name]

    def places(self, key: Key) -> list[tuple[int, int]]:
        """Where phrases of a named list, or of slogans of some years, stand in ``view.text``."""
        return sorted(
            found.span()
            for phrase in self.candidates.get(key, ())
            for found in phrase.pattern.finditer(self.view.text)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Something seen. An empty ``why`` and no severity mean those of the check."""

    span: Span
    why: str = ""
    severity: Severity | None = None
    edit: Span | None = None
    replacement: str | None = None
