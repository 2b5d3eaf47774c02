"""``neutral log verify`` and ``head``: what they say, how they end, and on Postgres."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

import pytest

from bot.__main__ import main
from bot.errors import BadQuestion
from bot.log.heads import Head, read_heads, write_down
from bot.log.postgres.tables import PostgresStore
from bot.log.postgres_log import PostgresLog
from bot.log.sqlite.backup import back_up
from bot.log.sqlite.opening import prepare
from bot.log.sqlite_log import SqliteLog
from bot.log.verify import Walk, faults
from tests.drawn import a_remark, a_review
from tests.postgres import fresh_database
from tests.test_log import fill
from tests.test_log_chain import tampered, whole_log

Told = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Told:
    """Runs ``neutral log ...`` beside a log: how it ended, and the lines that it printed."""
    monkeypatch.setenv("NEUTRAL_DATA_DIR", str(tmp_path))
    whole_log(tmp_path / "log.db")

    def run(*arguments: str) -> tuple[int, list[str]]:
        code = main(("log", *arguments))
        return code, capsys.readouterr().out.splitlines()

    return run


def test_a_whole_log_is_said_to_be_whole_and_that_no_heads_were_given(told: Told) -> None:
    code, lines = told("verify")
    assert code == 0
    assert lines[0].startswith("14 links; no heads were given to hold it to. Newest: 20")
    assert lines[1:] == ["Nothing is wrong."]


def test_a_fault_is_named_and_the_command_fails(told: Told, tmp_path: Path) -> None:
    tampered(tmp_path / "log.db", "update decisions set outcome = 'accepted!'")
    prepare(tmp_path / "log.db")
    code, lines = told("verify")
    assert code == 1
    assert lines[0] == "decision d (link 4): changed"
    assert lines[-1] == "Faults: 1."


def test_a_log_whose_seals_are_off_is_verified_all_the_same(told: Told, tmp_path: Path) -> None:
    tampered(tmp_path / "log.db")
    code, lines = told("verify")
    assert code == 1
    assert "of its seals are off" in lines[0]
    assert lines[-1] == "Faults: 1."


def test_faults_as_json_are_a_line_each_and_then_a_sum(told: Told, tmp_path: Path) -> None:
    tampered(tmp_path / "log.db", "delete from bodies where id = 'x'")
    prepare(tmp_path / "log.db")
    code, lines = told("verify", "--json")
    fault, total = map(json.loads, lines)
    assert code == 1
    assert fault == {"kind": "dispute", "id": "x", "link": 5, "wrong": "its words are missing"}
    assert (total["links"], total["faults"]) == (14, 1)


def test_a_backup_is_verified_by_its_path_and_held_to_heads(told: Told, tmp_path: Path) -> None:
    heads, copy = tmp_path / "elsewhere" / "heads.txt", tmp_path / "copy.db"
    assert told("head", "--to", str(heads))[0] == 0
    back_up(tmp_path / "log.db", copy)
    SqliteLog(tmp_path / "log.db").keep_remark(a_remark("later"))
    told("head", "--to", str(heads))
    code, lines = told("verify", str(copy), "--heads", str(heads))
    assert code == 1
    assert "head" in lines[0]
    assert "the chain ends before this head that was written down" in lines[0]
    assert told("verify", "--heads", str(heads))[0] == 0


def test_an_empty_log_has_no_head(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEUTRAL_DATA_DIR", str(tmp_path))
    SqliteLog(tmp_path / "log.db")
    assert main(("log", "head")) == 0
    assert "empty" in capsys.readouterr().out


def test_heads_are_read_out_of_a_message_and_a_line_that_was_cut_off_spoils_none(
    tmp_path: Path,
) -> None:
    path, one = tmp_path / "heads.txt", Head("2026-11-27T00:05:00.000000Z", 812, "3f" * 32)
    path.write_text(f"Log of the bot: {one.line} (kept by the press office)\n2026-11-2")
    write_down(path, one.line)
    assert read_heads(path) == (one, one)


def test_a_file_without_heads_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(BadQuestion, match="cannot be read"):
            read_heads(path)
    (tmp_path / "words.txt").write_text("Nothing of the kind.")
    with pytest.raises(BadQuestion, match="holds no head"):
        read_heads(tmp_path / "words.txt")


def test_on_postgres_writers_at_once_make_one_chain(postgres_url: str) -> None:
    address = fresh_database(postgres_url)
    log = PostgresLog(address)
    fill(log)
    together([lambda n=n: log.keep(a_review(f"w{n}")) for n in range(24)])  # type: ignore[misc]  # a default binds it
    with PostgresStore(address).reading() as tables:
        walk = Walk()
        assert list(faults(tables, walk)) == []
        assert walk.seq == 12 + 24


def together(works: Sequence[Callable[[], None]]) -> None:
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
