"""Which official words reviews cite: the versions that somebody accepted, and what is newer."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.guidance.official import State
from bot.words.speaking import counted, worded

FIRST_SYNC = "first sync"
"""Who accepted the first version that was seen of a document."""
ENDED = frozenset({State.WITHDRAWN, State.GONE, State.SUPERSEDED})
"""What a publisher no longer stands by."""
_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """That somebody accepted a version of a document."""

    source: str
    version: str
    """Its hash."""
    by: str
    at: datetime
    why: str = ""
    has_words: bool = True
    """Whether any are kept of it: not where it was gone, or may not be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A document of which the publisher gave another version than the accepted one."""

    source: str
    accepted: str
    newest: str
    """Hashes of versions."""
    since: datetime
    """When the newest was seen first, this time."""
    state: State
    """Of the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newer:
    """How many documents have newer words than those that reviews cite."""

    waiting: int = 0
    ended: int = 0
    """Of these, how many were withdrawn, taken down, or are of a former government."""


class CitedWords(Protocol):
    """The official words that reviews of this process cite."""

    @property
    def edition(self) -> str:
        """Their name; empty where none were fetched."""

    @property
    def words(self) -> str:
        """Which version of each document they are, and who accepted it, as JSON."""

    def newer(self) -> Newer:
        """What the publishers gave since. Never raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Changes of which the propriety leads are to be told, together and once."""

    key: str
    sources: tuple[str, ...]


def edition_of(accepted: Iterable[Acceptance]) -> str:
    """Name the official words by the accepted version of each document; empty for none."""
    versions = {one.source: one.version for one in accepted if one.has_words}
    if not versions:
        return ""
    said = json.dumps(sorted(versions.items()))
    return hashlib.sha256(said.encode()).hexdigest()[:_LENGTH]


def edition_said(edition: str, newer: Newer) -> str:
    """Say which official words are cited, and that newer ones wait."""
    if not edition:
        return worded("no official words")
    said = [worded("official words {edition}", edition=edition[:_LENGTH])]
    if newer.waiting:
        said.append(
            counted(
                "newer words of {n} document wait for acceptance",
                "newer words of {n} documents wait for acceptance",
                newer.waiting,
            )
        )
    if newer.ended:
        said.append(
            counted(
                "{n} of these is no longer in force",
                "{n} of these are no longer in force",
                newer.ended,
            )
        )
    return "; ".join(said)
