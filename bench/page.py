"""How long the log takes for the app's page: somebody's own reviews, and the sums of a month.

    python bench/page.py [REVIEWS]

A third of the reviews is decided about. Months of two sizes are added up: one of twelve, as a
log of a year has it, and the worst there can be, in which all reviews lie. Processor time is
printed beside the time by the clock, because a machine may be busy with other things.
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.log import invented
from bot.concerns import Verdict
from bot.desk.gathering import own_reviews
from bot.desk.records import Decision, Outcome
from bot.log import keeping
from bot.log.sqlite.connection import writing
from bot.log.sqlite_log import SqliteLog
from bot.log.tables import Tables

_REVIEWS = 20_000
_AT_ONCE = 5_000
_TIMES = 15
_FIRST = datetime(2025, 12, 1, tzinfo=UTC)
_NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
_MONTH = date(2026, 11, 1), date(2026, 12, 1)
_YEAR = date(2025, 1, 1), date(2027, 1, 1)
_VERDICTS = tuple(Verdict)
_SETTLED = (Outcome.ACCEPTED, Outcome.POSTED_ANYWAY, Outcome.WITHDRAWN, Outcome.SIGNED_OFF)


def main() -> int:
    """Print the medians of some tries."""
    reviews = int(sys.argv[1]) if len(sys.argv) > 1 else _REVIEWS
    with TemporaryDirectory() as folder:
        log = SqliteLog(Path(folder) / "log.db")
        for first in range(0, reviews, _AT_ONCE):
            with writing(log.path) as tables:
                for number in range(first, min(first + _AT_ONCE, reviews)):
                    _keep(tables, number, reviews)
        print(f"{reviews:,} reviews in a year, {log.path.stat().st_size / 1e6:,.0f} MB")
        month = log.figures(*_MONTH)
        print(f"figures of {month.reviews:,} reviews: {_timed(lambda: log.figures(*_MONTH))}")
        print(f"figures of all reviews: {_timed(lambda: log.figures(*_YEAR))}")
        print(f"one's own reviews: {_timed(lambda: own_reviews(log, 'U0001', _NOW))}")
        print(f"the leads' {len(log.waiting())}: {_timed(log.waiting)}")
    return 0


def _keep(tables: Tables, number: int, of: int) -> None:
    review = invented(number)
    if number % 50 != 1:
        review = replace(review, passages=())  # nobody else's are read
    at = _FIRST + (_NOW - _FIRST) / of * number
    keeping.keep_review(
        tables, replace(review, made_at=at, verdict=_VERDICTS[number % len(_VERDICTS)])
    )
    if number % 3 == 0:
        few = number % 5_000 == 0
        outcome = Outcome.SIGN_OFF_ASKED if few else _SETTLED[number // 3 % len(_SETTLED)]
        decision = Decision(
            id=f"d{number}", review_id=review.id, outcome=outcome, by="U1",
            at=at + timedelta(minutes=number % 90), reason="Because.",
        )  # fmt: skip
        keeping.keep_turn(tables, decision, 0)


def _timed(work: Callable[[], object]) -> str:
    took = []
    for _ in range(_TIMES):
        began = time.perf_counter(), time.process_time()
        work()
        took.append((time.perf_counter() - began[0], time.process_time() - began[1]))
    by_the_clock, of_the_processor = (
        statistics.median(one) * 1_000 for one in zip(*took, strict=True)
    )
    return f"{by_the_clock:.0f} ms, {of_the_processor:.0f} ms of the processor"


if __name__ == "__main__":
    sys.exit(main())
