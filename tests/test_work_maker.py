"""The file of unfinished work between versions: copied before it is changed, refused when newer."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import WorkError, WorkTooNew
from bot.work.maker import bring_up_to_date, forget_copies, mark_of
from bot.work.store import VERSION, make_ready
from tests.rehearsal import AVoice, review_job, settings_for, used_before, working


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return used_before(tmp_path)


def written_by(folder: Path, mark: int) -> None:
    with closing(sqlite3.connect(folder / "work.db")) as file:
        file.execute(f"pragma user_version = {mark}")


def mark_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as file:
        (mark,) = file.execute("pragma user_version").fetchone()
    return int(mark)


def copies(folder: Path) -> list[Path]:
    return sorted(folder.glob("work-*"))


def test_a_mark_grows_with_the_flows_and_with_the_engine() -> None:
    marks = [
        mark_of("2", "3.9.9"),
        mark_of("3", "3.4.0"),
        mark_of("3", "3.4.1"),
        mark_of("3", "3.10"),
    ]
    assert marks == [2_030_909, 3_030_400, 3_030_401, 3_031_000]
    assert mark_of(VERSION) < 2**31


def test_a_file_of_an_older_version_is_copied_before_it_is_changed(folder: Path) -> None:
    with working(folder, AVoice()) as engine:
        engine.put(review_job("k1", "Harbour words."))
    written_by(folder, mark_of("2", "3.3.0"))
    make_ready(settings_for(folder))
    (copy,) = copies(folder)
    assert copy.name.endswith("-version-2030300.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert mark_in(folder / "work.db") == mark_of(VERSION)
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("select count(*) from workflow_status").fetchone() == (1,)


def test_a_new_file_and_one_of_this_version_are_not_copied(folder: Path, tmp_path: Path) -> None:
    make_ready(settings_for(folder))
    make_ready(settings_for(tmp_path / "new"))
    assert copies(folder) == copies(tmp_path / "new") == []
    assert mark_in(tmp_path / "new" / "work.db") == mark_of(VERSION)


@pytest.mark.parametrize("mark", [mark_of("99", "3.4.0"), mark_of(VERSION, "99.0.0")])
def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(folder: Path, mark: int) -> None:
    written_by(folder, mark)
    before = (folder / "work.db").read_bytes()
    with pytest.raises(WorkTooNew, match="written by a newer version") as refusal:
        make_ready(settings_for(folder))
    assert "Run the newer version" in refusal.value.advice
    assert (folder / "work.db").read_bytes() == before


def test_a_file_that_cannot_be_copied_is_not_changed(folder: Path) -> None:
    written_by(folder, mark_of("2", "3.3.0"))
    (folder / f"work-{_today()}-version-2030300.db").mkdir()
    with pytest.raises(WorkError, match="cannot be copied before it is changed"):
        bring_up_to_date(folder / "work.db", mark_of(VERSION))
    assert mark_in(folder / "work.db") == mark_of("2", "3.3.0")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def test_copies_are_forgotten_with_the_drafts_in_them(folder: Path) -> None:
    old, new = folder / "work-2026-01-01-version-1.db", folder / "work-2026-11-01-version-2.db"
    for copy in (old, new, folder / "work-notes.txt"):
        copy.write_bytes(b"")
    os.utime(old, (0, 0))
    forget_copies(folder / "work.db", timedelta(days=30))
    assert [path.name for path in copies(folder)] == [new.name, "work-notes.txt"]
