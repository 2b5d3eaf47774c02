"""``neutral calendar``: lists, exports, and puts an election in with one command."""

import errno
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.cli.periods import completed
from bot.config import foreign_environment
from bot.errors import BadQuestion
from bot.guidance.calling import Call
from tests.as_shipped import GUIDANCE, LIBRARY

POLL = "2031-03-20"
SNAP = ("add", "Snap general election", "--rule", "G", "--poll", POLL)
WHO = ("--by", "Head of news", "--why", "Called today")
NAME = f"own-snap-general-election-{POLL}"


class Told:
    """Runs ``neutral calendar`` with a calendar of its own."""

    def __init__(self, folder: Path, captured: pytest.CaptureFixture[str]) -> None:
        self.own, self._captured = folder / "data" / "calendar.yaml", captured
        self.code = 0

    def __call__(self, *arguments: str) -> str:
        self.code = main(("calendar", *arguments))
        told = self._captured.readouterr()
        return told.out + told.err

    def ids(self, *options: str) -> dict[str, list[str]]:
        document = json.loads(self(*options, "--json"))
        return {k: [row["id"] for row in v] for k, v in document.items() if isinstance(v, list)}


@pytest.fixture
def neutral(apart: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(apart, capsys)


def test_it_lists_what_holds_now_and_what_comes_next(neutral: Told) -> None:
    ids = neutral.ids("--on", "2026-04-15")
    assert {"senedd-2026", "scottish-parliament-2026"} < set(ids["now"])
    assert {"by-election-makerfield-2026", "local-england-2026"} < set(ids["next"])
    assert "past" not in ids
    shown = neutral("--on", "2026-04-15", "--account", "Welsh Government")
    assert "Senedd Cymru (Wales)" in shown
    assert "from 8 April 2026 at 00:01 (verified) to the poll on 7 May 2026 (verified)" in shown
    assert "Welsh Government: it covers this account" in shown
    assert "general-2024" in neutral.ids("--all")["past"]


def test_every_period_is_listed_once(neutral: Told) -> None:
    ids = neutral.ids("--all")
    assert sorted(chain.from_iterable(ids.values())) == sorted(
        period.id for period in LIBRARY.periods
    )


def test_one_command_puts_a_snap_election_in_and_the_next_review_is_held_to_it(
    neutral: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = (GUIDANCE / "calendar.yaml").read_bytes()
    told = neutral(*SNAP, *WHO)
    assert neutral.code == 0, told
    assert "from 13 February 2031 (derived)" in told
    assert "not confirmed" in told
    assert LIBRARY.edition in told
    main(("review", "Apply online.", "--account", "HM Treasury", "--date", "2031-03-01", "--json"))
    review = json.loads(capsys.readouterr().out)
    assert [period["what"] for period in review["periods"]] == ["Snap general election"]
    assert review["periods"][0]["reach"] == "binds"
    assert not review["periods"][0]["confirmed"]
    assert review["making"]["guidance_edition"] not in ("", LIBRARY.edition)
    assert (GUIDANCE / "calendar.yaml").read_bytes() == shipped


def test_who_put_it_in_and_why_is_kept_and_so_is_its_removal(neutral: Told) -> None:
    neutral(*SNAP, *WHO)
    assert "added_by: Head of news" in neutral.own.read_text("utf-8")
    told = neutral("remove", NAME, "--by", "Propriety lead", "--why", "It was a rumour")
    assert neutral.code == 0, told
    kept = neutral.own.read_text("utf-8")
    assert "added_by: Head of news" in kept
    assert "removed_why: It was a rumour" in kept
    assert "general-next" in neutral.ids()["unfixed"]
    neutral(*SNAP, *WHO)
    assert f"{NAME}-2" in neutral.ids()["next"]


def test_what_is_missing_is_named_where_nobody_can_be_asked(neutral: Told) -> None:
    told = neutral("add", "A by-election", "--rule", "B")
    assert "--poll, --place, --by, --why" in told
    assert neutral.code > 2
    assert not neutral.own.exists()


def test_nonsense_changes_nothing(neutral: Told) -> None:
    neutral(*SNAP, *WHO)
    before = neutral.own.read_bytes()
    assert "no such day" in neutral("add", "X", "--rule", "R", "--poll", "2031-02-30",
                                    "--scope", "uk", *WHO)  # fmt: skip
    assert neutral.code > 2
    assert "holds it already" in neutral(*SNAP, *WHO)
    assert "cannot be removed" in neutral("remove", "general-2024", *WHO)
    assert "is no period of" in neutral("remove", "own-nothing", *WHO)
    assert neutral.own.read_bytes() == before
    assert [path.name for path in neutral.own.parent.iterdir() if "calendar-" in path.name] == []


def test_a_calendar_that_somebody_broke_is_told_with_its_line(neutral: Told) -> None:
    neutral(*SNAP, *WHO)
    text = neutral.own.read_text("utf-8")
    neutral.own.write_text(text.replace("rule: G", "rule: Q"), "utf-8")
    told = neutral()
    line = text[: text.index("rule: G")].count("\n") + 1
    assert f"calendar.yaml:{line}: the rule 'Q'" in told
    assert neutral.code > 2


def test_a_calendar_that_cannot_be_written_is_said_so(neutral: Told) -> None:
    neutral.own.parent.parent.joinpath("data").write_text("a file where the folder should be")
    assert "cannot be written" in neutral(*SNAP, *WHO)
    assert neutral.code > 2


def test_it_writes_icalendar(neutral: Told, tmp_path: Path) -> None:
    told = neutral("export", "elections.ics")
    assert "26 periods" in told
    assert "next UK general election" in told
    assert (tmp_path / "elections.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert "cannot be written" in neutral("export", "nowhere/elections.ics")


def test_what_is_missing_is_asked_in_turn() -> None:
    answers = {"what": "Border poll", "rule": "referendum", "poll": POLL,
               "scope": "northern-ireland", "by": "Me", "why": "Called"}  # fmt: skip
    asked: list[str] = []

    def ask(name: str) -> str:
        asked.append(name)
        return answers[name]

    call = completed(Call(), LIBRARY.rules, ask)
    assert asked == ["what", "rule", "poll", "scope", "by", "why"]
    assert call.scope == ("northern-ireland",)
    with pytest.raises(BadQuestion):
        completed(Call(), LIBRARY.rules, None)


def test_a_person_at_a_terminal_is_asked(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    settings = {**foreign_environment(), "NEUTRAL_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "bot", "calendar", *SNAP]
    with subprocess.Popen(  # noqa: S603  # our own program
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=settings
    ) as run:
        os.close(theirs)
        os.write(ours, b"Head of news\nCalled today\n")
        said = b"".join(said_at(ours)).decode()
    os.close(ours)
    assert run.returncode == 0, said
    assert "Who puts this in?" in said
    assert "Called today" in (tmp_path / "calendar.yaml").read_text("utf-8")


def said_at(terminal: int) -> Iterator[bytes]:
    """What was written to a terminal, until the program at its other end is gone."""
    while said := _read(terminal):
        yield said


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError as error:  # how Linux says that nobody is at the other end
        if error.errno != errno.EIO:
            raise
        return b""
