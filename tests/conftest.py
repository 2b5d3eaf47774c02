"""What tests of several rooms stand on."""

from collections.abc import Iterator

import pytest

from tests.postgres import MISSING, binaries, private_server


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A private Postgres server, once for all tests; they are skipped where none is installed."""
    if binaries() is None:
        pytest.skip(MISSING)
    with private_server() as url:
        yield url
