"""Times the search in 46 official documents of 15,000 passages, and what it takes to open them.

Run with ``python bench/official.py``.
The documents are those of the catalogue; a passage for each clause says what its summary says
among other words, and the rest are invented of the guidance's own words, in its proportions.
Beside the bot, in the same run, what one writes first: SQLite's FTS5 with every different word
OR-ed, and a scan of the same table with LIKE.
Times of searches are processor time of the calling thread, so that a busy machine does not count.
"""

import random
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.retrieval import say, times
from bot.draft import Draft
from bot.guidance.accepted import Official, read_official
from bot.guidance.catalogue import Clause, Library
from bot.guidance.library import read_library
from bot.guidance.official import Kind, OfficialPassage, may_be_kept
from bot.log.guidance.edition import CitedVersions
from bot.log.guidance.store import GuidanceStore
from bot.log.guidance.ties_file import remembered
from bot.retrieval.index import MOST_SHOWN, Index
from bot.retrieval.steer import Steer
from tests.official_pages import document

PASSAGES = 15_000
WORDS_OF_A_PASSAGE = 45
QUERIES, SCANS = 300, 40
WORDS_OF_A_POST, WORDS_OF_A_QUESTION = (15, 60), (4, 12)
_MOST_MILLISECONDS = 20


def main() -> None:
    """Print what it takes to open the documents, then what each search takes."""
    library = read_library(Path(__file__).parent.parent / "guidance")
    dice = random.Random(20261122)  # noqa: S311  # repeatable, and nothing is secret
    words = re.findall(r"[^\W\d_]+", " ".join(clause.gist for clause in library.clauses))
    with TemporaryDirectory() as folder:
        _keep(library, Path(folder), dice, words)
        for name in ("opened first", "opened again"):
            began = time.perf_counter()
            official = _opened(library, Path(folder))
            say(f"{name}: {time.perf_counter() - began:.2f} s")
    many = official.counted()
    say(f"{len(official.documents)} documents, {len(official.passages):,} passages; ties: {many}")
    _compare(library, official, dice, words)


def _keep(library: Library, folder: Path, dice: random.Random, words: list[str]) -> None:
    """Keep a document for each of the catalogue; all that the licences let us keep."""
    store = GuidanceStore(folder)
    kept = [source for source in library.sources if may_be_kept(source.licence)]
    for source in kept:
        clauses = [clause for clause in library.clauses if clause.source.id == source.id]
        passages = tuple(_passages(clauses, PASSAGES // len(kept) + 1, dice, words))
        store.keep(document(source, passages), (), (), edition=1)


def _passages(
    clauses: list[Clause], many: int, dice: random.Random, words: list[str]
) -> Iterator[OfficialPassage]:
    for number in range(many):
        text = dice.choices(words, k=WORDS_OF_A_PASSAGE)
        if number < len(clauses):
            text = [*re.findall(r"\S+", clauses[number].gist), *text[:15]]
        yield OfficialPassage(
            position=number, kind=Kind.PARAGRAPH, headings=(f"Heading {number // 10}",),
            locator=f"Heading {number // 10}, paragraph {number}", text=" ".join(text),
            address="https://www.gov.uk/invented", number=str(number),
        )  # fmt: skip


def _opened(library: Library, folder: Path) -> Official:
    with remembered(folder) as ties:
        return read_official(library, CitedVersions(GuidanceStore(folder)), ties)


def _compare(library: Library, official: Official, dice: random.Random, words: list[str]) -> None:
    posts = [_text(dice, words, WORDS_OF_A_POST) for _ in range(QUERIES)]
    questions = [_text(dice, words, WORDS_OF_A_QUESTION) for _ in range(QUERIES)]
    database = _table(official)
    began = time.thread_time()
    with Index(library, official) as index:
        built = time.thread_time() - began
        index.saying("When may letters about ladders be answered?")
        laid_out = time.thread_time() - began - built
        rows: dict[str, tuple[Callable[[str], object], list[str]]] = {
            "a draft, the bot": (partial(_search, index), posts),
            "a draft, plain FTS5": (partial(_plain, database), posts),
            "a draft, LIKE": (partial(_scan, database), posts[:SCANS]),
            "a question, the bot": (index.saying, questions),
            "a question, plain FTS5": (partial(_plain, database), questions),
            "a question, LIKE": (partial(_scan, database), questions[:SCANS]),
        }
        say(f"{'':24}  p50       p99   (ms)")
        for name, (search, texts) in rows.items():
            say(f"{name:22}" + "".join(f"{figure:8.2f}  " for figure in times(search, texts)))
    say(f"laid out: {built:.2f} s at the start, {laid_out:.2f} s at the first question")
    say(f"to keep under: {_MOST_MILLISECONDS} ms at the 99th percentile")


def _text(dice: random.Random, words: list[str], length: tuple[int, int]) -> str:
    return " ".join(dice.choices(words, k=dice.randint(*length)))


def _search(index: Index, text: str) -> object:
    return index.search(Draft(text=text), Steer())


def _table(official: Official) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table t using fts5(words, tokenize='porter unicode61')")
    rows = ((cited.passage.text,) for cited in official.passages)
    database.executemany("insert into t values (?)", rows)
    return database


def _different(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"[^\W_]+", text.casefold())))


def _plain(database: sqlite3.Connection, text: str) -> object:
    wanted = " OR ".join(f'"{word}"' for word in _different(text))
    question = "select rowid from t where t match ? order by rank limit ?"
    return database.execute(question, (wanted, MOST_SHOWN)).fetchall()


def _scan(database: sqlite3.Connection, text: str) -> object:
    words = _different(text)
    score = " + ".join("(words like ?)" for _ in words)
    question = f"select rowid, {score} as score from t order by score desc limit {MOST_SHOWN}"  # noqa: S608  # marks alone
    return database.execute(question, [f"%{word}%" for word in words]).fetchall()


if __name__ == "__main__":
    main()
