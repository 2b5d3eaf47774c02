"""Durable work: what ``put`` took is done, even if the process dies the next moment.

DBOS is one object for the whole process; that fact stays in this file.
"""

import logging
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from threading import Condition as Signal
from threading import Event, Thread
from time import monotonic, time
from uuid import uuid4

from dbos import DBOS, EnqueueOptions, SetEnqueueOptions, SetWorkflowID
from dbos import error as dbos_error
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.desk.access import Access, rules_of
from bot.desk.codec import to_json
from bot.desk.page import reach_of
from bot.desk.records import Condition, Standing
from bot.desk.seams import Job, Log
from bot.desk.speech import Speech
from bot.errors import AlreadyRunning, WorkError
from bot.sources.gathered import Gathered
from bot.sources.page import fetch_page
from bot.words.speaking import worded
from bot.work.admission import Admitting
from bot.work.chores import Chore
from bot.work.counter import Counter
from bot.work.deciding import Deciding
from bot.work.dossiering import Dossiering
from bot.work.dossiers import Dossiers, NoDossiers
from bot.work.errands import Errands
from bot.work.flows import Flow, HandedBack
from bot.work.kinds import FLOW_OF
from bot.work.ledger import Ledger
from bot.work.lock import claim_for
from bot.work.pace import Pace, rest
from bot.work.reviewing import Reviewing
from bot.work.saying import Json
from bot.work.seams import Reviewer, StepwiseVoice
from bot.work.store import (
    QUEUE_OF,
    RECOVERIES,
    REVIEWS,
    address,
    config,
    database_url,
    make_ready,
    queues,
    quiet,
)
from bot.work.switching import Switching
from bot.work.talking import Talking
from bot.work.upkeep import EVERY, Upkeep
from bot.work.wishes import Wishes

LOGGER = logging.getLogger("neutral.work")
DOUBTED = timedelta(days=30)
"""For how long a thread may be that of a card whose receipt was lost."""
_FLOWS = (Reviewing, Talking, Switching, Wishes, Deciding, Dossiering, Admitting)


class Engine:
    """Satisfies ``bot.desk.seams.Jobs``. One in a process: a second start is refused."""

    def __init__(  # noqa: PLR0913  # the rooms that it works with, each by its name
        self,
        settings: Settings,
        desk: Reviewer,
        voice: StepwiseVoice,
        log: Log,
        *,
        pace: Pace | None = None,
        access: Access | None = None,
        fetch: Callable[[str], Gathered] = fetch_page,
        speech: Speech | None = None,
        chores: Sequence[Chore] = (),
        dossiers: Dossiers | None = None,
        flows: Sequence[Callable[["Engine", Errands, Event], Flow]] = (),
    ) -> None:
        """Take the rooms. Nothing is opened before ``start``; ``fetch`` gives a page's words.

        Without ``access`` requests are held to what can be told without asking anybody, and
        without ``speech`` everybody hears the language of the settings.
        """
        pace, self.run = pace or Pace(), uuid4().hex
        self._settings, self._clock = settings, pace.clock
        self._claim, where = claim_for(settings), address(settings)
        self._counter, self._ledger = Counter(where), Ledger(where)
        self.upkeep = Upkeep(settings, self._claim, self._ledger, self._counter, clock=pace.clock)
        self.upkeep.chores = chores
        self._closing, self._stopping = Event(), Event()
        self._access = access or Access(rules_of(settings))
        self._errands = errands = Errands(
            desk, voice, log, pace, self._access, fetch, speech or Speech(settings.language),
            settings.model_deadline, reach=reach_of(settings), dossiers=dossiers or NoDossiers(),
        )  # fmt: skip
        self._flows = tuple(flow(self, errands, self._stopping) for flow in (*_FLOWS, *flows))
        self._workflows: dict[str, Callable[..., Json]] = {}
        self._dropped: set[str] = set()
        self._busy, self._counting = 0, Signal()

    def start(self) -> None:
        """Open the database, take up what was under way, and begin to work.

        Raises AlreadyRunning, and WorkError for a database that cannot be used.
        """
        self._claim.take()
        with ExitStack() as undo:
            undo.callback(self._claim.let_go)
            make_ready(self._settings)
            undo.callback(DBOS.destroy, destroy_registry=True)
            with _translated():
                self._launch()
            undo.pop_all()
        Thread(target=self._keep_up, name="upkeep", daemon=True).start()

    def put(self, job: Job) -> None:
        """Write the job down; the same key twice is one job. Raises WorkError within 3 s."""
        if not job.key.strip():
            raise WorkError(worded("The request has no id of its own."))
        if self._closing.is_set() or not self._workflows:
            raise WorkError(worded("The bot is not running."))
        flow = FLOW_OF[type(job)]
        options: EnqueueOptions = {"workflow_name": flow, "queue_name": QUEUE_OF[flow]}
        if options["queue_name"] == REVIEWS:
            options["queue_partition_key"] = job.place.user or "nobody"
        began = monotonic()
        try:
            self._counter.keep(job.key, options, to_json(job))
        finally:
            self.upkeep.took(monotonic() - began)

    def pending(self) -> int:
        """How many jobs are not done yet."""
        return sum(self._ledger.count().values())

    @property
    def put_aside(self) -> int:
        """How many jobs wait here for the database to take their steps again."""
        return len(self._dropped)

    def stop(self, seconds: float = 20) -> bool:
        """Stop taking work, and wait for what is under way; True when all of that ended.

        What did not end is handed back: no further step of it begins, nothing more is said, and
        the next start takes it up. The threads of the engine outlive this call then, and the
        claim on the executor's name with them: the caller must end the process.
        """
        if not self._workflows or self._closing.is_set():
            return True
        self._closing.set()
        with self._counting:
            ended = self._counting.wait_for(lambda: self._busy == 0, seconds)
        self._stopping.set()
        self.upkeep.stop()
        DBOS.destroy(destroy_registry=True)
        self._counter.close()
        self._ledger.close()
        if ended:
            self._claim.let_go()
        return ended

    # What the flows ask of a durable engine.

    def step(self, name: str, work: Callable[[], Json]) -> Json:
        """Do the work once, or give back what it gave when it was done before."""
        return DBOS.run_step({"name": name}, work)

    def sleep(self, seconds: float) -> None:
        """Wait; a start after a crash waits only for the rest, and a stop is not kept waiting.

        Never for longer than asked, whatever becomes of the clock.
        """
        until = self.step("wait", lambda: {"until": time() + seconds})["until"]
        if self._closing.wait(rest(until, seconds, time())):
            raise HandedBack

    def later(self, key: str, flow: str, *more: Json | str | int, after: float = 0) -> None:
        """Start another flow, once for a key, after so many seconds."""
        partition = key if QUEUE_OF[flow] == REVIEWS else None
        with (
            _translated(),
            SetWorkflowID(key),
            SetEnqueueOptions(queue_partition_key=partition, delay_seconds=after or None),
        ):
            DBOS.enqueue_workflow(QUEUE_OF[flow], self._workflows[flow], *more)

    def shares(self, review_id: str) -> Sequence[Json]:
        """The places where a review stands in a channel."""
        return self._ledger.shares(review_id)

    def sharing(self, channel: str) -> Json:
        """Whether shares into a channel are under way, and whether any may be lost."""
        return self._ledger.sharing(channel, self._clock() - DOUBTED)

    def standing(self, user: str) -> Standing | None:
        """How the work stands, for an admin; None for others."""
        return self._ledger.standing(self._clock()) if self._access.is_admin(user) else None

    def forget_words(self) -> None:
        """Take the words of a draft or a question out of what the flow was given."""
        self._ledger.blank(str(DBOS.workflow_id))

    def alarm_once(self, key: str, words: str, **values: object) -> None:
        """Tell the admins that something is wrong, once for a key."""
        self.upkeep.tell(key, words, **values)

    def condition(self) -> Condition:
        """Whether the bot can do its work, for anybody."""
        many = self._ledger.count()
        return Condition(
            editions=self._errands.desk.editions,
            model=self._settings.model,
            model_is_down=self._errands.pace.outage.is_down,
            waiting=many["ENQUEUED"],
            under_way=many["PENDING"],
            put_off=many["DELAYED"],
        )

    def _launch(self) -> None:
        quiet()
        DBOS.migrate(database_url(self._settings))
        self._ledger.set_limits(queues(self._settings))
        DBOS(config=config(self._settings))
        self._workflows = {
            name: DBOS.workflow(name=name, max_recovery_attempts=RECOVERIES[queue])(
                self._counted(getattr(flow, name))
            )
            for flow in self._flows
            for name, queue in QUEUE_OF.items()
            if hasattr(flow, name)
        }
        DBOS.launch()

    def _counted(self, flow: Callable[..., Json]) -> Callable[..., Json]:
        """Know how many flows run here, so that a stop need not wait for none.

        A flow that the database fails, by a full disk say, is put aside and not given up: the
        engine would else call it ended, or leave it until the next start.
        """

        def counted(*args: Json) -> Json:
            with self._counting:
                if self._closing.is_set():
                    raise HandedBack
                self._busy += 1
            try:
                return flow(*args)
            except (SQLAlchemyError, sqlite3.Error, WorkError) as error:
                own = getattr(error, "orig", None) or error
                LOGGER.error("Put aside: a step could not be kept: %s", type(own).__name__)  # noqa: TRY400  # no fault of ours
                self._dropped.add(str(DBOS.workflow_id))
                raise HandedBack from error
            finally:
                with self._counting:
                    self._busy -= 1
                    self._counting.notify_all()

        return counted

    def look_after(self) -> None:
        """Do what is to be done now and then. Raises WorkError, or AlreadyRunning."""
        for key in sorted(self._dropped):
            entry, _ = self._ledger.job(key)
            if entry.waits:
                self._ledger.resume(entry)
            self._dropped.discard(key)
        self.upkeep.round()

    def _keep_up(self) -> None:
        """Look after the engine until it stops."""
        pause = 0.0
        while not self._closing.wait(pause):
            pause = EVERY
            try:
                self.look_after()
            except AlreadyRunning as error:
                LOGGER.critical("%s This one stops.", error)
                os.kill(os.getpid(), signal.SIGTERM)
                return
            except WorkError as error:
                LOGGER.error("Upkeep: %s", error)  # noqa: TRY400  # no fault of ours


@contextmanager
def _translated() -> Iterator[None]:
    """Give the engine's errors, and those of the database below it, our own name."""
    try:
        yield
    except (dbos_error.DBOSException, SQLAlchemyError, sqlite3.Error, OSError) as error:
        own = getattr(error, "orig", None) or error
        raise WorkError(f"The work could not be kept: {type(own).__name__}.") from error
