"""A bot to be killed while it sends a month: ``python -m tests.month_victim FOLDER PLACE_TO_HANG``.

It writes each thing that it made, said or sent as a line of a file, and hangs where it is told
("made neutral-2026-11.csv", say) until somebody kills it; with "nowhere" it goes on to the end.
"""

import sys
from pathlib import Path
from threading import Event

from bot.config import Nation
from bot.log.sqlite_log import SqliteLog
from bot.report.month import Month
from bot.work.counter import Counter
from bot.work.engine import Engine
from bot.work.mailing import mailing
from bot.work.months import Months
from bot.work.saying import Json
from bot.work.store import TELLING, address
from tests.month_post import Clock, Files, a_monthly
from tests.rehearsal import ADesk, AVoice, settings_for

HERE, HANGS = Path(sys.argv[1]), sys.argv[2]


def did(what: str) -> None:
    with (HERE / "did").open("a", encoding="utf-8") as file:
        file.write(f"{what}\n")
    if what == HANGS:
        Event().wait()


class LoudFiles(Files):
    """Writes down which file it makes."""

    def made(self, month: Month, name: str) -> bytes:
        did(f"made {name}")
        return super().made(month, name)


class LoudVoice(AVoice):
    """Writes down what it tells, and what it sends."""

    def announce(self, words: str, channel: str) -> None:  # noqa: ARG002  # what its Protocol names
        did(f"told {channel}")

    def upload(self, name: str, content: bytes, channel: str, words: str) -> str:
        assert content
        assert words
        did(f"sent {name} to {channel}")
        return "F1"


def main() -> None:
    log, voice = SqliteLog(HERE / "log.db"), LoudVoice()
    settings = settings_for(HERE, admin_channel="C0ADMIN", monthly_to="C0MONTH")
    counter = Counter(address(settings))

    def begin(key: str, what: Json) -> None:
        counter.keep(key, {"workflow_name": "month", "queue_name": TELLING}, what)

    monthly = a_monthly(HERE, files=LoudFiles(), announcing=voice, sending=voice)
    receivers, nation = settings.monthly_receivers, Nation.ENGLAND_AND_WALES
    chore = Months(monthly, receivers, nation, begin, clock=Clock())
    flows = (mailing(monthly),)
    Engine(settings, ADesk(log), voice, log, chores=(chore,), flows=flows).start()
    Event().wait()


main()
