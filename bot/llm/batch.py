"""The same questions by post: requests and answers in the form of OpenAI's Batch API.

A request goes under a name made from its every byte, so an answer finds its question again
in any later run, and what was answered once is never sent twice.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import BadQuestion, ModelError, ModelNonsense, ModelUnreachable
from bot.llm.failures import translate
from bot.llm.parameters import parameters
from bot.llm.prices import cost_usd
from bot.llm.profiles import profile_of
from bot.llm.wire import BrokenBody, Completion, ErrorInside, read_completion, read_failure
from bot.prompt.exchange import Reply, Request

_ENDPOINT = "/v1/chat/completions"
_GOOD = 200
_PRICED_AT = "https://api.openai.com/v1"
_SHARE = 0.5
"""Of the standard price: https://developers.openai.com/api/docs/guides/batch , as several
price lists of 2026 repeat it."""

Result = Reply | ModelError


class BatchModel:
    """A model that answers from a file of results, and collects what is not answered yet."""

    def __init__(self, model: str, results: Mapping[str, Result]) -> None:
        """Take the model's name and ``results`` by request name, as ``read_results`` gives them."""
        self._model, self._results = model, results
        self.waiting: dict[str, str] = {}
        """Lines for the next file of requests, by name."""

    def ask(self, request: Request) -> Reply:
        """Give the recorded answer. Raises what was recorded, or ModelUnreachable for nothing."""
        body = {"model": self._model, **_parameters(request, self._model)}
        name = _name(body)
        result = self._results.get(name)
        if result is None:
            self.waiting[name] = _line(name, body)
            raise ModelUnreachable("This question waits for its answer in a batch.")
        if isinstance(result, ModelError):
            raise result
        return result


def read_results(lines: Iterable[str], model: str) -> dict[str, Result]:
    """Read a file of results, line by line; a later line on the same request counts.

    Raises BadQuestion with its number for a line that is none.
    """
    results: dict[str, Result] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = _Row.model_validate_json(line)
        except ValidationError:
            raise BadQuestion(f"Line {number} is no result of a batch.") from None
        results[row.custom_id] = _result(row, model)
    return results


class _Response(BaseModel):
    model_config = ConfigDict(extra="ignore")

    status_code: int
    body: Any = None


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")

    custom_id: str
    response: _Response | None = None


def _result(row: _Row, model: str) -> Result:
    """A reply or the error it stands for. A request without a response ran out of time."""
    if row.response is None:
        return ModelUnreachable("The batch ended before this question was answered.")
    status, body = row.response.status_code, json.dumps(row.response.body).encode()
    if status != _GOOD:
        return translate(read_failure(status, body))
    try:
        return _reply(read_completion(body, "application/json"), model)
    except (BrokenBody, ErrorInside) as failure:
        return translate(failure)
    except ModelError as told:
        return told


def _reply(completion: Completion, model: str) -> Reply:
    if completion.is_cut:
        raise ModelNonsense("The model's answer was cut.")
    tokens, answered = completion.tokens, completion.model or ""
    price = cost_usd(answered or model, _PRICED_AT, tokens)
    return Reply(
        text=completion.text(),
        model_asked=model,
        model_answered=answered,
        response_id=completion.id or "",
        input_tokens=tokens.input,
        cached_tokens=tokens.cached,
        output_tokens=tokens.output,
        cost_usd=None if price is None else price * _SHARE,
    )


def _parameters(request: Request, model: str) -> dict[str, Any]:
    """As for a question asked at once, with the larger cap: nobody waits to ask again."""
    profile = profile_of(model)
    return parameters(request, profile, profile.larger_cap, "batch")


def _name(body: dict[str, Any]) -> str:
    words = json.dumps(body, sort_keys=True, ensure_ascii=False)
    return f"q-{sha256(words.encode()).hexdigest()[:32]}"


def _line(name: str, body: dict[str, Any]) -> str:
    row = {"custom_id": name, "method": "POST", "url": _ENDPOINT, "body": body}
    return json.dumps(row, ensure_ascii=False)
