"""How long it takes to see what has been kept for long enough, and to let it go on record.

    python bench/retention.py [REVIEWS]

Default: 20,000 reviews, half of them due. Beside it, what letting go costs without a record of
it: one plain ``delete from`` of the same words, in a copy of the log.
"""

import resource
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.log import invented
from bot.log import keeping
from bot.log.classes import periods
from bot.log.erasing import Order
from bot.log.holds import Hold, Target, put
from bot.log.retention import cutoffs, let_go, plan
from bot.log.sqlite.connection import SqliteStore, reading, writing
from bot.log.sqlite_log import SqliteLog
from bot.log.words import written

_REVIEWS, _BATCH = 20_000, 500
_OLD, _NEW = datetime(2026, 3, 1, tzinfo=UTC), datetime(2028, 11, 1, tzinfo=UTC)
_NOW = datetime(2028, 12, 1, tzinfo=UTC)
_BEFORE = cutoffs(periods("people=always"), _NOW)
_PEOPLE = cutoffs(periods("clear=always, findings=always, people=24"), _NOW)
_ORDER = Order("", "Kept for long enough", "bench", _NOW)
_PLAIN = "delete from {} where kind = 'review' and id in (select id from reviews where made_at < ?)"


def main() -> None:
    """Make a log, and let half of it go."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else _REVIEWS
    with TemporaryDirectory(prefix="neutral-bench-") as folder:
        path, copy = Path(folder) / "log.db", Path(folder) / "copy.db"
        SqliteLog(path)
        made = _timed(lambda: _fill(path, many))
        _checkpoint(path)
        print(f"{many:,} reviews of {path.stat().st_size / 1e6:,.0f} MB made in {made:.1f} s")
        shutil.copy(path, copy)
        print(f"plan: {_timed(lambda: _planned(path)):.2f} s")
        hold = Hold(id="h-1", target=Target.WORDS, sought="not there", why="w", by="b", at="2028")
        with writing(path) as tables:
            put(tables, hold)
        print(f"plan with a hold on words: {_timed(lambda: _planned(path)):.2f} s")
        _say("words let go on record", many / 2, _timed(lambda: _let_go(path, _BEFORE)))
        _say("people let go on record", many / 2, _timed(lambda: _let_go(path, _PEOPLE)))
        print(f"plan with nothing left: {_timed(lambda: _planned(path)):.2f} s")
        _say(
            "plain delete of the same words, not on record", many / 2, _timed(lambda: _plain(copy))
        )
        print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


def _fill(path: Path, many: int) -> None:
    for first in range(0, many, _BATCH):
        with writing(path) as tables:
            for number in range(first, min(first + _BATCH, many)):
                at = _OLD if number % 2 else _NEW
                keeping.keep_review(tables, replace(invented(number), made_at=at))


def _planned(path: Path) -> None:
    with reading(path) as tables:
        plan(tables, _BEFORE)


def _let_go(path: Path, before: dict[str, date | None]) -> None:
    let_go(SqliteStore(path), before, _ORDER)
    SqliteStore(path).sweep()


def _plain(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("pragma secure_delete = on")
        for table in ("drafts", "bodies"):
            file.execute(_PLAIN.format(table), (written(_NEW),))


def _checkpoint(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("pragma wal_checkpoint(truncate)")


def _say(what: str, many: float, seconds: float) -> None:
    print(f"{what}: {many:,.0f} reviews in {seconds:.2f} s, {many / seconds:,.0f} a second")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
