"""What is promised of questions that go by batch."""

import json
from dataclasses import replace

import pytest

from bot.errors import (
    BadQuestion,
    ModelMisconfigured,
    ModelNonsense,
    ModelRefused,
    ModelUnreachable,
)
from bot.llm.batch import BatchModel, Result, read_results
from bot.prompt.exchange import Reply, Request
from tests.openai_loopback import Answer, completion, refusal

REQUEST = Request(
    system="Fixed.", turns=(("user", "Y ddrafft: «Ŵyl» 🎉"),), schema_name="review",
    schema={"type": "object"}, edition="e1",
)  # fmt: skip


def posted(request: Request = REQUEST) -> str:
    """The line that a model without results collects for a request."""
    model = BatchModel("gpt-5.4-mini", {})
    with pytest.raises(ModelUnreachable, match="batch"):
        model.ask(request)
    (line,) = model.waiting.values()
    return line


def answered(answer: Answer, name: str = "") -> Result:
    """What is read from a result that carries this answer."""
    name = name or json.loads(posted())["custom_id"]
    response = {"status_code": answer.status, "body": json.loads(answer.body)}
    row = {"id": "b", "custom_id": name, "response": response, "error": None}
    return read_results([json.dumps(row)], "gpt-5.4-mini")[name]


def test_a_question_is_written_in_the_form_of_the_batch_api() -> None:
    line = json.loads(posted())
    assert line.keys() == {"custom_id", "method", "url", "body"}
    assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
    body = line["body"]
    assert body["model"] == "gpt-5.4-mini"
    assert body["messages"][1]["content"] == "Y ddrafft: «Ŵyl» 🎉"
    assert body["store"] is False
    assert "safety_identifier" not in body


def test_the_same_question_has_the_same_name_and_any_other_another() -> None:
    names = {json.loads(posted(each))["custom_id"] for each in (REQUEST, replace(REQUEST))}
    assert len(names) == 1
    names.add(json.loads(posted(replace(REQUEST, system="Fixed?")))["custom_id"])
    assert len(names) == 2


def test_an_answer_finds_its_question_and_costs_half() -> None:
    name = json.loads(posted())["custom_id"]
    reply = answered(completion('{"ok": true}'))
    model = BatchModel("gpt-5.4-mini", {name: reply})
    assert model.ask(REQUEST) is reply
    assert isinstance(reply, Reply)
    assert (reply.text, reply.input_tokens) == ('{"ok": true}', 100)
    assert model.waiting == {}
    priced = json.loads(completion("{}").body) | {"model": "gpt-5.4-mini"}
    cheap = answered(Answer(body=json.dumps(priced).encode()))
    assert isinstance(cheap, Reply)
    assert cheap.cost_usd == pytest.approx((36 * 0.75 + 64 * 0.075 + 20 * 4.5) / 2_000_000)


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (refusal(429), ModelUnreachable),
        (refusal(400), ModelMisconfigured),
        (refusal(400, code="content_filter"), ModelRefused),
        (refusal(500), ModelUnreachable),
        (Answer(status=503, body=b"null"), ModelUnreachable),
        (Answer(body=b'{"error": {"code": "server_error"}}'), ModelUnreachable),
        (completion(None, refusal="no"), ModelRefused),
        (completion("{", finish_reason="length"), ModelNonsense),
        (Answer(body=b"[]"), ModelNonsense),
        (Answer(body=b'"<html>"'), ModelNonsense),
    ],
)
def test_a_failure_by_batch_means_what_it_means_at_once(
    answer: Answer, meaning: type[Exception]
) -> None:
    result = answered(answer)
    assert type(result) is meaning
    with pytest.raises(meaning):
        BatchModel("gpt-5.4-mini", {json.loads(posted())["custom_id"]: result}).ask(REQUEST)


def test_a_question_whose_batch_ran_out_is_unreachable_and_a_later_answer_counts() -> None:
    expired = '{"custom_id": "a", "response": null, "error": {"code": "batch_expired"}}'
    body = completion("{}").body.decode()
    good = f'{{"custom_id": "a", "response": {{"status_code": 200, "body": {body}}}}}'
    assert isinstance(read_results([expired], "m")["a"], ModelUnreachable)
    assert isinstance(read_results([expired, "", good], "m")["a"], Reply)


@pytest.mark.parametrize("line", ["{", "[]", '{"custom_id": 7}', '{"response": null}'])
def test_a_line_that_is_no_result_is_told_by_number(line: str) -> None:
    with pytest.raises(BadQuestion, match="Line 2"):
        read_results(["", line], "m")
