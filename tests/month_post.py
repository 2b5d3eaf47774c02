"""What the sending of a month stands on in tests: an engine in memory, and files of bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from bot.desk.records import Condition, Standing
from bot.desk.speech import Speech
from bot.errors import ReportError
from bot.log.sqlite_log import SqliteLog
from bot.report.month import Month
from bot.work.errands import Errands
from bot.work.heads import Heads
from bot.work.mailing import Mailing
from bot.work.monthly import Announcing, Monthly, Sending
from bot.work.saying import Json
from tests.rehearsal import ADesk, AVoice

NOVEMBER = Month(2026, 11)
LINK = "head 3 abc"


class Died(BaseException):
    """The process ended here."""


@dataclass
class Memory:
    """Satisfies ``Durably``: keeps what each step gave, and can end the process at any of them."""

    run: str = "run 1"
    kept: dict[str, list[Json]] = field(default_factory=dict)
    slept: list[float] = field(default_factory=list)
    begun: dict[str, tuple[str, tuple[object, ...]]] = field(default_factory=dict)
    alarms: dict[str, str] = field(default_factory=dict)
    dies_at: int = -1
    """The number of the step, from 0, after whose work the process dies before it is kept."""
    _turns: dict[str, int] = field(default_factory=dict)
    _done: int = 0

    def again(self, run: str) -> None:
        """Begin the flow anew, as a start after a crash does."""
        self.run, self.dies_at, self._turns, self._done = run, -1, {}, 0

    def step(self, name: str, work: Callable[[], Json]) -> Json:
        turn = self._turns.get(name, 0)
        self._turns[name] = turn + 1
        number, self._done = self._done, self._done + 1
        known = self.kept.setdefault(name, [])
        if turn < len(known):
            return known[turn]
        given = work()
        if number == self.dies_at:
            raise Died
        known.append(given)
        return given

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def later(self, key: str, flow: str, *more: Json | str | int, after: float = 0) -> None:
        assert not after
        self.begun.setdefault(key, (flow, more))

    def shares(self, review_id: str) -> Sequence[Json]:
        raise NotImplementedError(review_id)

    def sharing(self, channel: str) -> Json:
        raise NotImplementedError(channel)

    def forget_words(self) -> None:
        raise NotImplementedError

    def standing(self, user: str) -> Standing | None:
        raise NotImplementedError(user)

    def condition(self) -> Condition:
        raise NotImplementedError

    def alarm_once(self, key: str, words: str, **values: object) -> None:
        self.alarms.setdefault(key, words.format(**values))


@dataclass
class AHead:
    """A chain with one newest link."""

    link: str = LINK

    def line(self) -> str:
        return self.link

    def last(self, path: str) -> datetime | None:
        raise NotImplementedError(path)

    def add(self, path: str, line: str) -> None:
        raise NotImplementedError(path, line)


@dataclass
class Files:
    """Two files of a month; ``fails`` times they cannot be made."""

    fails: int = 0
    made_of: list[str] = field(default_factory=list)

    def names(self, month: Month) -> tuple[str, ...]:
        return (f"neutral-{month.name}.xlsx", f"neutral-{month.name}.csv")

    def made(self, month: Month, name: str) -> bytes:
        if self.fails:
            self.fails -= 1
            raise ReportError("The disk is full.")
        self.made_of.append(name)
        return f"{month.name} {name}".encode()


@dataclass
class Post:
    """Remembers what was said and sent, whole; raises first what stands in ``faults``."""

    sent: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)

    def upload(self, name: str, content: bytes, channel: str, words: str) -> str:
        self._fail()
        assert content
        assert words
        self.sent.append(f"{channel} {name}")
        return "F1"

    def announce(self, words: str, channel: str) -> None:
        self._fail()
        self.sent.append(f"{channel} words")
        self.words.append(words)

    def _fail(self) -> None:
        if self.faults:
            raise self.faults.pop(0)


@dataclass(frozen=True)
class Lesson:
    """One lesson, in the language that is spoken."""

    words: str

    def said(self, month: Month) -> str:
        return f"{month}: {self.words}"


def a_monthly(  # noqa: PLR0913  # the rooms, each by its name
    folder: Path,
    post: Post | None = None,
    files: Files | None = None,
    *,
    heads: Heads | None = None,
    announcing: Announcing | None = None,
    sending: Sending | None = None,
    lessons: str = "Say who did it.",
) -> Monthly:
    post = post or Post()
    return Monthly(
        record=SqliteLog(folder / "log.db"),
        heads=heads or AHead(),
        files=files or Files(),
        announcing=announcing or post,
        sending=sending or post,
        speech=Speech("en"),
        spool=folder / "monthly",
        lessons=Lesson(lessons),
    )


def a_mailing(folder: Path, monthly: Monthly, memory: Memory) -> Mailing:
    log = SqliteLog(folder / "log.db")
    return Mailing(memory, Errands(ADesk(log), AVoice(), log), Event(), monthly)


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: datetime = datetime(2026, 12, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now
