"""The day of an edition: read from the ledger that people keep, and never guessed."""

from datetime import date
from pathlib import Path

import pytest

from bot.guidance.ledger import day_of
from tests.as_shipped import GUIDANCE, LIBRARY

EDITION = "0123456789ab"


@pytest.mark.parametrize(
    ("ledger", "day"),
    [
        (f"| {EDITION} | 2026-11-22 | all | why | maintainer |", date(2026, 11, 22)),
        (f"|{EDITION}|2026-11-22|", date(2026, 11, 22)),
        (f"| {EDITION} | 2026-13-40 | no such day |", None),
        ("| ffffffffffff | 2026-11-22 | another |", None),
        (f"The edition {EDITION} of 2026-11-22 is no row.", None),
        ("", None),
    ],
)
def test_an_edition_has_the_day_of_its_row(tmp_path: Path, ledger: str, day: date | None) -> None:
    (tmp_path / "README.md").write_text(ledger, encoding="utf-8")
    assert day_of(tmp_path, EDITION) == day


def test_without_a_ledger_no_day_is_known(tmp_path: Path) -> None:
    assert day_of(tmp_path, EDITION) is None
    (tmp_path / "README.md").write_bytes(b"\xff\xfe")
    assert day_of(tmp_path, EDITION) is None


def test_the_edition_that_is_shipped_has_its_day() -> None:
    ledger = (GUIDANCE / "README.md").read_text(encoding="utf-8")
    assert LIBRARY.dated is not None
    assert f"| {LIBRARY.edition} | {LIBRARY.dated.isoformat()} |" in ledger
