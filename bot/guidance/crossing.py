"""Holds the files of the guidance against each other: ids that clash, and ids that lead nowhere.

It reads them as plain values, whatever their form: a file with one mistake may have others.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.errors import BadGuidance
from bot.guidance.mistakes import suggestion
from bot.guidance.territories import plain
from bot.guidance.yamlfile import Parsed, Steps

_TO_CORRECT = "an id is for ever: give the newer one another"


@dataclass(slots=True)
class Crossing:
    """What is known so far, and every mistake that was found."""

    clauses: dict[str, Parsed] = field(default_factory=dict)
    """Where each clause stands."""
    unread: set[str] = field(default_factory=set)
    """Ids in documents that are no YAML: nobody knows more of them, and they are there."""
    mistakes: list[BadGuidance] = field(default_factory=list)

    def documents(self, files: Sequence[Parsed]) -> None:
        """Learn where each clause stands. The same id in two places is a mistake."""
        for file in files:
            for number, clause in _rows(file.content, "clauses"):
                name = clause.get("id")
                if not isinstance(name, str):
                    continue
                if name in self.clauses:
                    what = f"the id {name!r} stands already in {self.clauses[name].path.name}"
                    self._tell(file, ("clauses", number, "id"), what, _TO_CORRECT)
                self.clauses.setdefault(name, file)

    def cases(self, file: Parsed, taken: set[str]) -> None:
        """Cases: their ids, of which ``taken`` are others', and the clauses they are about."""
        for number, case in _rows(file.content, "precedents"):
            here = ("precedents", number)
            self._once(file, (*here, "id"), case.get("id"), taken)
            self._ids(file, (*here, "clauses"), case.get("clauses"))

    def calendar(self, file: Parsed, own: Parsed | None) -> None:
        """The rules and the periods: those shipped, and those put in here."""
        rules = _mapping(file.content, "rules")
        for letter, rule in rules.items():
            if not isinstance(rule, dict):
                continue
            self._ids(file, ("rules", letter, "clauses"), rule.get("clauses"))
            touches = rule.get("touches")
            if isinstance(touches, str) and touches and touches not in rules:
                here = ("rules", letter, "touches")
                self._tell(file, here, f"there is no rule {touches!r}", suggestion(touches, rules))
        ids: set[str] = set()
        self._periods(file, rules, ids)
        if own:
            shipped = set(ids)
            self._periods(own, rules, ids)
            self._replaced(own, shipped)

    def territories(self, file: Parsed) -> None:
        """An account belongs to one territory."""
        seen: dict[str, str] = {}
        for territory, row in _mapping(file.content, "territories").items():
            for number, name in _texts(row.get("accounts") if isinstance(row, dict) else None):
                if plain(name) in seen:
                    what = f"{name!r} stands already under {seen[plain(name)]}"
                    here = ("territories", territory, "accounts", number)
                    self._tell(file, here, what, "leave it where it belongs")
                seen.setdefault(plain(name), territory)

    def ladders(self, file: Parsed) -> None:
        """The clauses to show first."""
        for concern, ids in _mapping(file.content, "shown").items():
            self._ids(file, ("shown", concern), ids)

    def _ids(self, file: Parsed, steps: Steps, ids: object) -> None:
        """Hold a list of clause ids to what the documents hold."""
        seen: set[str] = set()
        for number, name in _texts(ids):
            if name not in self.clauses and name not in self.unread:
                right = suggestion(name, self.clauses) or "the ids stand in guidance/documents"
                self._tell(file, (*steps, number), f"there is no clause {name!r}", right)
            elif name in seen:
                self._tell(file, (*steps, number), f"{name!r} stands twice here", "leave one out")
            seen.add(name)

    def _once(self, file: Parsed, steps: Steps, name: object, taken: set[str]) -> None:
        if isinstance(name, str):
            if name in taken:
                self._tell(file, steps, f"the id {name!r} stands twice", _TO_CORRECT)
            taken.add(name)

    def _periods(self, file: Parsed, rules: Mapping[str, object], ids: set[str]) -> None:
        """Refuse an id that stands twice, a rule that is none, and days that cannot be."""
        for number, period in _rows(file.content, "periods"):
            here = ("periods", number)
            self._once(file, (*here, "id"), period.get("id"), ids)
            rule = period.get("rule")
            if isinstance(rule, str) and rule not in rules:
                what = f"the rule {rule!r} is not among the rules of calendar.yaml"
                self._tell(file, (*here, "rule"), what, suggestion(rule, rules))
            start, poll = _day(period.get("start")), _day(period.get("poll"))
            if start and "poll" in period and period["poll"] is None:
                what = "the period starts and has no poll"
                self._tell(file, (*here, "start"), what, "give the poll, or leave the start null")
            if start and poll and start > poll:
                what = "the period starts after its poll"
                self._tell(file, (*here, "start"), what, f"the poll is on {poll}")

    def _replaced(self, file: Parsed, shipped: set[str]) -> None:
        for number, period in _rows(file.content, "periods"):
            name = period.get("replaces")
            is_over = not name or period.get("removed_at") is not None
            if isinstance(name, str) and not is_over and name not in shipped:
                what = f"there is no shipped period {name!r}"
                here = ("periods", number, "replaces")
                self._tell(file, here, what, suggestion(name, shipped))

    def _tell(self, file: Parsed, steps: Steps, what: str, right: str) -> None:
        self.mistakes.append(file.mistake(steps, what, right))


def _mapping(content: object, key: str) -> dict[str, Any]:
    found = content.get(key) if isinstance(content, dict) else None
    return {str(name): row for name, row in found.items()} if isinstance(found, dict) else {}


def _rows(content: object, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    found = content.get(key) if isinstance(content, dict) else None
    for number, row in enumerate(found if isinstance(found, list) else ()):
        if isinstance(row, dict):
            yield number, row


def _texts(found: object) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(found if isinstance(found, list) else ()):
        if isinstance(text, str):
            yield number, text


def _day(given: object) -> date | None:
    """The day that was written; None for none, and for what is no day, which the form tells."""
    read: Callable[[str], datetime] = datetime.fromisoformat
    try:
        return read(given).date() if isinstance(given, str) else None
    except ValueError:
        return None
