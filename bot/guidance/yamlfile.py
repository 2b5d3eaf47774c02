"""Reads a YAML file that people edit: every mistake is told with its file and line."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.errors import BadGuidance

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml is slower and reads the same
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Shape = TypeVar("Shape", bound=BaseModel)


def read_yaml(path: Path, shape: type[Shape]) -> tuple[Shape, str]:
    """Read a file as ``shape``; give it and the text it was read from.

    Raises BadGuidance with the file and the line for text that is not UTF-8, not YAML,
    or not of that shape.
    """
    text = _text(path)
    try:
        node = yaml.compose(text, Loader=_Loader)
        content = yaml.load(text, Loader=_Loader)  # both loaders are safe loaders
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BadGuidance(path, line, error.problem or "this is not YAML") from error
    try:
        return shape.model_validate(content or {}), text
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        line = line_of(node, first["loc"])
        raise BadGuidance(path, line, f"{where}: {first['msg']}") from error


def line_of(node: yaml.Node | None, steps: Sequence[str | int]) -> int | None:
    """The line (from 1) of the innermost part of a YAML tree that the steps lead to."""
    if node is None:
        return None
    for step in steps:
        inner = _step(node, step)
        if inner is None:
            break
        node = inner
    return int(node.start_mark.line) + 1


def _step(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        inner: yaml.Node = node.value[step]
        return inner
    return None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadGuidance(path, None, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadGuidance(path, None, "is not UTF-8 text") from error
