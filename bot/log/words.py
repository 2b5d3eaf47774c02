"""What the log writes and reads: times as text, drafts, and the words of a review."""

import json
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.desk.codec import from_json, to_json
from bot.draft import Draft
from bot.errors import LogError

_UK = "Europe/London"


def written(moment: datetime) -> str:
    """Write a time in UTC, in the one form that sorts as text."""
    if moment.tzinfo is None:
        raise LogError(f"The time {moment} does not say in which zone it is.")
    plain = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{plain.isoformat(timespec='microseconds')}Z"


def moment(text: str) -> datetime:
    """Read a time back."""
    return datetime.fromisoformat(text)


def midnight(day: date) -> str:
    """The moment a day begins in the United Kingdom, as the log writes it."""
    return written(datetime.combine(day, time.min, ZoneInfo(_UK)))


def today() -> str:
    """The day in the United Kingdom, for the name of a file."""
    return datetime.now(ZoneInfo(_UK)).date().isoformat()


def half_a_character() -> LogError:
    """What to say of a lone surrogate, which no file and no server can keep."""
    return LogError(
        "The text holds half a character, which no file can keep. Paste the words again."
    )


def packed(values: object) -> str:
    """Write plain values as JSON, in ASCII, so that no file and no tool can misread them."""
    return json.dumps(values, separators=(",", ":"))


def draft_row(kind: str, owner: str, draft: Draft) -> dict[str, str]:
    """A draft as a row: its words in a column of their own, for search."""
    context = to_json(draft)
    words = context.pop("text")
    return {"kind": kind, "id": owner, "text": words, "context": packed(context)}


def draft_of(words: str, context: str) -> Draft:
    """Read a draft back."""
    return from_json(Draft, {**json.loads(context), "text": words})
