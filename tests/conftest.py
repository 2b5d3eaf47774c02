"""What tests of several rooms stand on."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.config import environment
from bot.words.speaking import check_words
from sandbox.app import App
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door
from tests.postgres import MISSING, binaries, private_server

settings.register_profile("same", derandomize=True)
settings.register_profile("anew", print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

MANIFEST = Path(__file__).parent.parent / "manifest.json"


@pytest.fixture(scope="session", autouse=True)
def words() -> None:
    """Read the bot's words before the first test, so that no test's clock runs meanwhile."""
    check_words()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A private Postgres server, once for all tests; they are skipped where none is installed."""
    if binaries() is None:
        pytest.skip(MISSING)
    with private_server() as url:
        yield url


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, whose ``data`` holds the data; no setting of this machine is left."""
    for name in environment():
        if name.startswith("NEUTRAL_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NEUTRAL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A Slack in which the app is installed from its manifest."""
    with Sandbox(App.from_manifest(MANIFEST)) as sandbox:
        yield sandbox


@pytest.fixture
def kept() -> Kept:
    """Where the jobs are kept that come in by ``door``."""
    return Kept()


@pytest.fixture
def door(slack: Sandbox, kept: Kept, tmp_path: Path) -> Iterator[str]:
    """The app, served and connected to ``slack``. Gives its address."""
    with http_door(slack, kept, tmp_path) as address:
        yield address


LONGEST = (
    "test_work_stop",
    "test_chaos",
    "test_work_killed",
    "test_work_orders",
    "test_slack_socket",
)
"""These mostly wait for processes: begun first, they do not hold up the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; no test minds the order."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)
