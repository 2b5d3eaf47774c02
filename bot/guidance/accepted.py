"""The official words that reviews cite: each document's accepted version, and its clauses' ties."""

import hashlib
import json
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from bot.guidance.catalogue import Clause, Library, Source
from bot.guidance.official import Document, Kind, OfficialPassage, may_be_kept
from bot.guidance.quoted import Quoted, quoted
from bot.guidance.ties import EDITION, Sureness, Tie, Tying, untied

NOT_FETCHED = "Its document has not been fetched."
LINK_ONLY = "The licence of its document does not let us keep a copy."


class Words(Protocol):
    """The official documents as they were accepted at one moment."""

    @property
    def edition(self) -> str:
        """Names the versions that were accepted; empty where there are none."""

    def accepted(self, source: str) -> Document | None:
        """The version of a document that reviews cite; None where there is none."""


KeptTies = MutableMapping[str, list[dict[str, Any]]]
"""Ties by a hash of everything that they rest on, so that none is worked out twice."""


class Cited(NamedTuple):
    """A passage and the document that it is of."""

    passage: OfficialPassage
    document: Document


@dataclass(frozen=True, kw_only=True)
class Official:
    """The accepted documents by their ids, and for each clause of the catalogue its tie."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    ties: Mapping[str, Tie] = field(default_factory=dict)
    edition: str = ""
    """Names the versions that are cited; empty where there are none."""
    problem: str = ""
    """Why there are none though some were fetched."""

    @cached_property
    def passages(self) -> tuple[Cited, ...]:
        """Every passage that says something, document by document; headings say nothing."""
        return tuple(
            Cited(passage, document)
            for document in self.documents.values()
            for passage in document.passages
            if passage.kind is not Kind.HEADING
        )

    @cached_property
    def _quoted(self) -> dict[str, Quoted | None]:
        return {}

    def quoted(self, clause: Clause) -> Quoted | None:
        """What its document says for a clause; None where that is not found."""
        if clause.id not in self._quoted:
            tie, document = self.ties.get(clause.id), self.documents.get(clause.source.id)
            found = quoted(tie, clause, document) if tie and document else None
            self._quoted[clause.id] = found
        return self._quoted[clause.id]

    def is_shown(self, clause: Clause) -> bool:
        """Whether a clause is shown in the publisher's own words."""
        found = self.quoted(clause)
        return found is not None and found.is_shown

    def counted(self) -> dict[str, int]:
        """How many clauses have a sure tie, a likely one, none."""
        every = [tie.sureness for tie in self.ties.values()]
        return {sureness.value: every.count(sureness) for sureness in Sureness}


NONE = Official()
"""No document was ever fetched: the catalogue serves alone."""


def read_official(library: Library, words: Words, kept: KeptTies | None = None) -> Official:
    """Read the accepted version of every document, and tie the catalogue's clauses to them."""
    documents = dict(_documents(library, words))
    if not documents:
        return NONE
    tying = _Tying(library, {} if kept is None else kept)
    ties: dict[str, Tie] = {}
    for source in library.sources:
        clauses = [clause for clause in library.clauses if clause.source.id == source.id]
        document = documents.get(source.id)
        if document is None:
            told = NOT_FETCHED if may_be_kept(source.licence) else LINK_ONLY
            ties |= {clause.id: untied(clause, told) for clause in clauses}
        elif clauses:
            ties |= {tie.clause_id: tie for tie in tying.tied(clauses, document)}
    return Official(documents=documents, ties=ties, edition=words.edition)


def _documents(library: Library, words: Words) -> Iterator[tuple[str, Document]]:
    for source in library.sources:
        document = words.accepted(source.id) if _is_ours(source) else None
        if document is not None and document.passages:
            yield source.id, document


def _is_ours(source: Source) -> bool:
    """Whether its words may be quoted: of another licence none is, even if some were kept."""
    return may_be_kept(source.licence)


class _Tying:
    """Ties, by what is kept where the same clauses and words were tied before."""

    def __init__(self, library: Library, kept: KeptTies) -> None:
        self._library, self._kept = library, kept

    @cached_property
    def _clauses(self) -> str:
        """A hash of all that is read of the clauses."""
        told = [(c.id, c.source.id, c.locator, c.url, c.gist) for c in self._library.clauses]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    @cached_property
    def _anew(self) -> Tying:
        return Tying(self._library.clauses)

    def tied(self, clauses: Sequence[Clause], document: Document) -> tuple[Tie, ...]:
        rests_on = json.dumps([EDITION, self._clauses, document.hash])
        mark = hashlib.sha256(rests_on.encode()).hexdigest()
        known = self._kept.get(mark)
        if known is not None:
            return tuple(_tie_of(row, document) for row in known)
        ties = self._anew.tied(clauses, document)
        self._kept[mark] = list(map(_row_of, ties))
        return ties


def _row_of(tie: Tie) -> dict[str, Any]:
    return {
        "clause": tie.clause_id,
        "sureness": tie.sureness.value,
        "reason": tie.reason,
        "position": tie.passage.position if tie.passage else None,
    }


def _tie_of(row: dict[str, Any], document: Document) -> Tie:
    position = row["position"]
    return Tie(
        clause_id=row["clause"],
        sureness=Sureness(row["sureness"]),
        reason=row["reason"],
        passage=None if position is None else document.passages[position],
    )
