"""Erasing words and people: the words are gone, the chain is whole, and it is on record."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.records import Place
from bot.desk.seams import Placed
from bot.log.chain_begun import link_all
from bot.log.erasing import Order, erase_people, erase_words, unsealed
from bot.log.sqlite.connection import SqliteStore, reading, writing
from bot.log.sqlite.opening import prepare
from bot.log.sqlite_log import SqliteLog
from bot.log.tables import Tables
from bot.log.verify import Wrong
from bot.log.whole import KINDS, digests
from tests.drawn import a_decision, a_dispute, a_miss, a_remark, a_review
from tests.test_log_chain import found_in, tampered

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


def test_the_ids_of_others_stay_and_keep_their_links(log: SqliteLog) -> None:
    people_gone(log.path, "remark", {"U1": "erased-1"})
    assert found_in(log.path) == []
    (remark,) = log.remarks("r1")
    assert (remark.by, remark.text) == ("U2", "<@erased-1> said so, and U12 did not.")


def test_no_guess_can_be_held_to_what_was_erased(log: SqliteLog) -> None:
    people_gone(log.path, "review", {"U1": "erased-1"})
    words_gone(log.path, "review", "r1", "r2")
    with reading(log.path) as tables:
        assert tables.read("select words, people from salts where kind = 'review'") == [
            {"words": "", "people": ""},
            {"words": "", "people": ""},
        ]
        link = tables.read("select record, words from chain where kind = 'review' and id = 'r1'")
        (now,) = digests(tables, "review", ["r1"]).values()
    tampered(log.path, "update reviews set asked_by = 'U1'")
    with reading(log.path) as tables:
        (guessed,) = digests(tables, "review", ["r1"]).values()
    assert link[0]["record"] not in {now.record, guessed.record}


FORGED = """
insert into erasures (id, kind, record_id, part, rule, why, by, at, record, words, people)
values ('f', 'review', 'r2', 'words', 'clear', 'Old', 'Nobody', '2028', '{record}', '', '')
"""
TAMPERING = {
    "words that are gone without a tombstone": "delete from drafts where id = 'r2'",
    "a tombstone that is gone": "delete from erasures",
    "a tombstone with another name on it": "update erasures set by = 'Somebody else'",
    "a tombstone with another reason": "update erasures set why = 'A mistake'",
    "a tombstone turned to another record": "update erasures set record_id = 'r2'",
    "words put in the place of erased ones": "insert into drafts (kind, id, text, context) "
    "values ('review', 'r1', 'Nothing to see', '{}')",
    "a salt that outlives its words": "update salts set words = '00' where id = 'r1'",
    "a verdict of an erased review": "update reviews set verdict = 'clear' where id = 'r1'",
    "a name of an erased review": "update reviews set asked_by = 'U9' where id = 'r1'",
    "a place in the chain": "update chain set seq = -seq where seq > 8",
}


@pytest.mark.parametrize("done", TAMPERING.values(), ids=TAMPERING.keys())
def test_what_is_done_to_a_log_with_erasures_is_found(log: SqliteLog, done: str) -> None:
    words_gone(log.path, "review", "r1")
    assert found_in(log.path) == []
    tampered(log.path, done)
    assert found_in(log.path)


def test_a_tombstone_that_no_link_names_excuses_nothing(log: SqliteLog) -> None:
    with reading(log.path) as tables:
        (held,) = digests(tables, "review", ["r2"]).values()
    tampered(
        log.path,
        FORGED.format(record=held.record),
        "delete from drafts where id = 'r2'",
        "delete from bodies where id = 'r2'",
        "update salts set words = '' where id = 'r2'",
    )
    assert {(fault.kind, fault.wrong) for fault in found_in(log.path)} == {
        ("review", Wrong.WORDS_MISSING),
        ("erasure", Wrong.UNLINKED),
    }


@pytest.mark.parametrize(
    "changed", ["verdict = 'clear'", "made_at = '2020'", "findings = 0", "guidance_edition = 'g9'"]
)
def test_a_tombstone_for_names_excuses_no_other_change_even_where_it_is_linked(
    log: SqliteLog, changed: str
) -> None:
    """Somebody changes a verdict and has this very program write a tombstone over it."""
    tampered(log.path, f"update reviews set {changed} where id = 'r1'")  # noqa: S608  # our own names
    prepare(log.path)
    people_gone(log.path, "review", {"U1": "erased-1"})
    assert ("review", "r1", Wrong.CHANGED) in {
        (fault.kind, fault.id, fault.wrong) for fault in found_in(log.path)
    }


def test_a_tombstone_before_its_record_excuses_nothing(log: SqliteLog) -> None:
    """A record is taken out, and kept again after the tombstone of the first one."""
    with writing(log.path) as tables:
        erase_words(tables, "remark", ["a"], ORDER)
    tampered(
        log.path,
        "update chain set seq = 1000 where kind = 'remark'",
    )
    wrong = {(fault.kind, fault.wrong) for fault in found_in(log.path)}
    assert ("remark", Wrong.WORDS_MISSING) in wrong


def test_records_of_the_first_form_can_be_erased_and_stay_whole(tmp_path: Path) -> None:
    log = a_log(tmp_path / "log.db")
    as_first_form(log.path)
    assert found_in(log.path) == []
    words_gone(log.path, "review", "r1")
    for kind in ("review", "remark", "placement"):
        people_gone(log.path, kind, {"U1": "erased-1", "U2": "erased-2", "D9": "erased-3"})
    assert found_in(log.path) == []
    assert log.places("r1") == ()


def as_first_form(path: Path) -> None:
    """Make the chain anew as an older version of this program made it."""
    tampered(path, "delete from chain", "delete from salts", "update placements set mark = ''")
    prepare(path)
    with writing(path) as tables:
        link_all(tables)


@settings(max_examples=40, deadline=None)
@given(
    what=st.lists(st.sampled_from(("keep", "words", "people", "remark")), min_size=1, max_size=8),
    hurt=st.integers(0, 10_000),
)
def test_any_run_of_keeping_and_erasing_is_whole_and_any_change_to_it_is_found(
    tmp_path_factory: pytest.TempPathFactory, what: list[str], hurt: int
) -> None:
    path = tmp_path_factory.mktemp("run") / "log.db"
    log = SqliteLog(path)
    log.keep(a_review("r0"))
    for number, step in enumerate(what, 1):
        if step == "keep":
            log.keep(a_review(f"r{number}"))
        elif step == "remark":
            log.keep_remark(a_remark(f"a{number}", "r0", f"U1 said {number}"))
        elif step == "words":
            words_gone(path, "review", f"r{number // 2}" if has(path, f"r{number // 2}") else "r0")
        else:
            people_gone(path, "review", {"U1": f"erased-{number}"})
    assert found_in(path) == []
    tampered(path, one_change(path, hurt))
    assert found_in(path)


def has(path: Path, review: str) -> bool:
    with reading(path) as tables:
        return bool(tables.read("select 1 from reviews where id = :id", id=review))


def one_change(path: Path, number: int) -> str:
    """A statement that changes one value of one record, or takes a record out."""
    with reading(path) as tables:
        rows = [
            (table, row)
            for table in ("reviews", "drafts", "bodies", "remarks", "erasures", "chain")
            for row in tables.read(f"select rowid as place, * from {table}")  # noqa: S608  # our own names
        ]
    table, row = rows[number % len(rows)]
    key = row.pop("place")
    column = sorted(row)[number % len(row)]
    if number % 5 == 0:
        return f"delete from {table} where rowid = {key}"  # noqa: S608  # our own names
    value = row[column]
    new = (
        "'x'" if value is None else f"{value + 1000}" if isinstance(value, int) else f"'{column}!'"
    )
    if isinstance(value, float):
        new = f"{value + 0.5}"
    if (table, column, value) == ("reviews", "cost_usd", None):
        new = "0.5"
    return f'update {table} set "{column}" = {new} where rowid = {key}'  # noqa: S608  # as above
