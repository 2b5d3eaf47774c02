"""Every example in the checks' data is a test: flagged by its check, or left alone by it.

The trained reader's examples are the drafts in training/.
"""

from datetime import date

import pytest

from bot.checks.run import TRAINED
from bot.checks.watchfile import CheckRow, Example
from bot.concerns import Severity
from tests.as_shipped import CHECKS

TODAY = date(2025, 9, 10)
"""A day in no pre-election period."""


def _example(written: Example | str) -> Example:
    return Example(text=written) if isinstance(written, str) else written


def _flags(row: CheckRow, example: Example) -> bool:
    wanted = {row.severity} if row.severity is Severity.NOTE else {Severity.STOP, Severity.REVISE}
    signals = CHECKS.see(example.draft(), TODAY)
    return any(signal.check == row.id and signal.severity in wanted for signal in signals)


@pytest.mark.parametrize(
    ("row", "example"),
    [(row, _example(each)) for row in CHECKS.rows for each in row.flagged],
    ids=lambda value: value.id if isinstance(value, CheckRow) else value.text[:60],
)
def test_every_positive_example_is_flagged_by_its_check(row: CheckRow, example: Example) -> None:
    assert _flags(row, example)


@pytest.mark.parametrize(
    ("row", "example"),
    [(row, _example(each)) for row in CHECKS.rows for each in row.clear],
    ids=lambda value: value.id if isinstance(value, CheckRow) else value.text[:60],
)
def test_every_negative_example_is_left_alone_by_its_check(row: CheckRow, example: Example) -> None:
    assert not _flags(row, example)


@pytest.mark.parametrize(
    "row", [row for row in CHECKS.rows if row.sees != TRAINED], ids=lambda row: row.id
)
def test_every_check_has_examples_of_both_kinds(row: CheckRow) -> None:
    assert row.clear
    assert row.flagged or row.id == "election.referendum"
