"""Erasing words and people: the words are gone, the chain is whole, and it is on record."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.desk.records import Place
from bot.desk.seams import Placed
from bot.log.erasing import Order, erase_people, erase_words, unsealed
from bot.log.sqlite.connection import SqliteStore, reading, writing
from bot.log.sqlite_log import SqliteLog
from bot.log.tables import Tables
from bot.log.whole import KINDS
from tests.drawn import a_decision, a_dispute, a_miss, a_remark, a_review
from tests.test_log_chain import found_in

AT = datetime(2028, 12, 1, tzinfo=UTC)
ORDER = Order("clear", "Kept for 24 months", "A Records Officer", AT)
SECRET = "The unannounced harbour of Aberdaron"


@pytest.fixture
def log(tmp_path: Path) -> SqliteLog:
    """A log with a review that was placed, discussed and decided, and one beside it."""
    return a_log(tmp_path / "log.db")


def a_log(path: Path) -> SqliteLog:
    log = SqliteLog(path)
    for name in ("r1", "r2"):
        log.keep(a_review(name, text=f"{SECRET} {name}."))
    log.place(Placed(review_id="r1", kind="card", place=Place(channel="D9", user="U1")))
    log.place(Placed(review_id="r1", kind="shared", place=Place(channel="C1", user="U1")))
    log.keep_remark(a_remark("a", text="<@U1> said so, and U12 did not."))
    log.keep_turn(a_decision("d", reason="I asked U1."), 0)
    log.keep_dispute(a_dispute("x"))
    log.keep_miss(a_miss(text=SECRET))
    return log


def names_of(tables: Tables, kind: str) -> list[str]:
    made = KINDS[kind]
    return [made.name_of(row) for row in tables.read(made.listing(tables.turn))]


def words_gone(path: Path, kind: str, *names: str) -> None:
    with writing(path) as tables:
        erase_words(tables, kind, names, ORDER)


def people_gone(path: Path, kind: str, people: dict[str, str]) -> None:
    with writing(path) as tables, unsealed(tables, [kind]):
        erase_people(tables, kind, names_of(tables, kind), people, ORDER)


def bytes_of(path: Path) -> bytes:
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def test_erased_words_are_gone_and_the_chain_is_whole(log: SqliteLog) -> None:
    words_gone(log.path, "review", "r1")
    assert found_in(log.path) == []
    with reading(log.path) as tables:
        assert [
            row["id"] for row in tables.read("select id from drafts where kind = 'review'")
        ] == ["r2"]
        (stone,) = tables.read("select * from erasures")
        assert (stone["record_id"], stone["part"], stone["by"]) == (
            "r1",
            "words",
            "A Records Officer",
        )
        last = tables.read("select kind, id from chain order by seq desc limit 1")
        assert last == [{"kind": "erasure", "id": stone["id"]}]


def test_not_a_byte_of_erased_words_is_left_in_the_file(log: SqliteLog) -> None:
    assert SECRET.encode() in bytes_of(log.path)
    words_gone(log.path, "review", "r1", "r2")
    words_gone(log.path, "miss", "m1")
    assert SqliteStore(log.path).sweep() == ""
    assert SECRET.encode() not in bytes_of(log.path)
    assert b"for the first time in a generation" not in bytes_of(log.path)


def test_all_people_can_be_erased_and_the_chain_is_whole(log: SqliteLog) -> None:
    for kind in ("review", "placement", "remark", "decision", "dispute", "miss"):
        people_gone(log.path, kind, {"U1": "erased-1", "U2": "erased-2", "D9": "erased-3"})
    assert found_in(log.path) == []
    assert SqliteStore(log.path).sweep() == ""
    held = bytes_of(log.path)
    for one in (b'U1"', b"@U1>", b"U2", b"D9"):
        assert one not in held
    assert b"U12 did not" in held
