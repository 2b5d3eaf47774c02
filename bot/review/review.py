"""A review and its parts, from a claim (said, not yet believed) to a finding (proven)."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.checks.lifted import Lifted
from bot.concerns import Concern, Severity, Verdict
from bot.draft import Draft
from bot.guidance.acceptance import Newer
from bot.guidance.quoted import Quoted
from bot.quoting import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A clause as it was shown to the reviewer, whole, so that a review explains itself."""

    clause_id: str
    title: str
    locator: str
    url: str
    words: str
    """The words that a quotation must stand in."""
    is_summary: bool
    """True: our own words. False: the publisher's, fetched on ``fetched_on``."""
    basis: str
    strength: str
    concern: Concern
    fetched_on: str = ""
    official: Quoted | None = None
    """The publisher's own words for it, or where they probably stand; beside ``words``, which the
    reviewer quotes from. None where no passage was found."""
    rank: str = ""
    """The document's rank on the day of posting; empty in reviews of an earlier program."""
    is_own: bool = False
    """A rule of the department's own, in its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a reviewer says is wrong. Nothing in it is believed yet."""

    excerpt: str
    """The draft's words at fault; empty when the fault is in the context of the post."""
    concern: Concern
    severity: Severity
    clause_id: str
    quote: str
    """Words of the clause."""
    why: str
    advice: str = ""
    by: str = "model"
    """``checks`` or ``model``."""
    span: Span | None = None
    """Where the checks saw it; None: to be looked for in the draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A claim whose excerpt stands in the draft and whose quote stands in the clause."""

    excerpt: str
    span: Span
    concern: Concern
    severity: Severity
    clause_id: str
    quote: str
    why: str
    advice: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """A claim that could not be proven, and what was missing."""

    claim: Claim
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A hint that is no breach: worth a look."""

    excerpt: str
    span: Span
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPrecedent:
    """A real case like this one, as shown."""

    id: str
    date: str
    body: str
    what: str
    outcome: str
    finding: str
    url: str
    """The first source: an address, or in words where the department's own case has none."""
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPeriod:
    """A pre-election period that bears on the draft, as shown."""

    what: str
    start: str
    poll: str
    confirmed: bool
    reach: str = ""
    """binds, touches or perhaps; empty in reviews of an earlier program."""
    by: str = ""
    """The territory, or the word of the draft, that brought it in."""
    means: str = ""
    """What the draft is held to by it, in our words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """The same thing said neutrally; proven to keep every fact and to pass the same review."""

    text: str
    kept: tuple[str, ...]
    """The facts of the draft that were looked for and found in it."""
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What made a review: enough to explain it years later (promise 8)."""

    reviewer: str
    """``checks`` or ``model``."""
    guidance_edition: str
    checks_edition: str
    prompt_edition: str = ""
    model_asked: str = ""
    model_answered: str = ""
    response_id: str = ""
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None
    """None: no price is known for the model."""
    attempts: int = 0
    milliseconds: int = 0
    program: str = ""
    official_edition: str = ""
    """Names the versions of official documents that are cited; empty where none was fetched."""
    newer: Newer = field(default_factory=Newer)
    """What the publishers had given since, and nobody had accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A finished review: everything that a card, a log row or a dossier needs."""

    id: str
    draft: Draft
    asked_by: str
    made_at: datetime
    """UTC."""
    verdict: Verdict
    findings: tuple[Finding, ...]
    unproven: tuple[Unproven, ...]
    notes: tuple[Note, ...]
    passages: tuple[Passage, ...]
    precedents: tuple[ShownPrecedent, ...]
    periods: tuple[ShownPeriod, ...]
    rewording: Rewording | None
    what_to_change: tuple[str, ...]
    """Shown where there is no rewording: plain instructions, worst first."""
    not_checked: tuple[str, ...]
    """What was not looked at, and why, in whole sentences. Where no model has read the draft, the
    first says why."""
    making: Making
    revises: str = ""
    lifted: tuple[Lifted, ...] = ()
    """Words that stand in the text that the draft was taken from, in the order of the draft."""
    no_rewording: str = ""
    """Why no rewording is offered, in a whole sentence; empty where there is one or none is due."""
    language: str = "en"
    """What it speaks: ``en`` or ``cy``. Its own sentences are kept as they were shown."""

    @property
    def alone(self) -> str:
        """Why no model has read the draft, in a whole sentence; empty where one has."""
        return self.not_checked[0] if self._is_alone else ""

    @property
    def unread(self) -> tuple[str, ...]:
        """What was not looked at beside that."""
        return self.not_checked[1:] if self._is_alone else self.not_checked

    @property
    def _is_alone(self) -> bool:
        return self.making.reviewer == "checks" and bool(self.not_checked)

    def passage(self, clause_id: str) -> Passage:
        """The passage behind a finding. Raises KeyError for one that was not shown."""
        return {passage.clause_id: passage for passage in self.passages}[clause_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A clause quoted in an answer."""

    clause_id: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said to a question in a review's thread."""

    text: str
    citations: tuple[Citation, ...] = field(default=())
    by: str = "checks"
    official: tuple[Quoted, ...] = ()
    """Official passages that bear on the question, though no clause of the review does."""
