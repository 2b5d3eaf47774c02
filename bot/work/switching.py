"""The flow of the off switch: an admin's word is put on record, and only then has effect."""

from bot.desk.codec import from_json, to_json
from bot.desk.seams import SwitchJob
from bot.desk.switch import Switch
from bot.errors import LogError
from bot.words.speaking import to_say
from bot.work import paging
from bot.work.admission import Admission
from bot.work.flows import Fault
from bot.work.saying import LATER, SAID, Json

UNCHANGED = to_say("Nothing was changed. {why} {advice}")


class Switching(Admission):
    """Whoever is no admin is told so; else the word is kept and the admin's page drawn again."""

    __slots__ = ()

    def switch(self, job: Json, admitted: int = 0) -> Json:
        """Keep an admin's word about taking drafts, and show what it did."""
        if out := self.kept_out("switch", job, admitted):
            return out
        asked = from_json(SwitchJob, job)
        kept = self.patiently("keep", lambda: self._kept(asked))
        if kept["ended"] == SAID:
            draw = lambda: paging.draw(self.errands, asked.place, self.durably.standing)  # noqa: E731  # a step
            self.patiently("home", draw)
            return {"taking": asked.taking}
        why, name = str(kept.get("why", Fault())), f"failed:{asked.key}"
        values = {"why": why, "advice": Fault.advice}
        what = {"key": name, "place": to_json(asked.place), "words": UNCHANGED, "values": values}
        self.durably.later(name, "notice", what)
        return {"error": why}

    def _kept(self, asked: SwitchJob) -> Json:
        word = Switch(
            id=asked.key,
            taking=asked.taking,
            by=asked.place.user,
            at=asked.asked_at,
            reason=asked.reason,
        )
        try:
            self.errands.access.turn(word)
        except LogError as error:
            return {"ended": LATER, "why": str(error)}
        return {"ended": SAID}
