"""Holds: what must not be erased while a request, a complaint or an inquiry is in hand.

A hold is on a review, a person, a span of months, or words of a post. While it stands nothing
that it covers is erased, by no class of retention and by no request. It is never removed: that
it ended, who ended it and why is another record.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.errors import BadQuestion
from bot.log.chain import append
from bot.log.tables import Row, Tables
from bot.log.words import written

_HOLDS = """
select holds.id, target, sought, holds.why, holds.by, holds.at,
  releases.by as ended_by, releases.at as ended_at, releases.why as ended_why
from holds left join releases on releases.id = holds.id order by holds.at, holds.id
"""
_VERSIONS = """
select id from reviews where id = :id
union select id from reviews where revises = :id and revises <> ''
union select revises from reviews where id = :id and revises <> ''
"""


class Target(StrEnum):
    """What a hold is on."""

    REVIEW = "review"
    """A review's id: it and all its versions, with everything about them."""
    PERSON = "person"
    """A Slack id: whatever they asked, said or decided, and the reviews that it was about."""
    MONTHS = "months"
    """``2026-03..2026-05``: whatever was made in these months, UK time, or is about it."""
    WORDS = "words"
    """Words that stand in a draft, a finding or a remark, whatever their capitals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One hold. ``ended_at`` is empty while it stands."""

    id: str
    target: Target
    sought: str
    why: str
    by: str
    at: str
    ended_by: str = ""
    ended_at: str = ""
    ended_why: str = ""
    reviews: tuple[str, ...] = ()
    """The ids of the versions, for a hold on a review."""

    @property
    def stands(self) -> bool:
        """Whether it holds."""
        return not self.ended_at


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a statement, and the values that it names."""

    sql: str
    values: Mapping[str, str] = field(default_factory=dict)


def put(tables: Tables, hold: Hold) -> None:
    """Keep a hold, from now on. Raises BadQuestion where its target makes no sense."""
    if hold.target is Target.MONTHS:
        days(hold.sought)
    if hold.target is Target.REVIEW and not _versions(tables, hold.sought):
        raise BadQuestion(f"The log holds no review {hold.sought!r}. neutral log show shows one.")
    tables.alone()
    names = ("id", "target", "sought", "why", "by", "at")
    tables.insert("holds", [{name: str(getattr(hold, name)) for name in names}])
    append(tables, "hold", hold.id)


def end(tables: Tables, name: str, why: str, by: str, at: datetime) -> Hold:
    """End a hold, on record. Raises BadQuestion for one that is not there, or has ended."""
    tables.alone()
    found = next((hold for hold in all_of(tables) if hold.id == name), None)
    if found is None:
        raise BadQuestion(f"There is no hold {name!r}. neutral retention hold list shows all.")
    if not found.stands:
        raise BadQuestion(f"Hold {name} was ended on {found.ended_at[:10]} by {found.ended_by}.")
    tables.insert("releases", [{"id": name, "why": why, "by": by, "at": written(at)}])
    append(tables, "release", name)
    return found


def new_id() -> str:
    """A name for a hold, short enough to be typed."""
    return f"h-{secrets.token_hex(3)}"


def all_of(tables: Tables) -> list[Hold]:
    """Every hold that ever was, oldest first."""
    return [_hold(tables, row) for row in tables.read(_HOLDS)]


def standing(tables: Tables) -> list[Hold]:
    """The holds that stand."""
    return [hold for hold in all_of(tables) if hold.stands]


def _hold(tables: Tables, row: Row) -> Hold:
    target = Target(row.pop("target"))
    versions = _versions(tables, row["sought"]) if target is Target.REVIEW else ()
    return Hold(target=target, reviews=versions, **{k: v or "" for k, v in row.items()})


def _versions(tables: Tables, name: str) -> tuple[str, ...]:
    """A review with every earlier and later version of it."""
    found: set[str] = set()
    more = {name}
    while more:
        rows = [row for one in more for row in tables.read(_VERSIONS, id=one)]
        found |= more & {row["id"] for row in rows}
        more = {row["id"] for row in rows} - found
    return tuple(sorted(found))


def days(months: str) -> tuple[date, date]:
    """The first day of a span of months, and the first one after it. Raises BadQuestion."""
    first, _, last = months.partition("..")
    try:
        begin, month = (date.fromisoformat(f"{one.strip()}-01") for one in (first, last or first))
        after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    except ValueError:
        raise BadQuestion(f"{months!r} is no span of months. Write 2026-03..2026-05.") from None
    if after <= begin:
        raise BadQuestion(f"{months!r} ends before it begins.")
    return begin, after
