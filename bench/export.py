"""How fast a month goes out of a large log, in how much memory, beside what else is there.

    python -m bench.export [REVIEWS] [FILE] [MONTH]

Default: November 2026, with 80,000 reviews, of the log of 1,000,000 (see bench/made_log.py).
Each export is a process of its own, whose seconds, start included, and peak of memory the system
tells. Beside ours run the CSV of sqlite3's own shell and that of sqlite-utils, over the same rows:
as they stand in the tables, with nothing read out of the reviews, nothing masked and no formula
guarded.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.made_log import MILLION, made_log
from bot.log.sqlite_log import SqliteLog
from bot.log.words import midnight
from bot.report.export import export_month
from bot.report.form import FORMS
from bot.report.month import Month
from bot.report.options import Options

NOVEMBER = Month(2026, 11)
_KEY = b"a key of the bench, which is no secret"
_LAUNCH = Path(__file__).with_name("launch.py")
_WAYS = {
    "usual": Options(),
    "unmasked": Options(masked=False),
    "pseudonyms": Options(key=_KEY),
}
_ROWS = """
select reviews.*, text, context, body from reviews
join drafts on drafts.kind = 'review' and drafts.id = reviews.id
join bodies on bodies.kind = 'review' and bodies.id = reviews.id
where made_at >= '{first}' and made_at < '{after}'
order by made_at, reviews.id
"""


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a process took: seconds, those of the processor alone, and MB of memory at most."""

    seconds: float
    busy: float
    peak: float


def main() -> None:
    """Time each way of getting the month out."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    month = Month.parse(sys.argv[3]) if len(sys.argv) > 3 else NOVEMBER  # noqa: PLR2004  # the third one
    path = made_log(many, Path(sys.argv[2]) if len(sys.argv) > 2 else None)  # noqa: PLR2004  # the second one
    rows = SqliteLog(path).count(month.first, month.after)
    print(f"{path}: {many:,} reviews, of which {rows:,} in {month}")
    with TemporaryDirectory() as folder:
        for form, way in [
            *((form, "usual") for form in FORMS),
            ("csv", "unmasked"),
            ("csv", "pseudonyms"),
        ]:
            _tell(f"{form}, {way}", rows, _ours(path, month, form, way, folder))
        _theirs(path, month, rows, str(Path(folder) / "theirs.csv"))


def _ours(path: Path, month: Month, form: str, way: str, folder: str) -> _Taken:
    return _taken(
        [sys.executable, "-m", "bench.export", "--one", str(path), month.name, form, way, folder]
    )


def _theirs(path: Path, month: Month, rows: int, out: str) -> None:
    sql = _ROWS.format(first=midnight(month.first), after=midnight(month.after))
    if shell := shutil.which("sqlite3"):
        _tell("sqlite3 -csv", rows, _taken([shell, "-csv", "-header", str(path), sql], out))
    else:
        print("sqlite3's shell is not there: apt install sqlite3")
    command = [sys.executable, "-m", "sqlite_utils", "query", str(path), sql, "--csv"]
    _tell("sqlite-utils query --csv", rows, _taken(command, out))


def _taken(command: Sequence[str], out: str = os.devnull) -> _Taken:
    """Run a command to its end. Raises CalledProcessError where it fails."""
    launch = [sys.executable, "-S", str(_LAUNCH), out, *command]
    told = subprocess.run(launch, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603  # ourselves
    seconds, busy, kilobytes = map(float, told.split())
    return _Taken(seconds, busy, kilobytes / 1024)


def _tell(what: str, rows: int, taken: _Taken) -> None:
    print(
        f"{what:26}{rows / taken.seconds:10,.0f} rows/s {taken.seconds:8.1f} s "
        f"({taken.busy:.1f} s of processor) {taken.peak:6.0f} MB at most",
        flush=True,
    )


def _one(path: str, month: str, form: str, way: str, folder: str) -> None:
    chosen = next(each for each in FORMS if each == form)
    export_month(
        SqliteLog(Path(path)), Month.parse(month), chosen, Path(folder), options=_WAYS[way]
    )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--one", path, month, form, way, folder]:
            _one(path, month, form, way, folder)
        case _:
            main()
