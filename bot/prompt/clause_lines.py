"""Writes clauses down for a model: an id to cite by, and the words that may be quoted."""

from collections.abc import Sequence

from bot.guidance.catalogue import Library
from bot.review.review import Passage

MAX_ENUM_VALUES = 1_000
MAX_ENUM_CHARACTERS = 15_000
"""Limits of strict schemas, as quoted in 2026 by two secondary sources; the vendor's own page
was not seen. Beyond them an id is any string, and our own check refuses one not shown."""


def core_lines(library: Library) -> str:
    """Every clause that is shown with every draft, in the library's order, one a line."""
    return "\n".join(
        _line(clause.id, f"{clause.concern}; {clause.strength}", clause.gist)
        for clause in library.clauses
        if clause.core
    )


def passage_lines(passages: Sequence[Passage]) -> str:
    """Passages, one a line, in the order given."""
    return "\n".join(
        _line(passage.clause_id, f"{passage.concern}; {passage.strength}", passage.words)
        for passage in passages
    )


def passages_beside_core(library: Library, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that the fixed part does not already show in the same words."""
    shown = {clause.id: clause.gist for clause in library.clauses if clause.core}
    return tuple(p for p in passages if shown.get(p.clause_id) != p.words)


def clause_id_schema(library: Library) -> dict[str, object]:
    """A JSON schema for a clause's id: the same for every draft under an edition."""
    ids = [clause.id for clause in (*library.clauses, *library.own_rules)]
    if not ids or len(ids) > MAX_ENUM_VALUES or sum(map(len, ids)) > MAX_ENUM_CHARACTERS:
        return {"type": "string"}
    return {"type": "string", "enum": ids}


def _line(clause_id: str, kind: str, words: str) -> str:
    return f"- {clause_id} ({kind}): {' '.join(words.split())}"
