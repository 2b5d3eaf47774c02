"""Columns that say who asked, when, and about which draft."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.desk.records import Miss
from bot.draft import Draft
from bot.report.column import Column, Holds, Kind

_UK = "Europe/London"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _uk(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(_UK)).replace(tzinfo=None)


def _taken_from(draft: Draft) -> str:
    return draft.original.origin if draft.original else ""


def _missed(_: Miss) -> str:
    return "missed"


ASKED = (
    Column(
        "id",
        Kind.TEXT,
        "The review's own id; for a missed review, the id of the request.",
        lambda kept: kept.review.id,
        lambda miss: miss.id,
    ),
    Column(
        "made_at_uk",
        Kind.TIME,
        "When the review was made, in UK time (summer time in summer), to the second.",
        lambda kept: _uk(kept.review.made_at),
        lambda miss: _uk(miss.at),
    ),
    Column(
        "verdict",
        Kind.TEXT,
        "`clear`, `revise`, `stop` or `check` (a person must look); `missed` where no review "
        "could be made and the asker was told so.",
        lambda kept: kept.review.verdict.value,
        _missed,
    ),
    Column(
        "platform",
        Kind.TEXT,
        "Where it was to be posted, as the asker named it.",
        lambda kept: kept.review.draft.platform,
        lambda miss: miss.draft.platform,
        holds=Holds.WORDS,
    ),
    Column(
        "account",
        Kind.TEXT,
        "The account it was to be posted from.",
        lambda kept: kept.review.draft.account,
        lambda miss: miss.draft.account,
        holds=Holds.WORDS,
    ),
    Column(
        "posting_on",
        Kind.DATE,
        "The day it was to be posted; empty: the same day.",
        lambda kept: kept.review.draft.posting_on,
        lambda miss: miss.draft.posting_on,
    ),
    Column(
        "draft",
        Kind.WORDS,
        "The draft, letter for letter but for what is masked.",
        lambda kept: kept.review.draft.text,
        lambda miss: miss.draft.text,
        holds=Holds.DRAFT,
    ),
    Column(
        "quoting",
        Kind.WORDS,
        "What the draft passes on: the other account and its words.",
        lambda kept: kept.review.draft.quoting,
        lambda miss: miss.draft.quoting,
        holds=Holds.DRAFT,
    ),
    Column(
        "links",
        Kind.LINES,
        "Links that go with the post and do not stand in its text.",
        lambda kept: kept.review.draft.links,
        lambda miss: miss.draft.links,
        holds=Holds.WORDS,
    ),
    Column(
        "speaker",
        Kind.TEXT,
        "Whose words these are, where they are not the department's.",
        lambda kept: kept.review.draft.speaker,
        lambda miss: miss.draft.speaker,
        holds=Holds.WORDS,
    ),
    Column(
        "asked_by",
        Kind.TEXT,
        "The Slack id of the one who asked, or the name of the user at the command line.",
        lambda kept: kept.review.asked_by,
        lambda miss: miss.asked_by,
        holds=Holds.PERSON,
    ),
    Column(
        "revises",
        Kind.TEXT,
        "The id of the review of an earlier version of the same draft.",
        lambda kept: kept.review.revises,
    ),
    Column(
        "made_at_utc",
        Kind.TEXT,
        "The same moment in universal time, to the microsecond, as in the log.",
        lambda kept: _utc(kept.review.made_at),
        lambda miss: _utc(miss.at),
    ),
    Column(
        "taken_from",
        Kind.TEXT,
        "The text that the draft was taken from, as the asker named it, and its address.",
        lambda kept: _taken_from(kept.review.draft),
        lambda miss: _taken_from(miss.draft),
        holds=Holds.WORDS,
    ),
)
