"""Learns how the reader's scores of a draft together say whether it is at fault, and a stop.

The scores that this learns from are those of drafts that the weights had not seen: the drafts
are dealt into parts, and each part is scored by what was learned from the others. A pair that
differs in little but the fault is never divided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

from bot.checks.judged import Scores, length
from bot.checks.readings import BRIEF, SHORT, SIGNAL, SPOKEN
from bot.concerns import Verdict
from training.examples import Example, Sentence
from training.svm import separate
from training.table import BIAS, Text, Weighed, is_told, table, told, weights_of

_PARTS = 3
_COST, _ROUNDS = 1.0, 60
_SCALE = 1000
Judge: TypeAlias = tuple[int, ...]
"""The weight of each of the scores, in their order, and the bias last; in thousandths."""


@dataclass(frozen=True, slots=True)
class Readings:
    """Four ways of reading: a draft or a sentence, for any fault or for a stop."""

    fault: Weighed
    stop: Weighed
    sentence_fault: Weighed
    sentence_stop: Weighed


def readings(rows: Sequence[Example], grams: Sequence[str]) -> Readings:
    """Learn the four from labelled texts, looking at some grams alone."""
    drafts = table([Text(row.grams, row.signals) for row in rows], grams)
    placed = [(s, row) for row in rows if row.is_placed for s in row.sentences]
    sentences = table([Text(sentence.grams) for sentence, _ in placed], grams, short=BRIEF)
    marked = [sentence.is_marked for sentence, _ in placed]
    stop = [sentence.is_marked and row.verdict is Verdict.STOP for sentence, row in placed]
    return Readings(
        fault=weights_of(drafts, [row.verdict is not Verdict.CLEAR for row in rows]),
        stop=weights_of(drafts, [row.verdict is Verdict.STOP for row in rows]),
        sentence_fault=weights_of(sentences, marked),
        sentence_stop=weights_of(sentences, stop),
    )


def judges(rows: Sequence[Example], grams: Sequence[str]) -> tuple[Judge, Judge]:
    """How to weigh the scores: for a fault among all drafts, for a stop among those at fault."""
    scored = _unseen(rows, grams)
    faulty = [(row, scores) for row, scores in scored if row.verdict is not Verdict.CLEAR]
    return (
        _judge([s for _, s in scored], [r.verdict is not Verdict.CLEAR for r, _ in scored]),
        _judge([s for _, s in faulty], [r.verdict is Verdict.STOP for r, _ in faulty]),
    )


def _judge(scores: Sequence[Scores], sides: Sequence[bool]) -> Judge:
    rows = [[*enumerate((*score, 1.0))] for score in scores]
    found = separate(rows, sides, len(Scores._fields) + 1, cost=_COST, rounds=_ROUNDS)
    return tuple(round(weight * _SCALE) for weight in found)


def _unseen(rows: Sequence[Example], grams: Sequence[str]) -> list[tuple[Example, Scores]]:
    """The scores of texts, by what was learned without them."""
    part = parts(rows)
    scored: list[tuple[Example, Scores]] = []
    for left_out in range(_PARTS):
        learned = readings([row for row in rows if part[row.subject] != left_out], grams)
        kept = (row for row in rows if part[row.subject] == left_out and row.sentences)
        scored += [(row, scores_of(row, learned)) for row in kept]
    return scored


def parts(rows: Iterable[Example]) -> dict[str, int]:
    """Which part each subject is dealt into."""
    subjects = dict.fromkeys(row.subject for row in rows)
    return {subject: at % _PARTS for at, subject in enumerate(subjects)}


def scores_of(row: Example, learned: Readings) -> Scores:
    """What the reader would make of a draft before it judges."""
    brevity, single = length(len(row.sentences))
    scored = [_of_sentence(sentence, learned) for sentence in row.sentences]
    counted = [
        sentence.grams
        for sentence, (_, stop) in zip(row.sentences, scored, strict=True)
        if stop > SPOKEN or not sentence.is_spoken
    ]
    grams = frozenset[str]().union(*counted)
    return Scores(
        worst=max(fault for fault, _ in scored),
        gravest=max(stop for _, stop in scored),
        brevity=brevity,
        single=single,
        fault=_score(grams, learned.fault, SHORT, row.signals),
        stop=_score(grams, learned.stop, SHORT, row.signals),
        revises=float("revise" in row.signals),
        stops=float("stop" in row.signals),
    )


def _of_sentence(sentence: Sentence, learned: Readings) -> tuple[float, float]:
    """For any fault and for a stop; spoken words are at fault only as far as they are a stop."""
    fault = _score(sentence.grams, learned.sentence_fault)
    stop = _score(sentence.grams, learned.sentence_stop)
    return min(fault, stop) if sentence.is_spoken else fault, stop


def _score(
    grams: frozenset[str],
    weighed: Weighed,
    short: int = BRIEF,
    signals: frozenset[str] = frozenset(),
) -> float:
    """As the reader itself scores a text, in ones."""
    known = sum(weighed.get(gram, 0) for gram in grams if not is_told(gram))
    seen = sum(weighed.get(told(name), 0) for name in signals)
    return (known / sqrt(len(grams) + short) + SIGNAL * seen + weighed[BIAS]) / _SCALE
