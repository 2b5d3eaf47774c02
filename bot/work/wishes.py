"""The flow of a wish: help, how the bot is, somebody's own reviews; told to them alone."""

from bot.desk.codec import from_json
from bot.desk.records import Wish
from bot.desk.seams import WishJob
from bot.errors import NeutralError
from bot.words.speaking import speaking, worded
from bot.work import wording
from bot.work.errands import Errands, Json, said
from bot.work.flows import Flow

LAST = 5
"""Reviews that somebody is told of."""
_LEADS = {Wish.FORM: wording.NO_FORM, Wish.FILE: wording.NO_FILES}


class Wishes(Flow):
    """Told as things stand when it is told: a later try draws it anew."""

    __slots__ = ()

    def wish(self, job: Json) -> Json:
        """Tell somebody what they asked."""
        asked = from_json(WishJob, job)
        return self.patiently("wish", lambda: said(lambda: self._tell(asked)))

    def _tell(self, asked: WishJob) -> None:
        """Raises VoiceError, and LogError where the record cannot be read."""
        errands: Errands = self.errands
        with speaking(errands.language_of(asked.place.user)):
            if asked.wish is Wish.STATUS:
                self._condition(asked)
            elif asked.wish is Wish.MINE:
                reviews = errands.log.asked_by(asked.place.user, LAST)
                errands.voice.mine(reviews, asked.place)
            else:
                errands.voice.help(asked.place, worded(_LEADS.get(asked.wish, "")))

    def _condition(self, asked: WishJob) -> None:
        try:
            now = self.durably.condition()
        except NeutralError as error:
            why = f"{error} {worded(error.advice)}"
            self.errands.voice.tell(worded(wording.NO_CONDITION, why=why), asked.place)
            return
        self.errands.voice.condition(now, asked.place)
