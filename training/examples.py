"""The labelled drafts as the learner takes them: grams, the checks' signals, and the marks."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.checks.grams import Names, even_handed, grams, party_names
from bot.checks.learned import names_of
from bot.checks.run import Checks
from bot.checks.view import View, view
from bot.checks.voices import spoken_sentences
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
_TWIN = re.compile(r"-[ab]$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft."""

    grams: frozenset[str]
    is_marked: bool
    """Whether a reader marked words in it as at fault."""
    is_spoken: bool
    """Whether it stands in a quotation whose speaker the draft names."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text."""

    subject: str
    """One for the two drafts of a pair."""
    sentences: tuple[Sentence, ...]
    signals: frozenset[str]
    verdict: Verdict
    concerns: frozenset[Concern]

    @property
    def grams(self) -> frozenset[str]:
        """Those of all its sentences."""
        return frozenset().union(*(sentence.grams for sentence in self.sentences))

    @property
    def is_placed(self) -> bool:
        """Whether it is known which of its sentences are at fault, and which are not."""
        is_clear = self.verdict is Verdict.CLEAR
        return is_clear or any(sentence.is_marked for sentence in self.sentences)


def examples(checks: Checks) -> tuple[Example, ...]:
    """Every labelled text, in order. Raises BadQuestion for a file that is not of the form."""
    return (*_drafts(checks), *_official(checks))


@cache
def _names() -> Names:
    parties, _ = read_parties(GUIDANCE)
    return party_names(parties)


def _drafts(checks: Checks) -> Iterator[Example]:
    for path in DRAFTS:
        for case in filter(_is_at_fault_in_words, read_cases(path)):
            yield _example(case, checks, _TWIN.sub("", case.id))


def _is_at_fault_in_words(case: Case) -> bool:
    """Whether it teaches anything about words: the fault of some is in a link or an account."""
    return case.verdict is Verdict.CLEAR or bool(case.spans)


def _official(checks: Checks) -> Iterator[Example]:
    for path in SENTENCES:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            case = Case(
                id=row["id"], draft=Draft(text=row["text"]), verdict=Verdict.CLEAR, concerns=(),
                spans=(), clauses=(), rewording="", must_keep=(),
            )  # fmt: skip
            yield _example(case, checks, case.id)


def _example(case: Case, checks: Checks, subject: str) -> Example:
    return Example(
        subject=subject,
        sentences=tuple(_sentences(case)),
        signals=frozenset(names_of(checks.see_by_rules(case.draft, _DAY))),
        verdict=case.verdict,
        concerns=frozenset(case.concerns),
    )


def _sentences(case: Case) -> Iterator[Sentence]:
    text = case.draft.text
    marked = [(text.find(span), text.find(span) + len(span)) for span in case.spans]
    seen = view(text)
    spoken = spoken_sentences(seen)
    for first, after in seen.sentences():
        start, end = seen.span(first, after)
        there = any(start < stop and begun < end for begun, stop in marked)
        yield Sentence(_grams(seen, first, after), there, (first, after) in spoken)


def _grams(seen: View, start: int, end: int) -> frozenset[str]:
    """As the reader itself takes them."""
    return frozenset(grams(even_handed(seen, start, end, _names())))
