"""Keeps the official documents: every version that was seen, each passage once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.guidance.official import (
    Attempt,
    Document,
    Outcome,
    Page,
    Seen,
    State,
    Step,
    Trail,
)
from bot.log.guidance import rows
from bot.log.guidance.forgetting import forget_words
from bot.log.guidance.journal import Journal
from bot.log.guidance.looks import Looks
from bot.log.guidance.opening import writing
from bot.log.guidance.versions import (
    accept_first,
    count_passages,
    first_row,
    keep_version,
    steps_of,
)
from bot.log.guidance.watched import Watched
from bot.log.words import moment, written

_NOW = "(select version from sightings where source = :source order by id desc limit 1)"
_UNUSED = (
    "delete from responses where hash = :hash "
    "and not exists (select 1 from pages where response = :hash) "
    "and not exists (select 1 from steps where response = :hash)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a document stands, without its words."""

    document: Document
    """The version that its publisher gave last, with no passages."""
    passages: int


class GuidanceStore(Watched):
    """The file of official documents in a folder. It is made when something is to be kept."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._journal = Journal(folder / "guidance-sync.part")
        self.looks = Looks(folder)

    def seen(self, address: str) -> Seen | None:
        """What is remembered of a page."""
        found = self._rows("select * from pages where address = :address", address=address)
        for row in found:
            return Seen(
                address=address,
                hash=row["response"],
                etag=row["etag"],
                last_modified=row["last_modified"],
            )
        return None

    def page(self, address: str) -> Page | None:
        """The page as it was kept last, with its body."""
        sql = "select * from pages join responses on hash = response where address = :address"
        return next(map(rows.page_of, self._rows(sql, address=address)), None)

    def trail(self, source: str) -> Trail | None:
        """How the last version of a document was come by."""
        with self._reading() as db:
            if db is None:
                return None
            version = first_row(db, f"select * from versions where id = {_NOW}", source=source)  # noqa: S608  # our own words
            if version is None:
                return None
            return Trail(
                version=version["hash"],
                edition=version["edition"],
                passages=count_passages(db, version["id"]),
                note=version["note"],
                steps=steps_of(db, version["id"]),
            )

    def keep(
        self, document: Document, steps: Sequence[Step], pages: Sequence[Page], edition: int
    ) -> bool:
        """Keep a version with the pages it was cut from, all or nothing; tell whether it is new.

        Nothing is written where nothing is new. Raises LogError.
        """
        self._prepare()
        trail = self.trail(document.source)
        is_new = trail is None or trail.version != document.hash
        if trail is not None and not is_new and trail.edition == edition:
            answers = any(page.etag or page.last_modified for page in pages)
            if trail.steps == tuple(steps) or not answers:
                return False
        with writing(self.path) as db:
            old = {step.hash for step in trail.steps} if trail else set()
            for page in pages:
                known = self._known(db, page)
                old |= {known} if known else set()
                db.table("responses").insert(rows.response_row(page), pk="hash", ignore=True)
                db.table("pages").upsert(rows.page_row(page), pk="address")
            version = keep_version(db, document, edition)
            db.execute("delete from steps where version = ?", [version])
            db.table("steps").insert_all(rows.step_rows(steps, version))
            if is_new:
                sighting = {"source": document.source, "version": version}
                sighting["at"] = written(document.fetched_at)
                db.table("sightings").insert(sighting)
                accept_first(db, document, version)
            for mark in old:
                db.execute(_UNUSED, {"hash": mark})
            if document.state is State.LINK_ONLY:
                forget_words(db, document.source)
        return is_new

    def note(self, attempt: Attempt) -> None:
        """Note how a try ended, where it ended otherwise than the last one; a look, always."""
        self.looks.add(attempt)
        last = self.attempt(attempt.source)
        if last is not None and _said(last) == _said(attempt):
            return
        self._prepare()
        with writing(self.path) as db:
            row = {"source": attempt.source, "at": written(attempt.at)}
            row |= {"outcome": attempt.outcome.value, "reason": attempt.reason}
            db.table("attempts").insert(row)

    def attempt(self, source: str) -> Attempt | None:
        """How the last try ended that ended otherwise than the one before."""
        sql = "select * from attempts where source = :source order by id desc limit 1"
        return next(map(_attempt_of, self._rows(sql, source=source)), None)

    def current(self, source: str) -> Document | None:
        """The version that its publisher gave last, as it is: without words where it is gone."""
        sql = f"select * from versions where id = {_NOW}"  # noqa: S608  # our own words
        return self._document(sql, source=source)

    def words(self, source: str) -> Document | None:
        """The last version that had words: the current one, unless the document is gone."""
        return self._document(
            "select v.* from sightings s join versions v on v.id = s.version "
            "where s.source = :source and exists (select 1 from places where version = v.id) "
            "order by s.id desc limit 1",
            source=source,
        )

    def documents(self) -> Iterator[Document]:
        """The last words of every document that has any, in the order of their ids."""
        for source in sorted(self.standings()):
            document = self.words(source)
            if document is not None:
                yield document

    def as_of(self, source: str, at: datetime) -> Document | None:
        """The version that was the last one seen at a moment."""
        return self._document(
            "select v.* from sightings s join versions v on v.id = s.version "
            "where s.source = :source and s.at <= :at order by s.id desc limit 1",
            source=source,
            at=written(at),
        )

    def version(self, mark: str) -> Document | None:
        """The version with that hash, whether it is the last one or not."""
        return self._document("select * from versions where hash = :mark", mark=mark)

    def history(self, source: str) -> list[tuple[datetime, str]]:
        """From when on which version was what the publisher gave: moments and hashes, in order."""
        sql = (
            "select s.at, v.hash from sightings s join versions v on v.id = s.version "
            "where s.source = :source order by s.id"
        )
        return [(moment(row["at"]), row["hash"]) for row in self._rows(sql, source=source)]

    def standings(self) -> dict[str, Standing]:
        """How every document stands, by its id."""
        sql = (
            "select v.*, (select count(*) from places where version = v.id) as many "
            "from versions v where v.id in (select s.version from sightings s where s.id = "
            "(select max(id) from sightings where source = s.source))"
        )
        return {
            row["source"]: Standing(document=rows.document_of(row, ()), passages=row["many"])
            for row in self._rows(sql)
        }

    def begin(self) -> frozenset[str]:
        """Begin a run; give the documents that an interrupted one had done already."""
        self.looks.begin()
        return self._journal.read()

    def done(self, source: str) -> None:
        """Mark a document as done in this run."""
        self._journal.add(source)

    def end(self) -> None:
        """End the run: the next one begins at the beginning."""
        self._journal.remove()
        self.looks.end()

    def _known(self, db: Database, page: Page) -> str:
        row = first_row(db, "select response from pages where address = :at", at=page.address)
        return str(row["response"]) if row else ""


def _attempt_of(row: rows.Row) -> Attempt:
    return Attempt(
        source=row["source"],
        at=moment(row["at"]),
        outcome=Outcome(row["outcome"]),
        reason=row["reason"],
    )


def _said(attempt: Attempt) -> tuple[str, str]:
    """What of a try is worth a note: that it went well, or why not."""
    fine = attempt.outcome in {Outcome.NEW, Outcome.UNCHANGED}
    return ("fine" if fine else attempt.outcome.value, attempt.reason)
