"""Finds every sentence of ours that is said: in bot/, in its errors, and in guidance/watch/."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.checks.watchfile import read_watch, watch_files

_SINGLE = {"worded", "to_say"}
_COUNTED = "counted"
_ADVICE = "advice"
"""What a class of errors calls its sentence for the public."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in English, its form for many if it has one, and the file that it stands in."""

    english: str
    many: str
    place: str


class NotPlain(ValueError):
    """A sentence that is put together before it is said, so that no file could hold it."""


def gather(root: Path) -> dict[str, Message]:
    """Every sentence, once, in the order of the files. Raises NotPlain, naming file and line."""
    found: dict[str, Message] = {}
    for message in _messages(root):
        kept = found.setdefault(message.english, message)
        if message.many and not kept.many:
            found[message.english] = message
    return found


def _messages(root: Path) -> Iterator[Message]:
    for path in sorted((root / "bot").rglob("*.py")):
        yield from _said_in(path, path.relative_to(root).as_posix())
    for path in watch_files(root / "guidance"):
        place = path.relative_to(root).as_posix()
        for row in read_watch(path)[0].checks:
            yield Message(row.why, "", place)
            yield Message(row.advice, "", place)


def _said_in(path: Path, place: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from _called(node, node.func.id, place)
        elif isinstance(node, ast.ClassDef):
            yield from (Message(words, "", place) for words in _advice(node))


def _called(node: ast.Call, name: str, place: str) -> Iterator[Message]:
    if name in _SINGLE and node.args:
        words = _words(node.args[0], place)
        if words:
            yield Message(words, "", place)
    elif name == _COUNTED:
        one, many = (_words(part, place) for part in node.args[:2])
        yield Message(one, many, place)


def _words(part: ast.expr, place: str) -> str:
    """The words of an argument; none where it is a name, whose words are marked elsewhere."""
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        return part.value
    if isinstance(part, ast.JoinedStr | ast.BinOp):
        raise NotPlain(f"{place}:{part.lineno}: a sentence to say must be plain words")
    return ""


def _advice(node: ast.ClassDef) -> Iterator[str]:
    """The sentence of advice that a class of errors carries."""
    for part in node.body:
        names = [part.target] if isinstance(part, ast.AnnAssign) else getattr(part, "targets", [])
        named = any(isinstance(one, ast.Name) and one.id == _ADVICE for one in names)
        value = getattr(part, "value", None)
        if named and isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield from filter(None, [value.value])
