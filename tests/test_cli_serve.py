"""``neutral serve``: that nobody who is answered waits for long work of another thread."""

import gc
import sys
from collections.abc import Iterator

import pytest

from bot.cli.serve import answer_quickly


@pytest.fixture
def afterwards() -> Iterator[None]:
    """Python as it was before."""
    seconds = sys.getswitchinterval()
    yield
    gc.unfreeze()
    sys.setswitchinterval(seconds)


@pytest.mark.usefixtures("afterwards")
def test_what_was_built_to_stay_is_not_searched_for_rubbish_and_threads_change_quickly() -> None:
    stays = [object() for _ in range(3)]
    answer_quickly()
    assert gc.get_freeze_count() > 0
    assert not any(stays is found for found in gc.get_objects())
    assert sys.getswitchinterval() == pytest.approx(0.001)
