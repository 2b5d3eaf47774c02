"""A whole bot that holds people to the rules, at a sandbox's door, for the tests."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

from bot.desk.access import Access, rules_of
from bot.log.sqlite_log import SqliteLog
from bot.slack.directory import SlackDirectory
from bot.slack.voice import SlackVoice
from bot.work.engine import Engine
from bot.work.ledger import Ledger
from bot.work.store import WAITING, address
from sandbox.app import App
from sandbox.shapes import View
from sandbox.slack import Sandbox
from tests.at_the_door import http_door, slack_settings
from tests.rehearsal import ADesk, used_before

MANIFEST = Path(__file__).parent.parent / "manifest.json"
DRAFT = "Ports open on Monday."


def strict_slack() -> Sandbox:
    """A Slack that grants what the manifest asks for, and no more."""
    return Sandbox(App.from_manifest(MANIFEST))


@dataclass
class Guarded:
    """A bot at work; ``desk.judged`` holds what was laid before the model."""

    slack: Sandbox
    engine: Engine
    desk: ADesk
    log: SqliteLog
    voice: SlackVoice
    folder: Path

    def settle(self, seconds: float = 20) -> None:
        """Look until nothing waits any more: no wish and no page either."""
        end, pause = monotonic() + seconds, Event()
        with closing(Ledger(address(slack_settings(self.slack, self.folder)))) as ledger:
            while ledger.entries(WAITING, 1) and monotonic() < end:
                pause.wait(0.05)
            assert not ledger.entries(WAITING, 1)

    def told(self, user: str) -> list[str]:
        """What was said to somebody in private."""
        said = [*self.slack.ephemerals(user), *self.slack.directs(user)]
        return [message.text for message in said]

    def written(self) -> str:
        """All that is kept, of the work and of the record."""
        said = ""
        for name in ("work.db", "log.db"):
            with closing(sqlite3.connect(self.folder / name)) as file:
                said += "\n".join(file.iterdump())
        return said

    def home(self, user: str) -> View:
        """Somebody's page, as it is drawn when they open it now."""
        assert self.slack.open_home(user).ok
        self.settle_home(user)
        view = self.slack.home(user)
        assert view is not None
        return view

    def settle_home(self, user: str) -> None:
        """Wait for a page to be drawn anew."""
        old = self.slack.home(user)
        end, pause = monotonic() + 20, Event()
        while self.slack.home(user) is old and monotonic() < end:
            pause.wait(0.05)


@contextmanager
def guarded(slack: Sandbox, folder: Path, **settings: object) -> Iterator[Guarded]:
    """Run the bot with these settings."""
    kept = slack_settings(slack, used_before(folder), **settings)
    log = SqliteLog(kept.log_path)
    desk, voice = ADesk(log), SlackVoice(kept)
    access = Access(rules_of(kept), SlackDirectory(kept), log)
    engine = Engine(kept, desk, voice, log, access=access)
    engine.start()
    try:
        with http_door(slack, engine, folder, **settings):
            yield Guarded(slack, engine, desk, log, voice, folder)
    finally:
        engine.stop(10)
