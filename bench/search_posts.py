"""How fast a review is found by the words of its post, and what the search costs a kept review.

    python -m bench.search_posts [REVIEWS] [FILE]

Default: the log of 1,000,000 reviews that bench/made_log.py makes. Beside it, in the same run,
what one would write without an index (``like '%...%'``), and sqlite-utils' own search, which ranks
every row that matches. A log that an older version made is brought up to date first, and timed.
"""

import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from bench.log import invented
from bench.made_log import MILLION, made_log
from bot.log.record import StoredLog
from bot.log.sqlite.opening import is_ready
from bot.log.sqlite_log import SqliteLog

_TIMES = 7
_KEPT = 400
_SHOWN = 10
_FOLLOWING = "select name from sqlite_master where type = 'trigger' and name like '%_are_f%'"


def main() -> None:
    """Make the log, or take it, and time what is asked of it."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    path = made_log(many, Path(sys.argv[2]) if len(sys.argv) > 2 else None)  # noqa: PLR2004  # the second one
    if not is_ready(path):
        print(f"Brought up to date, with a backup: {_timed(lambda: SqliteLog(path)):.0f} s")
    log = SqliteLog(path)
    _sizes(path)
    with TemporaryDirectory(prefix="neutral-bench-", dir=path.parent) as folder:
        other = _other(path, Path(folder) / "other.db")
        for name, words in _questions(path, many).items():
            _compare(log, other, name, words)
    _cost_of_keeping()


def _questions(path: Path, many: int) -> dict[str, str]:
    """What a letter may quote."""
    with closing(sqlite3.connect(path)) as file:
        sql = "select text from drafts where kind = 'review' and id = ?"
        (text,) = file.execute(sql, (f"review-{many // 2:08}",)).fetchone()
    first, _, rest = text.partition(". ")
    return {
        "the whole post": text,
        "its sentence with a number": text[text.index("Notice") :],
        "its first sentence, as many posts have it": first,
        "two parts of it, with words left out": f"{first} … {' '.join(rest.split()[-6:])}",
        "with a slip in it": text.replace("opens", "opened").replace("each", "every"),
        "one common word": "opens",
        "common words in another order": "press the to office questions go",
        "words that stand nowhere": "zirconium quarrelsome xylophone",
    }


def _compare(log: StoredLog, other: Database, name: str, words: str) -> None:
    ours = [_timed(partial(log.search, words, _SHOWN)) for _ in range(_TIMES)]
    found = log.search(words, _SHOWN)
    like = _timed(lambda: _like(other, words))
    theirs = _timed(lambda: _theirs(other, words))
    exact = sum(post.standing.exact for post in found)
    print(
        f"{name}: {statistics.median(ours) * 1000:.1f} ms at the median, "
        f"{max(ours) * 1000:.1f} at most ({len(found)} shown, {exact} word for word); "
        f"like: {like * 1000:,.0f} ms; sqlite-utils: {theirs * 1000:,.0f} ms"
    )


def _like(other: Database, words: str) -> None:
    sql = "select id from drafts where text like :words order by rowid desc limit 10"
    list(other.query(sql, {"words": f"%{words}%"}))


def _theirs(other: Database, words: str) -> None:
    list(other.table("drafts").search(words, limit=_SHOWN, quote=True))


def _other(path: Path, target: Path) -> Database:
    """The drafts alone, with the index that sqlite-utils makes."""
    other = Database(target)
    other.execute("attach database ? as log", [str(path)])
    other.execute("create table drafts as select kind, id, text from log.drafts")
    other.conn.commit()
    seconds = _timed(lambda: other.table("drafts").enable_fts(["text"], create_triggers=True))
    print(f"sqlite-utils makes its index in {seconds:.0f} s")
    return other


def _sizes(path: Path) -> None:
    """What the search takes on the disk, for each review."""
    with closing(sqlite3.connect(path)) as file:
        (many,) = file.execute("select count(*) from reviews").fetchone()
        (whole,) = file.execute(
            "select page_count * page_size from pragma_page_count, pragma_page_size"
        ).fetchone()
        (index,) = file.execute("select sum(length(block)) from posts_words_data").fetchone()
        sql = "select sum(2 * (length(kind) + length(id) + length(part)) + 20) from posts"
        (names,) = file.execute(sql).fetchone()
    print(
        f"{many:,} reviews, {whole / 1e6:,.0f} MB; of them the search about "
        f"{(index + names) / 1e6:,.0f} MB, {(index + names) / many:,.0f} bytes a review"
    )


def _cost_of_keeping() -> None:
    """One review kept at a time, with the triggers and without."""
    for name in ("with the search", "without it"):
        with TemporaryDirectory(prefix="neutral-bench-") as folder:
            log = SqliteLog(Path(folder) / "log.db")
            if name == "without it":
                with closing(sqlite3.connect(log.path)) as file, file:
                    found = file.execute(_FOLLOWING).fetchall()
                    for (trigger,) in found:
                        file.execute(f"drop trigger {trigger}")
            began = time.process_time()
            alone = [_timed(partial(log.keep, invented(n))) for n in range(_KEPT)]
            worked = (time.process_time() - began) / _KEPT
            print(
                f"a review kept {name}: {statistics.median(alone) * 1000:.2f} ms at the median, "
                f"of processor time {worked * 1000:.2f} ms"
            )


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
