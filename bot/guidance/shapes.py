"""The form of the guidance files, as people write them: what is allowed at each border."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.concerns import Concern
from bot.guidance.catalogue import Basis, Certainty, Finding, Strength
from bot.guidance.ranks import Rank
from bot.guidance.territories import Territory

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
ClauseId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
ChannelId = Annotated[str, StringConstraints(pattern=r"^[CGD][A-Z0-9]{2,}$")]
"""Slack's own id of a channel."""

Scope = Literal[
    "uk", "england", "scotland", "wales", "northern-ireland", "constituency", "wales-pcc"
]
"""Where a poll is held: a territory, a constituency, or where police commissioners are elected."""

Applies = Literal[
    "all",
    "announcement",
    "bot-itself",
    "devolved",
    "media-asset",
    "minister-content",
    "paid-campaign",
    "pre-election",
    "referendum",
    "reply",
    "retweet-or-quote",
    "statistics",
]
"""What kind of content a clause is about."""


class _Shape(BaseModel):
    """A part of a file: a key that is not known is a mistake."""

    model_config = ConfigDict(extra="forbid")


class ClauseShape(_Shape):
    """One clause of a document."""

    id: ClauseId
    locator: Words
    concern: Concern
    strength: Strength
    basis: Basis
    applies: Annotated[list[Applies], Field(min_length=1)]
    gist: Words
    examples: Annotated[list[Words], Field(min_length=1)]
    cues: list[Words] = []
    core: bool = False
    url: Address = ""
    """Empty: the address of the document."""
    read_at: Address = ""


class DocumentShape(_Shape):
    """documents/<id>.yaml: a document and its clauses."""

    title: Words
    publisher: Words
    url: Address
    format: Words
    licence: Words
    revision_seen: Words
    numbering: Words
    note: Words = ""
    content_api: Words = ""
    rank: Rank = Rank.POLICY
    """Which clause leads where two bear on the same words."""
    clauses: list[ClauseShape] = []


class PrecedentShape(_Shape):
    """A real post that was challenged."""

    id: ClauseId
    date: Words
    body: Words
    what: Words
    outcome: Words
    finding: Finding
    sources: Annotated[list[Address], Field(min_length=1)]
    clauses: Annotated[list[ClauseId], Field(min_length=1)]


class PrecedentsShape(_Shape):
    """precedents.yaml."""

    precedents: list[PrecedentShape]


class Record(_Shape):
    """Who put something in, and who took it out again; what was removed stays on record."""

    added_by: Words
    added_at: datetime
    why: Words = ""
    removed_by: Words = ""
    removed_at: datetime | None = None
    removed_why: Words = ""

    @property
    def is_removed(self) -> bool:
        """Whether it holds no longer."""
        return self.removed_at is not None


class OwnCaseShape(PrecedentShape, Record):
    """A case of the department's own. Its source may be a letter or a file, in words."""

    sources: Annotated[list[Words], Field(min_length=1)]


class OwnCasesShape(_Shape):
    """The cases that ``neutral guidance add-case`` writes."""

    precedents: list[OwnCaseShape] = []


class OwnPassageShape(_Shape):
    """A passage of a document of the department's own."""

    locator: Words
    words: Words
    link: Address = ""


class OwnRulesShape(Record):
    """A document that ``neutral guidance add`` writes: house style, a policy, cleared lines."""

    id: ClauseId
    title: Words
    kind: Literal["rules", "lines"] = "rules"
    rank: Literal[Rank.OWN, Rank.POLICY, Rank.HISTORY, Rank.PERSUASIVE] = Rank.OWN
    accounts: list[Words] = []
    channels: list[ChannelId] = []
    where: Words
    """The address, or the name of the file, that it was read from."""
    passages: Annotated[list[OwnPassageShape], Field(min_length=1)]


class RuleShape(_Shape):
    """What kind of election a period belongs to."""

    name: Words = ""
    means: Words
    clauses: list[ClauseId]
    scope: list[Scope] = []
    binds: bool = True
    touches: str = ""
    days: Annotated[int, Field(ge=1, le=90)] | None = None
    counted: Words = ""


class PeriodShape(_Shape):
    """A pre-election period."""

    id: ClauseId
    what: Words
    poll: date | None
    start: datetime | None
    scope: Annotated[list[Scope], Field(min_length=1)]
    places: list[Words] = []
    rule: str
    start_status: Certainty
    poll_status: Certainty
    note: Words = ""


class CalendarShape(_Shape):
    """calendar.yaml."""

    rules: dict[str, RuleShape]
    periods: list[PeriodShape]


class OwnPeriodShape(PeriodShape):
    """A period that people put in here, with who did and why; removed ones stay on record."""

    source: Address = ""
    replaces: str = ""
    """The id of a shipped period that this one stands in for."""
    added_by: Words
    added_at: datetime
    why: Words
    removed_by: Words = ""
    removed_at: datetime | None = None
    removed_why: Words = ""

    @property
    def is_removed(self) -> bool:
        """Whether it holds no longer."""
        return self.removed_at is not None


class OwnCalendarShape(_Shape):
    """The calendar that ``neutral calendar add`` writes."""

    periods: list[OwnPeriodShape] = []


class TerritoryShape(_Shape):
    """The accounts of a territory, and words for its places."""

    accounts: list[Words] = []
    places: list[Words] = []


class TerritoriesShape(_Shape):
    """territories.yaml."""

    territories: dict[Territory, TerritoryShape]


class ShownShape(_Shape):
    """shown.yaml: for each concern, the clauses to show first."""

    shown: dict[Concern, Annotated[list[ClauseId], Field(min_length=1)]]
