"""How long the monthly report takes, in how much memory, beside what one would use without it.

    python -m bench.report [--reviews N]

Default: a month of 80,000 reviews in a log of 1,000,000 (bench/made_log.py makes it once).
Each runs in a process of its own, start included: the report in both forms; the same month added
up in Python from the log's entries; and from the workbook of the month, read with openpyxl. The
last two add up one month alone, and draw nothing.
"""

import argparse
import atexit
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.log import print_peak
from bench.made_log import MILLION, made_log
from bot.desk.seams import Kept
from bot.log.sqlite_log import SqliteLog
from bot.report.export import export_month
from bot.report.month import Month

NOVEMBER = Month(2026, 11)
_AIM = 5.0
"""Seconds."""


def main() -> None:
    """Make the log where it is not there, and time each."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--reviews", type=int, default=MILLION)
    path = made_log(asked.parse_args().reviews)
    log = SqliteLog(path)
    month = log.count(NOVEMBER.first, NOVEMBER.after)
    load = os.getloadavg()[0]
    print(f"{path}: {month:,} in the month; load {load:.1f} on {os.cpu_count()} processors")
    with TemporaryDirectory() as folder:
        book = export_month(log, NOVEMBER, "xlsx", Path(folder))
        _tell(f"neutral report (aim {_AIM:.0f} s)", _child("--report", path, folder))
        _tell("entries, in Python", _child("--entries", path, folder))
        _tell("workbook, openpyxl", _child("--workbook", book, folder))


def _child(what: str, path: Path, folder: str) -> tuple[float, float, float]:
    """Run this file again: seconds, seconds of a processor, and peak of memory in MB."""
    before, started = os.times(), time.perf_counter()
    command = [sys.executable, "-m", "bench.report", what, str(path), folder]
    child = subprocess.run(command, check=True, stderr=subprocess.PIPE)  # noqa: S603  # ourselves
    took, after = time.perf_counter() - started, os.times()
    worked = after.children_user + after.children_system
    worked -= before.children_user + before.children_system
    return took, worked, float(child.stderr)


def _tell(what: str, measured: tuple[float, float, float]) -> None:
    took, worked, peak = measured
    print(f"{what:30}{took:8.1f} s {worked:8.1f} s of a processor; peak {peak:.0f} MB")


def _report(path: Path, folder: Path) -> None:
    from bot.privacy.finding import masked  # noqa: PLC0415  # what the others do not pay for
    from bot.report.figures.gathered import Beside  # noqa: PLC0415  # as above
    from bot.report.form import REPORT_FORMATS  # noqa: PLC0415  # as above
    from bot.report.monthly import write_report  # noqa: PLC0415  # as above

    now, beside = datetime(2026, 12, 1, 9, tzinfo=UTC), Beside(mask=masked)
    write_report(SqliteLog(path), NOVEMBER, folder, REPORT_FORMATS, now=now, beside=beside)


def _entries(path: Path) -> None:
    counts: Counter[str] = Counter()
    for entry in SqliteLog(path).between(NOVEMBER.first, NOVEMBER.after):
        if isinstance(entry, Kept):
            counts[entry.review.verdict] += 1
            counts.update({one.concern for one in entry.review.findings})
            counts.update({one.clause_id for one in entry.review.findings})
            counts.update(one.outcome for one in entry.decisions[-1:])
    _tell_counted(counts)


def _workbook(path: Path) -> None:
    import openpyxl  # noqa: PLC0415  # what the others do not pay for

    lines: Iterable[tuple[object, ...]] = openpyxl.load_workbook(path, read_only=True)[
        "Reviews"
    ].iter_rows(values_only=True)
    rows = iter(lines)
    place = {str(name): at for at, name in enumerate(next(rows))}
    counts: Counter[str] = Counter()
    for row in rows:
        for name in ("verdict", "concerns", "clauses", "decision"):
            counts.update(str(row[place[name]] or "").split("; "))
    _tell_counted(counts)


def _tell_counted(counts: Counter[str]) -> None:
    if not counts.total():
        raise SystemExit("Nothing was counted.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--report", where, folder]:
            atexit.register(print_peak)
            _report(Path(where), Path(folder))
        case ["--entries", where, _]:
            atexit.register(print_peak)
            _entries(Path(where))
        case ["--workbook", where, _]:
            atexit.register(print_peak)
            _workbook(Path(where))
        case _:
            main()
