"""Columns that say what people did with a review."""

from datetime import UTC

from bot.desk.deciding import disputes_that_stand
from bot.desk.records import Decision, Dispute
from bot.desk.seams import Kept
from bot.report.column import Column, Holds, Kind


def _last(kept: Kept) -> Decision | None:
    return kept.decisions[-1] if kept.decisions else None


def _outcome(kept: Kept) -> str | None:
    last = _last(kept)
    return last.outcome.value if last else None


def _by(kept: Kept) -> str | None:
    last = _last(kept)
    return last.by if last else None


def _at(kept: Kept) -> str | None:
    last = _last(kept)
    if not last:
        return None
    moment = last.at.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="microseconds") + "Z"


def _reason(kept: Kept) -> str | None:
    last = _last(kept)
    return last.reason if last else None


def _disputes(kept: Kept) -> tuple[str, ...]:
    return tuple(_in_words(one, kept) for one in disputes_that_stand(kept))


def _in_words(said: Dispute, kept: Kept) -> str:
    concern = kept.review.findings[said.finding - 1].concern.label
    return (
        f"Finding {said.finding} ({concern}) is {'right' if said.right else 'wrong'}: {said.reason}"
    )


DECIDED = (
    Column(
        "shared",
        Kind.YES_NO,
        "Whether the asker showed the review to others.",
        lambda kept: kept.shared,
    ),
    Column(
        "remarks",
        Kind.NUMBER,
        "How many remarks were made in its thread, the bot's among them.",
        lambda kept: kept.remarks,
    ),
    Column(
        "decision",
        Kind.TEXT,
        "The last decision: `accepted`, `posted-anyway`, `withdrawn`, `sign-off-asked` (to post "
        "against a stop), `propriety-asked`, `signed-off` or `declined`; empty: none is known.",
        _outcome,
    ),
    Column("decided_by", Kind.TEXT, "Who decided.", _by, holds=Holds.PERSON),
    Column("decided_at_utc", Kind.TEXT, "When, in universal time.", _at),
    Column(
        "decision_reason", Kind.WORDS, "Why, in that person's words.", _reason, holds=Holds.WORDS
    ),
    Column(
        "decisions",
        Kind.NUMBER,
        "How many decisions were made about it, the last one and those before.",
        lambda kept: len(kept.decisions),
    ),
    Column(
        "missed_because",
        Kind.WORDS,
        "For a missed review: the kind of error, and what the asker was told.",
        lambda _: None,
        lambda miss: f"{miss.error}: {miss.reason}",
        holds=Holds.WORDS,
    ),
    Column(
        "disputes",
        Kind.LINES,
        "Findings that people called right or wrong, and why, one a line.",
        _disputes,
        holds=Holds.WORDS,
    ),
)
