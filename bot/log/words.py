"""What the log writes and reads: times as text, drafts, and the words of a review."""

import json
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from bot.draft import Draft
from bot.errors import LogError

_Value = TypeVar("_Value")

_UK = "Europe/London"

_adapters: dict[type[Any], TypeAdapter[Any]] = {}


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


def packed(kind: type[Any], value: object) -> str:
    """Write a value as JSON, in ASCII, so that no file and no tool can misread it."""
    return json.dumps(_adapter(kind).dump_python(value, mode="json"), separators=(",", ":"))


def unpacked(kind: type[_Value], text: str) -> _Value:
    """Read a value back, equal to what was packed."""
    value: _Value = _adapter(kind).validate_python(json.loads(text))
    return value


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Build an adapter the first time: it costs some milliseconds."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def draft_row(kind: str, owner: str, draft: Draft) -> dict[str, str]:
    """A draft as a row: its words in a column of their own, for search."""
    context = json.loads(packed(Draft, draft))
    words = context.pop("text")
    return {"kind": kind, "id": owner, "text": words, "context": json.dumps(context)}


def draft_of(words: str, context: str) -> Draft:
    """Read a draft back."""
    known: dict[str, Any] = json.loads(context)
    draft: Draft = _adapter(Draft).validate_python({**known, "text": words})
    return draft
