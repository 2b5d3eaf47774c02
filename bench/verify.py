"""How fast a log is held to its chain, and what a link costs when a review is kept.

    python -m bench.verify [REVIEWS] [FILE]

Default: the log of 1,000,000 reviews that bench/made_log.py makes. Beside it, what a file is
checked with otherwise: SQLite's own integrity check, which knows pages and no records.
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
from bench.made_log import MILLION, made_log
from bot.log.sqlite.connection import FoundStore
from bot.log.sqlite.damage import damage
from bot.log.sqlite_log import SqliteLog
from bot.log.verify import Walk, faults

_ALONE = 300


def main() -> None:
    """Verify a log that was made before, and time what a link costs in one of its own."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    path = made_log(many, Path(sys.argv[2]) if len(sys.argv) > 2 else None)  # noqa: PLR2004  # the second one
    print(f"{path}: {many:,} reviews, {path.stat().st_size / 1e6:,.0f} MB")
    before, walk = _peak(), Walk()
    seconds = _timed(lambda: _verified(path, walk))
    print(
        f"verified {walk.seq:,} records in {seconds:.1f} s: {walk.seq / seconds:,.0f} a second, "
        f"{_peak() - before:.0f} MB more at most"
    )
    plain = _timed(lambda: damage(path))
    print(f"SQLite's own check of its pages: {plain:.1f} s, and it knows no record")
    with TemporaryDirectory(prefix="neutral-bench-") as folder:
        log = SqliteLog(Path(folder) / "log.db")
        alone = [_timed(partial(log.keep, invented(number))) for number in range(_ALONE)]
    print(f"one review kept and linked: {statistics.median(alone) * 1000:.1f} ms at the median")


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
