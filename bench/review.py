"""Times a whole review without a model, step by step, beside a plain keyword filter.

python -m bench.review [CASES.jsonl]
Times are processor time of this process, the best of some rounds, warm; the record is a real
SQLite file in a folder that is thrown away.
"""

import json
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

from bot.checks.run import read_checks
from bot.desk.desk import Asked, Desk, Shelf
from bot.draft import Draft
from bot.guidance.library import read_library
from bot.log.sqlite_log import SqliteLog
from bot.prompt.files import read_prompts
from bot.retrieval.index import Index

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "own.jsonl"
TARGET_MS = 25.0
"""For the median of a whole review of an ordinary draft."""
ROUNDS = 3
_AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
_KEYS = count()
_KEYWORDS = re.compile(
    r"\b(?:labour|tory|conservative|delivered|finally|first time|record|mess|chaos|vote)\b",
    re.IGNORECASE,
)
T = TypeVar("T")
Times = dict[str, float]


def a_desk(folder: Path) -> Desk:
    """The desk as it stands in production, without a model."""
    library = read_library(ROOT / "guidance")
    shelf = Shelf(
        library=library,
        index=Index(library),
        checks=read_checks(ROOT / "guidance", library),
        prompts=read_prompts(ROOT / "prompts"),
    )
    return Desk(shelf, SqliteLog(folder / "log.db"))


def read_drafts(path: Path) -> list[Draft]:
    """The drafts of a file of cases with the day they were posted on."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Draft(
            text=row["draft"],
            account=row["account"],
            posting_on=date.fromisoformat(row["context"]["date"]),
        )
        for row in rows
    ]


def steps(desk: Desk, draft: Draft) -> Times:
    """Milliseconds of each step of one review."""
    took: Times = {}
    asked = Asked(key=f"bench-{next(_KEYS)}", by="U1", at=_AT)
    timed(took, "keyword filter", lambda: _KEYWORDS.findall(draft.text))
    reading = timed(took, "read", lambda: desk.read(draft, _AT))
    judgement = timed(took, "judge", lambda: desk.judge(reading, "U1"))
    review = timed(took, "conclude", lambda: desk.conclude(reading, judgement, asked))
    timed(took, "keep", lambda: desk.keep(review))
    took["whole review"] = sum(took[name] for name in ("read", "judge", "conclude", "keep"))
    return took


def timed(took: Times, name: str, work: Callable[[], T]) -> T:
    """Do a piece of work and note what it took."""
    began = time.process_time_ns()
    done = work()
    took[name] = (time.process_time_ns() - began) / 1e6
    return done


def main() -> None:
    """Print the median and the 99th percentile of each step."""
    drafts = read_drafts(Path(sys.argv[1]) if sys.argv[1:] else CASES)
    best: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        steps(desk, drafts[0])
        for draft in drafts:
            rounds = [steps(desk, draft) for _ in range(ROUNDS)]
            for name in rounds[0]:
                best[name].append(min(took[name] for took in rounds))
    for name, figures in best.items():
        p99 = statistics.quantiles(figures, n=100)[98]
        print(f"{name:15} median {statistics.median(figures):7.3f} ms   p99 {p99:7.3f} ms")
    median = statistics.median(best["whole review"])
    print(f"target: a whole review under {TARGET_MS} ms median: {median < TARGET_MS}")


if __name__ == "__main__":
    main()
