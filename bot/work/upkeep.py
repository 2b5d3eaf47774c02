"""What the engine does for itself now and then: take over, forget, and tell the admins.

A thread of each process does it, with no schedule kept in the database: the engine's own cron
makes up for every minute that a suspended machine or a clock set forward has jumped over.
Each part may run on every worker at once, and be repeated, without harm.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from time import monotonic

from dbos import EnqueueOptions

from bot.config import Settings
from bot.words.speaking import speaking, to_say, worded
from bot.work.abandoned import STANDS_IN, instead_of
from bot.work.chores import Chore
from bot.work.counter import Counter
from bot.work.ledger import DONE, FAILED, GIVEN_UP, Entry, Ledger
from bot.work.lock import Claim
from bot.work.maker import forget_copies
from bot.work.store import QUEUE_OF, TELLING, WAITING, is_postgres

LOGGER = logging.getLogger("neutral.work")
EVERY = 20.0
"""Seconds between two rounds."""
GONE_SECONDS = 60.0
"""How long a worker on Postgres must have been away before its work is taken over: longer than
a lost connection takes to come back, and than a supervisor to start it again."""
SLOW = 1.0
"""Seconds to keep a request; Slack waits 3."""
FAILED_DAYS, SHARED_DAYS = 30, 400
"""What failed is kept for longer, to be looked into. That a review was shared, or a month sent, is
remembered for a year and more, because that alone stops it from being done again."""
_REMEMBERED = ("share", "month")
_AT_ONCE = 500
ALARM = to_say("The neutrality bot ({name}): {said} Run: neutral status")
GIVEN_UP_JOB = to_say("A {kind} was cut off again and again and is given up: {key}.")
SLOW_KEEPING = to_say("It took {seconds} seconds to keep a request; Slack waits 3.")
WAITED = to_say("A review has waited for {minutes} minutes; {many} jobs are not done.")


class Upkeep:
    """One for each engine. ``clock`` is the time in UTC, ``ticks`` never runs backwards."""

    chores: Sequence[Chore] = ()
    """What else is done in its rounds."""

    def __init__(
        self,
        settings: Settings,
        claim: Claim,
        ledger: Ledger,
        counter: Counter,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        self._settings, self._claim, self._ledger = settings, claim, ledger
        self._counter, self._clock, self._ticks = counter, clock, ticks
        self.patience = GONE_SECONDS if is_postgres(settings) else 0.0
        self._gone: dict[str, float] = {}
        self._slowest = 0.0
        self._late = False
        self._owned_up: set[str] = set()

    def took(self, seconds: float) -> None:
        """Remember how long it took to keep a request, or to find that it cannot be kept."""
        self._slowest = max(self._slowest, seconds)

    def round(self) -> None:
        """Do everything once. Raises WorkError; AlreadyRunning when our name was taken."""
        if not self._claim.hold():
            LOGGER.error("Postgres cannot be reached")
            return
        self.take_over()
        self.own_up()
        self.forget()
        self.alarms()
        for chore in self.chores:
            chore.round(self._announce)

    def stop(self) -> None:
        """End what runs beside us."""
        for chore in self.chores:
            chore.stop()

    def take_over(self) -> None:
        """Resume what was under way on workers that are gone; a live one would be fenced off."""
        under_way = self._ledger.entries(["PENDING"], _AT_ONCE, load_output=False)
        gone = self._claim.gone({entry.executor for entry in under_way})
        now = self._ticks()
        self._gone = {name: self._gone.get(name, now) for name in gone}
        for entry in under_way:
            if now - self._gone.get(entry.executor, now + 1) >= self.patience:
                LOGGER.warning("Taken over from %s: %s", entry.executor, entry.kind)
                self._ledger.resume(entry)

    def own_up(self) -> None:
        """Tell whoever waits for a job that was cut off too often, and the admins; each once."""
        for entry in self._ledger.entries([GIVEN_UP], _AT_ONCE, load_output=False):
            if entry.key not in self._owned_up:
                self._stand_in(entry)
                name = f"alarm:given-up:{entry.key}{STANDS_IN}"
                self.tell(name, GIVEN_UP_JOB, kind=entry.kind, key=entry.key)
                self._owned_up.add(entry.key)

    def _stand_in(self, entry: Entry) -> None:
        _, given = self._ledger.job(entry.key)
        order = instead_of(entry, given, self._ledger.outcome(entry.key, "keep"))
        if order:
            name, what = order
            options: EnqueueOptions = {"workflow_name": name, "queue_name": TELLING}
            self._counter.keep(entry.key + STANDS_IN, options, *what)

    def forget(self) -> None:
        """Delete what is done with, drafts and all, once its time is over."""
        days = self._settings.work_keep_days
        others = [kind for kind in QUEUE_OF if kind not in _REMEMBERED]
        self._forget(DONE, days, others, spare=STANDS_IN)
        self._forget(DONE, max(days, FAILED_DAYS), others)
        self._forget(FAILED, max(days, FAILED_DAYS), others)
        self._forget((*DONE, *FAILED), max(days, SHARED_DAYS), [*_REMEMBERED])
        if not is_postgres(self._settings):
            forget_copies(self._settings.work_path, timedelta(days=max(days, FAILED_DAYS)))

    def alarms(self) -> None:
        """Tell the admins, once each time, that reviews wait too long or keeping was slow."""
        self._alarm_of_waiting()
        if self._slowest > SLOW:
            now = self._clock()
            name = f"alarm:slow:{self._settings.executor}:{now:%Y-%m-%dT%H}"
            self.tell(name, SLOW_KEEPING, seconds=f"{self._slowest:.1f}")
            self._slowest = 0.0

    def _alarm_of_waiting(self) -> None:
        limit = timedelta(minutes=self._settings.alarm_minutes)
        oldest = self._ledger.oldest(["ENQUEUED", "PENDING"], "review")
        waited = self._clock() - oldest.at if oldest else timedelta(0)
        if self._late:
            self._late = waited > limit / 2
        elif oldest and waited > limit:
            self._late = True
            if not self._told_since(oldest.at):
                many = sum(self._ledger.count().values())
                minutes = round(waited.total_seconds() / 60)
                self.tell(f"alarm:waiting:{oldest.key}", WAITED, minutes=minutes, many=many)

    def _told_since(self, moment: datetime) -> bool:
        """Another worker, or this one before a restart, has told the admins of the same wait."""
        states = (*WAITING, *DONE, *FAILED)
        told = self._ledger.entries(states, 1, workflow_id_prefix="alarm:waiting:")
        return any(entry.at >= moment for entry in told)

    def tell(self, alarm: str, english: str, **values: object) -> None:
        """Tell the admins something, once for a key. Raises WorkError. Safe for threads.

        Their channel hears it in the language of the settings; the program's log in English.
        """
        LOGGER.error("%s", english.format(**values))
        if self._settings.admin_channel:
            with speaking(self._settings.language):
                said = worded(english, **values)
                words = worded(ALARM, name=self._settings.executor, said=said)
            self._announce(alarm, words, self._settings.admin_channel)

    def _announce(self, key: str, words: str, channel: str) -> None:
        """Have words posted in a channel or to a person, once for a key. Raises WorkError."""
        options: EnqueueOptions = {"workflow_name": "alarm", "queue_name": TELLING}
        self._counter.keep(key, options, {"words": words, "channel": channel})

    def _forget(
        self, states: tuple[str, ...], days: int, kinds: list[str], *, spare: str = ""
    ) -> None:
        """Delete the jobs that ended before so many days; not those whose keys end in ``spare``.

        What stood in for a job is remembered as long as the job: it would else be said again.
        """
        before = (self._clock() - timedelta(days=days)).isoformat()
        old = self._ledger.entries(
            states,
            _AT_ONCE,
            name=kinds,
            completed_before=before,
            sort_desc=False,
            load_output=False,
        )
        keys = [entry.key for entry in old if not (spare and entry.key.endswith(spare))]
        if keys:
            self._ledger.forget(keys)
