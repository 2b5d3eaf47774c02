"""How the log does on Postgres, beside SQLite in the same run, and how fast it moves there.

    python bench/log_postgres.py [ROWS]

The server is a private one on loopback that waits for the disk at each commit, as in earnest.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.log import NOVEMBER, time_filling, time_keeping
from bot.log.address import ready, standing
from bot.log.move import move
from bot.log.postgres_log import PostgresLog
from bot.log.record import StoredLog
from bot.log.sqlite_log import SqliteLog
from tests.postgres import MISSING, binaries, fresh_database, private_server

_ROWS = 5_000


def main() -> None:
    """Keep on both, move from one to the other, and read a month from both."""
    if binaries() is None:
        print(f"{MISSING}. Its figures are left out.")
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else _ROWS
    with TemporaryDirectory() as name, private_server(durable=True) as server:
        path, target = Path(name) / "log.db", fresh_database(server)
        time_keeping("SQLite", SqliteLog(path))
        time_keeping("Postgres", PostgresLog(fresh_database(server)))
        time_filling(path, rows)
        _time_moving(path, target)
        _time_month("SQLite", SqliteLog(path))
        _time_month("Postgres", PostgresLog(target))


def _time_moving(path: Path, target: str) -> None:
    source, empty = standing(str(path)), ready(target)
    started = time.perf_counter()
    digest = move(source, empty)
    seconds, rows = time.perf_counter() - started, sum(digest.rows.values())
    reviews = digest.rows["reviews"]
    print(f"move, proven    {reviews / seconds:10,.0f} reviews/s  {rows / seconds:,.0f} rows/s")


def _time_month(what: str, log: StoredLog) -> None:
    started = time.perf_counter()
    reviews = sum(1 for _ in log.between(NOVEMBER.first, NOVEMBER.after))
    rate = reviews / (time.perf_counter() - started)
    print(f"month, {what:9}{rate:10,.0f} reviews/s")


if __name__ == "__main__":
    main()
