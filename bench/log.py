"""How fast the log keeps a review, and how fast a month goes out, in how much memory.

    python bench/log.py [ROWS]

Exports run in processes of their own, so that each has its own peak of memory; the
export of sqlite-utils, which guards nothing, runs beside ours over the same rows.
"""

import atexit
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.concerns import Concern, Severity, Verdict
from bot.draft import Draft
from bot.log.keeping import keep_review
from bot.log.record import StoredLog
from bot.log.sqlite.connection import writing
from bot.log.sqlite_log import SqliteLog
from bot.quoting import Span
from bot.report.export import export_month
from bot.report.form import FORMS, Form
from bot.report.month import Month
from bot.review.review import Finding, Making, Passage, Review, Rewording

NOVEMBER = Month(2026, 11)
KEPT_ONE_BY_ONE = 300
KEPT_TOGETHER = 600
_ROWS = 20_000
_SQL = """
select reviews.*, text, context, body from reviews
join drafts on drafts.kind = 'review' and drafts.id = reviews.id
join bodies on bodies.kind = 'review' and bodies.id = reviews.id order by made_at, reviews.id
"""
_PASSAGES = tuple(
    Passage(
        clause_id=f"source.clause-{number}",
        title="A document of the catalogue",
        locator=f"paragraph {number}",
        url=f"https://www.gov.uk/guidance#{number}",
        words=f"Rule {number}: say what is known, from whom, and since when. " * 3,
        is_summary=True,
        basis="primary",
        strength="must",
        concern=Concern.EVIDENCE,
    )
    for number in range(20)
)


def invented(number: int) -> Review:
    """A review of the usual size: a post of 300 characters, two findings, 20 clauses."""
    text = f"Harbour {number} opens, for the first time in a generation. " + "Plain words. " * 19
    finding = Finding(
        excerpt="for the first time in a generation",
        span=Span(20, 54),
        concern=Concern.PARTY_POLITICAL,
        severity=Severity.REVISE,
        clause_id="source.clause-1",
        quote="say what is known",
        why="It compares this government with earlier ones.",
        advice="Cut the comparison.",
        by="checks",
    )
    return Review(
        id=f"review-{number:08}",
        draft=Draft(text=text, platform="x", account="@invented"),
        asked_by=f"U{number % 50:04}",
        made_at=datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=number),
        verdict=Verdict.REVISE,
        findings=(finding, replace(finding, concern=Concern.EVIDENCE)),
        unproven=(),
        notes=(),
        passages=_PASSAGES,
        precedents=(),
        periods=(),
        rewording=Rewording(text=text[:200], kept=("300",), by="checks"),
        what_to_change=(),
        not_checked=("Automatic checks only: no language model is configured.",),
        making=Making(reviewer="checks", guidance_edition="g1", checks_edition="c1"),
    )


def main() -> None:
    """Fill a log, then time each export in a process of its own."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else _ROWS
    with TemporaryDirectory() as name:
        path = Path(name) / "log.db"
        _time_opening(path)
        time_keeping("SQLite", SqliteLog(path))
        time_filling(path, rows)
        for form in FORMS:
            _report(form, rows, _child("--export", form, name))
        _report("sqlite-utils query --csv", rows, _child("--theirs", name))


def _time_opening(path: Path) -> None:
    SqliteLog(path)
    started = time.perf_counter()
    SqliteLog(path)
    print(f"open a log                {(time.perf_counter() - started) * 1000:10.1f} ms")


def time_keeping(what: str, log: StoredLog) -> None:
    """Time one review at a time: alone, then with eight threads that keep at once."""
    alone = [_timed(log, number) for number in range(KEPT_ONE_BY_ONE)]
    with ThreadPoolExecutor(8) as threads:
        numbers = range(KEPT_ONE_BY_ONE, KEPT_TOGETHER)
        started = time.perf_counter()
        crowd = list(threads.map(partial(_timed, log), numbers))
        rate = len(numbers) / (time.perf_counter() - started)
    for how, took in (("alone", alone), ("8 at once", crowd)):
        p99 = statistics.quantiles(took, n=100)[98]
        name = f"keep, {what}, {how}"
        print(f"{name:28}{statistics.median(took):8.1f} ms median {p99:8.1f} ms p99")
    print(f"keep, {what}, 8 at once: {rate:,.0f} reviews/s")


def _timed(log: StoredLog, number: int) -> float:
    review = invented(number)
    started = time.perf_counter()
    log.keep(review)
    return (time.perf_counter() - started) * 1000


def time_filling(path: Path, rows: int) -> None:
    """Time many reviews that wait for the disk once."""
    started = time.perf_counter()
    with writing(path) as tables:
        for number in range(KEPT_TOGETHER, rows):
            keep_review(tables, invented(number))
    filled = (rows - KEPT_TOGETHER) / (time.perf_counter() - started)
    size = path.stat().st_size / rows / 1024
    print(f"kept in one transaction   {filled:10,.0f} reviews/s  {size:.1f} kB a review")


def _child(*arguments: str) -> tuple[float, float]:
    """Run this file again; give seconds and the peak of memory in MB, as it printed it."""
    started = time.perf_counter()
    command = [sys.executable, __file__, *arguments]
    child = subprocess.run(command, check=True, stderr=subprocess.PIPE)  # noqa: S603  # ourselves
    return time.perf_counter() - started, float(child.stderr)


def print_peak() -> None:
    """Say how much memory this process held at most, since it began (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = int(status.split("VmHWM:")[1].split()[0])
    print(kilobytes / 1024, file=sys.stderr)


def _report(what: str, rows: int, figures: tuple[float, float]) -> None:
    seconds, peak = figures
    print(
        f"export {what:24} {rows / seconds:7,.0f} rows/s {seconds:6.1f} s, "
        f"start included; peak {peak:.0f} MB"
    )


def _export(form: Form, folder: Path) -> None:
    atexit.register(print_peak)
    export_month(SqliteLog(folder / "log.db"), NOVEMBER, form, folder)


def _theirs(folder: Path) -> None:
    atexit.register(print_peak)
    from sqlite_utils.cli import cli  # noqa: PLC0415  # what the others do not pay for

    with (folder / "theirs.csv").open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        cli(["query", str(folder / "log.db"), _SQL, "--csv"])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--export", ("csv" | "jsonl" | "xlsx") as wanted, folder]:
            _export(wanted, Path(folder))
        case ["--theirs", folder]:
            _theirs(Path(folder))
        case _:
            main()
