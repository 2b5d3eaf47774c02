"""What the record holds of one review, and how it stands to its chain: what a dossier says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.concerns import Verdict
from bot.desk.records import Decision, Dispute, Remark
from bot.desk.seams import Placed
from bot.review.review import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A record's link in the chain, as it was found when it was held to it.

    Digests and hashes are SHA-256 in hexadecimal; ``seq`` is 0 where there is no link.
    """

    kind: str
    id: str
    seq: int = 0
    at: str = ""
    """When it was linked, UTC, as the link has it."""
    form: int = 0
    record: str = ""
    words: str = ""
    prev: str = ""
    hash: str = ""
    wrong: tuple[str, ...] = ()
    """What is wrong with it, in words; empty where it is as it was linked."""
    wordless: bool = False
    """Its words were erased on record; what stands for good is another matter."""
    is_missing_words: bool = False
    """Its words are gone, and nothing on record says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A review's records held to the chain, and the chain walked from the first to its end."""

    records: tuple[Linked, ...]
    head: Linked | None
    """The newest link of the whole chain."""
    walked: int
    """Links from the first of the records to the newest, each held to the one before."""
    broken: tuple[str, ...] = ()
    """Where that walk met a link that is not as it should be, in words; the first of them."""

    @property
    def is_whole(self) -> bool:
        """Nothing was found wrong. Words that are gone are no fault of the chain."""
        return not self.broken and not any(one.wrong for one in self.records)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Another version of the draft: earlier, or later."""

    review_id: str
    made_at: datetime
    verdict: Verdict
    text: str | None
    """None where the words are no longer kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that is kept of a review."""

    review: Review
    """Where words are gone it holds what stands for good, and empty texts."""
    has_draft: bool
    has_body: bool
    """Whether the reasons of the review are still kept."""
    decisions: tuple[Decision, ...] = ()
    remarks: tuple[Remark, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    """Each oldest first; one whose words are gone has an empty text or reason."""
    places: tuple[Placed, ...] = ()
    versions: tuple[Version, ...] = ()
    """All versions in the order in which they were reviewed, this one among them."""
    proof: Proof
    erased: Mapping[str, str] = field(default_factory=dict)
    """Why words are no longer kept, by the id of their record, where the record says so."""
    has_editions: Mapping[str, bool] = field(default_factory=dict)
    """By kind, whether the whole text of the edition that made the review is kept."""
