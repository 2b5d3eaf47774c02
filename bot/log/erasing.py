"""Erases words and people from records, each with a tombstone in the same transaction.

This is the one path past the seals. Words go whole; of people only Slack's ids go, each changed
to a name made up at random that is kept nowhere beside the id. Every digest that a record has
afterwards stands in its tombstone, and the tombstone is linked like any record.
"""

import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.log.chain import SALT, Linking
from bot.log.tables import Row, Tables, same
from bot.log.tombstones import Part, erased
from bot.log.whole import KINDS, PEOPLE, Digests, digests, people_digests
from bot.log.words import written

NOBODY = ("", "model", "checks")
"""What stands in the place of a person without being one."""
_ERASED = "erased-"
_SLACK_ID = re.compile(r"(?<![A-Za-z0-9])[UWD][A-Z0-9]+(?![A-Za-z0-9])")
"""A person, or what two of them say to each other, where it is a word of its own."""
_ASKED_BY = re.compile(r'"asked_by":("(?:[^"\\]|\\.)*")')
"""In the body of a review that an older version of this program kept."""
_TEXTS = {"drafts": ("text", "context"), "bodies": ("body",)}

People = Mapping[str, str]
"""What each id is changed to."""


@dataclass(frozen=True, slots=True)
class Order:
    """On whose word something is erased. ``rule``: a class of retention, or ``request``."""

    rule: str
    why: str
    by: str
    at: datetime


def a_name() -> str:
    """A name for somebody whose id is erased; nothing leads back from it."""
    return f"{_ERASED}{secrets.token_hex(4)}"


def is_name(value: str) -> bool:
    """Whether an id was erased already."""
    return value.startswith(_ERASED)


@contextmanager
def unsealed(tables: Tables, kinds: Sequence[str]) -> Iterator[None]:
    """Let the people of these kinds be changed, and nobody else link meanwhile."""
    mains = (KINDS[kind].main for kind in kinds)
    with tables.lifted([main for main in mains if main != "placements"]):
        tables.alone()
        yield


def erase_words(tables: Tables, kind: str, names: Sequence[str], order: Order) -> None:
    """Erase the draft and the body of some records of one kind."""
    if not names:
        return
    linked = _linked(tables, kind, names)
    which, marks = _which(kind, names)
    for table in _TEXTS:
        tables.change(f"delete from {table} where {which}", **marks)  # noqa: S608  # our own names
    tables.change(f"update salts set words = '' where {which}", **marks)  # noqa: S608  # as above
    _bury(tables, kind, linked, Part.WORDS, order)


def erase_people(
    tables: Tables, kind: str, names: Sequence[str], people: People, order: Order
) -> None:
    """Change the ids of people in some records of one kind, inside ``unsealed``."""
    if not names:
        return
    linked = _linked(tables, kind, names)
    which, marks = _which(kind, names)
    for name in names:
        salt = "" if _rename(tables, kind, name, people) else secrets.token_hex(SALT)
        _resalt(tables, "people", (kind, name), salt)
    for table, texts in _TEXTS.items():
        for row in tables.read(f"select * from {table} where {which}", **marks):  # noqa: S608  # our own names
            if _rewrite(tables, table, row, texts, people):
                _resalt(tables, "words", (kind, row["id"]), secrets.token_hex(SALT))
    _bury(tables, kind, linked, Part.PEOPLE, order)


def _resalt(tables: Tables, column: str, record: tuple[str, str], salt: str) -> None:
    """Destroy a salt, so that no guess can be held to the digests that were made with it.

    What still names somebody gets another one.
    """
    kind, name = record
    sql = f"update salts set {column} = :salt where kind = :kind and id = :id and {column} <> ''"  # noqa: S608  # our own names
    tables.change(sql, salt=salt, kind=kind, id=name)


def _rename(tables: Tables, kind: str, name: str, people: People) -> bool:
    """Change the ids in a record's own row; tell whether any was there."""
    main, row = KINDS[kind].main, _found(kind, name)
    where = same(tuple(row))
    if kind == "placement" and "mark" not in row:
        return bool(tables.change(f"delete from placements where {where}", **row))  # noqa: S608  # our own names
    changed = False
    for column in PEOPLE.get(main, ()):
        who = tables.read(f'select "{column}" as who from {main} where {where}', **row)  # noqa: S608  # as above
        new = people.get(who[0]["who"]) if who else None
        if new is not None:
            sql = f'update {main} set "{column}" = :new_value where {where}'  # noqa: S608  # as above
            tables.change(sql, new_value=new, **row)
            changed = True
    return changed


def _found(kind: str, name: str) -> Row:
    """The columns that find a record of a kind."""
    if kind != "placement":
        return {"id": name}
    values = json.loads(name)
    columns = ("review_id", "mark") if len(values) == len(("review_id", "mark")) else _OLD
    return dict(zip(columns, values, strict=True))


_OLD = ("review_id", "kind", "team", "channel", "thread", "user")
"""What names a placement of form 1, so that it cannot be changed and stay what it was."""


def _rewrite(tables: Tables, table: str, row: Row, texts: Sequence[str], people: People) -> bool:
    """Change the ids in a record's words, where they stand as words; tell whether any did."""
    new = {text: without(str(row[text]), people) for text in texts}
    if all(new[text] == row[text] for text in texts):
        return False
    sets = ", ".join(f'"{text}" = :{text}' for text in texts)
    key = {"kind": row["kind"], "id": row["id"]}
    tables.change(f"update {table} set {sets} where {same(tuple(key))}", **key, **new)  # noqa: S608  # our own names
    return True


def without(words: str, people: People) -> str:
    """Words with Slack's ids changed; a name of another form only where it is a value."""
    said = _SLACK_ID.sub(lambda found: people.get(found[0], found[0]), words)
    return _ASKED_BY.sub(lambda found: _asked_by(found[1], people), said)


def _asked_by(value: str, people: People) -> str:
    who = json.loads(value)
    return f'"asked_by":{json.dumps(people.get(who, who))}'


def stands_in_words(person: str) -> bool:
    """Whether an id can be looked for in words: one that is nobody's word."""
    return bool(_SLACK_ID.fullmatch(person))


@dataclass(frozen=True, slots=True)
class _Linked:
    """What a record must be by its link and its last tombstone, before it is touched."""

    form: int
    record: str
    people: str
    """The digest of its people as they were linked; empty for form 1."""


def _linked(tables: Tables, kind: str, names: Sequence[str]) -> dict[str, _Linked]:
    which, marks = _which(kind, names)
    links = tables.read(f"select id, form, record from chain where {which}", **marks)  # noqa: S608  # our own names
    gone = erased(tables, kind, dict.fromkeys(names, 0))
    salted = [row["id"] for row in links if row["form"] > 1 and row["id"] not in gone]
    people = people_digests(tables, kind, salted) if salted else {}
    found: dict[str, _Linked] = {}
    for row in links:
        name = str(row["id"])
        before = gone.get(name)
        record = before.record if before and before.has_no_names else row["record"]
        linked = before.people if before else people.get(name, "")
        found[name] = _Linked(row["form"], record, linked)
    return found


def _digests(
    tables: Tables, kind: str, linked: Mapping[str, _Linked]
) -> Iterator[tuple[str, Digests]]:
    """What records are now, each by the form of its link."""
    for form in sorted({one.form for one in linked.values()}):
        names = [name for name, one in linked.items() if one.form == form]
        yield from digests(tables, kind, names, form).items()


def _bury(
    tables: Tables, kind: str, linked: Mapping[str, _Linked], part: Part, order: Order
) -> None:
    """Write the tombstones and link them, as the last thing that is done to these records.

    That words went changes nothing in what the rest must be.
    """
    held: Iterable[tuple[str, Digests]] = (
        ((name, Digests(one.record, "")) for name, one in linked.items())
        if part is Part.WORDS
        else _digests(tables, kind, linked)
    )
    rows = [
        {
            "id": secrets.token_hex(8),
            "kind": kind,
            "record_id": name,
            "part": part.value,
            "rule": order.rule,
            "why": order.why,
            "by": order.by,
            "at": written(order.at),
            "record": now.record,
            "words": now.words,
            "people": linked[name].people,
        }
        for name, now in held
    ]
    tables.insert("erasures", rows)
    Linking(tables).append("erasure", [str(row["id"]) for row in rows])


def _which(kind: str, names: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The condition that a row is of one of these records, and its values."""
    marks = {f"name_{number}": name for number, name in enumerate(names)}
    places = ", ".join(f":{mark}" for mark in marks)
    return f"kind = :kind and id in ({places})", {"kind": kind, **marks}
