"""Which version of each document reviews cite, who accepted it, and what waits."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlite_utils import Database

from bot.guidance.acceptance import ENDED, Acceptance, Newer, Notice, Waiting
from bot.guidance.official import Document, State
from bot.log.guidance import rows
from bot.log.guidance.file import GuidanceFile
from bot.log.guidance.opening import writing
from bot.log.words import moment, written

_ACCEPTANCES = (
    "select a.*, v.hash, exists (select 1 from places where version = v.id) as has_words "
    "from acceptances a join versions v on v.id = a.version"
)
_LAST = "a.id in (select max(id) from acceptances group by source)"
_WAITING = """
select s.source, s.id as sighting, s.at, new.hash as newest, new.state, old.hash as accepted,
  exists (select 1 from places where version = new.id) as has_words
from sightings s join versions new on new.id = s.version
join acceptances a on a.source = s.source join versions old on old.id = a.version
where s.id in (select max(id) from sightings group by source)
  and a.id in (select max(id) from acceptances group by source) and a.version <> s.version
order by s.source
"""
_UNTOLD = f"select * from ({_WAITING}) where sighting not in (select sighting from notices)"  # noqa: S608  # our own words
_KEY = 16


class Watched(GuidanceFile):
    """What was accepted of the documents, and what was fetched since. Raises LogError."""

    def accepted(self, source: str) -> Document | None:
        """The version that reviews cite: the one accepted last, whatever was fetched since.

        The first version that was ever seen was accepted as it was fetched. It has no words where
        the document was gone already, or may not be kept. None where it was never fetched.
        """
        return self._document(
            "select v.* from acceptances a join versions v on v.id = a.version "
            "where a.source = :source order by a.id desc limit 1",
            source=source,
        )

    def in_use(self) -> dict[str, Acceptance]:
        """The acceptance that stands of each document, by the document's id."""
        found = self._rows(f"{_ACCEPTANCES} where {_LAST} order by a.source")
        return {row["source"]: _acceptance(row) for row in found}

    def acceptances(self, source: str = "") -> list[Acceptance]:
        """Every acceptance, of one document or of all, oldest first."""
        which = "where a.source = :source" if source else ""
        found = self._rows(f"{_ACCEPTANCES} {which} order by a.id", source=source)
        return list(map(_acceptance, found))

    def waiting(self) -> dict[str, Waiting]:
        """The documents of which something newer waits to be accepted, by their ids."""
        return {row["source"]: _waiting(row) for row in self._rows(_WAITING)}

    def newer_than(self, versions: Mapping[str, str]) -> Newer:
        """How many documents stand otherwise now than in the versions given."""
        sql = (
            "select s.source, v.hash, v.state from sightings s join versions v on v.id = s.version "
            "where s.id in (select max(id) from sightings group by source)"
        )
        other = [r for r in self._rows(sql) if versions.get(r["source"], r["hash"]) != r["hash"]]
        ended = sum(State(row["state"]) in ENDED for row in other)
        return Newer(waiting=len(other), ended=ended)

    def accept(
        self, versions: Mapping[str, str], by: str, at: datetime, why: str = ""
    ) -> list[Acceptance]:
        """Accept the newest version of each document given, if it is still the one given.

        Gives what was accepted: all in one transaction. What does not wait is left as it is.
        """
        if not self.path.exists() or not versions:
            return []
        self._prepare()
        with writing(self.path) as db:
            chosen = [
                row for row in db.query(_WAITING) if versions.get(row["source"]) == row["newest"]
            ]
            return [_accept(db, row, by, at, why) for row in chosen]

    def notices(self) -> list[Notice]:
        """The changes of which the propriety leads have not been told.

        Those that are new come together under one key, which stays until ``told``. Nothing is
        written where nothing is new.
        """
        if self._rows(_UNTOLD):
            with writing(self.path) as db:
                _note(db)
        sql = (
            "select n.key, s.source from notices n join sightings s on s.id = n.sighting "
            "where n.is_sent = 0 order by n.key, s.source"
        )
        found: dict[str, list[str]] = {}
        for row in self._rows(sql):
            found.setdefault(row["key"], []).append(row["source"])
        return [Notice(key=key, sources=tuple(sources)) for key, sources in found.items()]

    def told(self, notice: Notice) -> None:
        """Remember that the leads were told."""
        with writing(self.path) as db:
            db.execute("update notices set is_sent = 1 where key = ?", [notice.key])


def _note(db: Database) -> None:
    new = list(db.query(_UNTOLD))
    key = _key_of(new)
    for row in new:
        db.table("notices").insert({"sighting": row["sighting"], "key": key, "is_sent": 0})


def _key_of(untold: Iterable[rows.Row]) -> str:
    """Name changes by what they are and when they were seen: a second return is another one."""
    said = "\n".join(f"{row['source']} {row['newest']} {row['at']}" for row in untold)
    return hashlib.sha256(said.encode()).hexdigest()[:_KEY]


def _accept(db: Database, row: rows.Row, by: str, at: datetime, why: str) -> Acceptance:
    given = Acceptance(
        source=row["source"],
        version=row["newest"],
        by=by,
        at=at,
        why=why,
        has_words=bool(row["has_words"]),
    )
    db.execute(
        "insert into acceptances (source, version, by, at, why) "
        "select ?, id, ?, ?, ? from versions where hash = ?",
        [given.source, by, written(at), why, given.version],
    )
    return given


def _acceptance(row: rows.Row) -> Acceptance:
    return Acceptance(
        source=row["source"],
        version=row["hash"],
        by=row["by"],
        at=moment(row["at"]),
        why=row["why"],
        has_words=bool(row["has_words"]),
    )


def _waiting(row: rows.Row) -> Waiting:
    return Waiting(
        source=row["source"],
        accepted=row["accepted"],
        newest=row["newest"],
        since=moment(row["at"]),
        state=State(row["state"]),
    )
