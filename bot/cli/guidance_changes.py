"""What waits to be accepted of the official documents, compared, with the reviews it bears on."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk.records import Citing
from bot.guidance.acceptance import Acceptance, Waiting
from bot.guidance.changes import Change, change_of
from bot.guidance.located import Locating

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.guidance.catalogue import Library
    from bot.log.guidance.store import GuidanceStore
    from bot.log.record import StoredLog

NEWEST = 5
"""Past reviews that are named; all are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document that waits, with what its newest version changes."""

    waiting: Waiting
    accepted: Acceptance
    change: Change
    citing: Citing


def past_reviews(settings: "Settings") -> "StoredLog | None":
    """The record of past reviews; None where there is none yet, and none is made."""
    from bot.cli.house import open_log

    on_a_server = bool(settings.database_url.get_secret_value())
    return open_log(settings) if on_a_server or settings.log_path.exists() else None


def changes(
    store: "GuidanceStore",
    library: "Library",
    log: "StoredLog | None",
    only: Collection[str] = (),
) -> Iterator[Found]:
    """Compare every document that waits, or those of these ids that do. Raises LogError."""
    in_use, locate = store.in_use(), Locating(library, guesses=True)
    for source, waiting in store.waiting().items():
        if only and source not in only:
            continue
        accepted, newest = store.version(waiting.accepted), store.version(waiting.newest)
        if accepted is None or newest is None:
            continue
        clauses = [clause for clause in library.clauses if clause.source.id == source]
        change = change_of(accepted, newest, clauses, locate)
        touched = change.clauses
        yield Found(
            waiting=waiting,
            accepted=in_use[source],
            change=change,
            citing=log.citing(touched, NEWEST) if log and touched else Citing(many=0, newest=()),
        )
