"""Durable work: what ``put`` took is done, even if the process dies the next moment.

DBOS is one object for the whole process; that fact stays in this file.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Condition, Event
from time import time
from typing import Final
from uuid import uuid4

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID
from dbos import error as dbos_error
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.desk.codec import to_json
from bot.desk.seams import Job, Log, QuestionJob, ReviewJob, ShareJob
from bot.errors import WorkError
from bot.work.errands import Errands, Json
from bot.work.flows import Flows, HandedBack
from bot.work.lock import Lock
from bot.work.seams import Reviewer, StepwiseVoice
from bot.work.store import (
    POLL_SECONDS,
    REVIEWS,
    SPEAKERS,
    TELLING,
    config,
    make_ready,
    quiet,
    unfinished,
)

_FLOW_OF: Final = {ReviewJob: "review", ShareJob: "share", QuestionJob: "question"}
_QUEUE_OF: Final = {
    "review": REVIEWS, "question": REVIEWS, "share": TELLING, "tell": TELLING, "say": TELLING,
}  # fmt: skip


class Engine:
    """Satisfies ``bot.desk.seams.Jobs``. One in a process: a second start is refused."""

    def __init__(self, settings: Settings, desk: Reviewer, voice: StepwiseVoice, log: Log) -> None:
        """Take the rooms. Nothing is opened before ``start``."""
        self.run = uuid4().hex
        self._settings = settings
        self._lock = Lock(settings.work_path)
        self._closing, self._stopping = Event(), Event()
        self._flows = Flows(self, Errands(desk, voice, log), self._stopping)
        self._workflows: dict[str, Callable[..., None]] = {}
        self._busy = 0
        self._counting = Condition()

    def start(self) -> None:
        """Open the file, take up what was under way, and begin to work.

        Raises AlreadyRunning, and WorkError for a file that cannot be used.
        """
        self._lock.take()
        with ExitStack() as undo:
            undo.callback(self._lock.let_go)
            make_ready(self._settings.work_path)
            undo.callback(DBOS.destroy, destroy_registry=True)
            with _translated():
                self._launch()
            undo.pop_all()

    def put(self, job: Job) -> None:
        """Write the job down; the same key twice is one job. Raises WorkError."""
        if not job.key.strip():
            raise WorkError("The request has no id of its own.")
        if self._closing.is_set() or not self._workflows:
            raise WorkError("The bot is not running.")
        self._enqueue(job.key, _FLOW_OF[type(job)], job.place.user or "nobody", to_json(job))

    def pending(self) -> int:
        """How many jobs are not done yet."""
        with _translated():
            return len(DBOS.list_workflows(**unfinished()))

    def stop(self, seconds: float = 20) -> bool:
        """Stop taking work, and wait for what is under way; True when all of that ended.

        What did not end is handed back: no further step of it begins, nothing more is said, and
        the next start takes it up.
        """
        if not self._workflows or self._closing.is_set():
            return True
        self._closing.set()
        with self._counting:
            ended = self._counting.wait_for(lambda: self._busy == 0, seconds)
        self._stopping.set()
        DBOS.destroy(destroy_registry=True)
        self._lock.let_go()
        return ended

    # What the flows ask of a durable engine.

    def step(self, name: str, work: Callable[[], Json]) -> Json:
        """Do the work once, or give back what it gave when it was done before."""
        return DBOS.run_step({"name": name}, work)

    def sleep(self, seconds: float) -> None:
        """Wait; a start after a crash waits only for the rest, and a stop is not kept waiting."""
        until = self.step("wait", lambda: {"until": time() + seconds})["until"]
        if self._closing.wait(min(seconds, max(0.0, until - time()))):
            raise HandedBack

    def later(self, key: str, flow: str, *more: Json) -> None:
        """Start another flow, once for a key."""
        self._enqueue(key, flow, key, *more)

    def _launch(self) -> None:
        quiet()
        settings = self._settings
        DBOS(config=config(settings.work_path, settings.executor, settings.model_concurrency))
        self._workflows = {
            name: DBOS.workflow(name=name)(self._counted(getattr(self._flows, name)))
            for name in _QUEUE_OF
        }
        DBOS.launch()
        DBOS.register_queue(
            REVIEWS,
            worker_concurrency=settings.model_concurrency,
            partition_worker_concurrency=1,
            polling_interval_sec=POLL_SECONDS,
            on_conflict="always_update",
        )
        DBOS.register_queue(
            TELLING,
            worker_concurrency=SPEAKERS,
            polling_interval_sec=POLL_SECONDS,
            on_conflict="always_update",
        )

    def _counted(self, flow: Callable[..., None]) -> Callable[..., None]:
        """Know how many flows run here, so that a stop need not wait for none."""

        def counted(*args: Json) -> None:
            with self._counting:
                if self._closing.is_set():
                    raise HandedBack
                self._busy += 1
            try:
                flow(*args)
            finally:
                with self._counting:
                    self._busy -= 1
                    self._counting.notify_all()

        return counted

    def _enqueue(self, key: str, flow: str, user: str, *args: Json) -> None:
        partition = user if _QUEUE_OF[flow] == REVIEWS else None
        with (
            _translated(),
            SetWorkflowID(key),
            SetEnqueueOptions(queue_partition_key=partition),
        ):
            DBOS.enqueue_workflow(_QUEUE_OF[flow], self._workflows[flow], *args)


@contextmanager
def _translated() -> Iterator[None]:
    """Give the engine's errors, and those of the database below it, our own name."""
    try:
        yield
    except (dbos_error.DBOSException, SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise WorkError(f"The job could not be kept: {type(error).__name__}.") from error
