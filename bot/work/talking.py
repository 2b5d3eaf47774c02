"""The flows of what is said in a channel: a review shared, revised, asked about."""

from collections.abc import Sequence
from functools import partial

from bot.desk.codec import from_json
from bot.desk.records import Place
from bot.desk.seams import QuestionJob, ShareJob
from bot.errors import VoiceError
from bot.work import wording
from bot.work.errands import LATER, LOST, SAID, Json
from bot.work.flows import PATIENCE, Fault, Flow

_PERHAPS = {"sorry": wording.PERHAPS_ANSWERED}


class Talking(Flow):
    """Sharing is at most once; what follows in the thread comes message by message."""

    __slots__ = ()

    def share(self, job: Json) -> Json:
        """Post the card, remember its thread, post what belongs there, take the button away."""
        asked = from_json(ShareJob, job)
        card = self.publicly("share", lambda: self.errands.share_card(asked), PATIENCE)
        if card["ended"] == LOST:
            self.patiently("perhaps shared", lambda: self.errands.perhaps_shared(asked))
        elif card["ended"] != SAID:
            said = f"The review could not be shared. {card.get('why', '')}. {VoiceError.advice}"
            self.patiently("not shared", lambda: self.errands.tell(asked.place, said))
        else:
            self._thread(asked, card["place"])
        return {"error": "" if card["ended"] == SAID else card.get("why", "")}

    def revised(self, what: Json) -> Json:
        """Post in a thread the model's review of what the checks had reviewed alone."""
        review, place = str(what["review"]), from_json(Place, what["place"])
        parts = self.step("parts", lambda: self.errands.revision_parts(review, place)).get(
            "parts", 0
        )
        for part in range(parts):
            say = partial(self.errands.revise, review, place, part)
            self.publicly(f"part {part}", say, PATIENCE)
        return {"review": review}

    def question(self, job: Json) -> Json:
        """Answer in a review's thread. Where no review stands, keep silent."""
        asked = from_json(QuestionJob, job)
        sorry = {"sorry": f"Your question was not answered. {Fault()} {Fault.advice}"}
        found = self.step("answer", lambda: self.errands.answer(asked), lambda: sorry)
        ended = self._answered(asked, found)["ended"] if found else SAID
        if ended in {LATER, LOST}:
            what = _PERHAPS if ended == LOST and "answered" in found else found
            self.durably.later(f"{asked.key}:say", "say", job, what)
        return {"error": found.get("error", "")}

    def say(self, job: Json, found: Json) -> Json:
        """Keep trying to answer, or to say that there is no answer, or that there may be one."""
        asked = from_json(QuestionJob, job)
        if "answered" in found:
            ended = self._answered(asked, found, PATIENCE)
            if ended["ended"] != LOST:
                return ended
            found = _PERHAPS
        return self.patiently("sorry", lambda: self.errands.tell(asked.place, found["sorry"]))

    def alarm(self, said: Json) -> Json:
        """Tell the admins that something is wrong."""
        words, channel = str(said["words"]), str(said["channel"])
        return self.publicly("alarm", lambda: self.errands.announce(words, channel), PATIENCE)

    def _thread(self, asked: ShareJob, place: Json) -> None:
        placed = self.patiently("place", lambda: self.errands.place(asked, place))
        for part in range(placed.get("parts", 0)):
            name = f"share part {part}"
            post = partial(self.errands.share_part, asked, place, part)
            self.publicly(name, post, PATIENCE)
        self.step("shared", lambda: self.errands.shared(asked))
        revision = self.step("revision", lambda: self.errands.revision(asked.review_id))
        if revision.get("review"):
            key = f"revised:{revision['review']}:{place['channel']}:{place['thread']}"
            what = {"review": revision["review"], "place": place}
            self.durably.later(key, "revised", what)

    def _answered(self, asked: QuestionJob, found: Json, patience: Sequence[float] = ()) -> Json:
        if "sorry" in found:
            sorry = found["sorry"]
            return self.step("sorry", lambda: self.errands.tell(asked.place, sorry))
        answer = found["answered"]
        return self.publicly("say", lambda: self.errands.say_answer(asked, answer), patience)
