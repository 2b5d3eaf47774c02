"""Fakes that satisfy the seams of the desk: a record, a model, a voice, jobs, a search, checks."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.checks.signal import Signal
from bot.concerns import Concern, Severity
from bot.desk.deciding import PENDING
from bot.desk.desk import Desk, Shelf
from bot.desk.records import Decision, Dispute, Figures, Miss, Place, Remark
from bot.desk.seams import Job, Kept, Model, Placed
from bot.draft import Draft
from bot.errors import LogUnwritable
from bot.guidance.accepted import NONE, Cited, Official
from bot.guidance.catalogue import (
    Basis,
    Clause,
    Library,
    Period,
    Precedent,
    Source,
    Strength,
)
from bot.guidance.catalogue import Finding as Outcome
from bot.prompt.exchange import Reply, Request
from bot.prompt.files import Prompts
from bot.quoting import Span
from bot.retrieval.steer import Steer
from bot.review.review import Answer, Review

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass
class FakeLog:
    """A record in memory. ``broken`` makes every keeping fail, as a full disk does."""

    reviews: dict[str, Review] = field(default_factory=dict)
    editions: dict[tuple[str, str], str] = field(default_factory=dict)
    misses: dict[str, Miss] = field(default_factory=dict)
    kept_remarks: dict[str, Remark] = field(default_factory=dict)
    kept_decisions: dict[str, Decision] = field(default_factory=dict)
    kept_disputes: dict[str, Dispute] = field(default_factory=dict)
    placements: list[Placed] = field(default_factory=list)
    broken: bool = False

    def _write(self) -> None:
        if self.broken:
            raise LogUnwritable("The invented disk is full.")

    def keep(self, review: Review) -> None:
        self._write()
        self.reviews.setdefault(review.id, review)

    def find(self, review_id: str) -> Review | None:
        return self.reviews.get(review_id)

    def keep_edition(self, kind: str, edition: str, text: str) -> None:
        self._write()
        self.editions.setdefault((kind, edition), text)

    def keep_miss(self, miss: Miss) -> None:
        self._write()
        self.misses.setdefault(miss.id, miss)

    def keep_remark(self, remark: Remark) -> bool:
        self._write()
        return self.kept_remarks.setdefault(remark.id, remark) is remark

    def keep_decision(self, decision: Decision) -> bool:
        self._write()
        return self.kept_decisions.setdefault(decision.id, decision) is decision

    def remarks(self, review_id: str) -> tuple[Remark, ...]:
        return tuple(r for r in self.kept_remarks.values() if r.review_id == review_id)

    def decisions(self, review_id: str) -> tuple[Decision, ...]:
        return tuple(d for d in self.kept_decisions.values() if d.review_id == review_id)

    def keep_turn(self, decision: Decision, number: int) -> bool:
        self._write()
        if len(self.decisions(decision.review_id)) != number:
            return False
        return self.keep_decision(decision)

    def keep_dispute(self, dispute: Dispute) -> bool:
        self._write()
        return self.kept_disputes.setdefault(dispute.id, dispute) is dispute

    def kept(self, review_id: str) -> Kept | None:
        review = self.reviews.get(review_id)
        if review is None:
            return None
        said = tuple(d for d in self.kept_disputes.values() if d.review_id == review_id)
        decided = self.decisions(review_id)
        return Kept(review=review, decisions=decided, shared=False, remarks=0, disputes=said)

    def places(self, review_id: str) -> tuple[Placed, ...]:
        return tuple(one for one in self.placements if one.review_id == review_id)

    def waiting(self) -> tuple[Kept, ...]:
        every = (self.kept(name) for name in self.reviews)
        return tuple(k for k in every if k and k.decisions and k.decisions[-1].outcome in PENDING)

    def place(self, placed: Placed) -> None:
        self._write()
        if placed not in self.placements:
            self.placements.append(placed)

    def review_at(self, place: Place) -> Review | None:
        for placed in reversed(self.placements):
            where = placed.place
            if placed.kind == "shared" and where.channel == place.channel and (
                where.thread == place.thread
            ):  # fmt: skip
                return self.reviews.get(placed.review_id)
        return None

    def asked_by(self, user: str, most: int) -> tuple[Kept, ...]:
        made = sorted(self.reviews.values(), key=lambda review: review.made_at, reverse=True)
        own = [self.kept(review.id) for review in made if review.asked_by == user]
        return tuple(kept for kept in own[:most] if kept)

    def undecided(self, user: str, since: datetime, most: int) -> tuple[Kept, ...]:
        own = self.asked_by(user, len(self.reviews))
        return tuple(k for k in own if k.review.made_at >= since and not k.decisions)[:most]

    def figures(self, first: date, after: date) -> Figures:
        made = list(self.month(first, after))
        verdicts = Counter(review.verdict for review in made)
        return Figures(month=first, verdicts=verdicts, outcomes={}, misses=0, median=None)

    def month(self, first: date, after: date) -> Iterator[Review]:
        uk = ZoneInfo("Europe/London")
        made = sorted(self.reviews.values(), key=lambda review: review.made_at)
        yield from (r for r in made if first <= r.made_at.astimezone(uk).date() < after)


Said = str | Reply | Exception | Callable[[Request], str]


class FakeModel:
    """A model that says what it is told to, in turn; errors are raised. Asked more, it fails."""

    def __init__(self, *script: Said, name: str = "invented-1") -> None:
        self.script = list(script)
        self.asked: list[Request] = []
        self.name = name

    def ask(self, request: Request) -> Reply:
        self.asked.append(request)
        said = self.script.pop(0)
        if isinstance(said, Exception):
            raise said
        if isinstance(said, Reply):
            return said
        text = said if isinstance(said, str) else said(request)
        return Reply(
            text=text, model_asked=self.name, model_answered=f"{self.name}-2026", response_id="x1",
            input_tokens=100, cached_tokens=60, output_tokens=20, cost_usd=0.001, milliseconds=5,
        )  # fmt: skip


def said_by_model(*claims: dict[str, str], rewording: str = "") -> str:
    """A model's review as JSON, in the form that is asked of it."""
    return json.dumps({"reading": "A post.", "findings": list(claims), "rewording": rewording})


def claimed(excerpt: str, quote: str = "", **changes: str) -> dict[str, str]:
    """One finding of a model's review, true unless changed."""
    claim = {
        "excerpt": excerpt, "why": "It claims credit.", "concern": "party-political",
        "clause_id": "csc.party", "quote": quote or "act for a party political purpose",
        "severity": "revise", "advice": "Cut the claim.",
    }  # fmt: skip
    return claim | changes


@dataclass
class FakeVoice:
    """A voice that remembers what it said, and where; ``fault`` is raised instead, once."""

    shown: list[tuple[Review, Place]] = field(default_factory=list)
    shared: list[tuple[Review, Place]] = field(default_factory=list)
    answers: list[tuple[Answer, Review, Place]] = field(default_factory=list)
    apologies: list[tuple[Miss, Place]] = field(default_factory=list)
    fault: Exception | None = None

    def _fail(self) -> None:
        fault, self.fault = self.fault, None
        if fault is not None:
            raise fault

    def show(self, review: Review, place: Place) -> Place:
        self._fail()
        self.shown.append((review, place))
        return place

    def share(self, review: Review, place: Place) -> Place:
        self._fail()
        self.shared.append((review, place))
        return replace(place, thread=place.thread or f"{len(self.shared)}.0001")

    def answer(self, answer: Answer, review: Review, place: Place) -> Place:
        self._fail()
        self.answers.append((answer, review, place))
        return place

    def apologise(self, miss: Miss, place: Place) -> None:
        self._fail()
        self.apologies.append((miss, place))


@dataclass
class FakeJobs:
    """Work that is only written down; the same key twice is one job."""

    jobs: dict[str, Job] = field(default_factory=dict)
    fault: Exception | None = None

    def put(self, job: Job) -> None:
        if self.fault is not None:
            raise self.fault
        self.jobs.setdefault(job.key, job)


@dataclass
class FakeChecks:
    """Checks that see fixed words wherever they stand, as (words, signal without a span)."""

    watched: Sequence[tuple[str, Signal]] = ()
    edition: str = "checks-1"
    words: str = "the checks' words"

    def see(self, draft: Draft, today: date) -> tuple[Signal, ...]:  # noqa: ARG002  # the seam's
        return tuple(sorted(self._seen(draft), key=lambda signal: signal.span))

    def _seen(self, draft: Draft) -> Iterable[Signal]:
        for words, signal in self.watched:
            at = draft.text.find(words)
            if not words or at >= 0:
                yield replace(signal, span=Span(at, at + len(words)) if words else Span(0, 0))


@dataclass
class FakeIndex:
    """A search that brings back the same clauses, and answers by shared words."""

    clauses: tuple[Clause, ...] = ()
    cases: tuple[Precedent, ...] = ()
    said: tuple[Cited, ...] = ()
    """Official passages."""
    own: tuple[Clause, ...] = ()
    same: tuple[Precedent, ...] = ()
    steers: list[Steer] = field(default_factory=list)

    def search(self, draft: Draft, steer: Steer) -> tuple[Clause, ...]:  # noqa: ARG002  # the seam's
        self.steers.append(steer)
        return self.clauses

    def own_rules(self, draft: Draft, channel: str) -> tuple[Clause, ...]:  # noqa: ARG002  # the seam's
        return self.own

    def precedents(self, draft: Draft, clauses: Sequence[Clause]) -> tuple[Precedent, ...]:  # noqa: ARG002  # the seam's
        return self.cases

    def alike(self, draft: Draft) -> tuple[Precedent, ...]:  # noqa: ARG002  # the seam's
        return self.same

    def answering(self, question: str, among: Sequence[Clause]) -> tuple[Clause, ...]:
        asked = {word for word in question.casefold().strip("?").split() if len(word) > 4}
        return tuple(c for c in among if asked & set(c.gist.casefold().split()))

    def saying(self, question: str) -> tuple[Cited, ...]:
        asked = {word for word in question.casefold().strip("?").split() if len(word) > 4}
        return tuple(c for c in self.said if asked & set(c.passage.text.casefold().split()))


SOURCE = Source(
    id="csc", title="Civil Service Code", publisher="Cabinet Office",
    url="https://www.gov.uk/government/publications/civil-service-code", format="html",
    licence="OGL v3.0", revision_seen="2015", numbering="headings",
)  # fmt: skip


def a_clause(name: str = "csc.party", **changes: object) -> Clause:
    """A clause in invented words."""
    clause = Clause(
        id=name, source=SOURCE, locator="Impartiality", url=SOURCE.url,
        gist="Officials may not act for a party political purpose. Nor may they use official time.",
        concern=Concern.PARTY_POLITICAL, strength=Strength.MUST, applies=("all",),
        basis=Basis.PRIMARY, examples=("They failed; we deliver.",),
    )  # fmt: skip
    return replace(clause, **changes)  # type: ignore[arg-type]


EVIDENCE = a_clause(
    "csc.evidence", locator="Objectivity", concern=Concern.EVIDENCE,
    gist="Statements must rest on evidence that is open to the public.",
)  # fmt: skip

CASE = Precedent(
    id="case-1", date="2024-10", body="Invented office", what="Claimed a first.",
    outcome="Conceded.", finding=Outcome.CONCEDED, sources=("https://example.org/case",),
    clauses=("csc.party",),
)  # fmt: skip


def a_library(*clauses: Clause, periods: tuple[Period, ...] = ()) -> Library:
    """A library of the clauses given, or of two."""
    held = clauses or (a_clause(), EVIDENCE)
    return Library(
        edition="guidance-1", sources=(SOURCE,), clauses=held, precedents=(CASE,), periods=periods
    )


def a_signal(**changes: object) -> Signal:
    """A signal of a breach that a cut mends."""
    signal = Signal(
        check="credit", span=Span(0, 0), concern=Concern.PARTY_POLITICAL,
        severity=Severity.REVISE, clause_id="csc.party", why="It compares with those before.",
        advice="Cut the comparison.", replacement="",
    )  # fmt: skip
    return replace(signal, **changes)  # type: ignore[arg-type]


PROMPTS = Prompts(
    edition="prompt-1", words="the prompts", review="Review.", question="Answer.",
    again="Again.", repair="Repair.",
)  # fmt: skip


@dataclass
class House:
    """A desk with everything that stands around it, all in memory."""

    checks: FakeChecks = field(default_factory=FakeChecks)
    index: FakeIndex = field(
        default_factory=lambda: FakeIndex(clauses=(a_clause(), EVIDENCE), cases=(CASE,))
    )
    library: Library = field(default_factory=a_library)
    log: FakeLog = field(default_factory=FakeLog)
    model: Model | None = None
    official: Official = NONE

    def desk(self) -> Desk:
        """The desk. Its clock stands at noon and its nonces are the same for ever."""
        shelf = Shelf(
            library=self.library, index=self.index, checks=self.checks, prompts=PROMPTS,
            official=self.official,
        )  # fmt: skip
        return Desk(shelf, self.log, self.model, clock=lambda: NOON, nonce=lambda: "nonce-1")
