"""What each step of a job does, in plain Python: JSON in, JSON out, safe to do twice.

No step raises what the tree in ``bot.errors`` names: it gives it back as data, so that the
engine keeps what happened and a later start reads it instead of meeting it again.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any

from bot.desk.access import Access, Rules
from bot.desk.codec import from_json, to_json
from bot.desk.deciding import Leads
from bot.desk.keys import safe_id
from bot.desk.page import Reach
from bot.desk.reading import Answered, Asked, Judgement, Reading
from bot.desk.records import Miss, Place
from bot.desk.seams import Log, Placed, QuestionJob, ReviewJob, ShareJob
from bot.desk.speech import Speech
from bot.draft import read_draft
from bot.errors import (
    BadDraft,
    LogError,
    ModelError,
    ModelUnreachable,
    NeutralError,
)
from bot.review.language import answered_in
from bot.review.review import Review
from bot.review.versions import LIKE, is_version, likeness, replaces
from bot.sources.gathered import Gathered
from bot.sources.page import fetch_page
from bot.words.speaking import language, speaking, worded
from bot.work import wording
from bot.work.dossiers import Dossiers, NoDossiers
from bot.work.failing import missed, not_answered
from bot.work.meanwhile import Meanwhile
from bot.work.pace import Pace
from bot.work.saying import Json, said
from bot.work.seams import Reviewer, StepwiseVoice

LOGGER = logging.getLogger("neutral.work")


@dataclass(frozen=True, slots=True)
class Errands:
    """The steps, with the rooms that they need."""

    desk: Reviewer
    voice: StepwiseVoice
    log: Log
    pace: Pace = field(default_factory=Pace)
    access: Access = field(default_factory=lambda: Access(Rules()))
    fetch: Callable[[str], Gathered] = fetch_page
    speech: Speech = field(default_factory=Speech)
    deadline: float = 0.0
    """Seconds that the model has for an answer."""
    meanwhile: Meanwhile = field(default_factory=Meanwhile)
    reach: Reach = field(default_factory=Reach)
    dossiers: Dossiers = field(default_factory=NoDossiers)

    def leads(self) -> Leads:
        """The propriety leads as they are now. Raises VoiceError while Slack does not say."""
        return Leads(people=self.access.leads(), channel=self.access.leads_channel)

    def language_of(self, user: str) -> str:
        """What a person hears, by their id."""
        return self.speech.language_of(user)

    def judge(self, job: ReviewJob, *, waited: bool = False, tell: bool = False) -> Json:
        """Read the draft and have it judged: the slow step.

        Gives a judgement, a miss, or that the model is ``down`` and whether to ask it again.
        ``waited``: the checks have answered already; ``tell`` the asker what is being read.
        """
        reader = self.language_of(job.place.user)
        with speaking(answered_in(job.draft.text, reader)):
            try:
                read_draft(job.draft.text)
                reading = self.desk.read(job.draft, job.asked_at, reader, job.place.channel)
                speak = self._status(job, reading) if tell else None
                return {"judgement": to_json(self._judged(reading, job, speak, waited=waited))}
            except BadDraft as error:
                return {"miss": to_json(missed(job, error))}
            except ModelError as error:
                again = isinstance(error, ModelUnreachable)
                miss = replace(missed(job, error), id=f"{job.key}:model")
                why = wording.stands_in(error, again=again)
                return {"down": {"again": again, "why": why, "miss": to_json(miss)}}

    def checks(self, job: ReviewJob, down: Json) -> Json:
        """Have the checks judge alone, in place of a model that gave no answer."""
        with self.speaking_to(job):
            try:
                reading = self.desk.read(job.draft, job.asked_at, language(), job.place.channel)
            except NeutralError as error:
                return {"miss": to_json(missed(job, error))}
            return {"judgement": to_json(self.desk.judge_alone(reading, str(down["why"])))}

    def keep(self, job: ReviewJob, judgement: Any, revises: str = "", before: str = "") -> Json:  # noqa: ANN401  # JSON of any form
        """Make the review of what was judged, and keep it. Gives its id, or a miss.

        ``revises``: the review by the checks of the same words; ``before``: that of an earlier
        version of the draft.
        """
        key = _revision_key(revises) if revises else job.key
        judged = from_json(Judgement, judgement)
        asked = Asked(key=key, by=job.place.user, at=job.asked_at, revises=revises or before)
        with speaking(judged.language):
            try:
                reading = self.desk.read(
                    job.draft, job.asked_at, judged.language, job.place.channel
                )
                unread = (worded(one) for one in job.unread)
                reading = replace(reading, not_checked=(*unread, *reading.not_checked))
                review = self.desk.conclude(reading, judged, asked)
                self.desk.keep(review)
            except NeutralError as error:
                return {"miss": to_json(missed(job, error))}
        return {"review": review.id}

    def earlier(self, job: ReviewJob) -> Json:
        """The review of the version before: what stands in the thread where a draft was given."""
        review = self.log.review_at(job.place) if job.place.thread else None
        is_like = review is not None and likeness(job.draft.text, review.draft.text) >= LIKE
        return {"review": review.id} if review is not None and is_like else {}

    def keep_miss(self, miss: Json) -> Json:
        """Put on record that a review could not be made."""
        try:
            self.log.keep_miss(from_json(Miss, miss))
        except LogError as error:
            LOGGER.error("A miss could not be kept: %s", error)  # noqa: TRY400  # no fault of ours
        return {}

    def show(self, job: ReviewJob, review_id: str, follows: str = "") -> Json:
        """Show a kept review to the one who asked; ``follows``: the review that it replaces."""
        review = self._found(review_id)
        kept = self.log.kept(review_id) if review.revises and not follows else None

        def show() -> None:
            lead = wording.joined(self._late(job), replaces(follows) if follows else "")
            self._placed("card", review, self.voice.show(review, job.place, lead, kept))

        with speaking(review.language):
            return said(show)

    def apologise(self, job: ReviewJob, miss: Json, follows: str = "") -> Json:
        """Tell the asker that the draft is unreviewed, or only by the checks."""
        with self.speaking_to(job):
            opening = wording.never_came(follows) if follows else worded(wording.UNREVIEWED)
            words = wording.joined(self._late(job), opening)
            return said(lambda: self.voice.apologise(from_json(Miss, miss), job.place, words))

    def revision(self, review_id: str) -> Json:
        """The id of the model's review that replaces one by the checks, where there is one."""
        found = self.log.find(safe_id(_revision_key(review_id)))
        return {"review": found.id} if found else {}

    def revision_parts(self, review_id: str, place: Place) -> Json:
        """Let a thread be about the newer review; give the number of messages it needs."""
        review = self._found(review_id)
        self._placed("shared", review, place)
        return {"parts": self.voice.revision_parts(review)}

    def revise(self, review_id: str, place: Place, part: int) -> Json:
        """Post one message of a newer review in the thread of the older."""
        review = self._found(review_id)
        posted: list[Place] = []
        ended = said(lambda: posted.append(self.voice.revise(review, place, part)))
        return {**ended, "place": to_json(posted[0])} if posted else ended

    def announce(self, words: str, channel: str) -> Json:
        """Tell the admins something. It never holds a word of a draft."""
        return said(lambda: self.voice.announce(words, channel))

    def share_card(self, job: ShareJob) -> Json:
        """Post the card in the channel. Gives its thread."""
        review = self._found(job.review_id)
        kept, posted = self.log.kept(job.review_id), list[Place]()
        ended = said(lambda: posted.append(self.voice.share_card(review, job.place, kept)))
        return {**ended, "place": to_json(posted[0])} if posted else ended

    def place(self, job: ShareJob, place: Json) -> Json:
        """Remember which thread is about which review; give the number of messages it needs."""
        review = self._found(job.review_id)
        self._placed("shared", review, from_json(Place, place))
        return {"parts": self.voice.share_parts(review)}

    def share_part(self, job: ShareJob, place: Json, part: int) -> Json:
        """Post one message in the thread of the shared card."""
        review, where = self._found(job.review_id), from_json(Place, place)
        return said(lambda: self.voice.share_part(review, where, part))

    def shared(self, job: ShareJob) -> Json:
        """Take the button off the private card."""
        review, kept = self._found(job.review_id), self.log.kept(job.review_id)
        return said(lambda: self.voice.shared(review, job.place, kept))

    def notice(self, what: Json) -> Json:
        """Tell somebody words, alone; or the one who shared to look whether the card is there."""
        if "share" not in what:
            values = what.get("values", {})
            return self.tell(from_json(Place, what["place"]), str(what["words"]), values)
        job = from_json(ShareJob, what["share"])
        review, times = self._found(job.review_id), job.key.count("#") + 1
        with speaking(review.language):
            return said(lambda: self.voice.perhaps_shared(review, job.place, times))

    def answer(self, job: QuestionJob) -> Json:
        """Find the answer to what was said in a thread. Empty: no review stands there."""
        asked = Asked(key=job.key, by=job.place.user, at=job.asked_at)
        with speaking(self.language_of(job.place.user)):
            try:
                review = self.log.review_at(job.place)
                if review is not None and is_version(job.text, review.draft.text):
                    return {"version": review.id}
                answered = self.desk.answer(job.text, job.place, asked)
            except NeutralError as error:
                return {"sorry": not_answered(error), "error": type(error).__name__}
        return {} if answered is None else {"answered": to_json(answered)}

    def sorry(self, job: QuestionJob, error: NeutralError) -> Json:
        """That a question met a fault."""
        with speaking(self.language_of(job.place.user)):
            return {"sorry": not_answered(error)}

    def say_answer(self, job: QuestionJob, answered: Json) -> Json:
        """Say the answer in the thread."""
        found = from_json(Answered, answered)
        with speaking(answered_in(found.question.text, found.review.language)):
            lead = self._late(job)
            return said(lambda: self.voice.answer(found.answer, found.review, job.place, lead))

    def tell(self, place: Place, words: str, values: Json | None = None) -> Json:
        """Tell somebody something, alone, in their language; ``values`` fill its placeholders."""
        with speaking(self.language_of(place.user)):
            told = worded(words, **{name: worded(str(v)) for name, v in (values or {}).items()})
            return said(lambda: self.voice.tell(told, place))

    def _status(self, job: ReviewJob, reading: Reading) -> Callable[[], None] | None:
        """What says to the asker what a model reads; nothing without a model, or too late."""
        if not self.desk.editions.prompt or self._late(job):
            return None
        words = wording.reading(reading.passages, self.deadline)
        return lambda: self.voice.meanwhile(words, job.place)

    def _judged(
        self, reading: Reading, job: ReviewJob, speak: Callable[[], None] | None, *, waited: bool
    ) -> Judgement:
        """Ask the desk, unless the model was down a moment ago. Raises ModelError."""
        if not self.pace.outage.may_ask(waited=waited):
            raise ModelUnreachable(worded("The model did not answer a moment ago."))
        down = False
        try:
            with self.meanwhile.saying(job.key, speak):
                return self.desk.judge(reading, job.place.user)
        except ModelUnreachable:
            down = True
            raise
        finally:
            (self.pace.outage.failed if down else self.pace.outage.answered)()

    def speaking_to(self, job: ReviewJob) -> AbstractContextManager[None]:
        """Speak as the review of a draft would: Welsh for one in Welsh, else as its asker reads."""
        return speaking(answered_in(job.draft.text, self.language_of(job.place.user)))

    def _late(self, job: ReviewJob | QuestionJob) -> str:
        return wording.late(job.asked_at, self.pace.clock())

    def _found(self, review_id: str) -> Review:
        review = self.log.find(review_id)
        if review is None:
            raise LogError(f"The log does not hold review {review_id}")
        return review

    def _placed(self, kind: str, review: Review, place: Place) -> None:
        self.log.place(Placed(review_id=review.id, kind=kind, place=place))


def _revision_key(review_id: str) -> str:
    """The key of the model's review that replaces one by the checks: found by the older's id."""
    return f"{review_id}-model"


def _joined(*parts: str) -> str:
    return " ".join(one for one in parts if one)
