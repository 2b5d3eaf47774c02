"""The tables of the official documents, as named steps: each is recorded where it is taken.

A step that was released is never changed; a new one goes to the end.
What is here can be fetched again, but for words that their publisher has changed since. What
was shown in a review is kept with the review, in the log.
"""

from collections.abc import Callable

from sqlite_utils import Database

from bot.guidance.acceptance import FIRST_SYNC

_RESPONSES = """
create table responses (
    hash text primary key,
    kind text not null,
    charset text not null,
    status integer not null,
    size integer not null,
    body blob not null
) strict
"""
_PAGES = """
create table pages (
    address text primary key,
    etag text not null,
    last_modified text not null,
    response text not null references responses (hash)
) strict
"""
_VERSIONS = """
create table versions (
    id integer primary key,
    hash text not null unique,
    source text not null,
    title text not null,
    publisher text not null,
    asked text not null,
    address text not null,
    published text,
    fetched_at text not null,
    licence text not null,
    attribution text not null,
    state text not null,
    note text not null,
    successor text not null,
    edition integer not null
) strict
"""
_STEPS = """
create table steps (
    version integer not null references versions (id),
    position integer not null,
    reader text not null,
    ask text not null,
    title text not null,
    address text not null,
    response text not null references responses (hash),
    primary key (version, position)
) strict
"""
_PASSAGES = """
create table passages (
    hash text primary key,
    text text not null
) strict
"""
_PLACES = """
create table places (
    version integer not null references versions (id),
    position integer not null,
    passage text not null references passages (hash),
    kind text not null,
    headings text not null,
    locator text not null,
    number text not null,
    lead text not null,
    address text not null,
    anchor text not null,
    primary key (version, position)
) strict, without rowid
"""
_SECTIONS = """
create table sections (
    version integer not null references versions (id),
    position integer not null,
    headings text not null,
    address text not null,
    anchor text not null,
    hash text not null,
    primary key (version, position)
) strict, without rowid
"""
_SIGHTINGS = """
create table sightings (
    id integer primary key,
    source text not null,
    version integer not null references versions (id),
    at text not null
) strict
"""
_ATTEMPTS = """
create table attempts (
    id integer primary key,
    source text not null,
    at text not null,
    outcome text not null,
    reason text not null
) strict
"""
_INDEXES = (
    "create index sightings_by_source on sightings (source, id)",
    "create index attempts_by_source on attempts (source, id)",
    "create index places_by_passage on places (passage)",
    "create index pages_by_response on pages (response)",
    "create index steps_by_response on steps (response)",
)


def the_documents(db: Database) -> None:
    """Versions of documents with their passages, and what the publishers answered.

    A passage is kept once, whatever versions hold it. ``sightings`` says from when on a version
    was what its publisher gave: a document may return to an earlier one.
    """
    for table in (_RESPONSES, _PAGES, _VERSIONS, _STEPS, _PASSAGES, _PLACES, _SECTIONS):
        db.execute(table)
    for table in (_SIGHTINGS, _ATTEMPTS):
        db.execute(table)
    for index in _INDEXES:
        db.execute(index)


_ACCEPTANCES = """
create table acceptances (
    id integer primary key,
    source text not null,
    version integer not null references versions (id),
    by text not null,
    at text not null,
    why text not null
) strict
"""
_FIRST_SEEN = f"""
insert into acceptances (source, version, by, at, why)
select source, version, '{FIRST_SYNC}', at, '' from sightings
where id in (select min(id) from sightings group by source) order by id
"""  # noqa: S608  # our own words


def the_acceptances(db: Database) -> None:
    """Who accepted which version of a document, and when: rows are added, never changed.

    The first version that was seen of each document is accepted as it was fetched.
    """
    db.execute(_ACCEPTANCES)
    db.execute("create index acceptances_by_source on acceptances (source, id)")
    db.execute(_FIRST_SEEN)
    for what in ("update", "delete"):
        db.execute(
            f"create trigger acceptances_no_{what} before {what} on acceptances "
            "begin select raise(abort, 'acceptances are never changed'); end"
        )


_NOTICES = """
create table notices (
    sighting integer primary key references sightings (id),
    key text not null,
    is_sent integer not null
) strict
"""


def the_notices(db: Database) -> None:
    """Of which changes the propriety leads are told, and whether they were."""
    db.execute(_NOTICES)
    db.execute("create index notices_unsent on notices (key) where is_sent = 0")


Step = Callable[[Database], None]
STEPS: dict[str, Step] = {
    step.__name__: step for step in (the_documents, the_acceptances, the_notices)
}
"""Every step by its name, in order."""
