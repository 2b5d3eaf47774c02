"""The seams: what the core asks of the edges. Fakes satisfy these in tests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.checks.signal import Signal
from bot.desk.dossier_job import DossierJob
from bot.desk.records import Decision, Dispute, Figures, Miss, Place, Remark, Wish
from bot.draft import Draft
from bot.guidance.accepted import Cited
from bot.guidance.catalogue import Clause, Precedent
from bot.prompt.exchange import Reply, Request
from bot.retrieval.steer import Steer
from bot.review.review import Answer, Review


class Checks(Protocol):
    """What can be seen in a draft without a model."""

    edition: str

    @property
    def words(self) -> str:
        """The whole text of the edition."""

    def see(self, draft: Draft, today: date) -> tuple[Signal, ...]:
        """Everything seen in a draft, by place."""


class Index(Protocol):
    """The search in the guidance."""

    def search(self, draft: Draft, steer: Steer) -> tuple[Clause, ...]:
        """The clauses that bear on a draft, best first, at most 20."""

    def own_rules(self, draft: Draft, channel: str) -> tuple[Clause, ...]:
        """The rules of the department's own that bear on a draft, best first, at most 5."""

    def precedents(self, draft: Draft, clauses: Sequence[Clause]) -> tuple[Precedent, ...]:
        """Real cases like this draft, at most 3, and one that was cleared among them."""

    def alike(self, draft: Draft) -> tuple[Precedent, ...]:
        """Real cases of posts that said much the same, by their words alone."""

    def answering(self, question: str, among: Sequence[Clause]) -> tuple[Clause, ...]:
        """Those of the clauses that bear on a question, best first; none if none does."""

    def saying(self, question: str) -> tuple[Cited, ...]:
        """Official passages that bear on a question, best first; none if none does."""


class Model(Protocol):
    """A language model. Any vendor's errors come out as ModelError."""

    def ask(self, request: Request) -> Reply:
        """Ask once (with the edge's own retries, inside its deadline)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a review was shown.

    ``kind``: card (private), shared, or reply; posted is the very message of a card in a channel,
    asked that of a request to the propriety leads. The two can be drawn anew.
    """

    review_id: str
    kind: str
    place: Place


class Log(Protocol):
    """The record. Every keeping is idempotent by id, and raises LogError."""

    def keep(self, review: Review) -> None:
        """Keep a review with all its parts, in one transaction."""

    def find(self, review_id: str) -> Review | None:
        """Give a kept review back, equal to what was kept."""

    def keep_edition(self, kind: str, edition: str, text: str) -> None:
        """Keep the whole text of an edition of guidance, checks or prompt, once."""

    def keep_miss(self, miss: Miss) -> None:
        """Keep a review that could not be made."""

    def keep_remark(self, remark: Remark) -> bool:
        """Keep something said; False when it was already kept."""

    def keep_decision(self, decision: Decision) -> bool:
        """Keep a decision; False when it was already kept."""

    def keep_turn(self, decision: Decision, number: int) -> bool:
        """Keep a decision as the review's ``number``-th, from 0; False where that is taken."""

    def keep_dispute(self, dispute: Dispute) -> bool:
        """Keep what was said of a finding; False when it was already kept."""

    def kept(self, review_id: str) -> "Kept | None":
        """A review with what became of it."""

    def places(self, review_id: str) -> tuple[Placed, ...]:
        """Where a review was shown."""

    def waiting(self) -> tuple["Kept", ...]:
        """Reviews that wait for a propriety lead, the longest first."""

    def remarks(self, review_id: str) -> tuple[Remark, ...]:
        """What was said about a review, oldest first."""

    def place(self, placed: Placed) -> None:
        """Keep where a review was shown."""

    def review_at(self, place: Place) -> Review | None:
        """The newest review shared in that channel and thread."""

    def asked_by(self, user: str, most: int) -> "tuple[Kept, ...]":
        """The last reviews that somebody asked for, newest first, less those that were erased."""

    def undecided(self, user: str, since: datetime, most: int) -> "tuple[Kept, ...]":
        """Those of somebody's reviews since a time that wait for a decision, newest first.

        Also those that are with the propriety leads, and those that came back from them. Left
        out: a version that was revised since, and what is clear with nothing asked.
        """

    def figures(self, first: date, after: date) -> Figures:
        """What the days from ``first`` until before ``after`` add up to, UK time."""

    def month(self, first: date, after: date) -> Iterator[Review]:
        """Reviews made from the day ``first`` until before ``after``, UK time, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A review with what became of it."""

    review: Review
    decisions: tuple[Decision, ...]
    """Oldest first; the last one stands."""
    shared: bool
    """Whether it was shown to others than the one who asked."""
    remarks: int
    """How many remarks were made about it."""
    disputes: tuple[Dispute, ...] = ()
    """Oldest first; of one person's about one finding, the last one stands."""
    earlier: Review | None = None
    """The review of the version before, where the draft is a new version of another."""


class Record(Protocol):
    """The log as a report reads it: a span of days, as it stood at one moment."""

    def between(self, first: date, after: date) -> Iterator[Kept | Miss]:
        """Reviews and misses from ``first`` until before ``after``, UK time, oldest first."""

    def count(self, first: date, after: date) -> int:
        """How many entries ``between`` will give."""


class Voice(Protocol):
    """Says things where people are. Raises VoiceError; a repeat replaces, never doubles."""

    def show(self, review: Review, place: Place) -> Place:
        """Show the card to the one who asked, alone."""

    def share(self, review: Review, place: Place) -> Place:
        """Post the card in the channel, its findings and rewording in its thread."""

    def answer(self, answer: Answer, review: Review, place: Place) -> Place:
        """Answer in a review's thread."""

    def apologise(self, miss: Miss, place: Place) -> None:
        """Tell the asker alone that the draft is unreviewed, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewJob:
    """Review a draft and show it to the asker. ``key`` is the door's own id for the request."""

    key: str
    draft: Draft
    place: Place
    asked_at: datetime
    unread: tuple[str, ...] = ()
    """What came with the draft and was not read, in sentences for the review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareJob:
    """Share a kept review in the channel."""

    key: str
    review_id: str
    place: Place
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionJob:
    """Answer what somebody said in a review's thread."""

    key: str
    text: str
    place: Place
    asked_at: datetime
    alone: bool = False
    """Said to the bot alone: there silence would be no answer, even where no review stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeJob:
    """Draw somebody's page of the app, which they have opened."""

    key: str
    place: Place
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WishJob:
    """Tell somebody, alone, what they asked about the bot or about their own reviews."""

    key: str
    wish: Wish
    place: Place
    asked_at: datetime
    about: str = ""
    """The review that they want to see again."""


class Choice(StrEnum):
    """What a person may ask for about a review."""

    REWORDING = "rewording"
    POST = "post"
    WITHDRAW = "withdraw"
    PROPRIETY = "propriety"
    SIGN_OFF = "sign-off"
    DECLINE = "decline"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideJob:
    """Decide about a kept review, or say of one finding that it is right or wrong."""

    key: str
    review_id: str
    wish: Choice
    place: Place
    asked_at: datetime
    on: str = ""
    """The message with the button, as the voice names it."""
    alone: bool = False
    """Whether one person alone sees that message."""
    reason: str = ""
    finding: int = 0
    """The finding that is disputed, from 1."""
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeJob:
    """Tell somebody something of our own, alone: that they may not do what they asked for."""

    key: str
    words: str
    place: Place
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchJob:
    """Take no more drafts, or take them again, because an admin says so and why."""

    key: str
    taking: bool
    reason: str
    place: Place
    asked_at: datetime


Job = (
    ReviewJob | ShareJob | QuestionJob | HomeJob | WishJob | DecideJob | NoticeJob | SwitchJob
    | DossierJob
)  # fmt: skip


class Jobs(Protocol):
    """Durable work. What ``put`` took is done, even if the process dies the next moment."""

    def put(self, job: Job) -> None:
        """Write the job down; the same key twice is one job. Raises WorkError."""
