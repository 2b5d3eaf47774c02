"""``neutral serve``: that nobody who is answered waits for long work of another thread."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.serve import settle
from bot.config import Settings


@pytest.fixture
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_thawed")
def test_what_was_built_to_stay_is_not_searched_for_rubbish(tmp_path: Path) -> None:
    stays = [object() for _ in range(3)]
    settle(Settings(data_dir=tmp_path))
    assert not any(stays is found for found in gc.get_objects())


def test_the_client_of_the_model_is_loaded_before_that_where_there_is_a_model() -> None:
    script = (
        "import gc, sys; from bot.cli.serve import settle; from bot.config import Settings\n"
        "settle(Settings(model=sys.argv[1]))\n"
        "print('openai.resources.chat.completions' in sys.modules, gc.get_freeze_count() > 0)"
    )
    said = {
        model: subprocess.run(  # noqa: S603  # our own program
            [sys.executable, "-c", script, model], capture_output=True, text=True, check=True
        ).stdout
        for model in ("", "some-model")
    }
    assert said == {"": "False True\n", "some-model": "True True\n"}
