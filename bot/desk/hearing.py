"""Hears a model on one draft: its claims, and a rewording that it proposes and may repair.

Every answer is proven by our own code before the next question; the model is asked once more
for an answer that cannot be read or proven, and twice for a better rewording.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.desk.keys import mark_of
from bot.desk.reading import Judgement, Reading
from bot.desk.seams import Model
from bot.desk.shelf import Shelf
from bot.desk.weighing import ground_of, making_by_model, own_claims
from bot.draft import Draft
from bot.errors import ModelError, ModelNonsense
from bot.prompt.again import again, repair
from bot.prompt.exchange import Reply, Request
from bot.prompt.review_answer import ModelReview, read_review
from bot.prompt.review_request import Asking, review_request
from bot.review.proof import prove
from bot.review.review import Claim, Unproven
from bot.review.rewording import Ground, Proposal, cut, prove_rewording
from bot.words.speaking import language, worded

_REPAIRS = 2


@dataclass(slots=True, kw_only=True)
class Hearing:
    """One conversation about one draft. Not to be used twice."""

    model: Model
    shelf: Shelf
    nonce: Callable[[], str]
    asked_by: str
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    replies: list[Reply] = field(default_factory=list)

    def judge(self, reading: Reading) -> Judgement:
        """Ask until there is a judgement. Raises ModelError, as the model's edge does."""
        request = self._request(reading, reading.draft)
        said, request, text = self._first(request)
        claims, last = own_claims(said.claims), said
        doubts = self._doubts(claims, reading)
        if doubts and len(self.replies) == 1:
            claims, last, request, text = self._second(request, text, claims, reading)
        proposal = self._reworded(reading, claims, _Asked(request, text, last.rewording))
        return Judgement(
            claims=claims,
            making=making_by_model(self.shelf, self.replies),
            at=self.clock(),
            rewording=proposal.rewording.text if proposal.rewording else "",
            reworded_by=proposal.rewording.by if proposal.rewording else "model",
            no_rewording=proposal.reason,
        )

    def _request(self, reading: Reading, draft: Draft) -> Request:
        signals = reading.signals if draft is reading.draft else ()
        asking = Asking(
            draft=draft,
            passages=reading.passages,
            hints=signals,
            asked_by=mark_of(self.asked_by),
            nonce=self.nonce(),
            language=language(),
            periods=reading.periods,
            cases=reading.cases,
        )
        return review_request(self.shelf.prompts, self.shelf.library, asking)

    def _ask(self, request: Request) -> str:
        reply = self.model.ask(request)
        self.replies.append(reply)
        return reply.text

    def _first(self, request: Request) -> tuple[ModelReview, Request, str]:
        """The first answer that can be read, of two. Raises ModelNonsense when neither can."""
        text = ""
        try:
            text = self._ask(request)
            return read_review(text), request, text
        except ModelNonsense as fault:
            request = again(request, text, str(fault)) if text else request
        text = self._ask(request)
        return read_review(text), request, text

    def _second(
        self, request: Request, text: str, claims: tuple[Claim, ...], reading: Reading
    ) -> tuple[tuple[Claim, ...], ModelReview, Request, str]:
        """Ask again for what could not be proven; an unreadable answer leaves the first."""
        complaint = "\n".join(_complaint(doubt) for doubt in self._doubts(claims, reading))
        once_more = again(request, text, complaint)
        try:
            answer = self._ask(once_more)
            said = read_review(answer)
        except ModelError:
            return claims, read_review(text), request, text
        return self._settled(claims, own_claims(said.claims), reading), said, once_more, answer

    def _settled(
        self, first: tuple[Claim, ...], second: tuple[Claim, ...], reading: Reading
    ) -> tuple[Claim, ...]:
        """Both answers' claims, less the unproven ones that the second answer made good.

        A claim that is only withdrawn was claimed all the same: *clear* means that nothing was.
        """
        found, _ = prove(second, reading.draft, reading.passages)
        mended = {finding.concern for finding in found}
        unproven = {doubt.claim for doubt in self._doubts(first, reading)}
        standing = (c for c in first if c not in unproven or c.concern not in mended)
        return tuple(dict.fromkeys((*second, *standing)))

    def _doubts(self, claims: Iterable[Claim], reading: Reading) -> tuple[Unproven, ...]:
        return prove(claims, reading.draft, reading.passages)[1]

    def _reworded(self, reading: Reading, claims: tuple[Claim, ...], asked: "_Asked") -> Proposal:
        """A rewording, or none; a model that fails now costs the rewording and not the review."""
        ground = ground_of(self.shelf, reading, claims)
        if not ground.findings:
            return Proposal(None)
        try:
            proposal = self._repaired(ground, reading, asked)
            own = proposal if proposal.rewording else self._looked_at(cut(ground), reading)
        except ModelError:
            return Proposal(None, worded("The model gave no usable answer about a rewording."))
        return own if own.rewording else proposal

    def _repaired(self, ground: Ground, reading: Reading, asked: "_Asked") -> Proposal:
        """The model's rewording, repaired at most twice. Raises ModelError."""
        request, text, words = asked.request, asked.text, asked.rewording
        proposal = Proposal(None, worded("The model found no other wording."))
        for attempt in range(_REPAIRS + 1):
            if not words:
                break
            proposal = self._looked_at(prove_rewording(words, ground, by="model"), reading)
            if proposal.rewording or attempt == _REPAIRS:
                break
            request = repair(request, text, proposal.reason)
            text = self._ask(request)
            words = read_review(text).rewording
        return proposal

    def _looked_at(self, proposal: Proposal, reading: Reading) -> Proposal:
        """Have the model review a proven rewording as it would any draft (promise 6)."""
        if proposal.rewording is None:
            return proposal
        draft = replace(reading.draft, text=proposal.rewording.text)
        said = read_review(self._ask(self._request(reading, draft)))
        if said.claims:
            return Proposal(
                None, worded("A second look at it found: {why}", why=said.claims[0].why)
            )
        return proposal


@dataclass(frozen=True, slots=True)
class _Asked:
    """The last question and answer, with the rewording that it proposed."""

    request: Request
    text: str
    rewording: str


def _complaint(doubt: Unproven) -> str:
    claim = doubt.claim
    return f"- The finding on {claim.clause_id} cannot be proven: {doubt.reason}."
