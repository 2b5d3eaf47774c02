"""What is kept beside reviews: misses, remarks, decisions, and where a review was shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.concerns import Verdict
from bot.draft import Draft
from bot.guidance.acceptance import Newer


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A review that could not be made (promise 7). ``id`` is the job's key."""

    id: str
    draft: Draft
    asked_by: str
    at: datetime
    error: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere to say something. Ids are opaque to everything but the voice."""

    channel: str
    user: str = ""
    team: str = ""
    thread: str = ""
    reply_to: str = ""
    """A one-time address for a private answer, where the door gave one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the work stands at a moment: numbers of jobs, never a word of a draft. Times in UTC."""

    at: datetime
    waiting: int
    under_way: int
    put_off: int
    """Waiting for a model that was down, or for a Slack that was."""
    oldest: datetime | None
    """When the review that has waited for longest was asked for; None where none waits."""
    failed: int
    """Jobs of the last day that failed or ended in an apology."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """Which editions make a review now; ``prompt`` is empty where no model is asked."""

    guidance: str
    checks: str
    prompt: str = ""
    official: str = ""
    """Of the official words that are cited; empty where none were fetched."""
    newer: Newer = field(default_factory=Newer)
    """What the publishers gave since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """The reviews that cited certain clauses."""

    many: int
    newest: tuple[str, ...]
    """The ids of the last of them, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Whether the bot can do its work now, for whoever asks: names and numbers alone."""

    editions: Editions
    model: str
    """The model's name; empty where the checks stand alone."""
    model_is_down: bool
    """It did not answer when it was last asked."""
    waiting: int
    under_way: int
    put_off: int


class Wish(StrEnum):
    """What somebody may ask of the bot beside a review."""

    HELP = "help"
    STATUS = "status"
    MINE = "mine"
    """Their own last reviews."""
    SHOW = "show"
    """To see the card of one of these again."""
    FORM = "form"
    """A form for a draft that could not be opened; they hear how to go on without it."""
    DECISION = "decision"
    """A form for a decision that could not be opened; they hear that nothing was decided."""
    WELSH = "cymraeg"
    ENGLISH = "english"
    """To hear the bot in that language from now on."""
    FILE = "file"
    """To read a file, which the bot does not do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something said in a review's thread, by a person or by the bot. Kept once by ``id``."""

    id: str
    review_id: str
    by: str
    at: datetime
    text: str
    answers: str = ""
    """The id of the remark that this one answers."""


class Outcome(StrEnum):
    """What a person decided about a review."""

    ACCEPTED = "accepted"
    POSTED_ANYWAY = "posted-anyway"
    WITHDRAWN = "withdrawn"
    SIGNED_OFF = "signed-off"
    SIGN_OFF_ASKED = "sign-off-asked"
    PROPRIETY_ASKED = "propriety-asked"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's decision. Posting against a stop needs a reason (promise 11)."""

    id: str
    review_id: str
    outcome: Outcome
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a month adds up to, for all who ask together: numbers alone."""

    month: date
    """Its first day, UK time."""
    verdicts: Mapping[Verdict, int]
    """How many reviews came to each verdict."""
    outcomes: Mapping[Outcome, int]
    """Of how many of these reviews each decision is the last."""
    misses: int
    """Drafts that could not be reviewed."""
    median: timedelta | None
    """From the review to the first decision that asks nobody, in the middle; None without any."""

    @property
    def reviews(self) -> int:
        """All reviews of the month."""
        return sum(self.verdicts.values())

    @property
    def undecided(self) -> int:
        """Those about which nothing was decided or asked."""
        return self.reviews - sum(self.outcomes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """What a person says of one finding, for the evaluation. ``finding`` counts from 1."""

    id: str
    review_id: str
    finding: int
    right: bool
    by: str
    at: datetime
    reason: str
