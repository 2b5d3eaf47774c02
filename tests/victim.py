"""A bot to be killed: works on a folder, and writes each thing it did as a line of a file.

``python -m tests.victim FOLDER PLACE_TO_HANG DATABASE EXECUTOR`` hangs where it is told ("judge",
"show", "card") until somebody kills it; with "nowhere" it works to the end and stops on SIGTERM,
with "hurry" it takes a worker for gone at once.
"""

import signal
import sys
from pathlib import Path
from threading import Event

from bot.desk.records import Place
from bot.desk.seams import Kept
from bot.log.sqlite_log import SqliteLog
from bot.review.review import Review
from bot.work.engine import Engine
from tests.rehearsal import ADesk, AVoice, review_job, settings_for, share_job

HERE, HANGS, DATABASE, EXECUTOR = Path(sys.argv[1]), *sys.argv[2:5]


def did(what: str) -> None:
    with (HERE / "did").open("a", encoding="utf-8") as file:
        file.write(f"{what}\n")


def pause(where: str) -> None:
    did(where)
    if where == HANGS:
        Event().wait()


class Loud(AVoice):
    """Writes down what it says, and may hang after saying it."""

    def show(self, review: Review, place: Place, lead: str = "", kept: Kept | None = None) -> Place:
        pause("show")
        return super().show(review, place, lead, kept)

    def share_card(self, review: Review, place: Place, kept: Kept | None = None) -> Place:
        pause("card")
        return super().share_card(review, place, kept)

    def _say(self, kind: str, words: str) -> None:
        super()._say(kind, words)
        did(f"said {kind}")


def main() -> None:
    log, stop = SqliteLog(HERE / "log.db"), Event()
    voice = Loud()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    settings = settings_for(HERE, database_url=DATABASE, executor=EXECUTOR)
    engine = Engine(settings, ADesk(log, lambda: pause("judge")), voice, log)
    engine.start()
    did("started")
    if HANGS == "hurry":
        engine.upkeep.patience = 0.0
        engine.upkeep.round()
    for line in (HERE / "orders").read_text(encoding="utf-8").split():
        kind, _, name = line.partition("=")
        engine.put(review_job(name) if kind == "review" else share_job(name, f"share:{name}:C"))
        did(f"kept {name}")
    stop.wait()
    did(f"stopped {engine.stop(10)}")


main()
