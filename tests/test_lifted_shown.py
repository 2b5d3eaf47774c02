"""What a review, a card, a prompt, the export and the command line say of copied words."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.concerns import Verdict
from bot.desk.desk import Desk
from bot.desk.reading import Asked
from bot.desk.seams import Kept
from bot.desk.shelf import Shelf
from bot.draft import Draft, Original
from bot.errors import BadDraft
from bot.log.sqlite_log import SqliteLog
from bot.prompt.files import read_prompts
from bot.prompt.original_lines import original_lines
from bot.report.columns import row
from bot.retrieval.index import Index
from bot.review.review import Review
from bot.shipped import shipped
from bot.slack import cards
from bot.slack.budget import fits
from tests.as_shipped import CHECKS, LIBRARY
from tests.fakes import FakeLog

RELEASE = (
    "Ferry fares fall by 10% on 1 July.\n\n"
    "Islands Minister Ann Invented said: “This is what a listening government does for islands.”"
    "\n\n"
    "Passengers can book from Monday."
)
TEXT = "This is what a listening government does for islands. Passengers can book from Monday."
DRAFT = Draft(
    text=TEXT, original=Original(words=RELEASE, whose="HM Treasury press release", where="r.docx")
)


def reviewed(draft: Draft) -> Review:
    with Index(LIBRARY) as index:
        shelf = Shelf(
            library=LIBRARY, index=index, checks=CHECKS, prompts=read_prompts(shipped("prompts"))
        )
        asked = Asked(key="k1", by="U1", at=datetime(2026, 6, 1, tzinfo=UTC))
        return Desk(shelf, FakeLog()).review(draft, asked)


def words_on(review: Review) -> str:
    return str([message.blocks for message in cards.private(review)])


def test_the_finding_cites_the_clause_on_ministers_views_and_the_rewording_gives_them_back() -> (
    None
):
    review = reviewed(DRAFT)
    assert review.verdict is Verdict.REVISE
    assert "gcs.social.minister-views-as-government" in {f.clause_id for f in review.findings}
    assert review.rewording is not None
    assert review.rewording.text == (
        "Islands Minister Ann Invented said: “This is what a listening government does for "
        "islands.” Passengers can book from Monday."
    )
    assert reviewed(Draft(text=review.rewording.text, original=DRAFT.original)).verdict is (
        Verdict.CLEAR
    )


def test_the_card_says_whose_words_they_are_and_that_clearance_is_no_defence() -> None:
    said = words_on(reviewed(DRAFT))
    assert "Where the words come from" in said
    assert "spoken there by Islands Minister Ann Invented" in said
    assert "there in its own voice" in said
    assert "no defence on this account" in said


def test_an_original_without_its_words_is_named_and_nothing_is_lifted() -> None:
    review = reviewed(Draft(text="Buses run on Monday.", original=Original(words="", whose="NO10")))
    assert review.lifted == ()
    assert "Its text was not given" in words_on(review)


def test_a_card_stays_in_its_budget_however_much_was_lifted() -> None:
    lines = "\n\n".join(f"Bus number {n} starts at stop {n} on Monday." for n in range(300))
    review = reviewed(Draft(text=lines, original=Original(words=lines, whose="x" * 5_000)))
    assert all(fits(list(message.blocks)) for message in cards.private(review))


def test_the_model_is_told_what_was_lifted_and_nothing_without_an_original() -> None:
    told = original_lines(DRAFT)
    assert "HM Treasury press release" in told
    assert "said there by Islands Minister Ann Invented" in told
    assert original_lines(Draft(text=TEXT)) == ""
    many = "\n".join(f"Bus number {n} starts at stop {n} on Monday." for n in range(3_000))
    longest = original_lines(Draft(text=many, original=Original(words=many[::-1] + many)))
    assert len(longest) < 6_500


def test_the_export_says_where_the_words_come_from() -> None:
    kept = Kept(review=reviewed(DRAFT), decisions=(), shared=False, remarks=0)
    cells = row(kept)
    assert cells["taken_from"] == "HM Treasury press release r.docx"
    assert cells["lifted"] == (
        "‘This is what a listening government does for islands’: Islands Minister Ann Invented",
        "‘Passengers can book from Monday’: its own voice",
    )


def test_a_review_with_its_original_comes_back_from_the_log_as_it_was(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    review = reviewed(DRAFT)
    log.keep(review)
    assert log.find(review.id) == review


def test_an_original_that_cannot_be_kept_is_refused() -> None:
    for words in ("a\x00b", "cut \ud83d off", "x" * 100_001):
        with pytest.raises(BadDraft, match=r"[Tt]he text that the draft was taken from"):
            reviewed(Draft(text=TEXT, original=Original(words=words)))


def test_the_command_line_takes_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "release.html"
    quoted = RELEASE.replace("\n\n", "</p><p>")
    source.write_text(f"<h1>Fares</h1><main><p>{quoted}</p></main>", encoding="utf-8")
    monkeypatch.setenv("NEUTRAL_DATA_DIR", str(tmp_path / "data"))
    assert main(["review", TEXT, "--from", str(source), "--date", "2026-06-01"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "spoken there by Islands Minister Ann Invented" in said
    assert main(["review", TEXT, "--from", str(tmp_path / "none.pdf")]) == 64


def test_a_day_is_no_part_of_what_is_lifted() -> None:
    early = reviewed(Draft(text=TEXT, original=DRAFT.original, posting_on=date(2026, 5, 1)))
    assert [run.words for run in early.lifted] == [run.words for run in reviewed(DRAFT).lifted]
