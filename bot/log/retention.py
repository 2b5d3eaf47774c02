"""Retention: what has been kept for long enough, counted by statements and let go in batches.

No body is read to plan. Holds are looked at again in each transaction, so one that is put in
while others are let go counts from its moment on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.log.classes import CLASSES, Class
from bot.log.erasing import NOBODY, Order, a_name, erase_people, erase_words, is_name, unsealed
from bot.log.held import SOURCES, covered, held
from bot.log.holds import Condition, Hold, standing
from bot.log.schema import KEYS
from bot.log.tables import Row, Store, Tables
from bot.log.tombstones import Part
from bot.log.whole import KINDS, PEOPLE
from bot.log.words import midnight

WHY = "Kept for as long as the settings say"
"""Why a record is let go by its class."""
BATCH = 500
"""Records let go in one transaction."""
_UK = ZoneInfo("Europe/London")
_MONTHS = 12

Told = Callable[[int], None]
"""Told how many records more were let go, after each transaction."""


@dataclass(frozen=True, slots=True)
class Due:
    """What of one class has been kept for long enough."""

    name: str
    many: int
    oldest: str
    """The day of the oldest, and of the newest; empty where there are none."""
    newest: str
    before: str
    """The day before which it was made; empty where the class is kept for good."""
    held: Mapping[str, int]
    """How many more would go, but for each hold that stops them, by the id of the hold."""


def cutoffs(months: Mapping[str, int], now: datetime) -> dict[str, date | None]:
    """The UK day before which each class is let go; None where it is kept for good."""
    today = now.astimezone(_UK).date()
    return {name: _earlier(today, many) if many else None for name, many in months.items()}


def _earlier(day: date, months: int) -> date:
    """The same day so many months before, or the first that comes after it."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 - months, _MONTHS)
    try:
        return date(max(year, 1), month + 1, day.day)
    except ValueError:  # the 31st of a shorter month
        return date(max(year, 1) + (month + 1) // _MONTHS, (month + 1) % _MONTHS + 1, 1)


def plan(tables: Tables, before: Mapping[str, date | None]) -> list[Due]:
    """What would go now, class by class."""
    holds = standing(tables)
    return [_due(tables, one, before[one.name], holds) for one in CLASSES]


def _due(tables: Tables, one: Class, before: date | None, holds: Sequence[Hold]) -> Due:
    if before is None:
        return Due(one.name, 0, "", "", "", {})
    old = [_Old(one, kind, before) for kind in one.kinds]
    sums = [each.sums(tables, holds) for each in old]
    days = [row[end] for row in sums for end in ("oldest", "newest") if row[end]]
    kept = {hold.id: sum(each.stopped(tables, hold) for each in old) for hold in holds}
    return Due(
        name=one.name,
        many=sum(row["many"] for row in sums),
        oldest=min(days, default="")[:10],
        newest=max(days, default="")[:10],
        before=before.isoformat(),
        held={name: many for name, many in kept.items() if many},
    )


@dataclass(frozen=True, slots=True)
class _Old:
    """The records of one class and kind that were made before a day."""

    one: Class
    kind: str
    before: date

    def ask(self, tables: Tables, what: str, also: Condition, more: str = "") -> list[Row]:
        """Something about those that still hold what the class erases."""
        source, at = SOURCES[self.kind]
        which = (f"{at} < :before", self.one.kinds[self.kind] or "1 = 1")
        conditions = (*which, self.one.there(self.kind), also.sql)
        where = " and ".join(f"({condition})" for condition in conditions)
        sql = f"select {what} from {source} where {where} {more}"  # noqa: S608  # our own names
        return tables.read(sql, before=midnight(self.before), **also.values)

    def sums(self, tables: Tables, holds: Sequence[Hold]) -> Row:
        """How many would go, and of when."""
        at = SOURCES[self.kind][1]
        what = f"count(*) as many, min({at}) as oldest, max({at}) as newest"
        return self.ask(tables, what, _free(self.kind, holds))[0]

    def stopped(self, tables: Tables, hold: Hold) -> int:
        """How many would go but for a hold."""
        condition = covered(self.kind, hold, "hold")
        return int(self.ask(tables, "count(*) as many", condition)[0]["many"])


def _free(kind: str, holds: Sequence[Hold]) -> Condition:
    stopped = held(kind, holds)
    return Condition(f"not ({stopped.sql})", stopped.values)


def let_go(
    store: Store,
    before: Mapping[str, date | None],
    order: Order,
    told: Told = lambda _: None,
    most: int = 0,
) -> dict[str, int]:
    """Let everything go that is due, a transaction for each batch; give the records by class.

    What was let go stays so if we are killed, and the next time goes on from there. It ends with
    the batch that reaches ``most``, where that is given.
    """
    gone: dict[str, int] = {}
    people: dict[str, str] = {}
    for one in CLASSES:
        day = before[one.name]
        if day is None:
            continue
        for kind in one.kinds:
            batches = _Batches(_Old(one, kind, day), replace(order, rule=one.name), people)
            for many in batches.run(store):
                gone[one.name] = gone.get(one.name, 0) + many
                told(many)
                if most and sum(gone.values()) >= most:
                    return gone
    return gone


@dataclass(slots=True)
class _Batches:
    """Lets the records of one class and kind go, the oldest first."""

    old: _Old
    order: Order
    people: dict[str, str]
    """What the ids were changed to so far: each person has one name in one run."""
    since: str = ""
    """When the last one that was let go was made, so as not to look through all of them again."""

    def run(self, store: Store) -> Iterator[int]:
        """Let them go, some hundred at once; say how many these were."""
        while True:
            with store.writing() as tables:
                many = (
                    self._words(tables) if self.old.one.part is Part.WORDS else self._people(tables)
                )
            if many:
                yield many
            if many < BATCH:
                return

    def _words(self, tables: Tables) -> int:
        tables.alone()
        names = [KINDS[self.old.kind].name_of(row) for row in self._due(tables)]
        erase_words(tables, self.old.kind, names, self.order)
        return len(names)

    def _people(self, tables: Tables) -> int:
        with unsealed(tables, [self.old.kind]):
            rows = self._due(tables)
            for value in filter(None, (_person(c, row) for row in rows for c in self._columns)):
                self.people.setdefault(value, a_name())
            names = [KINDS[self.old.kind].name_of(row) for row in rows]
            erase_people(tables, self.old.kind, names, self.people, self.order)
        return len(names)

    def _due(self, tables: Tables) -> list[Row]:
        at, main = SOURCES[self.old.kind][1], KINDS[self.old.kind].main
        columns = {*KEYS[main], *self._columns, *(("mark",) if main == "placements" else ())}
        named = ", ".join(f't."{name}"' for name in sorted(columns))
        more = f"and {at} >= '{self.since}' order by {at} limit {BATCH}"
        free = _free(self.old.kind, standing(tables))
        what = f"{named}, {at} as made"
        rows = self.old.ask(tables, what, free, more)
        self.since = rows[-1]["made"] if rows else self.since
        return rows

    @property
    def _columns(self) -> tuple[str, ...]:
        return PEOPLE[KINDS[self.old.kind].main] if self.old.one.part is Part.PEOPLE else ()


def _person(column: str, row: Row) -> str:
    """An id that leads to somebody, or nothing."""
    value = str(row[column])
    if value in NOBODY or is_name(value) or (column == "channel" and not value.startswith("D")):
        return ""
    return value
