"""Reads a YAML file that people edit: every mistake is told with its file, line and column."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.errors import BadGuidance
from bot.guidance.mistakes import Slip, slips

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # a PyYAML built without libyaml is slower and reads the same
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

Shape = TypeVar("Shape", bound=BaseModel)
Steps = Sequence[str | int]

_HINTS = (
    ("could not find expected ':'", "a key needs a colon and a space after it: key: words"),
    ("mapping values are not allowed", "put words that hold a colon in quotes, or after >-"),
    ("cannot start any token", "indent with spaces, not with a tab; put @ ` and % in quotes"),
    ("did not find expected ',' or ']'", "close the list that was opened with [ on this line"),
    ("did not find expected ',' or '}'", "close what was opened with {"),
    ("unexpected end of stream", "close the quotation mark that was opened here"),
    ("did not find expected", "look at the indentation, and for quotes or brackets left open"),
    ("stands twice", "leave one of them out: the later would hide the earlier"),
)


class _Loader(_SafeLoader):
    """The safe loader, which remembers whether a key stood twice.

    Dates stay text, so that the shape reads them and can say where a wrong one stands.
    """

    has_twins = False

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML declares it so; never changed
        first: [(tag, words) for tag, words in rules if not tag.endswith(":timestamp")]
        for first, rules in _SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002  # PyYAML's own signature
        mapping = super().construct_mapping(node, deep=deep)
        self.has_twins |= len(mapping) != len(node.value)
        return mapping


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as YAML, before anybody asked whether it is of the right form."""

    path: Path
    text: str
    content: Any
    """Plain dicts, lists and values."""
    has_twins: bool = False

    def mistake(self, steps: Steps, what: str, right: str = "") -> BadGuidance:
        """A mistake in the part that the steps lead to, as far as they lead.

        A last step of ``[key]`` means the key before it, and not what stands under that key.
        """
        mark = _mark_of(_tree(self.text), steps)
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        return BadGuidance(self.path, line, what, column=column, right=right)

    def twins(self) -> Iterator[BadGuidance]:
        """Each key that stands twice in the same place: a silent loss if nobody said so."""
        for key in _twins(_tree(self.text)) if self.has_twins else ():
            at = key.start_mark
            what = f"{key.value!r} stands twice in the same place"
            yield BadGuidance(self.path, at.line + 1, what, column=at.column + 1, right=_hint(what))


def read_yaml(path: Path, shape: type[Shape]) -> tuple[Shape, str]:
    """Read a file as ``shape``; give it and the text it was read from.

    Raises BadGuidance with the file and the line for text that is not UTF-8, not YAML,
    or not of that shape; it holds every mistake of the file.
    """
    parsed = parse(path)
    content, mistakes = shaped(parsed, shape)
    if content is None:
        raise together(mistakes)
    return content, parsed.text


def parse(path: Path) -> Parsed:
    """Read a file as YAML. Raises BadGuidance where it is none: nothing after that can be read."""
    text = _text(path)
    try:
        loader = _Loader(text)
        content = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        raise _unreadable(path, error) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # a control character, or brackets within brackets without end
        raise BadGuidance(path, _line_named_in(text, error), f"cannot be read: {error}") from error
    return Parsed(path, text, {} if content is None else content, loader.has_twins)


def shaped(parsed: Parsed, shape: type[Shape]) -> tuple[Shape | None, list[BadGuidance]]:
    """The file as ``shape``, or every mistake in its form."""
    mistakes = list(parsed.twins())
    try:
        content = shape.model_validate(parsed.content)
    except ValidationError as error:
        mistakes += [_told(parsed, slip) for slip in slips(error, shape)]
    return (None, mistakes) if mistakes else (content, [])


def together(mistakes: Iterable[BadGuidance]) -> BadGuidance:
    """The first of the mistakes, with the others behind it."""
    first, *others = mistakes
    first.also = tuple(others)
    return first


def _told(parsed: Parsed, slip: Slip) -> BadGuidance:
    return parsed.mistake(slip.steps, slip.what, slip.right)


@lru_cache(maxsize=4)
def _tree(text: str) -> yaml.Node | None:
    """The text with where each part stands. It is parsed again, for telling mistakes alone."""
    return yaml.compose(text, Loader=_Loader)


def _mark_of(node: yaml.Node | None, steps: Steps) -> yaml.Mark | None:
    """Where the innermost part of a YAML tree begins that the steps lead to."""
    if node is None:
        return None
    for step, after in zip(steps, (*steps[1:], None), strict=True):
        found = _step(node, step)
        if found is None:
            break
        key, inner = found
        if after == "[key]":
            return key.start_mark
        node = inner
    return node.start_mark


def _step(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, inner) for key, inner in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        inner: yaml.Node = node.value[step]
        return inner, inner
    return None


def _twins(node: yaml.Node | None) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, inner in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield key
                seen.add(key.value)
            yield from _twins(inner)
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _twins(inner)


def _unreadable(path: Path, error: yaml.MarkedYAMLError) -> BadGuidance:
    mark = error.problem_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
    what = error.problem or "this is not YAML"
    context = error.context_mark
    if context and mark and context.line != mark.line:
        what = f"{what} (what was begun on line {context.line + 1} is not ended)"
    return BadGuidance(path, line, what, column=column, right=_hint(what))


def _hint(what: str) -> str:
    return next((right for words, right in _HINTS if words in what), "")


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
        right = "open it, choose Save as with the encoding UTF-8"
        raise BadGuidance(path, None, "is not UTF-8 text", right=right) from error
