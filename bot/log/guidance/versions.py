"""A version of an official document in its tables: kept, and read back."""

from sqlite_utils import Database

from bot.guidance.acceptance import FIRST_SYNC
from bot.guidance.official import Document, OfficialPassage, Step
from bot.log.guidance import rows
from bot.log.tables import columns, values
from bot.log.words import written

_TAKEN = "select p.*, t.text from places p join passages t on t.hash = p.passage"


def keep_version(db: Database, document: Document, edition: int) -> int:
    """Keep a version with its passages, unless it is there; give its number."""
    known = first_row(db, "select id from versions where hash = :hash", hash=document.hash)
    if known is not None:
        db.execute("update versions set edition = ? where id = ?", [edition, known["id"]])
        return int(known["id"])
    db.table("versions").insert(rows.version_row(document, edition))
    version = int(db.execute("select last_insert_rowid()").fetchone()[0])
    _insert(db, "passages", rows.passage_rows(document.passages), unless_there=True)
    _insert(db, "places", rows.place_rows(document.passages, version))
    _insert(db, "sections", rows.section_rows(document.sections, version))
    return version


def accept_first(db: Database, document: Document, version: int) -> None:
    """Accept the first version that was ever seen of a document."""
    sql = "select 1 from acceptances where source = :source limit 1"
    if first_row(db, sql, source=document.source) is None:
        row = {"source": document.source, "version": version, "by": FIRST_SYNC, "why": ""}
        db.table("acceptances").insert(row | {"at": written(document.fetched_at)})


def _insert(db: Database, table: str, many: list[rows.Row], *, unless_there: bool = False) -> None:
    """Insert rows of one form: by the driver itself, which takes a quarter of the time."""
    if many:
        into = f"insert {'or ignore ' if unless_there else ''}into {table} ({columns(many[0])})"
        db.conn.executemany(f"{into} values ({values(many[0])})", many)


def first_row(db: Database, sql: str, **values: object) -> rows.Row | None:
    """The first row of an answer."""
    return next(iter(db.query(sql, values)), None)


def count_passages(db: Database, version: int) -> int:
    """How many passages a version has."""
    sql = "select count(*) as many from places where version = :version"
    row = first_row(db, sql, version=version)
    return int(row["many"]) if row else 0


def steps_of(db: Database, version: int) -> tuple[Step, ...]:
    """The pages that a version was cut from."""
    sql = "select * from steps where version = :version order by position"
    return tuple(map(rows.step_of, db.query(sql, {"version": version})))


def passages_of(db: Database, version: int) -> tuple[OfficialPassage, ...]:
    """The passages of a version in reading order."""
    sql = f"{_TAKEN} where p.version = :version order by p.position"
    return tuple(map(rows.passage_of, db.query(sql, {"version": version})))
