"""The labelled drafts as the learner takes them: grams, the checks' signals, and the verdict."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.checks.grams import even_handed, grams, party_names
from bot.checks.learned import names_of
from bot.checks.run import Checks
from bot.checks.view import View, view
from bot.checks.watchfile import read_parties
from bot.concerns import Concern, Verdict
from bot.draft import Draft
from bot.evaluation.case import Case, read_cases

HERE = Path(__file__).parent
GUIDANCE = HERE.parent / "guidance"
DRAFTS = (*sorted((HERE / "drafts").glob("*.jsonl")), HERE.parent / "tests/cases/own.jsonl")
"""Ours alone: neither the drafts that came with the project nor those kept back for measuring."""
SENTENCES = tuple(sorted((HERE / "sentences").glob("official*.jsonl")))
"""Sentences as they stand in official news and guidance: none is at fault."""
_DAY = date(2026, 1, 1)
"""For drafts without a day of posting."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text. ``source`` is the file that it came from."""

    source: str
    grams: frozenset[str]
    signals: frozenset[str]
    verdict: Verdict
    concerns: frozenset[Concern]


def examples(checks: Checks) -> tuple[Example, ...]:
    """Every labelled text, in order. Raises BadQuestion for a file that is not of the form."""
    return (*_drafts(checks), *_sentences(checks))


def places() -> Iterator[tuple[frozenset[str], bool]]:
    """Each sentence of the drafts at fault: its grams, and whether a reader marked words in it."""
    for path in DRAFTS:
        for case in read_cases(path):
            yield from _places(case)


def _places(case: Case) -> Iterator[tuple[frozenset[str], bool]]:
    text = case.draft.text
    marked = [(text.find(span), text.find(span) + len(span)) for span in case.spans]
    seen = view(text)
    for begin in seen.starts if marked else ():
        first, after = seen.sentence(begin)
        if after > first:
            start, end = seen.span(first, after)
            there = any(start < stop and begun < end for begun, stop in marked)
            yield _grams(seen, first, after), there


@cache
def _names() -> re.Pattern[str]:
    parties, _ = read_parties(GUIDANCE)
    return party_names(parties)


def _grams(seen: View, start: int, end: int) -> frozenset[str]:
    """As the reader itself takes them."""
    return frozenset(grams(even_handed(seen, start, end, _names())))


def _drafts(checks: Checks) -> Iterator[Example]:
    for path in DRAFTS:
        for case in read_cases(path):
            concerns = frozenset(case.concerns)
            yield _example(path.stem, case.draft, checks, case.verdict, concerns)


def _sentences(checks: Checks) -> Iterator[Example]:
    for path in SENTENCES:
        for line in path.read_text(encoding="utf-8").splitlines():
            draft = Draft(text=json.loads(line)["text"])
            yield _example(path.stem, draft, checks, Verdict.CLEAR, frozenset())


def _example(
    source: str, draft: Draft, checks: Checks, verdict: Verdict, concerns: frozenset[Concern]
) -> Example:
    seen = view(draft.text)
    found = _grams(seen, 0, len(seen.text))
    signals = frozenset(names_of(checks.see_by_rules(draft, _DAY)))
    return Example(source, found, signals, verdict, concerns)
