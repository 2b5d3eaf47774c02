"""Something done to a log, to be killed: it hangs at a moment and says so in the file ``did``.

``python -m tests.keeping_victim FOLDER WHAT``: "between" two batches of retention or "inside" the
second one, in a "backup" before its copy takes its name, or while "verify" walks. With "write"
it keeps one remark after the other and counts them there, for ever.
"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event

from bot.log.classes import periods
from bot.log.erasing import Order
from bot.log.retention import BATCH, cutoffs, let_go
from bot.log.sqlite.backup import back_up
from bot.log.sqlite.connection import SqliteStore
from bot.log.sqlite_log import SqliteLog
from bot.log.tables import Tables
from bot.log.verify import Walk, faults
from tests.drawn import a_remark, a_review

HERE, WHAT = Path(sys.argv[1]), sys.argv[2]
LOG = HERE / "log.db"
NOW = datetime(2028, 12, 1, tzinfo=UTC)


def hang(_: object = None) -> None:
    (HERE / "did").write_text(f"{WHAT}\n", encoding="utf-8")
    Event().wait()


@dataclass(frozen=True)
class Hanging:
    """A store in which the second batch never comes to its end."""

    store: SqliteStore

    def reading(self) -> AbstractContextManager[Tables]:
        return self.store.reading()

    @contextmanager
    def writing(self) -> Iterator[Tables]:
        with self.store.writing() as tables:
            yield tables
            (row,) = tables.read("select count(*) as many from erasures")
            if row["many"] > BATCH:
                hang()

    def sweep(self) -> str:
        return self.store.sweep()


def write() -> None:
    log = SqliteLog(LOG)
    log.keep(a_review())
    for number in count(1):
        log.keep_remark(a_remark(f"a{number}"))
        with (HERE / "did").open("a", encoding="utf-8") as file:
            file.write(f"{number}\n")


def main() -> None:
    store, before = SqliteStore(LOG), cutoffs(periods("people=always"), NOW)
    order = Order("", "Kept for long enough", "A Records Officer", NOW)
    if WHAT == "between":
        let_go(store, before, order, hang)
    elif WHAT == "inside":
        let_go(Hanging(store), before, order)
    elif WHAT == "backup":
        back_up(LOG, HERE / "copies" / "copy.db", hang)
    elif WHAT == "write":
        write()
    else:
        with store.reading() as tables:
            list(faults(tables, Walk(tell=hang)))


main()
