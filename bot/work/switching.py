"""The flow of the off switch: an admin's word is put on record, and only then has effect."""

from bot.desk.access import Switch
from bot.desk.codec import from_json, to_json
from bot.desk.seams import SwitchJob
from bot.errors import LogError
from bot.work.errands import LATER, SAID, Json
from bot.work.flows import Fault, Flow


class Switching(Flow):
    """Whoever is no admin is told so; else the word is kept and the admin's page drawn again."""

    __slots__ = ()

    def switch(self, job: Json) -> Json:
        """Keep an admin's word about taking drafts, and show what it did."""
        asked = from_json(SwitchJob, job)
        closed: Json = {"refused": f"Nothing was changed. {Fault()} {Fault.advice}"}
        found = self.step("may", lambda: self._may(asked), lambda: closed)
        if not found:
            kept = self.patiently("keep", lambda: self._kept(asked))
            if kept["ended"] == SAID:
                draw = lambda: self.errands.home(asked.place, self.durably.standing)  # noqa: E731  # a step
                self.patiently("home", draw)
                return {"taking": asked.taking}
            found = {"refused": f"Nothing was changed. {kept.get('why', Fault())} {Fault.advice}"}
        name = f"refused:{asked.key}"
        what = {"key": name, "place": to_json(asked.place), "words": found["refused"]}
        self.durably.later(name, "notice", what)
        return {"error": "", "refused": True}

    def _may(self, asked: SwitchJob) -> Json:
        refusal = self.errands.access.not_admin(asked.place)
        return {"refused": refusal.words} if refusal else {}

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
