"""What is written down: each function fills the tables inside the caller's transaction."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from bot.desk.records import Decision, Dispute, Miss, Remark
from bot.desk.seams import Placed
from bot.desk.speech import Chosen
from bot.desk.switch import Switch
from bot.log import parts
from bot.log.chain import append
from bot.log.tables import Tables
from bot.log.whole import KINDS, edition_name
from bot.log.words import draft_row, written
from bot.review.review import Passage, Review

_MARK = 8
"""Bytes at random, by which a placement is named."""


def keep_review(tables: Tables, review: Review) -> None:
    """Keep a review with all its parts, unless it is there."""
    if not tables.insert_new("reviews", [parts.review_row(review)]):
        return
    tables.insert("drafts", [draft_row("review", review.id, review.draft)])
    _keep_body(tables, "review", review.id, parts.body(review))
    tables.insert("findings", parts.finding_rows(review))
    tables.insert("notes", parts.note_rows(review))
    tables.insert("precedents", parts.precedent_rows(review))
    tables.insert("shown", parts.shown_rows(review, _keep_passages(tables, review.passages)))
    append(tables, "review", review.id)


def _keep_passages(tables: Tables, passages: Sequence[Passage]) -> list[str]:
    """Keep the passages that are new, and give the hashes of them all in order.

    The new ones go in by their hash: two writers with the same ones do not block each other.
    """
    rows = {row["hash"]: row for row in map(parts.passage_row, passages)}
    marks = {f"mark_{number}": mark for number, mark in enumerate(rows)}
    places = ", ".join(f":{name}" for name in marks)
    sql = f"select hash from passages where hash in ({places})"  # noqa: S608  # our own names
    known = {row["hash"] for row in tables.read(sql, **marks)} if marks else set()
    tables.insert_new("passages", [rows[mark] for mark in sorted(rows.keys() - known)])
    return [parts.passage_row(passage)["hash"] for passage in passages]


def keep_edition(tables: Tables, name: tuple[str, str], text: str, at: datetime) -> None:
    """Keep an edition, unless another writer was first."""
    kind, edition = name
    row = {"kind": kind, "edition": edition, "text": text, "kept_at": written(at)}
    if tables.insert_new("editions", [row]):
        append(tables, "edition", edition_name(kind, edition))


def keep_miss(tables: Tables, miss: Miss) -> None:
    """Keep a miss with its draft, unless it is there."""
    row = {"id": miss.id, "asked_by": miss.asked_by, "at": written(miss.at), "error": miss.error}
    if tables.insert_new("misses", [row]):
        tables.insert("drafts", [draft_row("miss", miss.id, miss.draft)])
        _keep_body(tables, "miss", miss.id, miss.reason)
        append(tables, "miss", miss.id)


def keep_remark(tables: Tables, remark: Remark) -> bool:
    """Keep a remark; False when it is there already."""
    row = {"id": remark.id, "review_id": remark.review_id, "by": remark.by}
    row |= {"at": written(remark.at), "answers": remark.answers}
    if not tables.insert_new("remarks", [row]):
        return False
    _keep_body(tables, "remark", remark.id, remark.text)
    append(tables, "remark", remark.id)
    return True


def keep_decision(tables: Tables, decision: Decision) -> bool:
    """Keep a decision; False when it is there already."""
    row = {"id": decision.id, "review_id": decision.review_id, "by": decision.by}
    row |= {"outcome": decision.outcome.value, "at": written(decision.at)}
    if not tables.insert_new("decisions", [row]):
        return False
    _keep_body(tables, "decision", decision.id, decision.reason)
    append(tables, "decision", decision.id)
    return True


def keep_turn(tables: Tables, decision: Decision, number: int) -> bool:
    """Keep a decision as the review's ``number``-th; False where another has that turn.

    The key of the turn is what two writers meet at: the second waits, and is told.
    """
    row = {"review_id": decision.review_id, "number": number, "decision": decision.id}
    return bool(tables.insert_new("turns", [row])) and keep_decision(tables, decision)


def keep_dispute(tables: Tables, dispute: Dispute) -> bool:
    """Keep what was said of a finding; False when it is there already."""
    row = {"id": dispute.id, "review_id": dispute.review_id, "finding": dispute.finding}
    said = {"is_right": int(dispute.right), "by": dispute.by, "at": written(dispute.at)}
    if not tables.insert_new("disputes", [row | said]):
        return False
    _keep_body(tables, "dispute", dispute.id, dispute.reason)
    append(tables, "dispute", dispute.id)
    return True


def keep_switch(tables: Tables, switch: Switch) -> bool:
    """Keep an admin's word about taking drafts; False when it is there already."""
    row = {"id": switch.id, "taking": int(switch.taking)}
    row |= {"by": switch.by, "at": written(switch.at)}
    if not tables.insert_new("switches", [row]):
        return False
    _keep_body(tables, "switch", switch.id, switch.reason)
    append(tables, "switch", switch.id)
    return True


def keep_language(tables: Tables, chosen: Chosen) -> bool:
    """Keep which language somebody chose; False when it is there already."""
    row = {"id": chosen.id, "by": chosen.by, "language": chosen.language}
    if not tables.insert_new("languages", [row | {"at": written(chosen.at)}]):
        return False
    append(tables, "language", chosen.id)
    return True


def keep_placement(tables: Tables, placed: Placed) -> None:
    """Keep a place once. The one-time address for an answer is not kept: it is soon void."""
    place = placed.place
    row = {
        "review_id": placed.review_id,
        "kind": placed.kind,
        "team": place.team,
        "channel": place.channel,
        "thread": place.thread,
        "user": place.user,
        "mark": secrets.token_hex(_MARK),
    }
    if tables.insert_new("placements", [row]):
        append(tables, "placement", KINDS["placement"].name_of(row))


def _keep_body(tables: Tables, kind: str, owner: str, text: str) -> None:
    tables.insert("bodies", [{"kind": kind, "id": owner, "body": text}])
