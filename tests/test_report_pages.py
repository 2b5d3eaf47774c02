"""The report on a month says what matters first, in plain words, the same each time."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from pypdf import PdfReader

from bot.__main__ import main
from bot.concerns import Concern, Verdict
from bot.desk.month_sums import Stood
from bot.desk.records import Outcome
from bot.errors import ReportError
from bot.log.sqlite_log import SqliteLog
from bot.paper.html import html
from bot.paper.paper import Chart, Heading, Inset, Paper, Table, Tiles
from bot.privacy.finding import masked
from bot.report.charts import bars, columns, percent, stacked
from bot.report.export import export_month
from bot.report.figures.examples import NEVER
from bot.report.figures.gathered import Beside, GuidanceChange, gather
from bot.report.figures.lessons import FEWEST_AT_FAULT, FEWEST_OF_ONE
from bot.report.form import REPORT_FORMATS
from bot.report.month import Month
from bot.report.monthly import write_report
from bot.report.pages.decided import DECIDED
from bot.report.pages.month_page import month_page
from bot.report.pages.next_time import NEXT_TIME
from bot.report.pages.saying import amount, change, lasted
from bot.report.pages.teaching import RULES
from bot.report.pages.trusting import FEWEST_MARKS
from tests.drawn import a_decision, a_dispute, a_miss, a_review
from tests.invented_year import LEADS, keep_year

DOCS = Path(__file__).parent.parent / "docs" / "report.md"
NOVEMBER = Month(2026, 11)
AFTER = datetime(2026, 12, 1, 9, tzinfo=UTC)
BESIDE = Beside(mask=masked, leads=frozenset(LEADS))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> SqliteLog:
    """A log with an invented year in it."""
    log = SqliteLog(tmp_path_factory.mktemp("year") / "log.db")
    keep_year(log, a_month=50)
    return log


@pytest.fixture
def log(tmp_path: Path) -> SqliteLog:
    return SqliteLog(tmp_path / "log.db")


def page(log: SqliteLog, now: datetime = AFTER, beside: Beside = BESIDE) -> Paper:
    return month_page(gather(log, NOVEMBER, beside, now))


def headings(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading)]


def words(paper: Paper) -> str:
    """All that the page says, without its marks."""
    text = re.sub(r"<(style|img)\b.*?(</style>|>)", " ", html(paper), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def tables(paper: Paper) -> Iterator[Table]:
    yield from (block for block in paper.blocks if isinstance(block, Table))


def table(paper: Paper, caption: str) -> dict[str, list[str]]:
    (found,) = (one for one in tables(paper) if one.caption.startswith(caption))
    rows = [["".join(run.text for run in cell) for cell in row] for row in found.rows]
    return {row[0]: row[1:] for row in rows}


def test_the_first_screen_says_how_many_how_many_stopped_what_goes_wrong_and_what_to_do(
    year: SqliteLog,
) -> None:
    paper = page(year)
    tiles = paper.blocks[0]
    assert isinstance(tiles, Tiles)
    counts = gather(year, NOVEMBER, BESIDE, AFTER).sums.month.counts
    assert [tile.figure for tile in tiles.tiles] == [
        str(counts.reviews),
        str(counts.at_fault),
        str(counts.verdicts[Verdict.STOP]),
        str(counts.misses),
    ]
    assert all("October" in tile.change for tile in tiles.tiles)
    assert headings(paper)[0].endswith("for the team")
    said = words(paper)
    assert "What we get wrong most: claim without evidence" in said
    assert f"Next time: {NEXT_TIME[Concern.EVIDENCE]}" in said
    assert "It is the most ever spent on local roads." in said


def test_every_chart_says_in_words_what_it_shows_and_has_its_table(year: SqliteLog) -> None:
    blocks = page(year).blocks
    charts = [number for number, block in enumerate(blocks) if isinstance(block, Chart)]
    assert len(charts) == 3
    for at in charts:
        chart, below = blocks[at], blocks[at + 1]
        assert isinstance(chart, Chart)
        assert re.search(r"\d", chart.says)
        assert chart.says.endswith(".")
        assert isinstance(below, Table)
        assert below.folded


def test_no_person_and_no_account_stands_in_a_lesson(year: SqliteLog) -> None:
    said = words(page(year))
    lessons = said[said.index("for the team") : said.index("Verdicts by week")]
    assert "As drafted" in lessons
    assert "@" not in lessons
    assert not re.search(r"\bU(LEAD)?\d", lessons)


def test_a_month_that_is_not_over_says_until_when(log: SqliteLog) -> None:
    log.keep(a_review())
    now = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    warning = page(log, now).blocks[0]
    assert isinstance(warning, Inset)
    assert "until 27 November 2026" in warning.runs[0].text
    assert "is not over" not in words(page(log))


def test_a_month_in_which_the_log_began_says_so(log: SqliteLog) -> None:
    log.keep(a_review())
    said = words(page(log))
    assert "The log begins on 12 November 2026" in said
    assert "October 2026 it was" not in said
    assert "The last 12 months" not in said


def test_an_empty_month_says_that_no_draft_was_sent(log: SqliteLog) -> None:
    paper = page(log)
    assert "No draft was sent for review in November 2026." in words(paper)
    assert headings(paper) == ["Changes of the guidance", "How this was counted"]
    assert not list(tables(paper))


def test_a_month_of_misses_alone_tells_what_failed(log: SqliteLog) -> None:
    log.keep_miss(a_miss())
    paper = page(log)
    failed = table(paper, "Reviews that could not be made")
    assert failed == {"The model did not answer in time, or was down or busy": ["1", "0"]}
    tiles = paper.blocks[1]
    assert isinstance(tiles, Tiles)
    assert [tile.figure for tile in tiles.tiles] == ["0", "0", "0", "1"]


def test_too_few_reviews_give_no_lesson_and_no_accuracy(log: SqliteLog) -> None:
    log.keep(a_review())
    log.keep_dispute(replace(a_dispute("x"), by=LEADS[0]))
    said = words(page(log))
    assert "No lesson is drawn: only 1 review came to revise or stop" in said
    assert "Propriety leads marked 1 finding: too few to say" in said


def test_whose_sign_off_a_stop_was_overridden_by_is_told_by_id(log: SqliteLog) -> None:
    for number in range(3):
        name = f"r{number}"
        log.keep(replace(a_review(name), verdict=Verdict.STOP))
        signed = replace(a_decision(f"d{number}", name), outcome=Outcome.SIGNED_OFF, by="ULEAD9")
        log.keep_turn(signed, 0)
    paper = page(log)
    assert table(paper, "Stops overridden") == {"ULEAD9": ["3", "0"]}
    decided = table(paper, "Reviews by the decision")
    assert decided["Stop overridden: signed off by a lead"] == ["3", "100%", "0"]


def test_each_decision_that_can_stand_is_counted_in_one_line() -> None:
    for outcome in Outcome:
        for verdict in Verdict:
            for reworded in (True, False):
                one = Stood(verdict=verdict, is_reworded=reworded, outcome=outcome, reviews=1)
                assert sum(which(one) for _, which in DECIDED) == 1


def test_the_decisions_add_up_to_all_reviews(year: SqliteLog) -> None:
    paper = page(year)
    decided = table(paper, "Reviews by the decision")
    reviews = table(paper, "Reviews by verdict and week")["The month"][0]
    assert sum(int(row[0]) for row in decided.values()) == int(reviews)


def test_changes_of_the_guidance_are_told_with_who_and_why(log: SqliteLog) -> None:
    noon = datetime(2026, 11, 12, 12, tzinfo=UTC)
    changes = (
        GuidanceChange(title="A code", at=noon, by="J. Example", why="Read it."),
        GuidanceChange(title="A page", at=noon, by="", why=""),
        GuidanceChange(title="Earlier", at=datetime(2026, 10, 1, tzinfo=UTC), by="x", why=""),
    )
    said = words(page(log, beside=replace(BESIDE, changes=changes)))
    assert (
        "A code: a newer version accepted on 12 November 2026 by J. Example. Why: Read it" in said
    )
    assert "A page: fetched for the first time on 12 November 2026." in said
    assert "Earlier" not in said


def test_the_end_of_the_chain_stands_in_the_report_as_heads_are_written(log: SqliteLog) -> None:
    log.keep_miss(a_miss())
    month = Month.holding(datetime.now(UTC).date())
    head = log.head()
    assert head is not None
    said = words(month_page(gather(log, month, BESIDE, datetime.now(UTC))))
    assert f"{head.seq} {head.hash}" in said


def test_the_page_in_docs_explains_every_part_and_states_the_rules_as_the_report_does(
    year: SqliteLog,
) -> None:
    text = DOCS.read_text(encoding="utf-8")
    changes = (GuidanceChange(title="A code", at=AFTER - timedelta(days=9), by="", why=""),)
    for heading in headings(page(year, beside=replace(BESIDE, changes=changes))):
        if not re.match(r"\d\.", heading):
            assert f"\n## {re.sub('^(One lesson|Two|Three) ?', '', heading).capitalize()}\n" in text
    for rule in RULES.values():
        assert rule in text
    assert f"fewer than {FEWEST_AT_FAULT} reviews" in text
    assert f"fewer than {FEWEST_OF_ONE} reviews" in text
    assert f"fewer than {FEWEST_MARKS} marked findings" in text
    assert all(f"*{concern.label}*" in text for concern in NEVER)


def test_every_concern_has_its_advice() -> None:
    assert set(NEXT_TIME) == set(Concern)
    assert all(advice.endswith(".") for advice in NEXT_TIME.values())


def test_the_same_log_gives_the_same_files(year: SqliteLog, tmp_path: Path) -> None:
    once, again = (
        [
            path.read_bytes()
            for path in write_report(
                year, NOVEMBER, tmp_path / folder, REPORT_FORMATS, now=AFTER, beside=BESIDE
            )
        ]
        for folder in ("once", "again")
    )
    assert once == again
    assert sorted(path.name for path in (tmp_path / "once").iterdir()) == [
        "neutral-report-2026-11.html",
        "neutral-report-2026-11.pdf",
    ]
    pdf = PdfReader(io.BytesIO(once[1]))
    text = " ".join("".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert "Neutrality reviews: November 2026" in text
    assert "Reviews by verdict and week" in text


def test_the_files_open_for_their_owner_alone(year: SqliteLog, tmp_path: Path) -> None:
    (path,) = write_report(year, NOVEMBER, tmp_path, ("html",), now=AFTER, beside=BESIDE)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_none_is_told_in_plain_words(year: SqliteLog, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ReportError, match="could not be written"):
        write_report(year, NOVEMBER, tmp_path / "file", ("html",), now=AFTER, beside=BESIDE)


def test_the_command_writes_both_forms(apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    SqliteLog(apart / "data" / "log.db").keep(a_review())
    assert main(("report", "--month", "2026-11", "-o", "out")) == 0
    assert capsys.readouterr().out.split() == [
        "out/neutral-report-2026-11.html",
        "out/neutral-report-2026-11.pdf",
    ]
    assert main(("report", "--month", "2026-11", "--format", "html", "-o", "one")) == 0
    assert [path.name for path in Path("one").iterdir()] == ["neutral-report-2026-11.html"]
    assert main(("report", "--month", "2026-13")) == 64


PARTS = {"clear": ("Clear", [3, 40]), "stop": ("Stop", [1, 2])}
DRAWN = {
    "stacked": lambda: stacked("a", ["1 Nov", "2 to 8 Nov"], PARTS),
    "bars": lambda: bars("b", ["Tone <&>", "Attack"], ("Now", "Before"), [(0.3, 0.2), (0, 0)]),
    "columns": lambda: columns("c", ["Oct", "Nov"], "Share", [None, 0.41]),
}


@pytest.mark.parametrize("kind", DRAWN)
def test_a_chart_is_the_same_each_time_and_holds_no_script_and_no_day(kind: str) -> None:
    drawn = DRAWN[kind]()
    assert drawn == DRAWN[kind]()
    assert "<script" not in drawn
    assert "<!--" not in drawn
    ET.fromstring(drawn)  # noqa: S314  # what the program drew itself


def test_the_words_of_a_chart_are_text() -> None:
    texts = [one.text for one in ET.fromstring(DRAWN["bars"]()).iter() if one.tag.endswith("text")]  # noqa: S314  # as above
    assert {"Tone <&>", "Attack", "Now", "Before", "\xa030%"} <= set(texts)


def test_a_chart_of_nothing_can_be_drawn() -> None:
    assert stacked("a", ["1 Nov"], {"clear": ("Clear", [0])})
    assert bars("b", ["Tone"], ("Now", "Before"), [(0.0, 0.0)])
    assert columns("c", ["Nov"], "Share", [0.0])


def test_figures_are_said_as_people_say_them() -> None:
    assert [percent(share) for share in (0, 0.005, 0.316, 0.999, 1)] == [
        "0%", "<1%", "32%", ">99%", "100%",
    ]  # fmt: skip
    assert amount(1, "review") == "1 review"
    assert amount(1240, "review") == "1,240 reviews"
    assert change(3, 5, "October") == "2 fewer than in October"
    assert change(5, 5, "October") == "the same as in October"
    assert lasted(timedelta(seconds=59)) == "less than a minute"
    assert lasted(timedelta(days=1, minutes=5)) == "1 day 5 minutes"


def test_the_workbook_has_charts_with_their_words_and_their_figures(
    year: SqliteLog, tmp_path: Path
) -> None:
    path = export_month(year, NOVEMBER, "xlsx", tmp_path)
    sheet = openpyxl.load_workbook(path)["Summary"]
    with zipfile.ZipFile(path) as book:
        drawing = book.read("xl/drawings/drawing1.xml").decode("utf-8")
        weeks = book.read("xl/charts/chart1.xml").decode("utf-8")
    assert drawing.count('descr="') == drawing.count("<c:chart ") == 4
    assert "2 to 8 Nov" in weeks
    lines = {line[0]: line[1:6] for line in sheet.iter_rows(values_only=True) if line[0]}
    week = gather(year, NOVEMBER, BESIDE, AFTER).sums.weeks[1]
    order = (Verdict.CLEAR, Verdict.REVISE, Verdict.STOP, Verdict.CHECK)
    assert lines["2 to 8 Nov"] == (*(week.verdicts[one] for one in order), week.misses)
