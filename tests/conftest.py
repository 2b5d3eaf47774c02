"""What tests of several rooms stand on."""

from collections.abc import Iterator

import pytest

from bot.words.speaking import check_words
from tests.postgres import MISSING, binaries, private_server


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
