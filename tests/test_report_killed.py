"""An export that is killed leaves the earlier file as it was, and nothing for ever."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.log.sqlite_log import SqliteLog
from bot.report.export import export_month
from bot.report.form import FORMS, Form
from bot.report.month import Month
from bot.whole_file import whole_file
from tests.drawn import a_review

ROOT = Path(__file__).parent.parent
NOVEMBER = Month(2026, 11)


@pytest.mark.parametrize("form", FORMS)
def test_an_export_killed_half_way_leaves_the_earlier_file_and_no_half_one(
    tmp_path: Path, form: Form
) -> None:
    log, folder = SqliteLog(tmp_path / "log.db"), tmp_path / "out"
    log.keep(a_review())
    path = export_month(log, NOVEMBER, form, folder)
    before = path.read_bytes()
    command = [sys.executable, "-m", "tests.export_victim", str(folder), form]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as victim:  # noqa: S603  # our own program
        assert victim.stdout
        assert victim.stdout.readline() == b"half\n"
        assert path.read_bytes() == before
        victim.kill()
    assert path.read_bytes() == before
    (left,) = folder.glob(".neutral-*")
    assert any(file.stat().st_size for file in left.iterdir()), "nothing was under way"
    assert export_month(log, NOVEMBER, form, folder).read_bytes() == before
    assert [each.name for each in folder.iterdir()] == [path.name]


def test_what_is_under_way_beside_us_is_not_cleared_away(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.csv") as mine:
        mine.write_text("half", encoding="utf-8")
        with whole_file(tmp_path / "b.csv") as other:
            other.write_text("whole", encoding="utf-8")
        assert mine.read_text(encoding="utf-8") == "half"
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "b.csv"}
