"""The command line: a review in the shell, with exit codes a script can trust."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from bot.config import environment

ROOT = Path(__file__).parent.parent
WALES = "Today's Budget has delivered for Wales for the first time in a generation."
PLAIN = "Apply for a free bus pass by 5pm on 26 June. You need proof of your age and address."


@pytest.fixture
def neutral(tmp_path: Path) -> "Neutral":
    return Neutral(tmp_path)


class Neutral:
    """Runs ``neutral`` as a process of its own, in an empty folder, with its own log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        inherited = environment(without=("NEUTRAL_MODEL", "PORT"))
        return subprocess.run(  # noqa: S603  # our own program
            [sys.executable, "-m", "bot", *arguments],
            input=stdin,
            capture_output=True,
            cwd=self.folder,
            env={**inherited, "NEUTRAL_DATA_DIR": str(self.folder / "data")},
            check=False,
        )


def test_the_wales_office_post_is_not_clear_and_the_card_says_why(neutral: Neutral) -> None:
    done = neutral("review", WALES, "--json")
    review = json.loads(done.stdout)
    assert done.returncode in (1, 2)
    assert review["verdict"] in ("revise", "stop")
    assert any("for the first time in a generation" in f["excerpt"] for f in review["findings"])
    cited = {finding["clause_id"].split(".")[0] for finding in review["findings"]}
    assert cited & {"csc"}
    assert cited & {"gcs", "gpc"}
    assert "wales-office-budget-2024" in [p["id"] for p in review["precedents"]]
    assert review["rewording"] or review["what_to_change"]


def test_a_plain_notice_is_clear(neutral: Neutral) -> None:
    done = neutral("review", PLAIN)
    assert done.returncode == 0, done.stderr
    assert "Clear" in done.stdout.decode()
    assert "Automatic checks only" in done.stdout.decode()


def test_the_json_is_as_documented(neutral: Neutral) -> None:
    schema = json.loads((ROOT / "docs" / "review.schema.json").read_text(encoding="utf-8"))
    for text in (WALES, PLAIN):
        jsonschema.validate(json.loads(neutral("review", text, "--json").stdout), schema)


def test_piped_output_has_no_colour_codes(neutral: Neutral) -> None:
    assert b"\x1b" not in neutral("review", WALES).stdout


def test_control_characters_of_a_draft_never_reach_the_terminal(neutral: Neutral) -> None:
    done = neutral("review", "The rate \x1b[31mrises\x07 on 1 April. " * 3)
    assert b"\x1b" not in done.stdout
    assert b"\x07" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "words"),
    [
        (("review", ""), b"", 65, "empty"),
        (("review", "🎉🎉"), b"", 65, "no words"),
        (("review", "-"), b"\x89PNG\r\n\x1a\n\x00\x00", 65, "not UTF-8"),
        (("review", "-"), b"a\x00b", 65, "not text"),
        (("review", "-"), b"word " * 20_001, 65, "100,005 characters"),
        (("review",), b"", 64, "Give the draft"),
        (("review", "-f", "missing.txt"), b"", 64, "missing.txt"),
        (("review", "text", "--date", "tomorrow"), b"", 64, "2026-11-22"),
        (("review", "text", "--nonsense"), b"", 64, "--nonsense"),
        (("export", "--month", "2026-13"), b"", 64, "2026-13"),
        (("serve",), b"", 78, "SLACK_BOT_TOKEN"),
    ],
)
def test_bad_input_gets_a_clear_answer_and_no_traceback(
    neutral: Neutral, arguments: tuple[str, ...], stdin: bytes, code: int, words: str
) -> None:
    done = neutral(*arguments, stdin=stdin)
    said = done.stderr.decode()
    assert done.returncode == code, said
    assert words in said
    assert "Traceback" not in said


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
    done = neutral("review", "-", "--json", stdin=text.encode())
    assert done.returncode in (0, 1, 2), done.stderr
    assert json.loads(done.stdout)["draft"]["text"] == text


def test_a_review_is_kept_before_it_is_shown_and_comes_out_in_the_month(neutral: Neutral) -> None:
    shown = json.loads(neutral("review", WALES, "--json").stdout)
    month = shown["made_at"][:7]
    done = neutral("export", "--month", month, "--format", "jsonl", "-o", "out")
    assert done.returncode == 0, done.stderr
    (row,) = [
        json.loads(line) for line in (neutral.folder / "out").glob("*.jsonl").__next__().open()
    ]
    assert row["id"] == shown["id"]
    assert row["draft"] == WALES


def test_one_round_by_the_signed_door_is_kept_posted_and_printed(neutral: Neutral) -> None:
    done = neutral("sandbox", "--once", WALES)
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert "for the first time in a generation" in said
    assert "Automatic checks only" in said


def test_the_first_help_names_every_command_and_the_exit_codes(neutral: Neutral) -> None:
    said = neutral("--help").stdout.decode()
    assert all(word in said for word in ("review", "serve", "sandbox", "export", "eval", "2 stop"))
