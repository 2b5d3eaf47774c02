"""A desk and a voice for the tests of durable work: quick, and with a mind of their own."""

# ruff: noqa: ARG002  # a fake takes what its Protocol names, and need not use it all

import atexit
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import Condition

from bot.config import Settings
from bot.desk.gathering import in_force
from bot.desk.page import InForce, Page
from bot.desk.reading import Answered, Asked, Judgement, Reading
from bot.desk.records import Condition as State
from bot.desk.records import Editions, Miss, Place, Remark
from bot.desk.seams import Kept, Log, QuestionJob, ReviewJob, ShareJob
from bot.draft import Draft
from bot.log.sqlite_log import SqliteLog
from bot.review.review import Answer, Making, Review
from bot.sources.gathered import Gathered
from bot.sources.page import fetch_page
from bot.work.engine import Engine
from bot.work.pace import Pace
from tests.drawn import a_review
from tests.fakes import a_library

NOON = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)
PLACE = Place(channel="C0PRESS", user="U0PRESS", team="T0", reply_to="")
MAKING = Making(reviewer="checks", guidance_edition="g1", checks_edition="c1")


def settings_for(folder: Path, **more: object) -> Settings:
    """Settings with everything kept in a folder and nothing read from the environment."""
    return Settings(_env_file=None, data_dir=folder, model_concurrency=2, **more)  # type: ignore[arg-type]  # the settings' own keyword


def review_job(key: str = "k1", text: str = "Ports open.", user: str = "U0PRESS") -> ReviewJob:
    return ReviewJob(
        key=key, draft=Draft(text=text), place=replace(PLACE, user=user), asked_at=NOON
    )


def share_job(review_id: str, key: str = "share:r:C0PRESS") -> ShareJob:
    return ShareJob(key=key, review_id=review_id, place=PLACE, asked_at=NOON)


def question_job(text: str = "Why?", key: str = "q1") -> QuestionJob:
    return QuestionJob(key=key, text=text, place=replace(PLACE, thread="1.1"), asked_at=NOON)


@cache
def _used() -> Path:
    """A file of unfinished work that a bot has used: the first start of all takes a second."""
    folder = Path(mkdtemp(prefix="neutral-used-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with working(folder, AVoice()):
        return folder / "work.db"


def used_before(folder: Path) -> Path:
    """A folder that a bot has used."""
    shutil.copy(_used(), folder / "work.db")
    return folder


@contextmanager
def working(
    folder: Path, voice: "AVoice", desk: "ADesk | None" = None, pace: Pace | None = None,
    fetch: Callable[[str], Gathered] = fetch_page, **settings: object,
) -> Iterator[Engine]:  # fmt: skip
    """An engine at work on a folder, its clock at noon."""
    log = SqliteLog(folder / "log.db")
    kept = settings_for(folder, **settings)
    pace = pace or Pace(clock=lambda: NOON)
    engine = Engine(kept, desk or ADesk(log), voice, log, pace=pace, fetch=fetch)
    engine.start()
    try:
        yield engine
    finally:
        engine.stop(5)


@dataclass
class ADesk:
    """Reviews by an invented rule; ``thinking`` runs in the slow step and may wait or raise."""

    log: Log
    thinking: Callable[[], None] = lambda: None
    judged: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    """Those that were named with each reading."""
    editions: Editions = Editions(guidance="g1", checks="c1")  # noqa: RUF009  # frozen

    def in_force(self, at: datetime) -> InForce:
        return in_force(a_library(), self.editions, at.date())

    def read(
        self, draft: Draft, asked_at: datetime, reader: str = "en", channel: str = ""
    ) -> Reading:
        self.channels.append(channel)
        return Reading(
            draft=draft,
            day=asked_at.date() if asked_at else date(2026, 11, 12),
            signals=(),
            passages=(),
            periods=(),
            not_checked=(),
            wordless=False,
            unknown_language=False,
        )

    def judge(self, reading: Reading, asked_by: str) -> Judgement:
        self.judged.append(reading.draft.text)
        self.thinking()
        return Judgement(claims=(), making=MAKING, at=NOON)

    def judge_alone(self, reading: Reading, why: str = "") -> Judgement:
        return Judgement(claims=(), making=MAKING, at=NOON, alone=why)

    def conclude(self, reading: Reading, judgement: Judgement, asked: Asked) -> Review:
        name = asked.key if asked.revises else f"r-{asked.key}"
        made = a_review(name=name, made_at=judgement.at, text=reading.draft.text)
        marks = (f"Automatic checks only: {judgement.alone}",) if judgement.alone else ()
        made = replace(made, draft=reading.draft, not_checked=(*marks, *reading.not_checked))
        return replace(made, asked_by=asked.by, revises=asked.revises)

    def keep(self, review: Review) -> None:
        self.log.keep(review)

    def answer(self, text: str, place: Place, asked: Asked) -> Answered | None:
        review = self.log.review_at(place)
        if review is None:
            return None
        said = Remark(id=asked.key, review_id=review.id, by=asked.by, at=asked.at, text=text)
        reply = replace(said, id=f"{asked.key}-answer", text="Because.", answers=asked.key)
        return Answered(answer=Answer(text="Because."), review=review, question=said, reply=reply)


class AVoice:
    """Remembers what it said; ``faults`` holds errors to raise first, for a kind of saying."""

    def __init__(self, **faults: list[Exception]) -> None:
        self.said: list[tuple[str, str]] = []
        self.leads: list[str] = []
        self.faults = faults
        self._heard = Condition()

    def wait_for(self, *kinds: str, seconds: float = 20) -> None:
        """Wait until these kinds were said, in any order."""

        def heard() -> bool:
            spoken = [kind for kind, _ in self.said]
            return all(spoken.count(kind) >= kinds.count(kind) for kind in kinds)

        with self._heard:
            if not self._heard.wait_for(heard, seconds):
                raise TimeoutError(f"wanted {kinds}, heard {self.said}")

    def _say(self, kind: str, words: str) -> None:
        waiting = self.faults.get(kind, [])
        if waiting:
            raise waiting.pop(0)
        with self._heard:
            self.said.append((kind, words))
            self._heard.notify_all()

    def show(self, review: Review, place: Place, lead: str = "", kept: Kept | None = None) -> Place:
        self.leads.append(lead)
        self._say("show", review.id)
        return place

    def share(self, review: Review, place: Place) -> Place:
        return self.share_card(review, place)

    def share_card(self, review: Review, place: Place, kept: Kept | None = None) -> Place:
        self._say("card", review.id)
        return replace(place, thread="1.1")

    def share_parts(self, review: Review) -> int:
        return 2

    def share_part(self, review: Review, place: Place, part: int) -> Place:
        self._say("part", str(part))
        return place

    def shared(self, review: Review, place: Place, kept: Kept | None = None) -> None:
        self._say("shared", review.id)

    def redraw(self, kept: Kept, place: Place) -> None:
        self._say("redraw", kept.decisions[-1].outcome.value)

    def redraw_private(self, kept: Kept, place: Place) -> None:
        self._say("private", kept.decisions[-1].outcome.value if kept.decisions else "")

    def redraw_asked(self, kept: Kept, place: Place) -> None:
        self._say("asked", kept.decisions[-1].outcome.value)

    def ask(self, kept: Kept, to: str) -> Place:
        self._say("ask", to)
        return Place(channel=to, thread="2.2")

    def ask_parts(self, review: Review) -> int:
        return 0

    def ask_part(self, review: Review, place: Place, part: int) -> Place:
        return place

    def perhaps_shared(self, review: Review, place: Place, times: int) -> None:
        self._say("perhaps", f"{review.id} {times}")

    def revision_parts(self, review: Review) -> int:
        return 2

    def revise(self, review: Review, place: Place, part: int) -> Place:
        self._say("revise", f"{review.id} {place.thread} {part}")
        return place

    def answer(self, answer: Answer, review: Review, place: Place, lead: str = "") -> Place:
        self.leads.append(lead)
        self._say("answer", answer.text)
        return place

    def apologise(self, miss: Miss, place: Place, opening: str = "") -> None:
        self.leads.append(opening)
        self._say("apology", miss.reason)

    def announce(self, words: str, channel: str) -> None:
        self._say("announce", f"{channel} {words}")

    def home(self, user: str, page: Page) -> None:
        self._say("home", f"{user} {page.standing.waiting if page.standing else 'no admin'}")

    def meanwhile(self, words: str, place: Place) -> None:
        self._say("meanwhile", words)

    def help(self, place: Place, lead: str = "") -> None:
        self._say("help", lead)

    def no_form(self, place: Place, *, deciding: bool) -> None:
        self._say("no form", "decision" if deciding else "draft")

    def condition(self, now: State, place: Place) -> None:
        self._say("condition", f"{now.model or 'checks'} {now.waiting}")

    def mine(self, reviews: Sequence[Kept], place: Place) -> None:
        self._say("mine", " ".join(kept.review.id for kept in reviews))

    def tell(self, words: str, place: Place) -> None:
        self._say("tell", words)
