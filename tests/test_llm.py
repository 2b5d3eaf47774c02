"""What is promised of asking a model, over real HTTP on loopback."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from bot.errors import ModelError, ModelMisconfigured, ModelNonsense, ModelUnreachable
from bot.llm.openai_model import OpenAIModel
from bot.llm.patience import Clock
from bot.llm.probe import Enforcement, probe
from bot.prompt.exchange import Request
from tests.openai_loopback import Answer, Loopback, completion, refusal

KEY = "sk-invented-0123456789"
SCHEMA = {
    "type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"],
    "additionalProperties": False,
}  # fmt: skip
REQUEST = Request(
    system="The fixed part.", turns=(("user", "The secret draft."),), schema_name="review",
    schema=SCHEMA, edition="abc123", asked_by="U0INVENTED",
)  # fmt: skip
GOOD = completion('{"ok": true}')


class Time:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.now, sleep=self.sleep)


@pytest.fixture
def time() -> Time:
    return Time()


Ask = Callable[..., tuple[OpenAIModel, Loopback]]


@pytest.fixture
def serve(time: Time) -> Iterator[Ask]:
    """Start a server that gives these answers in turn, the last for ever, and a model on it."""
    opened: list[OpenAIModel | Loopback] = []

    def start(*answers: Answer, model: str = "some-model", deadline: float = 45.0) -> Any:  # noqa: ANN401  # see Ask
        left = list(answers)
        server = Loopback(lambda _: left.pop(0) if len(left) > 1 else left[0]).__enter__()
        asker = OpenAIModel(server.url, SecretStr(KEY), model, deadline, clock=time.clock)
        opened.extend((asker, server))
        return asker, server

    yield start
    for each in opened:
        each.__exit__(None, None, None)


def test_an_answer_comes_with_what_it_took(serve: Ask) -> None:
    model, _ = serve(GOOD)
    reply = model.ask(REQUEST)
    assert reply.text == '{"ok": true}'
    assert (reply.model_asked, reply.model_answered) == ("some-model", "served-1")
    assert (reply.input_tokens, reply.cached_tokens, reply.output_tokens) == (100, 64, 20)
    assert (reply.response_id, reply.attempts, reply.cost_usd) == ("chatcmpl-1", 1, None)


def test_what_is_sent_is_strict_and_not_stored(serve: Ask) -> None:
    model, server = serve(GOOD)
    model.ask(REQUEST)
    (sent,) = server.asked
    assert sent["path"] == "/v1/chat/completions"
    assert sent["messages"] == [
        {"role": "system", "content": "The fixed part."},
        {"role": "user", "content": "The secret draft."},
    ]
    assert sent["response_format"]["json_schema"] == {
        "name": "review", "strict": True, "schema": SCHEMA,
    }  # fmt: skip
    assert sent["store"] is False
    assert sent["prompt_cache_key"] == "abc123"
    assert not {"temperature", "tools", "stream", "user", "max_tokens"} & sent.keys()
    assert server.keys == [f"Bearer {KEY}"]


def test_the_asker_is_told_as_a_stable_mark_and_never_by_id(serve: Ask) -> None:
    model, server = serve(GOOD)
    model.ask(REQUEST)
    model.ask(REQUEST)
    marks = {sent["safety_identifier"] for sent in server.asked}
    assert len(marks) == 1
    assert "U0INVENTED" not in json.dumps(server.asked)


def test_a_reasoning_model_is_sent_no_temperature_and_an_older_one_is(serve: Ask) -> None:
    for name, has in (("gpt-5.4", False), ("o3", False), ("gpt-4.1-mini", True), ("x", False)):
        model, server = serve(GOOD, model=name)
        model.ask(REQUEST)
        assert ("temperature" in server.asked[0]) is has
        assert ("reasoning_effort" in server.asked[0]) is (name in ("gpt-5.4", "o3"))


def test_a_parameter_that_the_endpoint_does_not_know_is_left_out_from_then_on(serve: Ask) -> None:
    model, server = serve(
        refusal(400, message="Unrecognized request argument supplied: prompt_cache_key"),
        refusal(422, message="max_completion_tokens: extra inputs are not permitted"),
        GOOD,
    )
    assert model.ask(REQUEST).attempts == 3
    model.ask(REQUEST)
    last = server.asked[-1]
    assert not {"prompt_cache_key", "max_completion_tokens"} & last.keys()
    assert last["max_tokens"] > 0
    assert len(server.asked) == 4


def test_an_endpoint_that_refuses_a_parameter_for_ever_is_asked_once_more_and_no_further(
    serve: Ask,
) -> None:
    model, server = serve(refusal(400, message="store is not known here"))
    with pytest.raises(ModelMisconfigured):
        model.ask(REQUEST)
    assert len(server.asked) == 2


def test_a_model_that_is_down_is_asked_four_times_and_then_unreachable(
    serve: Ask, time: Time
) -> None:
    model, server = serve(refusal(503))
    with pytest.raises(ModelUnreachable, match="503"):
        model.ask(REQUEST)
    assert len(server.asked) == 4
    assert len(time.slept) == 3
    assert time.slept == sorted(time.slept)


@pytest.mark.parametrize(
    ("headers", "waits"),
    [
        ({"retry_after": "7"}, [7.0, 7.0]),
        ({"retry_after_ms": "1500", "retry_after": "9"}, [1.5, 1.5]),
        (
            {
                "retry_after": "Wed, 21 Oct 2026 07:28:03 GMT",
                "date": "Wed, 21 Oct 2026 07:28:00 GMT",
            },
            [3.0, 3.0],
        ),
    ],
)
def test_the_wait_that_the_endpoint_asks_for_is_kept(
    serve: Ask, time: Time, headers: dict[str, str], waits: list[float]
) -> None:
    busy = refusal(429, **headers)
    model, _ = serve(busy, busy, GOOD)
    assert model.ask(REQUEST).attempts == 3
    assert time.slept == waits


@pytest.mark.parametrize("asked", ["-5", "nan", "inf", "soon", ""])
def test_a_senseless_wait_is_not_kept(serve: Ask, time: Time, asked: str) -> None:
    model, _ = serve(refusal(429, retry_after=asked), GOOD)
    model.ask(REQUEST)
    assert 0 < time.slept[0] <= 1.0


def test_no_wait_goes_past_the_deadline(serve: Ask, time: Time) -> None:
    model, server = serve(refusal(429, retry_after="44"), deadline=45)
    with pytest.raises(ModelUnreachable):
        model.ask(REQUEST)
    assert (len(server.asked), time.slept) == (2, [44.0])
    model, server = serve(refusal(429, retry_after="3600"), deadline=45)
    with pytest.raises(ModelUnreachable):
        model.ask(REQUEST)
    assert (len(server.asked), time.slept) == (1, [44.0])


def test_a_spent_quota_is_asked_for_once(serve: Ask) -> None:
    model, server = serve(refusal(429, code="insufficient_quota", retry_after="1"))
    with pytest.raises(ModelMisconfigured, match="quota"):
        model.ask(REQUEST)
    assert len(server.asked) == 1


def test_a_cut_answer_is_asked_for_once_more_with_a_larger_cap(serve: Ask) -> None:
    cut = completion('{"ok"', finish_reason="length")
    model, server = serve(cut, GOOD)
    reply = model.ask(REQUEST)
    caps = [sent["max_completion_tokens"] for sent in server.asked]
    assert caps[1] > caps[0]
    assert (reply.attempts, reply.input_tokens) == (2, 200)
    model, server = serve(cut)
    with pytest.raises(ModelNonsense, match="cut twice"):
        model.ask(REQUEST)
    assert len(server.asked) == 2


def test_a_connection_that_breaks_off_is_tried_again(serve: Ask) -> None:
    broken = Answer(body=GOOD.body, breaks_off=True)
    model, _ = serve(broken, GOOD)
    assert model.ask(REQUEST).attempts == 2
    model, server = serve(broken)
    with pytest.raises(ModelUnreachable):
        model.ask(REQUEST)
    assert len(server.asked) == 4


def test_an_address_where_nobody_listens_is_unreachable(time: Time) -> None:
    with Loopback(lambda _: GOOD) as server:
        url = server.url
    model = OpenAIModel(url, SecretStr(KEY), "m", 45, clock=time.clock)
    with pytest.raises(ModelUnreachable):
        model.ask(REQUEST)
    assert len(time.slept) == 3


def test_a_redirect_carries_the_draft_nowhere(serve: Ask) -> None:
    elsewhere, other = serve(GOOD)
    away = Answer(status=307, headers={"location": f"{other.url}/chat/completions"})
    model, _ = serve(away)
    with pytest.raises(ModelMisconfigured, match="307"):
        model.ask(REQUEST)
    assert other.asked == []
    elsewhere.close()


def test_the_key_and_the_draft_stand_in_no_error_log_or_repr(
    serve: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    for answer in (
        refusal(401, code=KEY, message=f"Incorrect API key provided: {KEY} for The secret draft."),
        refusal(400, message=f"{KEY}: The secret draft."),
        Answer(body=f'{{"error": "{KEY}: The secret draft."}}'.encode()),
        Answer(body=f"<html>{KEY} The secret draft.".encode()),
        completion(None, refusal=f"{KEY} The secret draft."),
    ):
        model, _ = serve(answer)
        with pytest.raises(ModelError) as raised:
            model.ask(REQUEST)
        told += [str(raised.value), repr(raised.value), repr(model), str(vars(model))]
        assert raised.value.__cause__ is None
        assert raised.value.__suppress_context__ or raised.value.__context__ is None
    for text in (*told, caplog.text):
        assert KEY not in text
        assert "secret draft" not in text


@pytest.mark.parametrize("key", ["sk-\u2018curly\u2019", "sk-a\nx-injected: 1"])
def test_a_key_that_cannot_be_one_is_told_at_once_and_not_repeated(key: str) -> None:
    with pytest.raises(ModelMisconfigured) as told:
        OpenAIModel("http://127.0.0.1:1/v1", SecretStr(key), "m", 45)
    assert "curly" not in str(told.value)


def test_a_closed_model_opens_again_when_asked(serve: Ask) -> None:
    model, _ = serve(GOOD)
    model.ask(REQUEST)
    model.close()
    model.close()
    assert model.ask(REQUEST).text == '{"ok": true}'


def test_the_probe_tells_an_endpoint_that_keeps_to_the_schema_from_one_that_does_not(
    serve: Ask,
) -> None:
    for text, found in (
        ('{"kept": "to the form"}', Enforcement.ENFORCED),
        ("hello", Enforcement.NOT_ENFORCED),
        ('{"kept": "hello"}', Enforcement.NOT_ENFORCED),
        ("", Enforcement.NOT_ENFORCED),
    ):
        model, _ = serve(completion(text))
        assert probe(model) is found
    model, _ = serve(refusal(401))
    with pytest.raises(ModelMisconfigured):
        probe(model)
