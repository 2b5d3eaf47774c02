"""Reviews a second with a model that answers at once: the whole path, from Slack to Slack.

python bench/throughput.py [REVIEWS]
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import perf_counter

from chaos.bot import Bot
from chaos.load import Target, at_once, people
from chaos.model import Model
from chaos.postgres import Database, database
from chaos.record import Files, Record
from chaos.run import settings_for
from sandbox.slack import Sandbox
from tests.postgres import MISSING, binaries

REVIEWS = 200
OFFICERS = (5, 50)
"""One person's reviews are made one after another, so the number of people matters."""


def main() -> None:
    """Print a line for each number of people."""
    reviews = int(sys.argv[1]) if len(sys.argv) > 1 else REVIEWS
    print(f"{reviews} reviews at once, model instant, sandbox and model on the same machine")
    for officers in OFFICERS:
        with TemporaryDirectory() as folder:
            report("SQLite", officers, timed(Path(folder), reviews, officers, {}))
    if binaries() is None:
        print(f"  {MISSING}")
        return
    for officers in OFFICERS:
        with TemporaryDirectory() as folder, database() as url:
            more = {"NEUTRAL_DATABASE_URL": url}
            report(
                "Postgres", officers, timed(Path(folder), reviews, officers, more, Database(url))
            )


def timed(
    folder: Path,
    reviews: int,
    officers: int,
    more: Mapping[str, str],
    record: Record | None = None,
) -> tuple[float, float]:
    """Reviews acknowledged a second, and reviews done a second."""
    record = record or Files(folder)
    with Sandbox() as slack, Model(1, instant=True) as model:
        settings = settings_for(slack, model, folder) | dict(more)
        with Bot(folder, settings) as bot:
            bot.wait_until_up()
            target = Target(slack, bot.url, people(slack, officers))
            at_once(target, 5, 1)
            finished(record)
            began = perf_counter()
            at_once(target, reviews)
            taken = perf_counter() - began
            finished(record)
            return reviews / taken, reviews / (perf_counter() - began)


def finished(record: Record) -> None:
    """Wait until nothing is left to do."""
    pause = Event()
    while record.unfinished():
        pause.wait(0.1)


def report(where: str, officers: int, figures: tuple[float, float]) -> None:
    """One line."""
    taken, done = figures
    print(f"  {where:10} {officers:4} people {taken:7.1f} acknowledged/s {done:7.1f} done/s")


if __name__ == "__main__":
    main()
