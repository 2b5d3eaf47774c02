"""Malformed bytes on real sockets at the door of production: no 5xx, no trace, no standstill."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice

import pytest

from bot.cli.http_server import THREADS
from sandbox.slack import Sandbox
from tests.at_the_wire import Wire, a_wire, statuses
from tests.malformed import GOOD, SECRET_WORD, sealed, written
from tests.raw_malformed import as_bytes, raw

SEED, MANY = 20261128, 1_000
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
UNMEASURED = b"POST /slack/events HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def wire(slack: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    with a_wire(slack, tmp_path_factory.mktemp("wire")) as door:
        yield door


def good(slack: Sandbox, trigger: str) -> bytes:
    """A good request that was never sent before."""
    command = {**GOOD["command"], "trigger_id": trigger}
    return as_bytes(sealed(written("command", command), slack.signing_secret))


def test_malformed_bytes_make_no_5xx_leave_no_trace_and_do_not_stop_the_door(
    slack: Sandbox, wire: Wire
) -> None:
    before = wire.workers()
    answered = wire.send_all(islice(raw(SEED, slack.signing_secret), MANY))
    found = {code for _, codes in answered for code in codes}
    assert not [(codes, given[:200]) for given, codes in answered if max(codes, default=0) >= 500]
    assert {200, 400, 401, 404, 405, 411, 413, 414, 415, 431} <= found
    said = wire.words.read_text(encoding="utf-8")
    assert SECRET_WORD not in said
    assert "Traceback" not in said
    assert "met a fault" not in said
    assert wire.workers() == before
    assert wire.send(good(slack, "after.1")) == [200]


def test_requests_on_one_connection_are_answered_each(slack: Sandbox, wire: Wire) -> None:
    both = good(slack, "pipe.1") + good(slack, "pipe.2")
    assert wire.send(HEALTH + both + UNMEASURED + HEALTH) == [200, 200, 200, 411, 200]


def test_half_requests_hold_the_door_up_for_a_moment_and_not_for_good(
    slack: Sandbox, wire: Wire
) -> None:
    whole = good(slack, "half.1")
    with ExitStack() as open_links:
        halves: list[socket.socket] = []
        for number in range(THREADS + 4):
            link = open_links.enter_context(wire.open())
            link.sendall(whole[: (40, len(whole) - 20)[number % 2]])
            halves.append(link)
        assert wire.send(good(slack, "half.2")) == [200]
        found = [statuses(link) for link in halves]
    assert {code for codes in found for code in codes} <= {401}
