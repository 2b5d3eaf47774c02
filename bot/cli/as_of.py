"""Finds the official words that were in force when a past review was made."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.desk.codec import from_json
from bot.guidance.catalogue import Clause
from bot.guidance.in_force import InForce, in_force
from bot.guidance.located import Locating

if TYPE_CHECKING:
    from bot.guidance.official import Document
    from bot.log.guidance.store import GuidanceStore
    from bot.log.record import StoredLog
    from bot.review.review import Review


def cited(review: "Review", log: "StoredLog | None" = None) -> list[InForce]:
    """Each clause that a review cites, once, with its words then and now. Raises LogError.

    ``log``: where its editions are kept; default, the log of the settings.
    """
    from bot.cli.guidance_changes import past_reviews
    from bot.cli.guidance_sync import open_store
    from bot.cli.house import open_library
    from bot.config import read_settings

    settings = read_settings()
    log, store = log or past_reviews(settings), open_store(settings)
    if log is None:
        return []
    versions, locate = _versions(review, log), Locating(open_library(settings))
    return [
        in_force(
            clause,
            _then(review, clause.source.id, versions, store),
            store.accepted(clause.source.id),
            locate,
        )
        for clause in _clauses(review, log)
    ]


def _clauses(review: "Review", log: "StoredLog") -> Iterator[Clause]:
    """The clauses as the catalogue had them then: its whole text is kept with the record."""
    text = log.edition("guidance", review.making.guidance_edition)
    kept = {one["id"]: one for one in json.loads(text)["clauses"]} if text else {}
    for name in dict.fromkeys(finding.clause_id for finding in review.findings):
        if name in kept:
            yield from_json(Clause, kept[name])


def _versions(review: "Review", log: "StoredLog") -> dict[str, str] | None:
    """Which version of each document the review cited; None where it cited none."""
    from bot.log.guidance.edition import versions_in

    edition = review.making.official_edition
    text = log.edition("official", edition) if edition else None
    return versions_in(text) if text else None


def _then(
    review: "Review", source: str, versions: dict[str, str] | None, store: "GuidanceStore"
) -> "Document | None":
    if versions is None:
        return store.as_of(source, review.made_at)
    return store.version(versions[source]) if source in versions else None
