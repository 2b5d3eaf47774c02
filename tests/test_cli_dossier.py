"""From the sentence that a letter quotes to a file to attach, on a terminal."""

import json
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.__main__ import main
from bot.desk.records import Place
from bot.desk.seams import Placed
from bot.log.sqlite_log import SqliteLog
from tests.drawn import a_miss, a_review
from tests.test_cli import Done, Neutral, neutral
from tests.test_log_chain import tampered
from tests.test_log_evidence import filled
from tests.test_log_search import Kept

__all__ = ["neutral"]
PORTS = "Ports open, for the first time in a generation."


@pytest.fixture
def log(neutral: Neutral) -> Path:
    """The log of the settings, with reviews in it."""
    path = neutral.folder / "data" / "log.db"
    filled(Kept(str(path)))
    return path


def files(neutral: Neutral) -> list[str]:
    return sorted(path.name for path in (neutral.folder / "letters").glob("*"))


def made(neutral: Neutral, *arguments: str) -> Done:
    return neutral("dossier", *arguments, "-o", "letters", "--on", "2026-12-01")


def test_from_the_sentence_in_the_letter_to_the_file_to_attach(neutral: Neutral, log: Path) -> None:
    found = neutral("dossier", "--search", "ports open … in a GENERATION")
    command = next(line for line in found.out.splitlines() if "neutral dossier" in line)
    assert found.code == 0
    assert "Word for word in the draft:\n  [Ports open], for the first time [in a generation]." in (
        found.out
    )
    done = made(neutral, *command.split()[2:])
    assert (done.code, done.err) == (0, "")
    assert files(neutral) == ["dossier-r1.html", "dossier-r1.pdf"]
    pages = PdfReader(neutral.folder / "letters" / "dossier-r1.pdf").pages
    text = "".join(page.extract_text() for page in pages)
    assert PORTS in text.replace("\n", " ")
    assert "Made on 1 December 2026" in text
    assert log.exists()


@pytest.mark.usefixtures("log")
def test_the_files_are_for_this_user_alone_and_the_same_each_time(neutral: Neutral) -> None:
    made(neutral, "r1")
    folder = neutral.folder / "letters"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.iterdir())
    made(neutral, "r1")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("form", ["html", "pdf"])
def test_one_form_alone_may_be_wanted(neutral: Neutral, form: str) -> None:
    made(neutral, "r1", "--format", form)
    assert files(neutral) == [f"dossier-r1.{form}"]


@pytest.mark.usefixtures("log")
def test_a_review_is_named_by_its_id_the_beginning_of_it_or_its_place_in_slack(
    neutral: Neutral,
) -> None:
    (neutral.folder / "letters").mkdir()
    assert made(neutral, "othe", "--format", "html").out.endswith("dossier-other.html\n")
    link = "https://dept.slack.com/archives/C2/p1731403800123456?thread_ts=1731403800.000100&cid=C2"
    kept = SqliteLog(neutral.folder / "data" / "log.db")

    place = Place(channel="C2", thread="1731403800.000100")
    kept.place(Placed(review_id="r2", kind="shared", place=place))
    assert made(neutral, link, "--format", "html").out.endswith("dossier-r2.html\n")
    plain = "https://dept.slack.com/archives/C2/p1731403800000100"
    assert made(neutral, plain, "--format", "html").out.endswith("dossier-r2.html\n")


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("name", ["nix", "https://d.slack.com/archives/C9/p1731403800000100", "r"])
def test_an_unknown_review_is_told_how_to_find_one(neutral: Neutral, name: str) -> None:
    done = made(neutral, name)
    assert done.code == 64
    assert "The log holds no review" in done.err
    assert 'neutral dossier --search "words of the post"' in done.err
    assert files(neutral) == []


@pytest.mark.usefixtures("log")
def test_a_beginning_that_several_have_names_none(neutral: Neutral) -> None:
    kept = SqliteLog(neutral.folder / "data" / "log.db")
    for name in ("same-1", "same-2"):
        kept.keep(a_review(name))
    assert "Give more of it" in made(neutral, "same").err


def test_a_record_that_was_changed_still_has_a_dossier_which_says_so(
    neutral: Neutral, log: Path
) -> None:
    tampered(log, "update reviews set verdict = 'clear' where id = 'r1'")
    done = made(neutral, "r1")
    assert done.code == 1
    assert "does not fit its chain" in done.err
    with closing(sqlite3.connect(log)) as file:
        seals = file.execute("select name from sqlite_master where type = 'trigger'").fetchall()
    assert seals == [], "the log is left as it was found"
    page = (neutral.folder / "letters" / "dossier-r1.html").read_text("utf-8")
    assert "<strong>Warning:</strong> This record does not fit its chain" in page


@pytest.mark.usefixtures("log")
def test_what_is_found_comes_as_json_too_and_says_that_there_is_more(neutral: Neutral) -> None:
    said = json.loads(neutral("dossier", "--search", "ports", "--most", "1", "--json").out)
    (post,) = said["found"]
    assert said["more"] is True
    assert post["exact"] is True
    start, end = post["spans"][0]
    assert post["text"][start:end].lower() == "ports"
    assert post["dossier"] == f"neutral dossier {post['review']}"


@pytest.mark.usefixtures("log")
def test_what_is_not_found_is_said_with_what_to_do(neutral: Neutral) -> None:
    done = neutral("dossier", "--search", "zzz qqq")
    assert done.code == 0
    assert (done.out, "No post holds these words" in done.err) == ("", True)


def test_what_a_post_holds_does_not_reach_the_terminal_as_a_command(
    neutral: Neutral, log: Path
) -> None:
    kept = SqliteLog(log)
    kept.keep(a_review("ansi", text="Red \x1b[31mwords\x1b[0m here.\nNext\tline."))
    kept.keep(replace(a_review("plain"), draft=a_miss(text="Nothing.").draft))
    out = neutral("dossier", "--search", "red").out
    assert "\x1b" not in out
    assert "␛" in out


def test_a_draft_that_could_not_be_reviewed_is_found_and_has_no_dossier(
    neutral: Neutral, log: Path
) -> None:
    SqliteLog(log).keep_miss(a_miss(text="Bridges close."))
    out = neutral("dossier", "--search", "bridges close").out
    assert "could not be reviewed" in out
    assert "neutral dossier" not in out


@pytest.mark.parametrize("arguments", [(), ("r1", "--search", "ports")])
def test_a_review_or_words_must_be_given(neutral: Neutral, arguments: tuple[str, ...]) -> None:
    assert "Give the id of a review" in neutral("dossier", *arguments).err


def test_where_nothing_was_reviewed_no_log_is_made(neutral: Neutral) -> None:
    assert "There is no log yet" in neutral("dossier", "r1").err
    assert not (neutral.folder / "data").exists()


@pytest.mark.usefixtures("log")
def test_a_day_that_is_none_is_refused(neutral: Neutral) -> None:
    assert "--on takes a day" in neutral("dossier", "r1", "--on", "tomorrow").err


def test_the_command_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    main(["dossier", "--help"])
    assert "neutral dossier --search" in capsys.readouterr().out
