"""Thousands of malformed requests at the door: none makes it fail, and none leaves a trace."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from time import time

import pytest

from bot.desk.codec import from_json, to_json
from bot.desk.seams import Job
from bot.slack.app import build_app
from bot.slack.door import PATH, Wsgi, answer, guard
from bot.slack.http import wsgi
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, slack_settings
from tests.malformed import GOOD, KNOWN, SECRET_WORD, Request, malformed, sealed, written

SEED, MANY = 20261127, 10_000


class Paper:
    """Jobs that are written down as the durable work writes them, and read back."""

    def __init__(self) -> None:
        self.kept = 0

    def put(self, job: Job) -> None:
        written = json.dumps(to_json(job), ensure_ascii=False).encode()
        assert from_json(type(job), json.loads(written)) == job
        assert "\x00" not in job.key  # Postgres takes none
        self.kept += 1


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def jobs() -> Paper:
    return Paper()


@pytest.fixture
def door(slack: Sandbox, jobs: Paper, tmp_path: Path) -> Wsgi:
    return wsgi(build_app(slack_settings(slack, tmp_path), jobs))


def status_of(door: Wsgi, request: Request) -> int:
    """Hand a request over as a WSGI server would; no exception may come out."""
    found: list[str] = []
    environ = {
        "REQUEST_METHOD": request.method, "PATH_INFO": request.path.split("?")[0],
        "CONTENT_TYPE": request.kind, "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": io.BytesIO(request.body),
    }  # fmt: skip
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_LENGTH" else f"HTTP_{key}"] = value

    def start(status: str, headers: object, *rest: object) -> None:
        del headers, rest
        found.append(status)

    b"".join(door(environ, start))  # type: ignore[arg-type]  # as PEP 3333 has it, without write
    return int(found[-1][:3])


@pytest.mark.parametrize("name", GOOD)
def test_each_request_is_taken_before_it_is_spoilt(name: str, slack: Sandbox, door: Wsgi) -> None:
    request = sealed(written(name, GOOD[name]), slack.signing_secret)
    assert status_of(door, request) == (200 if name in KNOWN else 404)


def test_ten_thousand_malformed_requests_make_no_5xx_and_no_trace(
    slack: Sandbox, door: Wsgi, jobs: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    wrong: list[str] = []
    with caplog.at_level(logging.WARNING):
        for request in islice(malformed(SEED, slack.signing_secret), MANY):
            status = status_of(door, request)
            if status >= 500 or not (request.is_fit or 400 <= status < 500):
                wrong.append(f"{status} {request.what}")
    assert not wrong
    assert not [record.getMessage() for record in caplog.records if record.exc_info]
    assert "met a fault" not in caplog.text
    assert SECRET_WORD not in caplog.text
    assert jobs.kept


def test_a_fault_of_ours_is_a_5xx_and_says_its_place_and_no_word_of_the_draft(
    slack: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def put(self, job: Job) -> None:
            raise ZeroDivisionError(str(job))

    door = wsgi(build_app(slack_settings(slack, tmp_path), Broken()))
    request = sealed(written("mention", GOOD["mention"]), slack.signing_secret)
    assert status_of(door, request) == 500
    assert "ZeroDivisionError" in caplog.text
    assert "in put" in caplog.text
    assert SECRET_WORD not in caplog.text


@pytest.mark.parametrize(
    "given", ["http://[", "file:///etc/passwd", "https://", "https://a\u0663/"]
)
def test_an_address_that_cannot_be_used_is_left_out(
    given: str, slack: Sandbox, tmp_path: Path
) -> None:
    kept = Kept()
    door = wsgi(build_app(slack_settings(slack, tmp_path), kept))
    command = {**GOOD["command"], "response_url": given, "trigger_id": f"1.{len(given)}"}
    assert status_of(door, sealed(written("command", command), slack.signing_secret)) == 200
    assert kept.jobs[0].place.reply_to == ""


def test_a_wrong_method_is_told_the_right_one(door: Wsgi) -> None:
    told: list[object] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": PATH}
    b"".join(door(environ, lambda status, headers: told.extend([status, headers])))  # type: ignore[arg-type]  # as PEP 3333 has it, without write
    assert told[0] == "405 Method Not Allowed"
    assert ("Allow", "POST") in told[1]  # type: ignore[operator]  # the list of headers


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data", "application/jsonp"])
def test_a_kind_of_content_that_slack_never_sends_is_turned_away(
    kind: str, slack: Sandbox, door: Wsgi
) -> None:
    request = replace(written("command", GOOD["command"]), kind=kind)
    assert status_of(door, sealed(request, slack.signing_secret)) == 415


def test_a_signature_of_the_future_is_remembered_until_it_is_void(slack: Sandbox) -> None:
    now = [time()]
    taken = lambda _, start: answer(start, HTTPStatus.OK)  # noqa: E731  # an app that takes all
    inner = guard(taken, slack.signing_secret, lambda: now[0])
    request = sealed(
        written("command", GOOD["command"]), slack.signing_secret, str(int(now[0]) + 290)
    )
    assert status_of(inner, request) == 200
    now[0] += 400
    assert status_of(inner, request) == 409
