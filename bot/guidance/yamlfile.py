"""Reads a YAML file that people edit: every mistake is told with its file and line."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.errors import BadGuidance

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # a PyYAML built without libyaml is slower and reads the same
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

Shape = TypeVar("Shape", bound=BaseModel)


class _Loader(_SafeLoader):
    """The safe loader, stricter: a key that stands twice is a mistake and not a silent loss.

    Dates stay text, so that the shape reads them and can say where a wrong one stands.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML declares it so; never changed
        first: [(tag, words) for tag, words in rules if not tag.endswith(":timestamp")]
        for first, rules in _SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002  # PyYAML's own signature
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            _refuse_twins(node)
        return mapping


def read_yaml(path: Path, shape: type[Shape]) -> tuple[Shape, str]:
    """Read a file as ``shape``; give it and the text it was read from.

    Raises BadGuidance with the file and the line for text that is not UTF-8, not YAML,
    or not of that shape.
    """
    text = _text(path)
    try:
        content = yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader, made stricter
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BadGuidance(path, line, error.problem or "this is not YAML") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # a control character, or brackets within brackets without end
        raise BadGuidance(path, _line_named_in(text, error), f"cannot be read: {error}") from error
    try:
        return shape.model_validate({} if content is None else content), text
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        what = f"{where}: {first['msg']}" if where else first["msg"]
        raise BadGuidance(path, line_in(text, first["loc"]), what) from error


def line_in(text: str, steps: Sequence[str | int]) -> int | None:
    """The line (from 1) of the part of a YAML text that the steps lead to.

    The text is parsed a second time, so this is for telling mistakes alone.
    """
    return line_of(yaml.compose(text, Loader=_Loader), steps)


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
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        inner: yaml.Node = node.value[step]
        return inner
    return None


def _refuse_twins(node: yaml.MappingNode) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"{key.value!r} stands twice in the same place", key.start_mark
            )
        seen.add(key.value)


def _line_named_in(text: str, error: Exception) -> int | None:
    """Where libyaml stopped, when it gives an offset of a character and no line."""
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadGuidance(path, None, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadGuidance(path, None, "is not UTF-8 text") from error
