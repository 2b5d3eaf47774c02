"""What the log holds about somebody, and the erasing of who they are; both are on record.

Somebody is found by their Slack id: in the rows of records, in the channel between them and the
bot, and in the words of drafts and bodies. A name that was typed is not found.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.log.chain import append
from bot.log.erasing import (
    Order,
    People,
    a_name,
    erase_people,
    stands_in_words,
    unsealed,
    without,
)
from bot.log.held import SOURCES, covered, held
from bot.log.holds import Condition, Target, all_of, standing
from bot.log.schema import KEYS
from bot.log.tables import Row, Store, Tables
from bot.log.whole import KINDS, PEOPLE
from bot.log.words import written

_KINDS = tuple(kind for kind, made in KINDS.items() if made.main in PEOPLE)
_AT_ONCE = 500
_BETWEEN = """
select distinct channel from placements where "user" = :user and channel like 'D%'
"""
_WORDS = """
select kind, id, text, context, '' as body from drafts where text like :like or context like :like
union all select kind, id, '', '', body from bodies where body like :like
"""
_WORDS_OF = {
    "drafts": "select text, context from drafts where kind = :kind and id = :id",
    "bodies": "select body from bodies where kind = :kind and id = :id",
}


@dataclass(slots=True)
class Erasure:
    """What became of somebody's wish to be erased."""

    name: str
    """What their id was changed to."""
    changed: dict[str, int] = field(default_factory=dict)
    """How many records, by kind."""
    kept: dict[str, int] = field(default_factory=dict)
    """How many records each hold keeps as they are, by the id of the hold."""


def about(store: Store, user: str, order: Order) -> dict[str, Any]:
    """Everything that is held about somebody, by kind; that it was given is kept first."""
    with store.writing() as tables:
        _note(tables, user, "given", order)
    with store.reading() as tables:
        ids, mentions = _ids(tables, user), _mentions(tables, user)
        found: dict[str, Any] = {"person": user, "at": written(order.at), "given_by": order.by}
        for kind in _KINDS:
            rows = _records(tables, kind, _own(kind, ids))
            found[KINDS[kind].main] = [_whole(tables, kind, row) for row in rows]
        found["mentioned_in"] = [
            {"kind": kind, "id": name, **_words(tables, kind, name)}
            for kind in _KINDS
            for name in sorted(mentions.get(kind, ()))
        ]
        found["holds"] = [
            {"id": hold.id, "why": hold.why, "by": hold.by, "at": hold.at, "ended": hold.ended_at}
            for hold in all_of(tables)
            if hold.target is Target.PERSON and hold.sought == user
        ]
    return found


def erase(store: Store, user: str, order: Order) -> Erasure:
    """Change somebody's id everywhere but where a hold forbids it: all at once, or nothing."""
    with store.writing() as tables, unsealed(tables, _KINDS):
        name = a_name()
        ids = _ids(tables, user)
        people = {one: name if one == user else f"{name}-{n}" for n, one in enumerate(ids)}
        done, mentions = Erasure(name), _mentions(tables, user)
        for kind in _KINDS:
            _erase_kind(tables, kind, people, mentions.get(kind, set()), order, done)
        _note(tables, name, "erased", order)
    return done


def _erase_kind(
    tables: Tables, kind: str, people: People, mentions: set[str], order: Order, done: Erasure
) -> None:
    theirs = _either(_own(kind, tuple(people)), _named(kind, mentions))
    holds = standing(tables)
    for hold in holds:
        if many := len(_records(tables, kind, theirs, covered(kind, hold, "hold"))):
            done.kept[hold.id] = done.kept.get(hold.id, 0) + many
    stopped = held(kind, holds)
    free = Condition(f"not ({stopped.sql})", stopped.values)
    names = iter([KINDS[kind].name_of(row) for row in _records(tables, kind, theirs, free)])
    while batch := list(islice(names, _AT_ONCE)):
        erase_people(tables, kind, batch, people, order)
        done.changed[kind] = done.changed.get(kind, 0) + len(batch)


def _ids(tables: Tables, user: str) -> tuple[str, ...]:
    """Their id, and those of the channels between them and the bot."""
    between = tables.read(_BETWEEN, user=user)
    return (user, *sorted(str(row["channel"]) for row in between))


def _mentions(tables: Tables, user: str) -> dict[str, set[str]]:
    """The records in whose words an id stands, by kind."""
    found: dict[str, set[str]] = {}
    if not stands_in_words(user):
        return found
    for row in tables.stream(_WORDS, like=f"%{user}%"):
        words = f"{row['text']}\n{row['context']}\n{row['body']}"
        if without(words, {user: ""}) != words:
            found.setdefault(row["kind"], set()).add(row["id"])
    return found


def _own(kind: str, ids: Sequence[str]) -> Condition:
    values = {f"id_{number}": one for number, one in enumerate(ids)}
    places = ", ".join(f":{name}" for name in values)
    columns = PEOPLE[KINDS[kind].main]
    return Condition(" or ".join(f't."{column}" in ({places})' for column in columns), values)


def _named(kind: str, names: set[str]) -> Condition:
    if not names or kind == "placement":
        return Condition("1 = 0")
    values = {f"name_{number}": name for number, name in enumerate(sorted(names))}
    return Condition(f"t.id in ({', '.join(f':{name}' for name in values)})", values)


def _either(one: Condition, other: Condition) -> Condition:
    return Condition(f"({one.sql}) or ({other.sql})", {**one.values, **other.values})


def _records(tables: Tables, kind: str, *conditions: Condition) -> list[Row]:
    source, at = SOURCES[kind]
    where = " and ".join(f"({condition.sql})" for condition in conditions)
    values = {name: value for one in conditions for name, value in one.values.items()}
    key = ", ".join(f't."{name}"' for name in KEYS[KINDS[kind].main])
    sql = f"select t.* from {source} where {where} order by {at}, {key}"  # noqa: S608  # our own names
    return tables.read(sql, **values)


def _whole(tables: Tables, kind: str, row: Row) -> Row:
    """A record's row with its words."""
    row.pop(tables.turn, None)
    return {**row, **(_words(tables, kind, row["id"]) if KINDS[kind].has_words else {})}


def _words(tables: Tables, kind: str, name: str) -> Row:
    found: Row = {}
    for sql in _WORDS_OF.values():
        for row in tables.read(sql, kind=kind, id=name):
            found |= {column: _plain(kind, column, value) for column, value in row.items()}
    return found


def _plain(kind: str, column: str, value: str) -> object:
    """What is JSON in the table is JSON in the answer."""
    is_json = column == "context" or (column == "body" and kind == "review")
    return json.loads(value) if is_json else value


def _note(tables: Tables, person: str, what: str, order: Order) -> None:
    """Keep that somebody was given what is held about them, or was erased."""
    name = secrets.token_hex(8)
    row = {"id": name, "person": person, "what": what, "why": order.why, "by": order.by}
    tables.insert("accesses", [row | {"at": written(order.at)}])
    append(tables, "access", name)
