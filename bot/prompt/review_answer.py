"""Reads a model's review: claims that nobody believes yet, and a rewording."""

from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from bot.concerns import Concern, Severity
from bot.errors import ModelNonsense
from bot.prompt.visible import visible
from bot.review.review import Claim
from bot.words.speaking import worded

MAX_ANSWER = 200_000
"""Characters. A long post reworded whole and forty findings stay under half of it."""
_MAX_FINDINGS = 40

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
_Excerpt = Annotated[str, StringConstraints(max_length=20_000)]
Wire = TypeVar("Wire", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReview:
    """What the model said. ``rewording`` is empty where it offered none."""

    claims: tuple[Claim, ...]
    rewording: str
    reading: str = ""
    """The model's own account of the post; for the log, not for the card."""


class _Finding(BaseModel):
    model_config = ConfigDict(extra="forbid")

    excerpt: _Excerpt
    why: _Words
    concern: Concern
    clause_id: _Words
    quote: _Words
    severity: Literal[Severity.REVISE, Severity.STOP]
    advice: str


class _Review(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reading: str
    findings: list[_Finding]
    rewording: str


def read_review(text: str) -> ModelReview:
    """Read an answer. Raises ModelNonsense saying what is wrong with it, never quoting it."""
    answer = read_wire(text, _Review)
    if len(answer.findings) > _MAX_FINDINGS:
        raise ModelNonsense(worded("The answer has {many} findings.", many=len(answer.findings)))
    return ModelReview(
        claims=tuple(_claim(finding) for finding in answer.findings),
        rewording=visible(answer.rewording).text.strip(),
        reading=visible(answer.reading).text.strip(),
    )


def read_wire(text: str, shape: type[Wire]) -> Wire:
    """Read JSON as ``shape``, nothing missing and nothing more. Raises ModelNonsense."""
    if len(text) > MAX_ANSWER:
        raise ModelNonsense(worded("The answer has {many:,} characters.", many=len(text)))
    try:
        return shape.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        # A key that the model made up may hold anything: only the known steps are told.
        known = (
            str(step) for step in first["loc"] if isinstance(step, int) or step in _known(shape)
        )
        where = ".".join(known)
        raise ModelNonsense(
            worded(
                "The answer is not of the form asked for ({where}: {what}).",
                where=where or "/",
                what=first["type"],
            )
        ) from None


def _known(shape: type[BaseModel]) -> frozenset[str]:
    inner = {"clause_id", "quote"} | set(_Finding.model_fields)
    return frozenset(shape.model_fields) | inner


def _claim(finding: _Finding) -> Claim:
    return Claim(
        excerpt=finding.excerpt.strip(),
        concern=finding.concern,
        severity=finding.severity,
        clause_id=finding.clause_id,
        quote=finding.quote,
        why=visible(finding.why).text,
        advice=visible(finding.advice).text.strip(),
        by="model",
    )
