"""What passes between the steps of a review: each is kept before the next begins."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.checks.signal import Signal
from bot.desk.records import Remark
from bot.draft import Draft
from bot.review.review import (
    Answer,
    Claim,
    Making,
    Note,
    Passage,
    Review,
    ShownPeriod,
    ShownPrecedent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asked for what is made, under which key, and when (UTC)."""

    key: str
    """The door's own id for the request; the same key gives the same review."""
    by: str
    at: datetime
    revises: str = ""
    """The id of the review of an earlier version."""
    language: str = "en"
    """What the one who asked reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A draft with all that was laid beside it before anybody judged."""

    draft: Draft
    day: date
    """The day of posting, UK time."""
    signals: tuple[Signal, ...]
    passages: tuple[Passage, ...]
    periods: tuple[ShownPeriod, ...]
    not_checked: tuple[str, ...]
    wordless: bool
    """Nothing but links, handles and signs: there was nothing to read."""
    unknown_language: bool
    """Neither English nor Welsh, which is all that the checks read."""
    milliseconds: int = 0
    language: str = "en"
    """In which the review is made: that of the asker, or Welsh for a draft in Welsh."""
    cases: tuple[ShownPrecedent, ...] = ()
    """Real posts that said much the same, however they ended."""
    cleared: tuple[Note, ...] = ()
    """Words that stand in a line which the department had cleared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the reviewer said; nothing of it is believed until the review is concluded."""

    claims: tuple[Claim, ...]
    """The model's; the checks' are in the reading."""
    making: Making
    at: datetime
    rewording: str = ""
    reworded_by: str = "model"
    no_rewording: str = ""
    """What was wrong with the last rewording that was tried."""
    alone: str = ""
    """Why the checks judged without the model that should have; empty where none is configured."""
    language: str = "en"
    """That of the reading, so that the review is concluded in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer in a review's thread, kept."""

    answer: Answer
    review: Review
    question: Remark
    reply: Remark
