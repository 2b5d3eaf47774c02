"""How a job goes step by step, whatever it is about: kept steps, and how often one may be tried.

A step that ended is never run again; one that was cut off by a crash is run again from its
beginning.
Thinking and keeping may be repeated.
Speaking privately may be repeated too: a second copy, in the rare crash between Slack's answer
and the keeping of it, harms nobody, and a lost answer does.
Speaking in the channel is not repeated on a doubt (``publicly``).
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from traceback import format_tb
from typing import Protocol

from bot.desk.records import Condition, Standing
from bot.errors import LogError, NeutralError
from bot.words.speaking import worded
from bot.work.errands import Errands
from bot.work.saying import LATER, LOST, REFUSED, SAID, Json

LOGGER = logging.getLogger("neutral.work")
PATIENCE = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, *[120.0] * 30, *[600.0] * 138)
"""Seconds between tries to reach Slack: quick at first, for a day and more in all."""
OFTEN_LOST = 2
"""Private answers whose receipt was lost are sent again this often, and no more."""
SELDOM = (300.0, 900.0, 2700.0, 7200.0)
"""Seconds until something private is told again whose receipts were all lost. A Slack that is
down for an hour may say so with a 500, which leaves open whether it did what was asked: to give up
would lose every answer of that hour, and to go on at the pace of an outage would show dozens."""


class HandedBack(BaseException):
    """The process is stopping: the step is not begun, and the next start takes it up.

    No Exception, so that nothing on the way takes it for an outcome and keeps it.
    """


class Durably(Protocol):
    """What a durable engine does for these flows."""

    run: str
    """A name for this run of the process, never given before."""

    def step(self, name: str, work: Callable[[], Json]) -> Json:
        """Do the work once, or give back what it gave when it was done before."""

    def sleep(self, seconds: float) -> None:
        """Wait; a start after a crash waits only for the rest."""

    def later(self, key: str, flow: str, *more: Json | str | int, after: float = 0) -> None:
        """Start another flow, once for a key, ``after`` so many seconds; none waits in memory."""

    def shares(self, review_id: str) -> Sequence[Json]:
        """The places where a review was shared, or is being shared, so far."""

    def sharing(self, channel: str) -> Json:
        """Whether shares into a channel are ``under_way``, and whether any may be ``lost``."""

    def forget_words(self) -> None:
        """Take the words of a draft or a question out of what this flow was given."""

    def standing(self, user: str) -> Standing | None:
        """How the work stands, for an admin; None for others."""

    def condition(self) -> Condition:
        """Whether the bot can do its work, for anybody."""

    def alarm_once(self, key: str, words: str, **values: object) -> None:
        """Tell the admins that something is wrong, once for a key."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What every flow is made of: what runs it, the errands, and the ways of repeating one."""

    durably: Durably
    errands: Errands
    stopping: Event

    def publicly(self, name: str, speak: Callable[[], Json], patience: Sequence[float]) -> Json:
        """Say something in the channel, at most once.

        The step before keeps which run of the process means to speak. Found again by another
        run, with nothing kept after it, it shows that the speaker died in the middle: Slack may
        have the message or not, and to ask needs the right to read the channel, which the bot
        does not want. So it is not said again, and the one who shared is told to look.
        """
        for seconds in (0.0, *patience):
            if seconds:
                self.durably.sleep(seconds)
            meant = self.step(f"{name}: meant", lambda: {"run": self.durably.run})
            mine = meant.get("run") == self.durably.run
            ended = self.step(name, speak if mine else _lost, _lost)
            if ended["ended"] != LATER:
                return ended
        return ended

    def patiently(self, name: str, work: Callable[[], Json]) -> Json:
        """Do what may be done twice until it is done. Given up after a day."""
        lost = 0
        for seconds in PATIENCE:
            ended = self.step(name, work)
            lost += ended.get("ended") == LOST
            if ended.get("ended", SAID) in {SAID, REFUSED} or lost > OFTEN_LOST:
                return ended
            self.durably.sleep(seconds)
        LOGGER.error("Given up after a day: %s", name)
        return {"ended": REFUSED}

    def seldom(
        self, name: str, work: Callable[[], Json], turn: int, again: Callable[[int, float], None]
    ) -> Json:
        """Do it patiently; where all receipts were lost, ask for the next turn, much later.

        ``again`` is given that turn and the seconds until it.
        """
        ended = self.patiently(name, work)
        if ended["ended"] == LOST and turn < len(SELDOM):
            again(turn + 1, SELDOM[turn])
        return ended

    def step(
        self, name: str, work: Callable[[], Json], fault: Callable[[], Json] | None = None
    ) -> Json:
        """One kept step. A fault of ours is logged, and becomes the outcome ``fault``."""

        def guarded() -> Json:
            if self.stopping.is_set():
                raise HandedBack
            try:
                return work()
            except LogError as error:
                LOGGER.error("%s: the log failed: %s", name, error)  # noqa: TRY400  # no fault
                return fault() if fault else {"ended": LATER, "why": str(error)}
            except Exception as error:  # noqa: BLE001  # the asker must hear of any fault
                LOGGER.error("%s: %s", name, trace(error))  # noqa: TRY400  # without its words
                return fault() if fault else {"ended": REFUSED, "why": str(Fault())}

        return self.durably.step(name, guarded)


def _lost() -> Json:
    return {"ended": LOST, "why": "The bot was stopped while speaking"}


class Fault(NeutralError):
    """What the asker is told of a fault of ours; the rest stands in the program's log."""

    def __str__(self) -> str:
        """Say it without a word of the draft."""
        return worded("The bot met a fault.")


def trace(error: Exception) -> str:
    """Where an error came from, without its message: that may hold a draft."""
    return f"{type(error).__name__}\n{''.join(format_tb(error.__traceback__))}"
