"""A copy to look around in: without words or people, on this machine alone, and gone at the end."""

import asyncio
import fcntl
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from bot.cli.browse_said import metadata
from bot.cli.browse_served import Guard, datasette
from bot.config import environment
from bot.log.looking import copied
from bot.log.schema import KEYS
from bot.log.sqlite.copy_to_look import copy_to_look
from bot.log.sqlite_log import SqliteLog
from tests.drawn import a_miss, a_remark, a_review
from tests.postgres import fresh_database
from tests.test_log_evidence import filled
from tests.test_log_search import BACK_ENDS, Kept

KEY, PORT = "a-key-of-the-test", 8123
SECRETS = (
    b"Unmistakable", b"Why is that", b"U0UNMISTAKABLE", b"Sent", b"no longer a secret", b"It is so",
)  # fmt: skip


def whole(kept: Kept) -> Kept:
    """A log with words and people that are told at once."""
    filled(kept)
    kept.log.keep(a_review("words", text="Unmistakable words of a draft."))
    kept.log.keep_remark(a_remark("why", review_id="words", text="Why is that so?"))
    kept.log.keep_miss(a_miss(text="This is no longer a secret."))
    with kept.opened() as execute:
        execute("insert into remarks values ('people', 'r1', 'U0UNMISTAKABLE', '2026-01-01', '')")
    return kept


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return Path(whole(Kept(str(tmp_path / "data" / "log.db"))).address)


def tables(copy: Path) -> set[str]:
    with closing(sqlite3.connect(copy)) as file:
        found = file.execute("select name from sqlite_master where type = 'table'").fetchall()
    return {name for (name,) in found if not name.startswith("sqlite_")}


def test_no_word_and_no_person_is_written_into_the_copy(log: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy_to_look(log, copy, with_words=False)
    held = copy.read_bytes()
    assert not [secret for secret in SECRETS if secret in held]
    assert b"csc.impartiality.must" in held
    assert tables(copy).isdisjoint({"drafts", "bodies", "chain", "placements", "posts"})
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_people_have_one_name_throughout_a_copy_and_another_in_the_next(
    log: Path, tmp_path: Path
) -> None:
    names = []
    for number in range(2):
        copy_to_look(log, tmp_path / f"{number}.db", with_words=False)
        with closing(sqlite3.connect(tmp_path / f"{number}.db")) as file:
            askers = {name for (name,) in file.execute("select asked_by from reviews")}
            deciders = {name for (name,) in file.execute("select by from decisions")}
        assert askers == deciders
        names.append(askers)
    assert names[0].isdisjoint(names[1])


def test_with_words_the_copy_holds_them(log: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy_to_look(log, copy, with_words=True)
    held = copy.read_bytes()
    assert all(secret in held for secret in SECRETS[:3])
    assert tables(copy) <= set(KEYS)


def test_the_log_is_only_read(log: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(log)) as file:
        before = file.execute("pragma data_version").fetchone()
        copy_to_look(log, tmp_path / "copy.db", with_words=True)
        assert file.execute("pragma data_version").fetchone() == before


@pytest.mark.parametrize("with_words", [False, True])
def test_every_ready_question_has_an_answer_and_every_table_named_is_there(
    log: Path, tmp_path: Path, *, with_words: bool
) -> None:
    copy_to_look(log, tmp_path / "copy.db", with_words=with_words)
    said = metadata(with_words=with_words)["databases"]["log"]
    with closing(sqlite3.connect(tmp_path / "copy.db")) as file:
        for question in said["queries"].values():
            file.execute(question["sql"]).fetchall()
        assert file.execute(said["queries"]["verdicts_by_month"]["sql"]).fetchone()[0] == "2026-11"
        for name, table in said["tables"].items():
            columns = {row[1] for row in file.execute(f"pragma table_xinfo({name})")}
            assert columns >= {*table.get("facets", ()), *table.get("columns", ())}, name


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_the_copy_of_any_log_is_in_a_folder_of_its_own_that_goes(
    back_end: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = str(tmp_path / "log.db")
    if back_end == "postgres":
        address = fresh_database(request.getfixturevalue("postgres_url"))
    whole(Kept(address)) if back_end == "sqlite" else filled(Kept(address))
    folder = tmp_path / "browse"
    with copied(address, folder, with_words=False) as copy:
        assert list(copy.parent.iterdir()) == [copy]
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
        assert "reviews" in tables(copy)
    assert not folder.exists()


def test_what_a_killed_process_left_goes_and_what_somebody_looks_at_stays(
    log: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "browse"
    (folder / "look-dead").mkdir(parents=True)
    (folder / "look-dead" / "log.db").write_text("words")
    (folder / "look-alive").mkdir()
    held = os.open(folder / "look-alive", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with copied(str(log), folder, with_words=False):
        assert not (folder / "look-dead").exists()
        assert (folder / "look-alive").exists()
    os.close(held)


class Answer:
    """What the pages answered."""

    def __init__(self, sent: list[dict[str, Any]]) -> None:
        self.status = int(sent[0]["status"])
        self.headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        self.text = b"".join(part.get("body", b"") for part in sent[1:]).decode("utf-8", "replace")


def asked(copy: Path, path: str, query: str = "", **headers: str) -> Answer:
    """Ask the guarded pages for a path, as a browser does."""
    sent: list[dict[str, Any]] = []
    said = {"host": f"127.0.0.1:{PORT}", **headers}
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in said.items()],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", PORT),
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(part: dict[str, Any]) -> None:
        sent.append(part)

    app = datasette(copy, metadata(with_words=False))
    asyncio.run(Guard(app, KEY, PORT)(scope, receive, send))
    return Answer(sent)


@pytest.fixture
def copy(log: Path, tmp_path: Path) -> Path:
    pytest.importorskip("datasette")
    copy_to_look(log, tmp_path / "log.db", with_words=False)
    return tmp_path / "log.db"


COOKIE = f"neutral_browse={KEY}"


def test_whoever_has_the_key_is_let_in(copy: Path) -> None:
    answer = asked(copy, "/", f"key={KEY}")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "HttpOnly; SameSite=Strict" in answer.headers["set-cookie"]
    page = asked(copy, "/log/reviews", cookie=COOKIE)
    assert page.status == 200
    assert "party-political" in asked(copy, "/log/cited", cookie=COOKIE).text
    assert "no words of drafts" in asked(copy, "/log", cookie=COOKIE).text


@pytest.mark.parametrize(
    ("path", "query", "headers"),
    [
        ("/", "", {}),
        ("/log/reviews", "key=guessed", {}),
        ("/log/reviews", "", {"cookie": "neutral_browse=guessed"}),
        ("/log/reviews", "", {"cookie": "\x01;=;"}),
        ("/", f"key={KEY}", {"host": "evil.example"}),
        ("/log/reviews", "", {"cookie": COOKIE, "host": f"evil.example:{PORT}"}),
    ],
)
def test_nobody_else_is(copy: Path, path: str, query: str, headers: dict[str, str]) -> None:
    answer = asked(copy, path, query, **headers)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/log/reviews.csv", ""),
        ("/log/reviews.csv/", ""),
        ("/log/reviews", "_format=csv"),
        ("/log.csv", "sql=select+1"),
        ("/log.db", ""),
    ],
)
def test_neither_csv_nor_the_file_itself_goes_out(copy: Path, path: str, query: str) -> None:
    assert asked(copy, path, query, cookie=COOKIE).status == 403


def test_nothing_can_be_written(copy: Path) -> None:
    answer = asked(copy, "/log", "sql=delete+from+reviews", cookie=COOKIE)
    assert answer.status == 400


@contextmanager
def browsing(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "log", "browse"],
        env={**environment(), "NEUTRAL_DATA_DIR": str(folder), "NEUTRAL_DATABASE_URL": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)
        assert process.stdout
        process.stdout.close()


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().removeprefix("Open ").strip()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_copy_goes_when_whoever_looked_ends(log: Path, number: int) -> None:
    pytest.importorskip("datasette")
    folder = log.parent / "browse"
    with browsing(log.parent) as process:
        address = address_of(process)
        assert urlsplit(address).hostname == "127.0.0.1"
        browser = build_opener(HTTPCookieProcessor())
        assert b"Review log" in browser.open(address, timeout=20).read()
        with pytest.raises(HTTPError, match="403"):
            build_opener().open(address.partition("?")[0], timeout=20)
        assert list(folder.iterdir())
        process.send_signal(number)
        assert process.wait(20) == 130
    assert not folder.exists()


def test_a_killed_one_leaves_a_private_folder_which_the_next_removes(log: Path) -> None:
    pytest.importorskip("datasette")
    folder = log.parent / "browse"
    with browsing(log.parent) as process:
        address_of(process)
        process.kill()
        process.wait(20)
    (left,) = folder.iterdir()
    assert stat.S_IMODE(left.stat().st_mode) == 0o700
    with copied(str(log), folder, with_words=False) as copy:
        assert list(folder.iterdir()) == [copy.parent]


def test_without_the_extra_it_is_said_how_to_install_it(log: Path) -> None:
    without = "import sys; sys.modules['datasette'] = sys.modules['datasette.app'] = None; "
    run = "from bot.__main__ import main; sys.exit(main(['log', 'browse']))"
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", without + run],
        env={**environment(), "NEUTRAL_DATA_DIR": str(log.parent), "NEUTRAL_DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 78
    assert "pip install 'neutral-bot[browse]'" in done.stderr
    assert not (log.parent / "browse").exists()


def test_months_are_those_of_reports(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    log.keep(a_review("late", datetime(2026, 6, 30, 23, 30, tzinfo=UTC)))
    log.keep(a_review("winter", datetime(2026, 11, 30, 23, 30, tzinfo=UTC)))
    copy_to_look(log.path, tmp_path / "copy.db", with_words=False)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as file:
        months = dict(file.execute("select id, month from reviews"))
    assert months == {"late": "2026-07", "winter": "2026-11"}
