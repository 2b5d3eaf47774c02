"""What each step of a job does, in plain Python: JSON in, JSON out, safe to do twice.

No step raises what the tree in ``bot.errors`` names: it gives it back as data, so that the
engine keeps what happened and a later start reads it instead of meeting it again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.desk.codec import from_json, to_json
from bot.desk.reading import Answered, Asked, Judgement
from bot.desk.records import Miss, Place
from bot.desk.seams import Log, Placed, QuestionJob, ReviewJob, ShareJob
from bot.draft import read_draft
from bot.errors import BadDraft, LogError, ModelError, NeutralError, VoiceError, VoiceUncertain
from bot.errors import VoiceUnreachable as Unreachable
from bot.review.review import Review
from bot.work.seams import Reviewer, StepwiseVoice

Json: TypeAlias = dict[str, Any]
LOGGER = logging.getLogger("neutral.work")
SAID, LATER, LOST, REFUSED = "said", "later", "lost", "refused"
"""How saying something ended: it stands; try again; nobody can know; Slack never takes it."""


@dataclass(frozen=True, slots=True)
class Errands:
    """The steps, with the rooms that they need."""

    desk: Reviewer
    voice: StepwiseVoice
    log: Log

    def judge(self, job: ReviewJob) -> Json:
        """Read the draft and have it judged: the slow step. Gives a judgement or a miss."""
        try:
            read_draft(job.draft.text)
            reading = self.desk.read(job.draft, job.asked_at)
            return {"judgement": to_json(self.desk.judge(reading, job.place.user))}
        except (BadDraft, ModelError) as error:
            return {"miss": to_json(missed(job, error))}

    def keep(self, job: ReviewJob, judgement: Any) -> Json:  # noqa: ANN401  # JSON of any form
        """Make the review of what was judged, and keep it. Gives its id, or a miss."""
        try:
            reading = self.desk.read(job.draft, job.asked_at)
            asked = Asked(key=job.key, by=job.place.user, at=job.asked_at)
            review = self.desk.conclude(reading, from_json(Judgement, judgement), asked)
            self.desk.keep(review)
        except NeutralError as error:
            return {"miss": to_json(missed(job, error))}
        return {"review": review.id}

    def keep_miss(self, miss: Json) -> Json:
        """Put on record that a review could not be made."""
        try:
            self.log.keep_miss(from_json(Miss, miss))
        except LogError as error:
            LOGGER.error("A miss could not be kept: %s", error)  # noqa: TRY400  # no fault of ours
        return {}

    def show(self, job: ReviewJob, review_id: str) -> Json:
        """Show a kept review to the one who asked."""
        review = self._found(review_id)
        return _said(lambda: self._placed("card", review, self.voice.show(review, job.place)))

    def apologise(self, job: ReviewJob, miss: Json) -> Json:
        """Tell the asker that the draft is unreviewed."""
        return _said(lambda: self.voice.apologise(from_json(Miss, miss), job.place))

    def share_card(self, job: ShareJob) -> Json:
        """Post the card in the channel. Gives its thread."""
        review = self._found(job.review_id)
        posted: list[Place] = []
        ended = _said(lambda: posted.append(self.voice.share_card(review, job.place)))
        return {**ended, "place": to_json(posted[0])} if posted else ended

    def place(self, job: ShareJob, place: Json) -> Json:
        """Remember which thread is about which review; give the number of messages it needs."""
        review = self._found(job.review_id)
        self.log.place(_placed("shared", review, from_json(Place, place)))
        return {"parts": self.voice.share_parts(review)}

    def share_part(self, job: ShareJob, place: Json, part: int) -> Json:
        """Post one message in the thread of the shared card."""
        review, where = self._found(job.review_id), from_json(Place, place)
        return _said(lambda: self.voice.share_part(review, where, part))

    def shared(self, job: ShareJob) -> Json:
        """Take the button off the private card."""
        return _said(lambda: self.voice.shared(self._found(job.review_id), job.place))

    def perhaps_shared(self, job: ShareJob) -> Json:
        """Tell the one who shared to look whether it is there."""
        review, times = self._found(job.review_id), job.key.count("#") + 1
        return _said(lambda: self.voice.perhaps_shared(review, job.place, times))

    def answer(self, job: QuestionJob) -> Json:
        """Find the answer to what was said in a thread. Empty: no review stands there."""
        asked = Asked(key=job.key, by=job.place.user, at=job.asked_at)
        try:
            answered = self.desk.answer(job.text, job.place, asked)
        except NeutralError as error:
            return {"sorry": f"Your question was not answered. {error} {error.advice}"}
        return {} if answered is None else {"answered": to_json(answered)}

    def say_answer(self, job: QuestionJob, answered: Json) -> Json:
        """Say the answer in the thread."""
        found = from_json(Answered, answered)
        return _said(lambda: self.voice.answer(found.answer, found.review, job.place))

    def tell(self, place: Place, words: str) -> Json:
        """Tell somebody something, alone."""
        return _said(lambda: self.voice.tell(words, place))

    def _found(self, review_id: str) -> Review:
        review = self.log.find(review_id)
        if review is None:
            raise LogError(f"The log does not hold review {review_id}")
        return review

    def _placed(self, kind: str, review: Review, place: Place) -> None:
        self.log.place(_placed(kind, review, place))


def missed(job: ReviewJob, error: NeutralError) -> Miss:
    """What is kept and said when no review could be made."""
    return Miss(
        id=job.key,
        draft=job.draft,
        asked_by=job.place.user,
        at=datetime.now(UTC),
        error=type(error).__name__,
        reason=f"{error} {error.advice}",
    )


def _placed(kind: str, review: Review, place: Place) -> Placed:
    return Placed(review_id=review.id, kind=kind, place=place)


def _said(speak: Callable[[], object]) -> Json:
    """Speak, and give back how it ended."""
    try:
        speak()
    except Unreachable as error:
        return {"ended": LATER, "why": str(error)}
    except VoiceUncertain as error:
        return {"ended": LOST, "why": str(error)}
    except VoiceError as error:
        LOGGER.error("Slack will not take it: %s", error)  # noqa: TRY400  # no fault of ours
        return {"ended": REFUSED, "why": str(error)}
    return {"ended": SAID}
