"""How fast a log is held to its chain, and what a link costs when a review is kept.

    python bench/verify.py [REVIEWS]

Default: 20,000 reviews, each with two findings and twenty passages shown. Beside it, what a file
is checked with otherwise: SQLite's own integrity check, which knows pages and no records.
"""

import resource
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.log import invented
from bot.log import keeping
from bot.log.sqlite.connection import FoundStore, writing
from bot.log.sqlite.damage import damage
from bot.log.sqlite_log import SqliteLog
from bot.log.verify import Walk, faults

_REVIEWS = 20_000
_BATCH = 500
_ALONE = 300


def main() -> None:
    """Make a log, and time what is asked of it."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else _REVIEWS
    with TemporaryDirectory(prefix="neutral-bench-") as folder:
        path = Path(folder) / "log.db"
        log = SqliteLog(path)
        made = _timed(lambda: _fill(path, many))
        print(f"{many:,} reviews of {path.stat().st_size / 1e6:,.0f} MB made in {made:.1f} s")
        before, walk = _peak(), Walk()
        seconds = _timed(lambda: _verified(path, walk))
        print(
            f"verified {walk.seq:,} records in {seconds:.1f} s: "
            f"{walk.seq / seconds:,.0f} a second, "
            f"{_peak() - before:.0f} MB more at most"
        )
        plain = _timed(lambda: damage(path))
        print(f"SQLite's own check of its pages: {plain:.1f} s, and it knows no record")
        alone = [_timed(partial(log.keep, invented(many + n))) for n in range(_ALONE)]
        print(f"one review kept and linked: {statistics.median(alone) * 1000:.1f} ms at the median")


def _fill(path: Path, many: int) -> None:
    for first in range(0, many, _BATCH):
        with writing(path) as tables:
            for number in range(first, min(first + _BATCH, many)):
                keeping.keep_review(tables, invented(number))


def _verified(path: Path, walk: Walk) -> None:
    with FoundStore(path).reading() as tables:
        wrong = next(faults(tables, walk), None)
    if wrong:
        raise SystemExit(f"The log that was just made is not whole: {wrong}")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _peak() -> float:
    """Megabytes of this process, at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
