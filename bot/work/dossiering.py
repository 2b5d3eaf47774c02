"""The flow of a dossier: made for a propriety lead, and sent to them alone, each file once."""

from functools import partial
from typing import Final

from bot.desk.codec import from_json
from bot.desk.dossier_job import DossierJob
from bot.errors import NeutralError
from bot.words.speaking import speaking, to_say, worded
from bot.work import wording
from bot.work.admission import Admission
from bot.work.flows import PATIENCE
from bot.work.saying import LOST, REFUSED, SAID, Json, said

MADE: Final = to_say(
    "The dossier of review {id}, for you alone: it holds a draft that may not have been published."
)
NOT_SENT: Final = to_say("The dossier of review {id} was not sent. {why}")


class Dossiering(Admission):
    """A file is sent at most once: what is not repeated on a doubt is owned up to."""

    __slots__ = ()

    def dossier(self, job: Json, admitted: int = 0) -> Json:
        """Make and send each file, unless whoever asked is no lead."""
        if out := self.kept_out("dossier", job, admitted):
            return out
        asked = from_json(DossierJob, job)
        for number, form in enumerate(self.errands.dossiers.forms):
            send = partial(self._sent, asked, form, first=number == 0)
            ended = self.publicly(f"send {form}", send, PATIENCE)
            if ended["ended"] != SAID:
                self._own_up(asked, job, ended)
                return {"error": str(ended.get("why", ""))}
        return {"error": ""}

    def _sent(self, asked: DossierJob, form: str, *, first: bool) -> Json:
        """Give how one file ended; what cannot be made now or ever is told, not tried for a day."""
        with speaking(self.errands.language_of(asked.place.user)):
            words = worded(MADE, id=asked.review_id) if first else ""
            try:
                return said(lambda: self.errands.dossiers.send(asked, form, words))
            except NeutralError as error:
                return {"ended": REFUSED, "why": f"{error} {worded(error.advice)}"}

    def _own_up(self, asked: DossierJob, job: Json, ended: Json) -> None:
        what = {
            "key": f"{asked.key}:failed",
            "place": job["place"],
            "words": wording.PERHAPS_SENT if ended["ended"] == LOST else NOT_SENT,
            "values": {"id": asked.review_id, "why": str(ended.get("why", ""))},
        }
        self.durably.later(what["key"], "notice", what)
