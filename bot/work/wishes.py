"""The flow of a wish: help, how the bot is, somebody's own reviews; told to them alone."""

from bot.desk.codec import from_json
from bot.desk.records import Wish
from bot.desk.seams import WishJob
from bot.desk.speech import LANGUAGE_OF, Chosen
from bot.errors import NeutralError
from bot.words.speaking import speaking, to_say, worded
from bot.work import paging, wording
from bot.work.admission import Admission
from bot.work.errands import Errands
from bot.work.saying import Json, said

LAST = 5
"""Reviews that somebody is told of."""
_UNOPENED = {Wish.FORM, Wish.DECISION}
_LEADS = {
    Wish.FILE: wording.NO_FILES,
    Wish.WELSH: to_say("From now on I speak Welsh with you."),
    Wish.ENGLISH: to_say("From now on I speak English with you."),
}


class Wishes(Admission):
    """Told as things stand when it is told: a later try draws it anew."""

    __slots__ = ()

    def wish(self, job: Json, admitted: int = 0) -> Json:
        """Tell somebody what they asked."""
        if out := self.kept_out("wish", job, admitted):
            return out
        asked = from_json(WishJob, job)
        return self.patiently("wish", lambda: said(lambda: self._tell(asked)))

    def _tell(self, asked: WishJob) -> None:
        """Raises VoiceError, and LogError where the record cannot be read."""
        errands: Errands = self.errands
        if asked.wish in LANGUAGE_OF:
            self._choose(asked)
        with speaking(errands.language_of(asked.place.user)):
            if asked.wish is Wish.STATUS:
                self._condition(asked)
            elif asked.wish is Wish.MINE:
                reviews = errands.log.asked_by(asked.place.user, LAST)
                errands.voice.mine(reviews, asked.place)
            elif asked.wish in _UNOPENED:
                errands.voice.no_form(asked.place, deciding=asked.wish is Wish.DECISION)
            elif asked.wish is Wish.SHOW:
                paging.show_again(errands, asked)
            else:
                errands.voice.help(asked.place, worded(_LEADS.get(asked.wish, "")))

    def _choose(self, asked: WishJob) -> None:
        """Speak with somebody as they wish, from now on. Raises LogError."""
        language = LANGUAGE_OF[asked.wish]
        chosen = Chosen(id=asked.key, by=asked.place.user, language=language, at=asked.asked_at)
        self.errands.speech.choose(chosen)

    def _condition(self, asked: WishJob) -> None:
        try:
            now = self.durably.condition()
        except NeutralError as error:
            why = f"{error} {worded(error.advice)}"
            self.errands.voice.tell(worded(wording.NO_CONDITION, why=why), asked.place)
            return
        self.errands.voice.condition(now, asked.place)
