"""What is written down: each function fills the tables inside the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.desk.records import Decision, Miss, Remark
from bot.desk.seams import Placed
from bot.log import parts
from bot.log.words import draft_row, written
from bot.review.review import Passage, Review


def keep_review(db: Database, review: Review) -> None:
    """Keep a review that is not there yet, with all its parts."""
    _insert(db, "reviews", [parts.review_row(review)])
    _insert(db, "drafts", [draft_row("review", review.id, review.draft)])
    _keep_body(db, "review", review.id, parts.body(review))
    _insert(db, "findings", parts.finding_rows(review))
    _insert(db, "notes", parts.note_rows(review))
    _insert(db, "precedents", parts.precedent_rows(review))
    _insert(db, "shown", parts.shown_rows(review, _keep_passages(db, review.passages)))


def _keep_passages(db: Database, passages: Sequence[Passage]) -> list[str]:
    """Keep the passages that are new, and give the hashes of them all in order."""
    rows = [parts.passage_row(passage) for passage in passages]
    marks = [row["hash"] for row in rows]
    places = ", ".join("?" * len(marks))
    known = {
        row["hash"]
        for row in db.table("passages").rows_where(f"hash in ({places})", marks, select="hash")
    }
    fresh = {row["hash"]: row for row in rows if row["hash"] not in known}
    _insert(db, "passages", list(fresh.values()))
    return marks


def keep_edition(db: Database, name: tuple[str, str], text: str, at: datetime) -> None:
    """Keep an edition, unless another writer was first."""
    kind, edition = name
    if db.table("editions").count_where("kind = ? and edition = ?", name):
        return
    row = {"kind": kind, "edition": edition, "text": text, "kept_at": written(at)}
    _insert(db, "editions", [row])


def keep_miss(db: Database, miss: Miss) -> None:
    """Keep a miss that is not there yet, with its draft."""
    row = {"id": miss.id, "asked_by": miss.asked_by, "at": written(miss.at), "error": miss.error}
    _insert(db, "misses", [row])
    _insert(db, "drafts", [draft_row("miss", miss.id, miss.draft)])
    _keep_body(db, "miss", miss.id, miss.reason)


def keep_remark(db: Database, remark: Remark) -> None:
    """Keep a remark that is not there yet."""
    row = {"id": remark.id, "review_id": remark.review_id, "by": remark.by}
    _insert(db, "remarks", [{**row, "at": written(remark.at), "answers": remark.answers}])
    _keep_body(db, "remark", remark.id, remark.text)


def keep_decision(db: Database, decision: Decision) -> None:
    """Keep a decision that is not there yet."""
    row = {"id": decision.id, "review_id": decision.review_id, "outcome": decision.outcome.value}
    _insert(db, "decisions", [{**row, "by": decision.by, "at": written(decision.at)}])
    _keep_body(db, "decision", decision.id, decision.reason)


def keep_placement(db: Database, placed: Placed) -> None:
    """Keep a place once. The one-time address for an answer is not kept: it is soon void."""
    place = placed.place
    row = {
        "review_id": placed.review_id,
        "kind": placed.kind,
        "team": place.team,
        "channel": place.channel,
        "thread": place.thread,
        "user": place.user,
    }
    same = " and ".join(f"{column} = :{column}" for column in row)
    if not db.table("placements").count_where(same, row):
        _insert(db, "placements", [row])


def _keep_body(db: Database, kind: str, owner: str, text: str) -> None:
    _insert(db, "bodies", [{"kind": kind, "id": owner, "body": text}])


def _insert(db: Database, table: str, rows: Sequence[parts.Row]) -> None:
    if rows:
        db.table(table).insert_all(rows)
