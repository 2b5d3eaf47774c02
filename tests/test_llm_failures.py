"""Every way in which a model's endpoint can fail has one meaning."""

import json
import ssl
from collections.abc import Iterator

import httpx2
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.errors import (
    ModelError,
    ModelMisconfigured,
    ModelNonsense,
    ModelRefused,
    ModelUnreachable,
)
from bot.llm.failures import OUTCOMES
from bot.llm.openai_model import MAX_BODY, OpenAIModel
from bot.llm.patience import Clock
from bot.llm.prices import PRICES, Tokens, cost_usd
from bot.llm.wire import BrokenBody, ErrorInside, read_completion
from bot.prompt.exchange import Request
from tests.openai_loopback import completion

REQUEST = Request(
    system="s", turns=(("user", "u"),), schema_name="n", schema={"type": "object"}, edition="e"
)
JSON = {"content-type": "application/json"}
HTML = {"content-type": "text/html; charset=utf-8"}


def error(code: str | int | None, kind: str = "t") -> bytes:
    return json.dumps({"error": {"message": "m", "type": kind, "code": code}}).encode()


def ask(response: httpx2.Response | Exception, now: Iterator[float] | None = None) -> int:
    """Ask a model that always answers so; give the number of calls, or raise what it raised."""
    calls = 0

    def answer(request: httpx2.Request) -> httpx2.Response:
        nonlocal calls
        calls += 1
        if isinstance(response, Exception):
            raise response
        return httpx2.Response(
            response.status_code, headers=response.headers, content=response.content,
            request=request,
        )  # fmt: skip

    clock = Clock(now=lambda: next(now) if now else 0.0, sleep=lambda _: None)
    client = httpx2.Client(transport=httpx2.MockTransport(answer))
    model = OpenAIModel(
        "http://model.invalid/v1", SecretStr("k"), "m", 45, clock=clock, http_client=client
    )
    try:
        model.ask(REQUEST)
    except ModelError as failure:
        failure.add_note(f"calls={calls}")
        raise
    return calls


def body(status: int, content: bytes, headers: dict[str, str] | None = None) -> httpx2.Response:
    return httpx2.Response(status, content=content, headers=headers or JSON)


def said(text: str | None, **choice: object) -> httpx2.Response:
    return body(200, completion(text, **choice).body)


def timeout() -> Exception:
    return httpx2.ReadTimeout("slow")


def distrust() -> Exception:
    failure = httpx2.ConnectError("certificate verify failed")
    failure.__context__ = ssl.SSLCertVerificationError("self-signed")
    return failure


ROWS = [
    ("it declines", said(None, refusal="no"), ModelRefused, 1),
    ("it declines, by the reason alone", said(None, finish_reason="refusal"), ModelRefused, 1),
    ("its answer is cut, twice", said('{"a', finish_reason="length"), ModelNonsense, 2),
    ("its answer is filtered", said("x", finish_reason="content_filter"), ModelRefused, 1),
    ("its answer has no end", said("{}", finish_reason=None), ModelNonsense, 1),
    ("it calls a tool", said(None, finish_reason="tool_calls"), ModelNonsense, 1),
    ("its answer is empty", said(" "), ModelNonsense, 1),
    ("its answer is null", said(None), ModelNonsense, 1),
    ("the question is filtered", body(400, error("content_filter")), ModelRefused, 1),
    ("the policy stops it", body(403, error("content_policy_violation")), ModelRefused, 1),
    ("the draft is too long", body(400, error("context_length_exceeded")), ModelRefused, 1),
    ("the request is too large", body(413, b""), ModelRefused, 1),
    ("no choices", body(200, b'{"choices": []}'), ModelNonsense, 1),
    ("null choices", body(200, b'{"choices": null}'), ModelNonsense, 1),
    ("choices of another shape", body(200, b'{"choices": "x"}'), ModelNonsense, 2),
    ("an empty body", body(200, b""), ModelNonsense, 2),
    ("a broken body", body(200, b'{"choices": [{'), ModelNonsense, 2),
    ("a body that is a list", body(200, b"[]"), ModelNonsense, 2),
    ("a body that is not text", body(200, b"\xff\xfe\x00"), ModelNonsense, 2),
    ("a body far too long", body(200, b" " * (MAX_BODY + 1)), ModelNonsense, 1),
    ("a web page", body(200, b"<!doctype html>", HTML), ModelMisconfigured, 1),
    ("a web page that calls itself JSON", body(200, b"\n<html>"), ModelMisconfigured, 1),
    ("an error inside", body(200, error("server_error")), ModelUnreachable, 4),
    ("an error inside with a number", body(200, error(401)), ModelMisconfigured, 1),
    ("an error inside, a quota", body(200, error("insufficient_quota")), ModelMisconfigured, 1),
    ("an error inside, as text", body(200, b'{"error": "down"}'), ModelUnreachable, 4),
    ("400", body(400, error(None)), ModelMisconfigured, 1),
    ("401", body(401, error("invalid_api_key")), ModelMisconfigured, 1),
    ("402", body(402, b""), ModelMisconfigured, 1),
    ("403", body(403, error(None)), ModelMisconfigured, 1),
    ("404", body(404, error("model_not_found")), ModelMisconfigured, 1),
    ("408", body(408, b""), ModelUnreachable, 4),
    ("409", body(409, b""), ModelUnreachable, 4),
    ("418", body(418, b""), ModelMisconfigured, 1),
    ("422", body(422, b"not JSON"), ModelMisconfigured, 1),
    ("429", body(429, error("rate_limit_exceeded")), ModelUnreachable, 4),
    ("429, a quota by code", body(429, error("insufficient_quota")), ModelMisconfigured, 1),
    (
        "429, a quota by type",
        body(429, error(None, "organization_spend_limit_exceeded")),
        ModelMisconfigured,
        1,
    ),
    ("500", body(500, error(None)), ModelUnreachable, 4),
    ("501", body(501, b""), ModelMisconfigured, 1),
    ("502, a web page", body(502, b"<html>", HTML), ModelUnreachable, 4),
    ("529", body(529, b""), ModelUnreachable, 4),
    ("a time-out", timeout(), ModelUnreachable, 4),
    ("a certificate that is not trusted", distrust(), ModelMisconfigured, 1),
    ("no connection", httpx2.ConnectError("refused"), ModelUnreachable, 4),
    ("a dropped connection", httpx2.RemoteProtocolError("gone"), ModelUnreachable, 4),
]


@pytest.mark.parametrize(("response", "meaning", "calls"), [row[1:] for row in ROWS],
                         ids=[row[0] for row in ROWS])  # fmt: skip
def test_every_failure_has_its_meaning_and_its_number_of_tries(
    response: httpx2.Response | Exception, meaning: type[ModelError], calls: int
) -> None:
    with pytest.raises(meaning) as raised:
        ask(response)
    assert type(raised.value) is meaning
    assert raised.value.__notes__ == [f"calls={calls}"]
    assert str(raised.value).endswith((".", ").")) or "twice" in str(raised.value)


def test_an_answer_that_drips_is_given_up_at_the_deadline() -> None:
    times = iter([0.0, 0.0, 50.0, 50.0, 50.0])
    with pytest.raises(ModelUnreachable, match="did not finish"):
        ask(said("{}"), times)


def test_no_call_begins_after_the_deadline() -> None:
    times = iter([0.0, 46.0, 46.0])
    with pytest.raises(ModelUnreachable) as raised:
        ask(said("{}"), times)
    assert raised.value.__notes__ == ["calls=0"]


def test_none_of_the_vendors_errors_is_left_unmapped() -> None:
    def tree(kind: type[Exception]) -> set[str]:
        return {kind.__name__}.union(*(tree(under) for under in kind.__subclasses__()))

    ours = {"BrokenBody", "DecodingError", "HTTPError"}
    assert tree(openai.OpenAIError) == OUTCOMES.keys() - ours
    assert set(OUTCOMES.values()) < {ModelError, *ModelError.__subclasses__()}


@given(st.binary(max_size=200))
def test_no_body_fails_in_an_unforeseen_way(content: bytes) -> None:
    try:
        found = read_completion(content, "application/json")
        found.text()
    except (BrokenBody, ErrorInside, ModelError):
        pass


def test_a_price_is_said_only_where_it_is_known() -> None:
    tokens = Tokens(input=3_000, cached=2_000, output=500)
    ours = "https://api.openai.com/v1"
    assert cost_usd("gpt-5.4-mini", ours, tokens) == pytest.approx(0.00075 + 0.00015 + 0.00225)
    assert cost_usd("gpt-5.4-mini-2026-03-05", ours, tokens) is not None
    assert cost_usd("gpt-5.4-mini", "https://elsewhere.example/v1", tokens) is None
    assert cost_usd("some-model", ours, tokens) is None
    assert cost_usd("gpt-5.4-mini", ours, Tokens(input=300_000)) is None
    assert cost_usd("gpt-5.4-mini", ours, Tokens(input=100, written=100)) is None


def test_every_price_says_since_when_and_where_it_was_read() -> None:
    for price in PRICES.values():
        assert price.since.startswith("2026-")
        assert price.source.startswith("https://")
        assert price.cached < price.fresh < price.output
