"""Says in plain words what is wrong with the form of a file, and what would be right."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

_QUOTED = re.compile(r"'([^']*)'")
_LONGEST = 60
_MOST_NAMED = 24
_KINDS = {
    "string_type": "words", "list_type": "a list", "dict_type": "keys with values",
    "model_type": "keys with values", "model_attributes_type": "keys with values",
    "tuple_type": "a list", "bool_type": "true or false", "bool_parsing": "true or false",
    "int_type": "a whole number", "int_parsing": "a whole number",
}  # fmt: skip
"""What was expected, by pydantic's name of the fault."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake in the form of a file: the steps that lead to it, what it is, what is right."""

    steps: tuple[str | int, ...]
    what: str
    right: str = ""


def slips(error: ValidationError, shape: type[BaseModel]) -> Iterator[Slip]:
    """Every mistake that pydantic found, in plain words."""
    for row in error.errors(include_url=False):
        name = next((str(step) for step in reversed(row["loc"]) if _is_name(step)), "")
        steps, what, right = _told(row, shape)
        yield Slip(steps, f"{name}: {what}" if name else what, right)


def suggestion(word: str, known: Iterable[str]) -> str:
    """What was likely meant; else all that is known, where that is not too much to read."""
    words = sorted(set(known))
    folded = {each.casefold(): each for each in words}
    alike = difflib.get_close_matches(word.strip().casefold(), folded, n=1)
    if alike:
        return f"did you mean {folded[alike[0]]}?"
    return f"one of {', '.join(words)}" if 0 < len(words) <= _MOST_NAMED else ""


def _is_name(step: str | int) -> bool:
    return isinstance(step, str) and step != "[key]"


def _told(row: ErrorDetails, shape: type[BaseModel]) -> tuple[tuple[str | int, ...], str, str]:
    steps, kind, given = row["loc"], row["type"], row["input"]
    if kind == "missing":
        return steps, "this key is missing", f"add a line: {steps[-1]}: ..."
    if kind == "extra_forbidden":
        known = _keys_at(shape, steps[:-1])
        right = suggestion(str(steps[-1]), known) or f"the keys here are {', '.join(known)}"
        return (*steps, "[key]"), "there is no such key here", right
    if kind in {"enum", "literal_error"}:
        allowed = _QUOTED.findall(str(row.get("ctx", {}).get("expected", "")))
        return steps, f"{_short(given)} is not allowed here", suggestion(str(given), allowed)
    if kind in _KINDS:
        return steps, f"{_KINDS[kind]} expected, not {_short(given)}", _as_words(kind, given)
    told = _FORMS.get(kind)
    what, right = told(row) if told else (f"{row['msg']}, not {_short(given)}", "")
    return steps, what, right


def _as_words(kind: str, given: object) -> str:
    if kind == "string_type" and isinstance(given, bool | int | float):
        return f"put it in quotes: '{str(given).lower() if isinstance(given, bool) else given}'"
    if kind in {"list_type", "tuple_type"} and isinstance(given, str):
        return f"put it in brackets: [{given}]"
    return ""


def _of_pattern(row: ErrorDetails) -> tuple[str, str]:
    given = str(row["input"])
    if row.get("ctx", {}).get("pattern", "").startswith("^https"):
        return f"{_short(given)} is no address", "begin it with https:// and leave no space in it"
    plain = "-".join(re.findall(r"[a-z0-9.]+", given.lower())).strip(".-")
    right = f"for example {plain}" if plain else ""
    return f"{_short(given)} is no id: small letters, figures, dots and hyphens", right


def _of_day(row: ErrorDetails) -> tuple[str, str]:
    what = f"{_short(row['input'])} is no day of the calendar"
    return what, 'write it as 2027-05-06, or with an hour as "2027-05-06T00:01"'


def _of_bounds(row: ErrorDetails) -> tuple[str, str]:
    context = row.get("ctx", {})
    least, most = context.get("ge"), context.get("le")
    bound = f"at least {least}" if least is not None else f"at most {most}"
    return f"{_short(row['input'])} is not possible here", bound


def _of_nothing(row: ErrorDetails) -> tuple[str, str]:
    what = "an empty list" if row["type"] == "too_short" else "nothing stands here"
    return what, "give at least one" if row["type"] == "too_short" else "write it, or ask who knows"


_FORMS: dict[str, Callable[[ErrorDetails], tuple[str, str]]] = {
    "string_pattern_mismatch": _of_pattern,
    "greater_than_equal": _of_bounds, "less_than_equal": _of_bounds,
    "too_short": _of_nothing, "string_too_short": _of_nothing,
    **dict.fromkeys(
        ("date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact", "date_type",
         "datetime_parsing", "datetime_from_date_parsing", "datetime_type",
         "datetime_object_invalid"), _of_day,
    ),
}  # fmt: skip


def _keys_at(shape: type[BaseModel], steps: Iterable[str | int]) -> list[str]:
    """The keys that may stand in the part of a shape that the steps lead to."""
    here: type[BaseModel] | None = shape
    for step in steps:
        field = here.model_fields.get(step) if here and isinstance(step, str) else None
        if field is not None:
            here = _model_in(field.annotation)
    return list(here.model_fields) if here else []


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  # any type of a field
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _short(given: object) -> str:
    told = "nothing" if given is None else repr(given) if isinstance(given, str) else str(given)
    if isinstance(given, dict | list):
        told = "a list" if isinstance(given, list) else "keys with values"
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
