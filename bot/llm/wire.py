"""Reads the body of a chat completion, as the wire gives it and before it is believed."""

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import ModelMisconfigured, ModelNonsense, ModelRefused
from bot.llm.prices import Tokens
from bot.words.speaking import worded


class BrokenBody(Exception):
    """A body that is no chat completion. Asked for once more, then nonsense."""


class ErrorInside(Exception):
    """An error told in a body whose status says that all is well."""

    def __init__(self, status_code: int, code: str, kind: str) -> None:
        """Keep what a status error of the vendor's own would hold."""
        self.status_code, self.code, self.type = status_code, code, kind
        super().__init__(f"{status_code} {code}")


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Details(_Lenient):
    cached_tokens: int | None = None
    cache_write_tokens: int | None = None


class _Usage(_Lenient):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: _Details | None = None


class _Message(_Lenient):
    content: str | None = None
    refusal: str | None = None


class _Choice(_Lenient):
    finish_reason: str | None = None
    message: _Message | None = None


class _Error(_Lenient):
    code: str | int | None = None
    type: str | None = None


class Completion(_Lenient):
    """One completion. ``choices`` may be null or empty: ``text`` says so."""

    id: str | None = None
    model: str | None = None
    choices: list[_Choice] | None = None
    usage: _Usage | None = None
    error: _Error | str | None = None

    @property
    def tokens(self) -> Tokens:
        """What it took, as far as it says."""
        usage = self.usage or _Usage()
        details = usage.prompt_tokens_details or _Details()
        return Tokens(
            input=usage.prompt_tokens,
            cached=details.cached_tokens or 0,
            written=details.cache_write_tokens or 0,
            output=usage.completion_tokens,
        )

    @property
    def is_cut(self) -> bool:
        """Whether the cap on tokens ended it."""
        choices = self.choices or []
        return bool(choices) and choices[0].finish_reason == "length"

    def text(self) -> str:
        """The answer. Raises ModelRefused or ModelNonsense where there is none."""
        choice = self.choices[0] if self.choices else _Choice()
        message = choice.message or _Message()
        if message.refusal or choice.finish_reason == "refusal":
            raise ModelRefused(worded("The model declined to read this draft."))
        if choice.finish_reason == "content_filter":
            raise ModelRefused(
                worded("A content filter of the model's provider stopped the answer.")
            )
        if choice.finish_reason != "stop":
            raise ModelNonsense(
                worded("The model's answer has no end: it was cut or is not there.")
            )
        if not message.content or not message.content.strip():
            raise ModelNonsense(worded("The model's answer is empty."))
        return message.content


def read_completion(body: bytes, content_type: str) -> Completion:
    """Read a body that came with status 200.

    Raises ModelMisconfigured for a web page (a login or proxy stands in between),
    ErrorInside for an error, BrokenBody for everything else that is no completion.
    """
    if "html" in content_type.casefold() or body.lstrip()[:1] == b"<":
        raise ModelMisconfigured(
            worded("A web page answered in the model's place: check the address.")
        )
    try:
        completion = Completion.model_validate_json(body)
    except ValidationError:
        raise BrokenBody from None
    if completion.error:
        raise _error_inside(completion.error)
    return completion


def read_failure(status_code: int, body: bytes) -> ErrorInside:
    """Read a body that came with a status of failure; one that says nothing is no hindrance."""
    try:
        told = Completion.model_validate_json(body).error
    except ValidationError:
        told = None
    error = told if isinstance(told, _Error) else _Error()
    return ErrorInside(status_code, str(error.code or ""), error.type or "")


def _error_inside(error: _Error | str) -> ErrorInside:
    if isinstance(error, str):
        return ErrorInside(500, "", "")
    told = error.code if isinstance(error.code, int) else 500
    return ErrorInside(
        told if told in range(400, 600) else 500, str(error.code or ""), error.type or ""
    )
