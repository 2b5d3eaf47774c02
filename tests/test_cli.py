"""The command line: a review in the shell, with exit codes a script can trust."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

from bot.__main__ import main
from bot.config import environment, foreign_environment
from bot.log.guidance.edition import CitedVersions
from bot.log.guidance.store import GuidanceStore
from bot.log.sqlite_log import SqliteLog
from tests.test_log_guidance import a_document, a_page, keep

ROOT = Path(__file__).parent.parent
WALES = "Today's Budget has delivered for Wales for the first time in a generation."
PLAIN = "Apply for a free bus pass by 5pm on 26 June. You need proof of your age and address."


@dataclass(frozen=True)
class Done:
    """What a command gave: its exit code, what it printed, and what it said beside that."""

    code: int
    out: str
    err: str


class Neutral:
    """Runs ``neutral`` in an empty folder, with its own log."""

    def __init__(self, folder: Path, captured: pytest.CaptureFixture[str]) -> None:
        self.folder, self._captured = folder, captured

    def __call__(self, *arguments: str) -> Done:
        code = main(arguments)
        told = self._captured.readouterr()
        return Done(code, told.out, told.err)

    def review(self, draft: bytes, *options: str) -> Done:
        """Review a draft from a file, so that any bytes can be one."""
        (self.folder / "draft.txt").write_bytes(draft)
        return self("review", "-f", "draft.txt", *options)


@pytest.fixture
def neutral(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Neutral:
    for name in environment():
        if name.startswith(("NEUTRAL_", "SLACK_")) or name == "PORT":
            monkeypatch.delenv(name)
    monkeypatch.setenv("NEUTRAL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return Neutral(tmp_path, capsys)


def test_the_wales_office_post_is_not_clear_and_the_card_says_why(neutral: Neutral) -> None:
    done = neutral("review", WALES, "--json")
    review = json.loads(done.out)
    assert done.code in (1, 2)
    assert review["verdict"] in ("revise", "stop")
    assert any("for the first time in a generation" in f["excerpt"] for f in review["findings"])
    cited = {finding["clause_id"].split(".")[0] for finding in review["findings"]}
    assert cited & {"csc"}
    assert cited & {"gcs", "gpc"}
    assert "wales-office-budget-2024" in [p["id"] for p in review["precedents"]]
    assert review["rewording"] or review["what_to_change"]


def test_a_plain_notice_is_clear(neutral: Neutral) -> None:
    done = neutral("review", PLAIN)
    assert done.code == 0, done.err
    assert "Clear" in done.out
    assert "Automatic checks only" in done.out


def test_the_json_is_as_documented(neutral: Neutral) -> None:
    schema = json.loads((ROOT / "docs" / "review.schema.json").read_text(encoding="utf-8"))
    for text in (WALES, PLAIN):
        jsonschema.validate(json.loads(neutral("review", text, "--json").out), schema)


def test_piped_output_has_no_colour_codes(neutral: Neutral) -> None:
    assert "\x1b" not in neutral("review", WALES).out


def test_control_characters_of_a_draft_never_reach_the_terminal(neutral: Neutral) -> None:
    done = neutral("review", "The rate \x1b[31mrises\x07 on 1 April. " * 3)
    assert "\x1b" not in done.out
    assert "\x07" not in done.out


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (b"", "empty"),
        ("🎉🎉".encode(), "no words"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
        (b"a\x00b", "not text"),
        (b"word " * 20_001, "100,005 characters"),
    ],
)
def test_what_is_no_draft_gets_a_clear_answer(neutral: Neutral, draft: bytes, words: str) -> None:
    done = neutral.review(draft)
    assert (done.code, done.out) == (65, "")
    assert words in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("review",), 64, "Give the draft"),
        (("review", "-f", "missing.txt"), 64, "missing.txt"),
        (("review", "text", "--date", "tomorrow"), 64, "2026-11-22"),
        (("review", "text", "--nonsense"), 64, "--nonsense"),
        (("export", "--month", "2026-13"), 64, "2026-13"),
        (("eval", "missing.jsonl"), 64, "missing.jsonl"),
        (("serve",), 78, "SLACK_BOT_TOKEN"),
    ],
)
def test_a_wrong_command_is_told_what_is_wrong(
    neutral: Neutral, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = neutral(*arguments)
    assert done.code == code
    assert words in done.err


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "مرحبا بكم في المملكة المتحدة",
        "Gall fod oedi ar drenau ddydd Gwener. Cymerwch ofal.",
        "https://www.gov.uk/bus-pass",
        "Read <https://www.gov.uk|this> &amp; tell <!channel> *now* <@U123>",
        "Apply by 5pm 🎉🇬🇧 \u200bon 26 June \u202e",
    ],
)
def test_odd_text_is_reviewed_letter_for_letter(neutral: Neutral, text: str) -> None:
    done = neutral.review(text.encode(), "--json")
    assert done.code in (0, 1, 2), done.err
    assert json.loads(done.out)["draft"]["text"] == text


def test_a_review_is_kept_before_it_is_shown_and_comes_out_in_the_month(neutral: Neutral) -> None:
    shown = json.loads(neutral("review", WALES, "--json").out)
    month = shown["made_at"][:7]
    done = neutral("export", "--month", month, "--format", "jsonl", "-o", "out")
    assert done.code == 0, done.err
    (row,) = [
        json.loads(line) for line in (neutral.folder / "out").glob("*.jsonl").__next__().open()
    ]
    assert row["id"] == shown["id"]
    assert row["draft"] == WALES


def test_a_draft_comes_in_by_standard_input_and_errors_leave_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "review", "-"]
    env = {**foreign_environment(), "NEUTRAL_DATA_DIR": str(tmp_path / "data")}
    codes = {}
    for draft in (PLAIN, WALES, ""):
        done = subprocess.run(  # noqa: S603  # our own program
            command, input=draft.encode(), capture_output=True, env=env, check=False, cwd=tmp_path
        )
        codes[draft] = done.returncode
        assert b"Traceback" not in done.stderr
    assert codes == {PLAIN: 0, WALES: 1, "": 65}


def test_one_round_by_the_signed_door_is_kept_posted_and_printed(neutral: Neutral) -> None:
    done = neutral("sandbox", "--once", WALES)
    said = done.out
    assert done.code == 0, done.err
    assert "for the first time in a generation" in said
    assert "Automatic checks only" in said


def test_the_first_help_names_every_command_and_the_exit_codes(neutral: Neutral) -> None:
    said = neutral("--help").out
    assert all(word in said for word in ("review", "serve", "sandbox", "export", "eval", "2 stop"))


@pytest.mark.parametrize("draft", ["show", "show me the new rates from 1 April"])
def test_a_draft_that_begins_with_show_is_a_draft(neutral: Neutral, draft: str) -> None:
    made = json.loads(neutral("review", draft, "--json").out)
    assert made["draft"]["text"] == draft


def test_a_past_review_is_shown_again_as_it_was(neutral: Neutral) -> None:
    made = neutral("review", WALES, "--json").out
    name = json.loads(made)["id"]
    assert neutral("review", "show", name, "--json").out == made
    said = neutral("log", "show", name, "--as-of").out
    assert said.startswith(neutral("log", "show", name).out)
    assert "It cited none" in said
    assert "Then: no official words of it are kept here." in said


def test_a_review_names_the_official_words_that_it_cites_and_what_is_newer(
    neutral: Neutral,
) -> None:
    assert "no official words" in neutral("review", PLAIN).out
    store = GuidanceStore(neutral.folder / "data")
    keep(store, a_document("one", source="csc"), a_page(b"1"))
    keep(store, a_document("two", source="csc"), a_page(b"2"))
    cited = CitedVersions(store)
    made = json.loads(neutral("review", WALES, "--json").out)["making"]
    assert made["official_edition"] == cited.edition
    assert made["newer"] == {"waiting": 1, "ended": 0}
    log = SqliteLog(neutral.folder / "data" / "log.db")
    assert log.edition("official", cited.edition) == cited.words
    said = f"official words {cited.edition}; newer words of 1 document wait for acceptance"
    assert said in neutral("review", WALES).out
    assert said in neutral("status").out


def test_documents_that_cannot_be_read_leave_the_catalogue_alone(neutral: Neutral) -> None:
    (neutral.folder / "data").mkdir()
    (neutral.folder / "data" / "guidance.db").write_bytes(b"no database" * 100)
    done = neutral("review", PLAIN)
    assert done.code == 0
    assert "no official words" in done.out
