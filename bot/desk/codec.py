"""Turns what passes between the steps of a review into JSON and back, without loss."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.errors import LogError

Kept = TypeVar("Kept")


def to_json(kept: Any) -> Any:  # noqa: ANN401  # any of our dataclasses in, any JSON value out
    """Give plain values that JSON holds."""
    return _adapter(type(kept)).dump_python(kept, mode="json")


def from_json(kind: type[Kept], values: Any) -> Kept:  # noqa: ANN401  # any JSON value
    """Give back what ``to_json`` was given. Raises LogError for what is no such thing."""
    try:
        kept: Kept = _adapter(kind).validate_python(values)
    except ValidationError as error:
        raise LogError(
            f"What was kept is no {kind.__name__}: {error.error_count()} faults"
        ) from None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401  # a type is no Hashable to mypy
    return TypeAdapter(kind)
