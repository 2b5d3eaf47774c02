"""What an export leaves out or changes: masks, pseudonyms, drafts; and its file says so."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.__main__ import main
from bot.config import environment
from bot.desk.seams import Kept
from bot.errors import BadQuestion, BadSettings
from bot.log.sqlite_log import SqliteLog
from bot.report.column import Holds, Kind
from bot.report.columns import COLUMNS, row
from bot.report.export import export_month
from bot.report.month import Month
from bot.report.options import Options
from bot.report.pseudonyms import Pseudonyms
from bot.report.treated import treatment
from bot.review.review import Rewording
from tests.drawn import FINDING, a_decision, a_dispute, a_miss, a_review

KEY = b"an invented key, long enough"
PHONE = "020 7946 0123"
PERSONAL = f"Ring <@U0123ABCD> on {PHONE}, says U0123ABCD."
PSEUDONYM = re.compile(r"person-[0-9a-f]{16}")
people = st.from_regex(r"[UW][A-Z0-9]{2,10}", fullmatch=True)


def kept(text: str = PERSONAL) -> Kept:
    review = replace(
        a_review(text=text),
        asked_by="U0123ABCD",
        findings=(replace(FINDING, excerpt=text, why=text),),
        rewording=Rewording(text=text, kept=(), by="checks"),
        what_to_change=(text,),
        draft=replace(a_review().draft, text=text, quoting=text, speaker=text),
    )
    decided = replace(a_decision("d1"), by="U0LEAD", reason=text)
    said = replace(a_dispute("x"), reason=text)
    return Kept(review=review, decisions=(decided,), shared=True, remarks=0, disputes=(said,))


def treated(options: Options, entry: Kept | None = None) -> str:
    return str(treatment(options)(row(entry or kept())))


def test_personal_data_is_masked_in_every_free_text_unless_it_is_asked_for() -> None:
    words = [c.name for c in COLUMNS if c.holds in {Holds.WORDS, Holds.DRAFT}]
    usual = treated(Options())
    assert PHONE not in usual
    assert usual.count("[phone number]") == 9
    assert treated(Options(masked=False)).count(PHONE) == 9
    assert {"draft", "rewording", "quoting", "found", "decision_reason", "disputes"} <= set(words)


def test_what_is_long_or_free_text_is_held_to_be_words() -> None:
    """A new column of words that nobody thought about would leave the log unmasked."""
    wordy = {c.name for c in COLUMNS if c.kind in {Kind.WORDS, Kind.LINES}}
    assert not {c.name for c in COLUMNS if c.holds is Holds.FACTS} & wordy


def test_a_missed_review_is_masked_too() -> None:
    miss = replace(a_miss(text=PERSONAL), reason=PERSONAL)
    assert PHONE not in str(treatment(Options())(row(miss)))


def test_without_drafts_no_word_of_a_draft_is_left_and_every_column_stays() -> None:
    review = replace(kept("Harbour of secrets").review, unproven=())
    entry = Kept(review=review, decisions=(), shared=False, remarks=0)
    seen = treatment(Options(has_drafts=False))(row(entry))
    assert list(seen) == [column.name for column in COLUMNS]
    del seen["speaker"]  # who speaks is no word of the draft
    assert "Harbour" not in str(seen)
    assert seen["concerns"] == ("party-political",)


def test_people_have_other_names_wherever_they_stand() -> None:
    for options in (Options(key=KEY), Options(key=KEY, masked=False)):
        whole = treated(options)
        assert "U0123ABCD" not in whole
        assert "U0LEAD" not in whole
        assert len(set(PSEUDONYM.findall(whole))) == 2


def test_a_short_id_of_the_row_is_found_in_its_words() -> None:
    entry = kept("Signed off for U0LEAD, not U0LEADS.")
    assert "U0LEAD," not in treated(Options(key=KEY), entry)
    assert "U0LEADS" in treated(Options(key=KEY), entry)


def test_a_word_in_capitals_is_no_person() -> None:
    names = Pseudonyms(KEY)
    said = "UNEMPLOYMENT is DOWN IN WALES2026, W3C and UK2070"
    assert names.text(said) == said


@given(people, people)
def test_a_person_has_one_name_with_one_key_and_another_with_another(one: str, two: str) -> None:
    names, again, others = Pseudonyms(KEY), Pseudonyms(KEY), Pseudonyms(KEY + b"!")
    assert names.name(one) == again.name(one) == again.text(f"<@{one}|name>")
    assert (names.name(one) == names.name(two)) == (one == two)
    assert names.name(one) != others.name(one)
    assert PSEUDONYM.fullmatch(names.name(one))
    assert names.name("") == ""


def test_the_same_person_has_the_same_name_in_every_month(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    log.keep(a_review("r1"))
    log.keep(a_review("r2", made_at=datetime(2026, 12, 3, tzinfo=UTC)))
    options = Options(key=KEY)
    read = [
        json.loads(export_month(log, month, "jsonl", tmp_path, options=options).read_text())
        for month in (Month(2026, 11), Month(2026, 12))
    ]
    assert read[0]["asked_by"] == read[1]["asked_by"] != "U1"


def test_a_key_that_could_be_guessed_is_refused_and_not_shown() -> None:
    with pytest.raises(BadSettings, match="16 characters") as error:
        Options(key=b"abc")
    assert "abc" not in str(error.value)


def test_file_names_tell_options_apart_and_sort_by_month() -> None:
    ways = [
        Options(masked=masked, has_drafts=has_drafts, key=key, bom=bom)
        for masked in (True, False)
        for has_drafts in (True, False)
        for key in (b"", KEY)
        for bom in (True, False)
    ]
    november = [f"neutral-2026-11{way.suffix}.csv" for way in ways]
    december = [f"neutral-2026-12{way.suffix}.csv" for way in ways]
    assert len(set(november)) == len(ways)
    assert max(november) < min(december)
    assert november[0] == "neutral-2026-11-bom.csv"
    assert Options().suffix == ""


def test_a_bom_is_for_csv_alone(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    with pytest.raises(BadQuestion, match="for csv"):
        export_month(log, Month(2026, 11), "xlsx", tmp_path, options=Options(bom=True))
    path = export_month(log, Month(2026, 11), "csv", tmp_path, options=Options(bom=True))
    assert path.read_bytes().startswith(b'\xef\xbb\xbf"id"')


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, the settings of nobody, and a log with one review."""
    for name in environment():
        if name.startswith(("NEUTRAL_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NEUTRAL_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    SqliteLog(tmp_path / "log.db").keep(kept().review)
    return tmp_path


def test_the_command_without_a_key_says_which_setting_is_missing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--month", "2026-11", "--pseudonyms"]) == BadSettings.exit_code
    assert "NEUTRAL_PSEUDONYM_KEY_FILE" in capsys.readouterr().err
    assert not list(folder.glob("neutral-*"))


def test_the_command_writes_what_its_options_say(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "key").write_bytes(KEY.replace(b" ", b"-"))
    monkeypatch.setenv("NEUTRAL_PSEUDONYM_KEY_FILE", str(folder / "key"))
    wanted = ["--without-drafts", "--pseudonyms", "--unmasked", "--format", "xlsx"]
    assert main(["export", "--month", "2026-11", *wanted]) == 0
    path = folder / "neutral-2026-11-unmasked-without-drafts-pseudonyms.xlsx"
    book = openpyxl.load_workbook(path)
    assert book.properties.description == "Made with: unmasked, without-drafts, pseudonyms"
    header, line = book["Reviews"].iter_rows(values_only=True)
    seen = dict(zip(header, line, strict=True))
    assert seen["made_with"] == "unmasked without-drafts pseudonyms"
    assert seen["draft"] is None
    assert PSEUDONYM.fullmatch(str(seen["asked_by"]))


def test_the_command_masks_where_it_is_told_nothing(folder: Path) -> None:
    assert main(["export", "--month", "2026-11"]) == 0
    assert PHONE not in (folder / "neutral-2026-11.csv").read_text(encoding="utf-8")
    assert main(["export", "--month", "2026-11", "--unmasked"]) == 0
    assert PHONE in (folder / "neutral-2026-11-unmasked.csv").read_text(encoding="utf-8")
