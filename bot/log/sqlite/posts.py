"""The search by words in a file: SQLite's FTS5, kept in step by triggers.

It is no record: it holds where words stand, not the words, and is made anew where it was lost.
``posts`` gives each text a number of its own, since a row's hidden one may change when a file
is packed; ``posts_words`` holds the words under that number, and reads the text itself from
``posts_said``, a view of what the log holds: no draft stands anywhere twice.
"""

import sqlite3
from collections.abc import Sequence

from sqlite_utils import Database

from bot.log.sqlite.trigger import Trigger, absent, put
from bot.log.tables import Row

_TRULY_FORGETS = sqlite3.sqlite_version_info >= (3, 42)
"""From here FTS5 takes a word out of its index at once; before, when the index is packed by
``insert into posts_words (posts_words) values ('optimize')``, which is due after an erasure."""
_POSTS = """
create table posts (
    number integer primary key,
    kind text not null,
    id text not null,
    part text not null,
    unique (kind, id, part)
) strict
"""
_WORDS = """
create virtual table posts_words using fts5 (
    text, content = 'posts_said', content_rowid = 'number', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 2"
)
"""
_REWORDED = (
    "case when {row}.kind = 'review' and json_valid({row}.body) "
    "then json_extract({row}.body, '$.rewording.text') end"
)
_TEXTS = {"drafts": ("draft", "{row}.text"), "bodies": ("rewording", _REWORDED)}
"""For each table of words: which part of a record is found by them, and where they stand."""
_SAID = "create view posts_said as " + " union all ".join(  # noqa: S608  # our own names
    f"select number, {text.format(row=table)} as text from posts join {table} "  # noqa: S608  # our own names
    f"on {table}.kind = posts.kind and {table}.id = posts.id where part = '{part}'"
    for table, (part, text) in _TEXTS.items()
)
_FOUND = """
select kind, id, part from posts join (
  select rowid as found from posts_words where posts_words match :wanted
  order by rowid desc limit :most
) on found = number order by number desc
"""


def make(db: Database) -> None:
    """Make the search, empty: ``keep_in_step`` fills it."""
    for sql in (_POSTS, _SAID, _WORDS):
        db.execute(sql)
    if _TRULY_FORGETS:
        db.execute("insert into posts_words (posts_words, rank) values ('secure-delete', 1)")


def keep_in_step(db: Database) -> None:
    """Put the triggers in place; where one was missing, the search is filled anew."""
    lost = absent(db, TRIGGERS)
    if lost:
        put(db, lost)
        _fill(db)


def matching(db: Database, phrases: Sequence[str], most: int) -> list[Row]:
    """The newest texts in which every phrase stands, as their kind, id and part.

    A phrase is words with a space between them, letters and digits alone.
    """
    wanted = " AND ".join(f'"{phrase}"' for phrase in phrases)
    return list(db.query(_FOUND, {"wanted": wanted, "most": most}))


def _fill(db: Database) -> None:
    db.execute("delete from posts")
    for table, (part, text) in _TEXTS.items():
        db.execute(
            "insert into posts (kind, id, part) "  # noqa: S608  # our own names
            f"select kind, id, '{part}' from {table} "
            f"where {text.format(row=table)} is not null order by rowid"
        )
    db.execute("insert into posts_words (posts_words) values ('rebuild')")


def _triggers(table: str) -> tuple[Trigger, ...]:
    part, text = _TEXTS[table]
    new, old = text.format(row="new"), text.format(row="old")
    mine = "posts.kind = {row}.kind and posts.id = {row}.id and part = '" + part + "'"
    put_in = (
        f"insert into posts (kind, id, part) select new.kind, new.id, '{part}' "  # noqa: S608  # our own names
        f"where {new} is not null; insert into posts_words (rowid, text) "
        f"select number, {new} from posts where {mine.format(row='new')};"
    )
    take_out = (
        "insert into posts_words (posts_words, rowid, text) "  # noqa: S608  # as above
        f"select 'delete', number, {old} from posts where {mine.format(row='old')}; "
        f"delete from posts where {mine.format(row='old')};"
    )
    return tuple(
        Trigger(
            f"{table}_{name}",
            f"CREATE TRIGGER {table}_{name} after {when} on {table} begin {do} end",
        )
        for name, when, do in (
            ("are_found", "insert", put_in),
            ("are_forgotten", "delete", take_out),
            ("are_found_anew", "update", f"{take_out} {put_in}"),
        )
    )


TRIGGERS = tuple(trigger for table in _TEXTS for trigger in _triggers(table))
"""What keeps the search in step: a word that is written is found, one that is erased is not."""
