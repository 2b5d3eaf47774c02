"""The first step of a flow that somebody asked for: may they? Who may not is told, and no more.

It stands before the desk, so a refusal costs no question to a model; the words that were sent are
taken out of the list of work before the refusal is told.
While Slack gives no answer nobody is refused: what was asked waits on the list of work, for a day
and more, and holds no place of a queue meanwhile.
"""

from collections.abc import Callable
from typing import TypeAlias

from bot.desk import refusals
from bot.desk.access import Refusal
from bot.desk.codec import from_json, to_json
from bot.desk.dossier_job import DossierJob
from bot.desk.records import Place
from bot.desk.seams import (
    DecideJob,
    QuestionJob,
    ReviewJob,
    ShareJob,
    SwitchJob,
    WishJob,
)
from bot.words.speaking import speaking, worded
from bot.work import wording
from bot.work.errands import Errands
from bot.work.flows import PATIENCE, Flow
from bot.work.kinds import FLOW_OF
from bot.work.saying import LATER, Json

Asked: TypeAlias = ReviewJob | QuestionJob | ShareJob | DecideJob | SwitchJob | WishJob | DossierJob
_ASKED: tuple[type[Asked], ...] = (
    ReviewJob, QuestionJob, ShareJob, DecideJob, SwitchJob, WishJob, DossierJob,
)  # fmt: skip
JOBS: dict[str, type[Asked]] = {FLOW_OF[job]: job for job in _ASKED}
"""The flows that somebody must be let in to, and what each is given first."""


class Admission(Flow):
    """What those flows begin with, unless they were ``admitted`` before."""

    __slots__ = ()

    def kept_out(self, flow: str, job: Json, admitted: int) -> Json:
        """What the flow ends with because its asker is refused, or not known yet; empty: go on."""
        return {} if admitted else self.at_the_gate(flow, job, 0)

    def at_the_gate(self, flow: str, job: Json, turn: int) -> Json:
        """Ask for the ``turn``-th time whether somebody may; refuse them, or put the job off."""
        asked = from_json(JOBS[flow], job)
        closed: Json = {"refused": refusals.FAULT}
        found = self.step("may", lambda: _may(self.errands, asked), lambda: closed)
        if found.get("why"):
            why = str(found["why"])
            self.durably.alarm_once(f"alarm:who:{why}", wording.WHO_UNKNOWN, why=why)
        if not found:
            return {}
        if found.get("ended") == LATER and turn < len(PATIENCE):
            wait = f"{asked.key}:admit:{turn}"
            self.durably.later(wait, "admit", job, flow, turn + 1, after=PATIENCE[turn])
            self.durably.forget_words()  # the job that waits has them
            return {"waits": turn + 1}
        self._refuse(asked, found["refused"])
        return {"refused": True}

    def _refuse(self, asked: Asked, words: str) -> None:
        self.durably.forget_words()
        name = f"refused:{asked.key}"
        used = [refusals.BUTTON_USED] if isinstance(asked, ShareJob) else []
        with speaking(self.errands.language_of(asked.place.user)):
            told = " ".join(worded(one) for one in (words, *used))
        what = {"key": name, "place": to_json(asked.place), "words": told}
        self.durably.later(name, "notice", what)


class Admitting(Admission):
    """What was put off because Slack did not say who asked."""

    __slots__ = ()

    def admit(self, job: Json, flow: str, turn: int) -> Json:
        """Ask again; whoever may has their wish done from the beginning, under a key of its own."""
        out = self.at_the_gate(flow, job, turn)
        if not out:
            self.durably.later(_admitted(flow, str(job["key"])), flow, job, *_AGAIN[flow])
            self.durably.forget_words()
        return out


_AGAIN: dict[str, tuple[int, ...]] = dict.fromkeys(JOBS, (1,)) | {"question": (0, 1)}
"""What follows the job: that its asker is admitted, and before that the turn of a question."""


def _admitted(flow: str, key: str) -> str:
    """A key for the second beginning. That of a share ends in its channel, by which it is found."""
    head, _, last = key.rpartition(":")
    return f"{head}:admitted:{last}" if flow == "share" else f"{key}:admitted"


def _may(errands: Errands, asked: Asked) -> Json:
    """Empty for whoever may; else the refusal, and whether it is worth asking again.

    A refusal that holds a time or a reason is put into words here, in its reader's language; the
    others when they are told.
    """
    with speaking(errands.language_of(asked.place.user)):
        refusal = _RULES[type(asked)](errands, asked.place, asked)
    if refusal is None:
        return {}
    found: Json = {"refused": refusal.words, "why": refusal.why}
    return {**found, "ended": LATER} if refusal.later else found


_Rule: TypeAlias = Callable[[Errands, Place, Asked], Refusal | None]
_RULES: dict[type[Asked], _Rule] = {
    ReviewJob: lambda errands, place, asked: errands.access.refusal(place, asked.asked_at),
    QuestionJob: lambda errands, place, asked: errands.access.refusal(place, asked.asked_at),
    ShareJob: lambda errands, place, _: errands.access.refusal(place),
    DecideJob: lambda errands, place, _: errands.access.deciding(place),
    SwitchJob: lambda errands, place, _: errands.access.not_admin(place),
    WishJob: lambda errands, place, _: errands.access.refusal(place),
    DossierJob: lambda errands, place, _: errands.access.not_lead(place),
}
