"""Times the search at 160, 1,500 and 15,000 passages, beside plain FTS5 in the same run.

Run with ``python bench/retrieval.py``.
The larger libraries are the guidance itself and invented clauses made of its words, in the
proportions in which it uses them.
Plain FTS5 is asked with every different word of the draft, OR-ed, stop words and all.
Times are processor time of the calling thread, so that a busy machine does not count.
"""

import random
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.draft import Draft
from bot.guidance.catalogue import Clause, Library
from bot.guidance.library import read_library
from bot.retrieval.index import MOST_SHOWN, Index
from bot.retrieval.steer import Steer

SIZES = (160, 1_500, 15_000)
QUERIES = 300
WORDS_OF_A_PASSAGE = 45
WORDS_OF_A_POST = (15, 60)
_TIERS = (0.50, 0.99)

T = TypeVar("T")


def main() -> None:
    """Print a row for each size: what plain FTS5 takes, what the index takes, what it builds in."""
    guidance = read_library(Path(__file__).parent.parent / "guidance")
    dice = random.Random(20261122)  # noqa: S311  # repeatable, and nothing is secret
    words = re.findall(r"[^\W\d_]+", " ".join(_texts(guidance)))
    drafts = [Draft(text=" ".join(_post(dice, words))) for _ in range(QUERIES)]
    say("passages   plain p50   plain p99   index p50   index p99   (ms)   built in (s)")
    for size in SIZES:
        library = replace(guidance, clauses=tuple(_clauses(guidance, size, dice, words)))
        plain = times(_plain(library), drafts)
        began = time.thread_time()
        with Index(library) as index:
            built = time.thread_time() - began
            ours = times(partial(index.search, steer=Steer()), drafts)
        figures = "".join(f"{figure:12.2f}" for figure in (*plain, *ours))
        say(f"{size:8,}{figures}{built:22.2f}")


def _texts(library: Library) -> Iterator[str]:
    for clause in library.clauses:
        yield from (clause.gist, *clause.examples)


def _post(dice: random.Random, words: list[str]) -> list[str]:
    return dice.choices(words, k=dice.randint(*WORDS_OF_A_POST))


def _clauses(
    guidance: Library, size: int, dice: random.Random, words: list[str]
) -> Iterator[Clause]:
    """The clauses of the guidance, and invented ones up to the size asked for."""
    yield from guidance.clauses[:size]
    for number in range(len(guidance.clauses), size):
        model = dice.choice(guidance.clauses)
        text = dice.choices(words, k=WORDS_OF_A_PASSAGE)
        yield replace(
            model,
            id=f"invented.{number}",
            core=False,
            gist=" ".join(text[:25]),
            examples=(" ".join(text[25:]),),
            cues=tuple(dice.sample(model.cues, min(3, len(model.cues)))),
        )


def _plain(library: Library) -> Callable[[Draft], object]:
    """One column, every word of the draft: what one writes first."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table t using fts5(words, tokenize='porter unicode61')")
    rows = ((f"{c.gist} {' '.join(c.examples)} {' '.join(c.cues)}",) for c in library.clauses)
    database.executemany("insert into t values (?)", rows)

    def search(draft: Draft) -> object:
        words = dict.fromkeys(re.findall(r"[^\W_]+", draft.text.casefold()))
        wanted = " OR ".join(f'"{word}"' for word in words)
        question = "select rowid from t where t match ? order by rank limit ?"
        return database.execute(question, (wanted, MOST_SHOWN)).fetchall()

    return search


def times(search: Callable[[T], object], asked: list[T]) -> tuple[float, ...]:
    """Milliseconds at the median and the 99th percentile."""
    search(asked[0])
    taken = []
    for one in asked:
        began = time.thread_time()
        search(one)
        taken.append((time.thread_time() - began) * 1_000)
    taken.sort()
    return tuple(taken[int(len(taken) * tier)] for tier in _TIERS)


def say(line: str) -> None:
    """Print at once, for whoever waits."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
