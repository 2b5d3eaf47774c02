"""Turns what passes between the steps of a review into JSON and back, without loss."""

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from bot.errors import LogError

Kept = TypeVar("Kept")


def to_json(kept: object) -> Any:  # noqa: ANN401  # any JSON value
    """Give plain values that JSON holds. ``kept`` is any of the program's dataclasses."""
    return _adapter(cast("Hashable", type(kept))).dump_python(kept, mode="json")


def from_json(kind: type[Kept], values: object) -> Kept:
    """Give back what ``to_json`` was given. Raises LogError for what is no such thing."""
    try:
        return cast("Kept", _adapter(cast("Hashable", kind)).validate_python(values))
    except ValidationError as error:
        faults = error.error_count()
        raise LogError(f"What was kept is no {kind.__name__}: {faults} faults") from None


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    """One for each kind: to build it takes longer than to use it."""
    return TypeAdapter(cast("Any", kind))
