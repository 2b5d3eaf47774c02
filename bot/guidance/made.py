"""Makes the guidance as the program knows it from the files' own form, checked already."""

import re

from bot.concerns import Concern
from bot.guidance.catalogue import (
    Basis,
    Clause,
    OwnDocument,
    Period,
    Precedent,
    Rule,
    Source,
    Strength,
)
from bot.guidance.shapes import (
    ClauseShape,
    DocumentShape,
    OwnCaseShape,
    OwnPeriodShape,
    OwnRulesShape,
    PeriodShape,
    PrecedentShape,
    RuleShape,
    TerritoriesShape,
)
from bot.guidance.territories import Territories, Territory

OWN = "own"
"""Opens the id of every document and rule of the department's own."""
_MUST = re.compile(r"\b(must|never|always|do not|don't|may not|rhaid|peidiwch)\b", re.IGNORECASE)
_MAY = re.compile(r"\b(may|can|welcome to|allowed)\b", re.IGNORECASE)


def source(document_id: str, shape: DocumentShape) -> Source:
    """A document, under the name of its file."""
    return Source(id=document_id, **shape.model_dump(exclude={"clauses"}))


def clause(shape: ClauseShape, document: Source, precedents: tuple[str, ...]) -> Clause:
    """A clause, with the address of its document where it gives none of its own."""
    return Clause(
        id=shape.id,
        source=document,
        locator=shape.locator,
        url=shape.url or document.url,
        gist=shape.gist,
        concern=shape.concern,
        strength=shape.strength,
        applies=tuple(shape.applies),
        basis=shape.basis,
        examples=tuple(shape.examples),
        precedents=precedents,
        read_at=shape.read_at,
        cues=tuple(shape.cues),
        core=shape.core,
    )


def precedent(shape: PrecedentShape) -> Precedent:
    """A real case."""
    return Precedent(
        id=shape.id,
        date=shape.date,
        body=shape.body,
        what=shape.what,
        outcome=shape.outcome,
        finding=shape.finding,
        sources=tuple(shape.sources),
        clauses=tuple(shape.clauses),
        is_own=isinstance(shape, OwnCaseShape),
    )


def own_document(shape: OwnRulesShape) -> OwnDocument:
    """A document of the department's own, each passage a clause in its very words."""
    document = Source(
        id=f"{OWN}.{shape.id}",
        title=shape.title,
        publisher="",
        url=shape.where,
        format="",
        licence="",
        revision_seen=shape.added_at.date().isoformat(),
        numbering="",
        rank=shape.rank,
        is_own=True,
    )
    clauses = tuple(
        Clause(
            id=f"{document.id}.{number}",
            source=document,
            locator=passage.locator,
            url=passage.link,
            gist=passage.words,
            concern=Concern.PROCESS,
            strength=_strength(passage.words),
            applies=("all",),
            basis=Basis.PRIMARY,
            examples=(),
        )
        for number, passage in enumerate(shape.passages, 1)
    )
    return OwnDocument(
        source=document,
        clauses=clauses,
        is_lines=shape.kind == "lines",
        accounts=tuple(shape.accounts),
        channels=tuple(shape.channels),
        added_by=shape.added_by,
        added_on=shape.added_at.date(),
    )


def _strength(words: str) -> Strength:
    """How binding a rule sounds in its own words."""
    if _MUST.search(words):
        return Strength.MUST
    return Strength.MAY if _MAY.search(words) else Strength.SHOULD


def rule(letter: str, shape: RuleShape) -> Rule:
    """A kind of election, under its letter."""
    lists = {"clauses": tuple(shape.clauses), "scope": tuple(shape.scope)}
    return Rule(letter=letter, **{**shape.model_dump(), **lists})


def period(shape: PeriodShape, kind: Rule) -> Period:
    """A pre-election period and the rule that it rests on."""
    return Period(
        id=shape.id,
        what=shape.what,
        poll=shape.poll,
        start=shape.start,
        scope=tuple(shape.scope),
        places=tuple(shape.places),
        rule=shape.rule,
        start_status=shape.start_status,
        poll_status=shape.poll_status,
        note=shape.note,
        means=kind.means,
        clauses=kind.clauses,
        is_own=isinstance(shape, OwnPeriodShape),
    )


def territories(shape: TerritoriesShape, otherwise: Territory | None) -> Territories:
    """The accounts and the places of each territory."""
    return Territories(
        accounts={name: tuple(row.accounts) for name, row in shape.territories.items()},
        places={name: tuple(row.places) for name, row in shape.territories.items()},
        otherwise=otherwise,
    )
