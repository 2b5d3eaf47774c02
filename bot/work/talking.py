"""The flows of what is said in a channel: a review shared, revised, asked about."""

from collections.abc import Sequence
from functools import partial

from bot.desk.codec import from_json, to_json
from bot.desk.records import Place
from bot.desk.seams import HomeJob, QuestionJob, ReviewJob, ShareJob
from bot.draft import Draft
from bot.errors import VoiceError
from bot.work import paging, settling, wording
from bot.work.admission import Admission
from bot.work.flows import PATIENCE, Fault
from bot.work.saying import LATER, LOST, REFUSED, SAID, Json

SOON = (2.0, 5.0, 15.0, 60.0)
"""Seconds between looks for a card that is being posted while somebody asks under it."""


class Talking(Admission):
    """Sharing is at most once; what follows in the thread comes message by message.

    What may be missing in the channel for that reason is owned up to, alone, to whom it concerns.
    """

    __slots__ = ()

    def share(self, job: Json, admitted: int = 0) -> Json:
        """Post the card, remember its thread, post what belongs there, take the button away."""
        if out := self.kept_out("share", job, admitted):
            return out
        asked = from_json(ShareJob, job)
        card = self.publicly("share", lambda: self.errands.share_card(asked), PATIENCE)
        if card["ended"] == LOST:
            self.notice({"key": f"{asked.key}:perhaps", "share": job})
        elif card["ended"] != SAID:
            why = {"why": card.get("why", ""), "advice": VoiceError.advice}
            what = {"key": f"{asked.key}:failed", "place": job["place"]}
            self.notice({**what, "words": wording.NOT_SHARED, "values": why})
        else:
            self._thread(asked, job, card["place"])
        error = "" if card["ended"] == SAID else card.get("why", "")
        return {"error": error, "ended": card["ended"]}

    def revised(self, what: Json) -> Json:
        """Post in a thread the model's review of what the checks had reviewed alone."""
        review, place = str(what["review"]), from_json(Place, what["place"])
        parts = self.step("parts", lambda: self.errands.revision_parts(review, place)).get(
            "parts", 0
        )
        said = [
            self.publicly(
                f"part {part}", partial(self.errands.revise, review, place, part), PATIENCE
            )
            for part in range(parts)
        ]
        key = f"revised:{review}:{place.channel}:{place.thread}"
        card = next((part["place"] for part in said[:1] if "place" in part), None)
        if card is not None:
            self._posted(review, from_json(Place, card))
        self._own_up(said, key, what["place"], wording.REVISION_INCOMPLETE)
        return {"review": review}

    def question(self, job: Json, turn: int = 0, admitted: int = 0) -> Json:
        """Answer in a review's thread. Where no review stands, keep silent."""
        if out := self.kept_out("question", job, turn or admitted):
            return out
        asked = from_json(QuestionJob, job)
        sorry = lambda: self.errands.sorry(asked, Fault())  # noqa: E731  # should the step fail
        found = self.step("answer", lambda: self.errands.answer(asked), sorry)
        if not found:
            return self._unknown(asked, job, turn)
        if "version" in found:
            self.durably.later(f"{asked.key}:version", "review", to_json(_as_draft(asked)))
            return {"version": found["version"]}
        said = self._answered(asked, found)
        ended = said["ended"]
        if ended in {LATER, LOST}:
            perhaps = ended == LOST and "answered" in found
            what = {"sorry": wording.PERHAPS_ANSWERED} if perhaps else found
            self.durably.later(f"{asked.key}:say", "say", job, what)
        elif ended == REFUSED and "answered" in found:
            what = _not_in_thread(found["answered"], said)
            self.durably.later(f"{asked.key}:say", "say", job, what)
        unsaid = str(said.get("why", "")) if ended == REFUSED else ""
        return {"error": found.get("error", "") or unsaid}

    def say(self, job: Json, found: Json) -> Json:
        """Keep trying to answer, or to say that there is no answer, or that there may be one."""
        asked = from_json(QuestionJob, job)
        what = {"sorry": wording.PERHAPS_ANSWERED, **found}
        if "answered" in found:
            ended = self._answered(asked, found, PATIENCE)
            if ended["ended"] == REFUSED:
                what = _not_in_thread(found["answered"], ended)
            elif ended["ended"] != LOST:
                return ended
        told = {"words": what["sorry"], "values": what.get("values", {})}
        return self.notice({"key": f"{asked.key}:sorry", "place": job["place"], **told})

    def alarm(self, said: Json) -> Json:
        """Tell the admins that something is wrong."""
        words, channel = str(said["words"]), str(said["channel"])
        return self.publicly("alarm", lambda: self.errands.announce(words, channel), PATIENCE)

    def home(self, job: Json) -> Json:
        """Draw the page that somebody has opened, as things stand when it is drawn."""
        place = from_json(HomeJob, job).place
        draw = lambda: paging.draw(self.errands, place, self.durably.standing)  # noqa: E731  # a step
        return self.patiently("home", draw)

    def notice(self, what: Json, turn: int = 0) -> Json:
        """Tell one person something of our own, alone; again, much later, for lost receipts.

        ``what`` has the ``key`` of further turns, and a ``place`` with ``words``, or the ``share``
        that may stand in the channel.
        """

        def again(turn: int, seconds: float) -> None:
            self.durably.later(f"{what['key']}:{turn}", "notice", what, turn, after=seconds)

        return self.seldom("notice", lambda: self.errands.notice(what), turn, again)

    def _thread(self, asked: ShareJob, job: Json, place: Json) -> None:
        placed = self.patiently("place", lambda: self.errands.place(asked, place))
        self._posted(asked.review_id, from_json(Place, place))
        said = [
            self.publicly(
                f"share part {part}",
                partial(self.errands.share_part, asked, place, part),
                PATIENCE,
            )
            for part in range(placed.get("parts", 0))
        ]
        self.step("shared", lambda: self.errands.shared(asked))
        self._own_up(said, asked.key, job["place"], wording.SHARE_INCOMPLETE)
        revision = self.step("revision", lambda: self.errands.revision(asked.review_id))
        if revision.get("review"):
            key = f"revised:{revision['review']}:{place['channel']}:{place['thread']}"
            what = {"review": revision["review"], "place": place}
            self.durably.later(key, "revised", what)

    def _posted(self, review: str, card: Place) -> None:
        """Remember the message of a card: it is drawn anew when something is decided."""
        self.patiently("posted", lambda: settling.posted(self.errands, review, card))

    def _own_up(self, said: Sequence[Json], key: str, place: Json, words: str) -> None:
        """Say that parts of a thread may be missing, where one of them may be."""
        if any(part["ended"] != SAID for part in said):
            self.notice({"key": f"{key}:incomplete", "place": place, "words": words})

    def _unknown(self, asked: QuestionJob, job: Json, turn: int) -> Json:
        """Keep silent, unless the thread may be that of a card whose receipt was lost.

        A card that is being posted right now may be the one that is asked about: look again soon.
        """
        doubt: Json = {"under_way": False, "lost": True}
        sharing = lambda: self.durably.sharing(asked.place.channel)  # noqa: E731  # run as a step
        shares = self.step("shares", sharing, lambda: doubt)
        if shares["under_way"] and turn < len(SOON):
            key = f"{asked.key}:again:{turn + 1}"
            self.durably.later(key, "question", job, turn + 1, after=SOON[turn])
            return {"waits": turn + 1}
        if shares["under_way"] or shares["lost"]:
            words = wording.UNKNOWN_THREAD
            self.notice({"key": f"{asked.key}:unknown", "place": job["place"], "words": words})
        elif asked.alone:
            words = wording.NO_REVIEW_HERE
            self.notice({"key": f"{asked.key}:unknown", "place": job["place"], "words": words})
        return {"error": ""}

    def _answered(self, asked: QuestionJob, found: Json, patience: Sequence[float] = ()) -> Json:
        if "sorry" in found:
            sorry = found["sorry"]
            return self.step("sorry", lambda: self.errands.tell(asked.place, sorry))
        answer = found["answered"]
        return self.publicly("say", lambda: self.errands.say_answer(asked, answer), patience)


def _as_draft(asked: QuestionJob) -> ReviewJob:
    """What was said, as the new version of a draft that it is; answered to the speaker alone."""
    return ReviewJob(
        key=f"{asked.key}:version",
        draft=Draft(text=asked.text),
        place=asked.place,
        asked_at=asked.asked_at,
    )


def _not_in_thread(answered: Json, ended: Json) -> Json:
    """The answer for the asker alone, where Slack will never take it into the thread."""
    values = {"why": ended.get("why", ""), "answer": answered["answer"]["text"]}
    return {"sorry": wording.NOT_IN_THREAD, "values": values}
