"""The desk: the one path from a draft to a review that was written down before anybody saw it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_hex
from zoneinfo import ZoneInfo

from bot.desk import gathering, weighing
from bot.desk.codec import to_json
from bot.desk.hearing import Hearing
from bot.desk.keys import safe_id
from bot.desk.page import InForce
from bot.desk.reading import Answered, Asked, Judgement, Reading
from bot.desk.records import Editions, Miss, Place, Remark
from bot.desk.seams import Log, Model
from bot.desk.shelf import Shelf
from bot.desk.thread import Thread, read_written, written
from bot.draft import Draft
from bot.errors import ModelError
from bot.review.language import answered_in
from bot.review.review import Review
from bot.words.speaking import ENGLISH, speaking, worded

__all__ = ["Answered", "Asked", "Desk", "Judgement", "Reading", "Shelf"]
_UK = ZoneInfo("Europe/London")


class Desk:
    """Takes a draft through every step. Safe to share among threads.

    ``shelf`` holds what reviews are held to, ``log`` keeps them; without a ``model`` the checks
    stand alone. ``clock`` gives the time in UTC, ``nonce`` a fresh mark for each request.
    """

    def __init__(
        self,
        shelf: Shelf,
        log: Log,
        model: Model | None = None,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        nonce: Callable[[], str] = lambda: token_hex(8),
    ) -> None:
        self._shelf, self._log, self._model = shelf, log, model
        self._clock, self._nonce = clock, nonce
        self._kept_editions: set[tuple[str, str]] = set()

    @property
    def editions(self) -> Editions:
        """The editions that make a review now."""
        shelf = self._shelf
        return Editions(
            guidance=shelf.library.edition,
            checks=shelf.checks.edition,
            prompt=shelf.prompts.edition if self._model is not None else "",
            official=shelf.cited.edition,
            newer=shelf.cited.newer(),
        )

    def in_force(self, at: datetime) -> InForce:
        """What a draft is held to on the day of ``at`` in the UK."""
        shelf, day = self._shelf, at.astimezone(_UK).date()
        return gathering.in_force(shelf.library, self.editions, day, shelf.official)

    def review(self, draft: Draft, asked: Asked) -> Review:
        """Review a draft and keep the review before giving it back.

        The same key gives the review that was kept. Raises BadDraft and LogError, and ModelError
        after keeping a miss (promise 7).
        """
        kept = self._log.find(safe_id(asked.key))
        if kept is not None:
            return kept
        reading = self.read(draft, asked.at, asked.language)
        try:
            judgement = self.judge(reading, asked.by)
        except ModelError as error:
            self.miss(draft, asked, error)
            raise
        review = self.conclude(reading, judgement, asked)
        self.keep(review)
        return review

    def read(
        self, draft: Draft, asked_at: datetime, reader: str = ENGLISH, channel: str = ""
    ) -> Reading:
        """Lay beside a draft what the checks see and what it is held to. Raises BadDraft.

        ``reader``: the language of the one who asked; ``channel``: where, by Slack's id.
        """
        with speaking(answered_in(draft.text, reader)):
            return self._shelf.read(draft, asked_at, channel)

    def judge(self, reading: Reading, asked_by: str) -> Judgement:
        """Have it judged, by the model if there is one. Raises ModelError."""
        if self._model is None:
            return self.judge_alone(reading)
        hearing = Hearing(
            model=self._model,
            shelf=self._shelf,
            nonce=self._nonce,
            asked_by=asked_by,
            clock=self._clock,
        )
        with speaking(reading.language):
            return replace(hearing.judge(reading), language=reading.language)

    def judge_alone(self, reading: Reading, why: str = "") -> Judgement:
        """Judge by the checks alone; ``why`` says what kept the model, if one is configured."""
        making = weighing.making_by_checks(self._shelf, reading)
        return Judgement(
            claims=(), making=making, at=self._clock(), alone=why, language=reading.language
        )

    def conclude(self, reading: Reading, judgement: Judgement, asked: Asked) -> Review:
        """Prove what was claimed and read off the verdict. The same input, the same review."""
        with speaking(reading.language):
            return weighing.conclude(self._shelf, reading, judgement, asked)

    def keep(self, review: Review) -> None:
        """Keep a review and the editions that made it. Raises LogError."""
        shelf, making = self._shelf, review.making
        self._keep_edition("guidance", shelf.library.edition, self._guidance_words)
        self._keep_edition("checks", shelf.checks.edition, lambda: shelf.checks.words)
        if shelf.cited.edition:
            official = shelf.cited
            self._keep_edition("official", official.edition, lambda: official.words)
        if making.prompt_edition:
            self._keep_edition("prompt", shelf.prompts.edition, lambda: shelf.prompts.words)
        self._log.keep(review)

    def miss(self, draft: Draft, asked: Asked, error: ModelError) -> Miss:
        """Keep that a review could not be made."""
        miss = Miss(
            id=asked.key,
            draft=draft,
            asked_by=asked.by,
            at=self._clock(),
            error=type(error).__name__,
            reason=f"{error} {worded(error.advice)}".strip(),
        )
        self._log.keep_miss(miss)
        return miss

    def answer(self, text: str, place: Place, asked: Asked) -> Answered | None:
        """Answer a question in a review's thread, and keep both; None where no review stands.

        The same key gives the answer that was kept.
        """
        review = self._log.review_at(place)
        if review is None:
            return None
        question = Remark(
            id=safe_id(asked.key), review_id=review.id, by=asked.by, at=asked.at, text=text
        )
        earlier = None if self._log.keep_remark(question) else self._reply_to(question, review)
        if earlier is not None:
            return earlier
        thread = Thread(shelf=self._shelf, model=self._model, nonce=self._nonce)
        with speaking(answered_in(text, review.language)):
            answer = thread.answer(text, review)
        reply = Remark(
            id=f"{question.id}-answer",
            review_id=review.id,
            by=answer.by,
            at=self._clock(),
            text=written(answer),
            answers=question.id,
        )
        self._log.keep_remark(reply)
        return Answered(answer=answer, review=review, question=question, reply=reply)

    def _reply_to(self, question: Remark, review: Review) -> Answered | None:
        for remark in self._log.remarks(review.id):
            if remark.answers == question.id:
                answer = read_written(remark.text, remark.by, review)
                return Answered(answer=answer, review=review, question=question, reply=remark)
        return None

    def _keep_edition(self, kind: str, edition: str, words: Callable[[], str]) -> None:
        """Once for each edition and process; the log itself keeps an edition once for good."""
        if (kind, edition) not in self._kept_editions:
            self._log.keep_edition(kind, edition, words())
            self._kept_editions.add((kind, edition))

    def _guidance_words(self) -> str:
        return json.dumps(to_json(self._shelf.library), ensure_ascii=False, indent=1)
