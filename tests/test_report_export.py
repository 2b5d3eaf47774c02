"""A month goes out whole, safe to open, and the same each time."""

import csv
import io
import json
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.records import Miss
from bot.desk.seams import Kept
from bot.errors import BadQuestion, LogError, ReportError
from bot.log.sqlite_log import SqliteLog
from bot.report.column import Cell, Kind, Row, plain
from bot.report.columns import COLUMNS, row
from bot.report.export import export_month
from bot.report.form import FORMS, Form
from bot.report.formulas import guarded, unguarded
from bot.report.month import Month
from bot.report.options import AS_USUAL, Options
from bot.report.treated import treatment
from tests.drawn import a_miss, a_review, decisions, misses, reviews

NOVEMBER = Month(2026, 11)
NAMES = [column.name for column in COLUMNS]
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
FORMULAS = [f"{start}1+1" for start in LIVE] + ['=HYPERLINK("https://x.test")', "'=1+1", "''@a"]


class Shelf:
    """A record in memory: the entries that it was given, whatever is asked."""

    def __init__(self, *entries: Kept | Miss) -> None:
        self.entries = entries

    def between(self, first: date, after: date) -> Iterator[Kept | Miss]:
        assert first < after
        yield from self.entries

    def count(self, first: date, after: date) -> int:
        return len(list(self.between(first, after)))


def kept(text: str = "Ports open.", name: str = "r1") -> Kept:
    return Kept(review=a_review(name, text=text), decisions=(), shared=False, remarks=0)


def exported(shelf: Shelf, form: Form, folder: Path, options: Options = AS_USUAL) -> Path:
    return export_month(shelf, NOVEMBER, form, folder, options=options)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: unguarded(text) for name, text in line.items()} for line in csv.DictReader(file)
        ]


def read_sheet(path: Path) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(path)
    lines = book["Reviews"].iter_rows(values_only=True)
    header = [str(name) for name in next(lines)]
    return [dict(zip(header, line, strict=True)) for line in lines]


@given(st.text() | st.sampled_from(FORMULAS))
def test_guarding_is_reversible(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet="'=+-@\t\r\n\0＝a1 ") | st.text())
def test_no_guarded_text_begins_as_a_formula(text: str) -> None:
    assert not guarded(text).startswith(LIVE)


entries = st.builds(
    Kept,
    review=reviews(),
    decisions=st.lists(decisions, max_size=2, unique_by=lambda decision: decision.id).map(tuple),
    shared=st.booleans(),
    remarks=st.integers(0, 99),
)


ways = st.builds(
    Options,
    masked=st.booleans(),
    has_drafts=st.booleans(),
    key=st.sampled_from([b"", b"an invented key, long enough"]),
)


def leaving(found: list[Kept | Miss], options: Options) -> list[Row]:
    """What may leave the log."""
    return [treatment(options)(row(entry)) for entry in found]


@settings(max_examples=40, deadline=None)
@given(found=st.lists(entries | misses, max_size=3), options=ways, bom=st.booleans())
def test_what_is_exported_and_read_back_equals_the_log(
    found: list[Kept | Miss], options: Options, *, bom: bool
) -> None:
    expected = leaving(found, options)
    with TemporaryDirectory() as name:
        folder = Path(name)
        lines = read_csv(exported(Shelf(*found), "csv", folder, replace(options, bom=bom)))
        texts = exported(Shelf(*found), "jsonl", folder, options).read_text(encoding="utf-8")
    assert lines == [
        {column.name: str(plain(column, seen[column.name])) for column in COLUMNS}
        for seen in expected
    ]
    for line, seen in zip(texts.splitlines(), expected, strict=True):
        read = json.loads(line)
        assert list(read) == NAMES
        assert read == {name: in_json(cell) for name, cell in seen.items()}


def test_unmasked_and_nothing_left_out_is_the_log_itself() -> None:
    whole = leaving([kept("Ring 020 7946 0123.")], Options(masked=False))
    assert whole == [{**row(kept("Ring 020 7946 0123.")), "made_with": "unmasked"}]


def in_json(cell: Cell) -> object:
    """A cell as a JSON line has it."""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return list(cell) if isinstance(cell, tuple) else cell


@settings(max_examples=40, deadline=None)
@given(st.lists(entries | misses, max_size=2), ways)
def test_the_workbook_reads_back_with_every_text_as_it_was(
    found: list[Kept | Miss], options: Options
) -> None:
    with TemporaryDirectory() as name:
        lines = read_sheet(exported(Shelf(*found), "xlsx", Path(name), options))
    assert len(lines) == len(found)
    for line, seen in zip(lines, leaving(found, options), strict=True):
        for column in COLUMNS:
            if column.kind not in {Kind.DATE, Kind.TIME, Kind.NUMBER}:
                assert in_memory(line[column.name]) == str(plain(column, seen[column.name]))


def in_memory(value: object) -> str:
    """What Excel makes of a cell: its own escapes for control characters undone."""
    text = "" if value is None else str(value)
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_in_a_draft_is_inert_in_every_file(tmp_path: Path, text: str) -> None:
    shelf = Shelf(kept(text), a_miss(text=text))
    bare = exported(shelf, "csv", tmp_path).read_text(encoding="utf-8")
    for line in csv.reader(io.StringIO(bare, newline="")):
        assert not line[NAMES.index("draft")].startswith(LIVE)
    book = exported(shelf, "xlsx", tmp_path)
    for sheet in openpyxl.load_workbook(book):
        for cells in sheet.iter_rows():
            assert all(cell.data_type != "f" and not cell.hyperlink for cell in cells)
    assert [line["draft"] for line in read_csv(tmp_path / "neutral-2026-11.csv")] == [text, text]


def test_a_number_stays_a_number(tmp_path: Path) -> None:
    path = exported(Shelf(kept()), "csv", tmp_path)
    header, line = path.read_bytes().decode("utf-8").split("\r\n", 1)
    assert header.startswith('"id","made_at_uk","verdict"')
    assert line.endswith(',0,0,0,"",0,0,"",6,"en","","masked"\r\n')
    (cells,) = read_sheet(exported(Shelf(kept()), "xlsx", tmp_path))
    assert cells["findings"] == 1
    assert cells["made_at_uk"] == datetime(2026, 11, 12, 12)  # noqa: DTZ001  # UK time
    assert cells["posting_on"] == datetime(2026, 11, 13)  # noqa: DTZ001  # a day


@pytest.mark.parametrize("form", FORMS)
def test_the_same_month_twice_gives_the_same_bytes(tmp_path: Path, form: Form) -> None:
    shelf = Shelf(kept(), a_miss())
    first = exported(shelf, form, tmp_path).read_bytes()
    assert exported(shelf, form, tmp_path).read_bytes() == first


def test_a_workbook_holds_no_moment_but_those_of_its_month(tmp_path: Path) -> None:
    with zipfile.ZipFile(exported(Shelf(kept()), "xlsx", tmp_path)) as book:
        assert book.read("docProps/core.xml").count(b"2026-11-01T00:00:00Z") == 2
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_month_gives_a_file_without_rows(tmp_path: Path, form: Form) -> None:
    path = exported(Shelf(), form, tmp_path)
    assert path == tmp_path / f"neutral-2026-11.{form}"
    assert path.exists()


@pytest.mark.parametrize("form", FORMS)
def test_a_failure_half_way_leaves_the_earlier_file_and_no_half_one(
    tmp_path: Path, form: Form
) -> None:
    before = exported(Shelf(kept()), form, tmp_path).read_bytes()

    class Breaking(Shelf):
        def between(self, first: date, after: date) -> Iterator[Kept | Miss]:
            yield from super().between(first, after)
            raise LogError("The log went away.")

    with pytest.raises(LogError, match="went away"):
        exported(Breaking(kept("Other words.")), form, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"neutral-2026-11.{form}"]
    assert (tmp_path / f"neutral-2026-11.{form}").read_bytes() == before


@pytest.mark.parametrize("form", FORMS)
def test_the_files_are_for_their_maker_alone(tmp_path: Path, form: Form) -> None:
    path = exported(Shelf(kept()), form, tmp_path / "reports")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_that_cannot_be_written_is_told_in_plain_words(tmp_path: Path, form: Form) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ReportError, match="could not be written"):
        exported(Shelf(kept()), form, tmp_path / "file")


def test_an_unknown_format_is_refused_with_the_ones_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadQuestion, match="csv, jsonl, xlsx"):
        exported(Shelf(), "ods", tmp_path)  # type: ignore[arg-type]  # what a person may type


@pytest.mark.parametrize("form", FORMS)
def test_progress_is_told_row_by_row(tmp_path: Path, form: Form) -> None:
    told: list[int] = []
    export_month(Shelf(kept(), a_miss(), kept()), NOVEMBER, form, tmp_path, told.append)
    assert told == [1, 2, 3]


def test_a_draft_too_long_for_a_cell_is_cut_and_the_cell_says_so(tmp_path: Path) -> None:
    long = "🎉" * 20_000
    (line,) = read_sheet(exported(Shelf(kept(long)), "xlsx", tmp_path))
    cell = str(line["draft"])
    assert cell.startswith("🎉🎉")
    assert cell.endswith("🎉 [Cut here. All 20,000 characters are in the CSV and JSONL files.]")
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    (whole,) = read_csv(exported(Shelf(kept(long)), "csv", tmp_path))
    assert whole["draft"] == long


@pytest.mark.parametrize(
    "text", ["bell \x07 here", "\x1b[31mred", "\ufffe\uffff", "_x0007_", "a\u2028b"]
)
def test_control_characters_leave_the_workbook_well_formed(tmp_path: Path, text: str) -> None:
    path = exported(Shelf(kept(text)), "xlsx", tmp_path)
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            ET.fromstring(book.read(name))  # noqa: S314  # what the program wrote itself
    (line,) = read_sheet(path)
    assert in_memory(line["draft"]) == text
    jsonl = exported(Shelf(kept(text)), "jsonl", tmp_path).read_text(encoding="utf-8")
    assert len(jsonl.splitlines()) == 1


def test_the_summary_adds_the_month_up(tmp_path: Path) -> None:
    path = exported(Shelf(kept(), kept(name="r2"), a_miss()), "xlsx", tmp_path)
    sheet = openpyxl.load_workbook(path)["Summary"]
    lines = {line[0]: line[1:3] for line in sheet.iter_rows(values_only=True) if line[0]}
    assert "Neutrality reviews, November 2026" in lines
    assert lines["Revise before posting"] == (2, 2 / 3)
    assert lines["Missed: no review could be made"] == (1, 1 / 3)
    assert lines["All"] == (3, 1)
    assert lines["Party political"] == (2, 2 / 3)
    assert lines["csc.impartiality.must"] == (2, 2 / 3)
    assert lines["Rewordings offered"][0] == 2


@pytest.mark.parametrize("form", FORMS)
def test_a_month_of_the_real_log_goes_out(tmp_path: Path, form: Form) -> None:
    log = SqliteLog(tmp_path / "data" / "log.db")
    log.keep(a_review("r1"))
    log.keep(a_review("next", made_at=datetime(2026, 12, 1, tzinfo=UTC)))
    log.keep_miss(a_miss())
    path = export_month(log, NOVEMBER, form, tmp_path)
    if form == "jsonl":
        read = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert [line["id"] for line in read] == ["r1", "m1"]
        assert read[0]["program"] == a_review().making.program
    assert path.stat().st_size > 0
