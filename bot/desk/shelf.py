"""What stands within reach of the desk; the first step of a review lays it beside a draft."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from time import perf_counter
from zoneinfo import ZoneInfo

from bot.checks.signal import Signal
from bot.concerns import Concern
from bot.desk import shown
from bot.desk.reading import Reading
from bot.desk.seams import Checks, Index
from bot.draft import Draft, read_draft, read_original
from bot.guidance.acceptance import CitedWords, Newer
from bot.guidance.accepted import NONE, Official
from bot.guidance.bearing import Bearing, bearings, posting
from bot.guidance.catalogue import Clause, Library, OwnDocument
from bot.guidance.catalogue import Finding as Outcome
from bot.prompt.files import Prompts
from bot.retrieval.steer import Steer
from bot.review.cleared import cleared
from bot.review.facts import Fact, Kind, facts_of
from bot.review.language import is_unknown
from bot.review.review import Finding, ShownPrecedent
from bot.words.speaking import language, worded

MOST_SHOWN = 20
"""Clauses beside one draft."""

_UK = ZoneInfo("Europe/London")
_ADDRESSES = frozenset({Kind.LINK, Kind.HANDLE, Kind.HASHTAG})
_SHORTEST_WORD = 2


@dataclass(frozen=True, slots=True)
class NotFetched:
    """No official words: the catalogue stands alone."""

    edition: str = ""
    words: str = ""

    def newer(self) -> Newer:
        """Nothing is newer than nothing."""
        return Newer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The guidance, the search in it, the checks and the prompts of this process."""

    library: Library
    index: Index
    checks: Checks
    prompts: Prompts
    official: Official = NONE
    cited: CitedWords = field(default_factory=NotFetched)

    def read(self, draft: Draft, asked_at: datetime, channel: str = "") -> Reading:
        """Lay beside a draft what the checks see and what it is held to. Raises BadDraft.

        ``channel``: Slack's id of the channel in which it was asked about, if it was in one.
        """
        began = perf_counter()
        read_draft(draft.text)
        read_original(draft.original)
        day = draft.posting_on or asked_at.astimezone(_UK).date()
        signals = self.checks.see(draft, day)
        facts = facts_of(draft.text)
        periods = bearings(self.library, posting(draft, day))
        steer = _steer(signals, periods)
        clauses = self._clauses(draft, signals, steer)
        own = self.index.own_rules(draft, channel)
        season = self._in_season(periods)
        return Reading(
            draft=draft,
            day=day,
            signals=signals,
            passages=tuple(
                shown.passage(clause, self.official, season) for clause in (*clauses, *own)
            ),
            periods=tuple(map(shown.period, periods)),
            not_checked=tuple(_not_checked(draft, facts)),
            wordless=_is_wordless(draft.text, facts),
            unknown_language=is_unknown(draft.text),
            milliseconds=round((perf_counter() - began) * 1000),
            language=language(),
            cases=tuple(map(shown.precedent, self.index.alike(draft))),
            cleared=cleared(draft, self._lines(draft, channel)),
        )

    def see(self, draft: Draft, day: date) -> tuple[Signal, ...]:
        """What the checks see in a wording that would be posted on that day."""
        return self.checks.see(draft, day)

    def precedents(
        self, reading: Reading, findings: Iterable[Finding]
    ) -> tuple[ShownPrecedent, ...]:
        """Real cases like this one: those that turned on what was found, so none for *clear*.

        And posts that said much the same and were cleared: they count for the draft, whatever
        was found, and lift nothing of it.
        """
        held = dict.fromkeys(finding.clause_id for finding in findings)
        clauses = [self.library.clause(name) for name in held if self.library.holds(name)]
        alike = self.index.precedents(reading.draft, clauses) if clauses else ()
        told = map(shown.precedent, alike)
        own = (case for case in reading.cases if case.finding == Outcome.CLEARED.value)
        return tuple({case.id: case for case in (*told, *own)}.values())

    def _lines(self, draft: Draft, channel: str) -> Iterator[OwnDocument]:
        """The documents of cleared lines that are for a draft."""
        for document in self.library.own:
            if document.is_lines and document.covers(draft.account, channel):
                yield document

    def _in_season(self, periods: Iterable[Bearing]) -> frozenset[str]:
        """The documents on which the elections rest that hold for a draft."""
        held = {name for each in periods if each.holds for name in each.rule.clauses}
        return frozenset(self.library.clause(name).source.id for name in held)

    def _clauses(self, draft: Draft, signals: Sequence[Signal], steer: Steer) -> tuple[Clause, ...]:
        """The clauses that the checks rest on, the core, then what the search brings: 20 at most.

        Every breach that the checks are sure of must find its clause here, or it could not be
        proven (promise 5); and the core stands in the prompt of every draft. They are shown in
        the search's order, in which those of an election under way come before the core.
        """
        known = {clause.id: clause for clause in self.library.clauses}
        breached = (seen.clause_id for seen in signals if seen.is_breach)
        needed = [known[name] for name in dict.fromkeys(breached) if name in known]
        found = self.index.search(draft, steer)
        core = [clause for clause in found if clause.core]
        chosen = dict.fromkeys(clause.id for clause in (*needed, *core, *found))
        kept = set(list(chosen)[: max(MOST_SHOWN, len(needed))])
        ordered = {clause.id: clause for clause in (*needed, *found)}
        return tuple(clause for name, clause in ordered.items() if name in kept)


def _steer(signals: Iterable[Signal], periods: Sequence[Bearing]) -> Steer:
    ordered = sorted(signals, key=lambda seen: not seen.is_breach)
    perhaps = (kind for seen in ordered for kind in seen.perhaps)
    concerns: dict[Concern, None] = dict.fromkeys([*(s.concern for s in ordered), *perhaps])
    holding = [each for each in periods if each.holds] or periods
    return Steer(
        clause_ids=tuple(dict.fromkeys(seen.clause_id for seen in ordered)),
        concerns=tuple(concerns),
        pre_election=bool(periods),
        elections=tuple(each.rule.clauses for each in holding),
    )


def _not_checked(draft: Draft, facts: Iterable[Fact]) -> Iterator[str]:
    if draft.links or any(fact.kind is Kind.LINK for fact in facts):
        yield worded("Links were not opened: what stands behind them was not read.")
    yield worded("Images, video, sound and alt text that is not in the draft were not seen.")


def _is_wordless(text: str, facts: Iterable[Fact]) -> bool:
    """Whether nothing is left to read once links, handles and hashtags are taken away."""
    left = list(text)
    for fact in facts:
        if fact.kind in _ADDRESSES:
            left[fact.span.start : fact.span.end] = " " * len(fact.text)
    words = "".join(letter if letter.isalpha() else " " for letter in left).split()
    return not any(len(word) >= _SHORTEST_WORD for word in words)
