"""What happens to each kind of job, step by step: the only place where steps are put in order.

A step that ended is never run again; one that was cut off by a crash is run again from its
beginning.
Thinking and keeping may be repeated.
Speaking privately may be repeated too: a second copy, in the rare crash between Slack's answer
and the keeping of it, harms nobody, and a lost answer does.
Speaking in the channel is not repeated on a doubt (``_publicly``).
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from traceback import format_tb
from typing import Protocol

from bot.desk.codec import from_json, to_json
from bot.desk.seams import QuestionJob, ReviewJob, ShareJob
from bot.errors import LogError, NeutralError, VoiceError
from bot.work.errands import LATER, LOST, REFUSED, SAID, Errands, Json, missed

LOGGER = logging.getLogger("neutral.work")
PATIENCE = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, *[120.0] * 30, *[600.0] * 138)
"""Seconds between tries to reach Slack: quick at first, for a day and more in all."""
OFTEN_LOST = 2
"""Private answers whose receipt was lost are sent again this often, and no more."""


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

    def later(self, key: str, flow: str, *more: Json) -> None:
        """Start another flow, once for a key."""


@dataclass(frozen=True, slots=True)
class Flows:
    """The flows, with what runs them and the errands that they are made of."""

    durably: Durably
    errands: Errands
    stopping: Event

    def review(self, job: Json) -> None:
        """Judge, keep, show; or keep that it could not be done, and say so."""
        asked = from_json(ReviewJob, job)
        fault = lambda: {"miss": to_json(missed(asked, Fault()))}  # noqa: E731  # made only if needed
        found = self._step("judge", lambda: self.errands.judge(asked), fault)
        if "judgement" in found:
            judgement = found["judgement"]
            found = self._step("keep", lambda: self.errands.keep(asked, judgement), fault)
        if "miss" in found:
            miss = found["miss"]
            self._step("keep miss", lambda: self.errands.keep_miss(miss))
        if self._step("tell", lambda: self._told(asked, found))["ended"] in {LATER, LOST}:
            self.durably.later(f"{asked.key}:tell", "tell", job, found)

    def tell(self, job: Json, found: Json) -> None:
        """Keep trying to show a review, or to say that there is none."""
        asked = from_json(ReviewJob, job)
        self._patiently("tell", lambda: self._told(asked, found))

    def share(self, job: Json) -> None:
        """Post the card, remember its thread, post what belongs there, take the button away."""
        asked = from_json(ShareJob, job)
        card = self._publicly("share", lambda: self.errands.share_card(asked), PATIENCE)
        if card["ended"] == LOST:
            self._patiently("perhaps shared", lambda: self.errands.perhaps_shared(asked))
        elif card["ended"] != SAID:
            said = f"The review could not be shared. {card.get('why', '')}. {VoiceError.advice}"
            self._patiently("not shared", lambda: self.errands.tell(asked.place, said))
        else:
            self._thread(asked, card["place"])

    def question(self, job: Json) -> None:
        """Answer in a review's thread. Where no review stands, keep silent."""
        asked = from_json(QuestionJob, job)
        sorry = {"sorry": f"Your question was not answered. {Fault()} {Fault.advice}"}
        found = self._step("answer", lambda: self.errands.answer(asked), lambda: sorry)
        if not found:
            return
        if self._answered(asked, found, ())["ended"] == LATER:
            self.durably.later(f"{asked.key}:say", "say", job, found)

    def say(self, job: Json, found: Json) -> None:
        """Keep trying to answer."""
        self._answered(from_json(QuestionJob, job), found, PATIENCE)

    def _told(self, asked: ReviewJob, found: Json) -> Json:
        if "review" in found:
            return self.errands.show(asked, found["review"])
        return self.errands.apologise(asked, found["miss"])

    def _thread(self, asked: ShareJob, place: Json) -> None:
        placed = self._patiently("place", lambda: self.errands.place(asked, place))
        for part in range(placed.get("parts", 0)):
            name = f"share part {part}"
            post = partial(self.errands.share_part, asked, place, part)
            self._publicly(name, post, PATIENCE)
        self._step("shared", lambda: self.errands.shared(asked))

    def _answered(self, asked: QuestionJob, found: Json, patience: Sequence[float]) -> Json:
        if "sorry" in found:
            sorry = found["sorry"]
            return self._step("sorry", lambda: self.errands.tell(asked.place, sorry))
        answer = found["answered"]
        return self._publicly("say", lambda: self.errands.say_answer(asked, answer), patience)

    def _publicly(self, name: str, speak: Callable[[], Json], patience: Sequence[float]) -> Json:
        """Say something in the channel, at most once.

        The step before keeps which run of the process means to speak. Found again by another
        run, with nothing kept after it, it shows that the speaker died in the middle: Slack may
        have the message or not, and to ask needs the right to read the channel, which the bot
        does not want. So it is not said again, and the one who shared is told to look.
        """
        for seconds in (0.0, *patience):
            if seconds:
                self.durably.sleep(seconds)
            meant = self._step(f"{name}: meant", lambda: {"run": self.durably.run})
            mine = meant.get("run") == self.durably.run
            ended = self._step(name, speak if mine else _lost, _lost)
            if ended["ended"] != LATER:
                return ended
        return ended

    def _patiently(self, name: str, work: Callable[[], Json]) -> Json:
        """Do what may be done twice until it is done. Given up after a day."""
        lost = 0
        for seconds in PATIENCE:
            ended = self._step(name, work)
            lost += ended.get("ended") == LOST
            if ended.get("ended", SAID) in {SAID, REFUSED} or lost > OFTEN_LOST:
                return ended
            self.durably.sleep(seconds)
        LOGGER.error("Given up after a day: %s", name)
        return {"ended": REFUSED}

    def _step(
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
        return "The bot met a fault."


def trace(error: Exception) -> str:
    """Where an error came from, without its message: that may hold a draft."""
    return f"{type(error).__name__}\n{''.join(format_tb(error.__traceback__))}"
