"""Learns what tells a loaded news sentence from a plain one, for ``neutral check``."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.checks.grams import Names, even_handed, grams, party_names
from bot.checks.readings import BRIEF
from bot.checks.view import view
from bot.checks.watchfile import read_parties
from training.table import BIAS, Text, Weighed, is_told, table, weights_of

HERE = Path(__file__).parent
GUIDANCE = HERE.parent / "guidance"
SENTENCES = tuple(sorted((HERE / "sentences").glob("news*.jsonl")))
RARE = 3
"""A gram in fewer sentences says nothing."""
KEPT = 6_000
"""Grams that are kept, heaviest first."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One labelled news sentence."""

    grams: frozenset[str]
    is_loaded: bool


def news() -> tuple[Sentence, ...]:
    """Every news sentence of ours, in order."""
    parties, _ = read_parties(GUIDANCE)
    names = party_names(parties)
    lines = [line for path in SENTENCES for line in path.read_text(encoding="utf-8").splitlines()]
    rows = map(json.loads, lines)
    return tuple(Sentence(_grams(row["text"], names), row["loaded"]) for row in rows)


def _grams(text: str, names: Names) -> frozenset[str]:
    """As the reader itself takes them."""
    seen = view(text)
    sentences = (even_handed(seen, *at, names) for at in seen.sentences())
    return frozenset[str]().union(*map(grams, sentences))


def slanted(rows: Sequence[Sentence]) -> Weighed:
    """What tells loaded sentences from plain ones; the heaviest grams and the bias."""
    often = Counter(gram for row in rows for gram in row.grams)
    known = [gram for gram, times in often.items() if times >= RARE]
    texts = table([Text(row.grams) for row in rows], known, short=BRIEF)
    weighed = weights_of(texts, [row.is_loaded for row in rows])
    heaviest = sorted((g for g in weighed if not is_told(g)), key=lambda g: (-abs(weighed[g]), g))
    kept = sorted(gram for gram in heaviest[:KEPT] if weighed[gram])
    return {gram: weighed[gram] for gram in (*kept, BIAS)}
