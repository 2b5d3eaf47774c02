"""The log's tables, and the steps that make them.

What stands for good (who asked, when, what was found against which clause) is apart from
words that may one day have to be erased (drafts, and the bodies of reviews, remarks,
decisions and misses).
The statements are SQLite's, with a column on each line; Postgres has them translated.
A table that was released is never changed; steps.py says in which order they came.
Add columns with ``alter table``: sqlite-utils' ``transform()`` drops the triggers.
"""

from bot.log.schema_keeping import KEEPING
from bot.log.schema_keys import IN_TURN, KEYS, ONLY_GROW
from bot.log.tables import Tables

__all__ = ["IN_TURN", "KEYS", "ONLY_GROW"]  # what is named there belongs to the schema

_REVIEWS = """
create table reviews (
    id text primary key,
    made_at text not null,
    asked_by text not null,
    platform text not null,
    account text not null,
    posting_on text,
    verdict text not null,
    findings integer not null,
    unproven integer not null,
    reworded integer not null,
    revises text not null,
    reviewer text not null,
    guidance_edition text not null,
    checks_edition text not null,
    prompt_edition text not null,
    model_asked text not null,
    model_answered text not null,
    response_id text not null,
    input_tokens integer not null,
    cached_tokens integer not null,
    output_tokens integer not null,
    cost_usd real,
    attempts integer not null,
    milliseconds integer not null,
    program text not null
) strict
"""
_FINDINGS = """
create table findings (
    review_id text not null references reviews (id),
    position integer not null,
    proven integer not null,
    concern text not null,
    severity text not null,
    clause_id text not null,
    reviewer text not null,
    starts integer,
    ends integer,
    primary key (review_id, proven, position)
) strict, without rowid
"""
_NOTES = """
create table notes (
    review_id text not null references reviews (id),
    position integer not null,
    starts integer not null,
    ends integer not null,
    primary key (review_id, position)
) strict, without rowid
"""
_PASSAGES = """
create table passages (
    hash text primary key,
    clause_id text not null,
    passage text not null
) strict
"""
_SHOWN = """
create table shown (
    review_id text not null references reviews (id),
    position integer not null,
    passage text not null references passages (hash),
    primary key (review_id, position)
) strict, without rowid
"""
_PRECEDENTS = """
create table precedents (
    review_id text not null references reviews (id),
    position integer not null,
    precedent_id text not null,
    finding text not null,
    primary key (review_id, position)
) strict, without rowid
"""
_REMARKS = """
create table remarks (
    id text primary key,
    review_id text not null references reviews (id),
    by text not null,
    at text not null,
    answers text not null
) strict
"""
_DECISIONS = """
create table decisions (
    id text primary key,
    review_id text not null references reviews (id),
    outcome text not null,
    by text not null,
    at text not null
) strict
"""
_MISSES = """
create table misses (
    id text primary key,
    asked_by text not null,
    at text not null,
    error text not null
) strict
"""
_PLACEMENTS = """
create table placements (
    review_id text not null references reviews (id),
    kind text not null,
    team text not null,
    channel text not null,
    thread text not null,
    "user" text not null,
    primary key (review_id, kind, team, channel, thread, "user")
) strict, without rowid
"""
_EDITIONS = """
create table editions (
    kind text not null,
    edition text not null,
    text text not null,
    kept_at text not null,
    primary key (kind, edition)
) strict
"""
_DRAFTS = """
create table drafts (
    kind text not null,
    id text not null,
    text text not null,
    context text not null,
    primary key (kind, id)
) strict
"""
_BODIES = """
create table bodies (
    kind text not null,
    id text not null,
    body text not null,
    primary key (kind, id)
) strict
"""
_TURNS = """
create table turns (
    review_id text not null references reviews (id),
    number integer not null,
    decision text not null,
    primary key (review_id, number)
) strict, without rowid
"""
_DISPUTES = """
create table disputes (
    id text primary key,
    review_id text not null references reviews (id),
    finding integer not null,
    is_right integer not null,
    by text not null,
    at text not null
) strict
"""
_SWITCHES = """
create table switches (
    id text primary key,
    taking integer not null,
    by text not null,
    at text not null
) strict
"""
_LANGUAGES = """
create table languages (
    id text primary key,
    by text not null,
    language text not null,
    at text not null
) strict
"""
_CHAIN = """
create table chain (
    seq integer primary key,
    kind text not null,
    id text not null,
    at text not null,
    form integer not null,
    record text not null,
    words text not null,
    prev text not null,
    hash text not null
) strict
"""
TABLES = (
    _REVIEWS, _FINDINGS, _NOTES, _PASSAGES, _SHOWN, _PRECEDENTS, _REMARKS, _DECISIONS, _MISSES,
    _PLACEMENTS, _EDITIONS, _DRAFTS, _BODIES, _TURNS, _DISPUTES, _SWITCHES, _LANGUAGES, _CHAIN,
    *KEEPING,
)  # fmt: skip
"""Every table as it was first made."""
_INDEXES = (
    "create index reviews_by_time on reviews (made_at, id)",
    "create index misses_by_time on misses (at, id)",
    "create index remarks_by_review on remarks (review_id, at, id)",
    "create index decisions_by_review on decisions (review_id, at, id)",
    "create index placements_by_thread on placements (channel, thread)",
    "create index findings_by_clause on findings (clause_id)",
    "create index findings_by_concern on findings (concern)",
)
_PAGES = (
    "create index reviews_by_asker on reviews (asked_by, made_at)",
    "create index reviews_by_verdict on reviews (made_at, verdict)",
    "create index reviews_by_earlier on reviews (revises) where revises <> ''",
)


def the_record(tables: Tables) -> None:
    """Reviews with their parts, and what is kept beside them."""
    for table in (_REVIEWS, _FINDINGS, _NOTES, _PASSAGES, _SHOWN, _PRECEDENTS):
        tables.define(table)
    for table in (_REMARKS, _DECISIONS, _MISSES, _PLACEMENTS, _EDITIONS):
        tables.define(table)
    for index in _INDEXES:
        tables.define(index)


def the_words(tables: Tables) -> None:
    """Drafts and bodies: what may have to be erased one day."""
    tables.define(_DRAFTS)
    tables.define(_BODIES)


def the_turns(tables: Tables) -> None:
    """Which decision about a review came first, second, third: one for each turn, for good."""
    tables.define(_TURNS)


def the_disputes(tables: Tables) -> None:
    """What people say of single findings, for the evaluation."""
    tables.define(_DISPUTES)
    tables.define("create index disputes_by_review on disputes (review_id, at, id)")


def the_switch(tables: Tables) -> None:
    """What admins said about taking drafts; their reasons are bodies."""
    tables.define(_SWITCHES)
    tables.define("create index switches_by_time on switches (at, id)")


def the_pages(tables: Tables) -> None:
    """Ways to somebody's own reviews and to a month's sums that do not lead past all the rest."""
    for index in _PAGES:
        tables.define(index)


def the_languages(tables: Tables) -> None:
    """Which language somebody chose to hear, and when."""
    tables.define(_LANGUAGES)
    tables.define("create index languages_by_person on languages (by, at, id)")


def the_official_words(tables: Tables) -> None:
    """Which edition of the official words a review cited; empty for none."""
    tables.define("alter table reviews add column official_edition text not null default ''")


def the_links(tables: Tables) -> None:
    """The chain of all records; a record has one link."""
    tables.define(_CHAIN)
    tables.define("create unique index chain_by_record on chain (kind, id)")
